//! Keeping the stored assessments true: called by every transaction that changed what an
//! assessment rests on, and by the job.

use std::collections::{HashMap, HashSet};

use engine::{Assessor, person::Person, rules::RuleSet};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder,
    QuerySelect, sea_query::LockType, sea_query::OnConflict,
};
use shared::{Date, RecordId, RecordPart};

use super::super::{
    content::Answer,
    entity::{assessment, assessment_version},
    person, rule_sets,
};
use super::{given, history};
use crate::{
    db::Tx,
    error::{AppError, Code, Result},
    facts,
    ids::hash_of,
    op::OpCtx,
    records::record,
    reminders,
};

/// The parts of a record on which its assessment rests.
const RESTS_ON: [RecordPart; 3] = [RecordPart::Person, RecordPart::Vaccinations, RecordPart::Facts];

/// Assesses anew each record of which the transaction changed a part that matters, and adds
/// to its events those whose answer became another.
pub(crate) async fn keep(op: &OpCtx, tx: &mut Tx) -> Result<()> {
    let touched: HashSet<RecordId> = tx
        .events()
        .iter()
        .filter(|(_, parts)| parts.iter().any(|part| RESTS_ON.contains(part)))
        .map(|(id, _)| *id)
        .collect();
    if touched.is_empty() {
        return Ok(());
    }
    let mut ids: Vec<RecordId> = touched.into_iter().collect();
    ids.sort_unstable();
    let rules = rule_sets::in_force(tx.db(), op.today()).await?;
    let rows = lock(tx.db(), &ids).await?;
    // Joined into another record since this transaction looked: what it wrote would be lost.
    if !tx.is_moving() && rows.iter().any(|row| row.merged_into.is_some()) {
        let message = "the record was joined with another meanwhile; do it again";
        return Err(AppError::refused(Code::Conflict, &["recordId"], message));
    }
    let changed = reassess_rows(op, tx.db(), rules, rows).await?;
    for id in changed {
        tx.changed(id, &[RecordPart::Assessment]);
    }
    Ok(())
}

/// Assesses these records as of today and stores what is different; gives those whose
/// status or dates are.
pub(in crate::assessments) async fn reassess(
    op: &OpCtx,
    db: &impl ConnectionTrait,
    rules: &'static RuleSet,
    ids: &[RecordId],
) -> Result<Vec<RecordId>> {
    let rows = lock(db, ids).await?;
    reassess_rows(op, db, rules, rows).await
}

/// The same for rows that are locked. One that was joined into another is left as it was.
async fn reassess_rows(
    op: &OpCtx,
    db: &impl ConnectionTrait,
    rules: &'static RuleSet,
    mut rows: Vec<record::Model>,
) -> Result<Vec<RecordId>> {
    rows.retain(|row| row.merged_into.is_none());
    let ids: Vec<RecordId> = rows.iter().map(|row| row.id).collect();
    let fresh = fresh_of(db, rules, &rows, op.today()).await?;
    let mut held = stored(db, &ids).await?;
    let (mut current, mut versions, mut changed) = (Vec::new(), Vec::new(), Vec::new());
    for (id, fresh) in fresh {
        let held = held.remove(&id);
        if held.as_ref().is_some_and(|held| fresh.is_as(held)) {
            continue;
        }
        let is_other =
            held.as_ref().is_none_or(|h| h.rules != rules.name || h.content != fresh.content);
        let version = held.as_ref().map_or(0, |h| h.version) + i32::from(is_other);
        if is_other {
            versions.push(fresh.version_row(op, id, version));
            changed.push(id);
        }
        current.push(fresh.current_row(op, id, version));
    }
    write(db, current, versions).await?;
    Ok(changed)
}

/// Those of these records whose stored assessment is not what is derived today by the rule
/// set in force, or whose last version is not the stored one.
pub(in crate::assessments) async fn out_of_step(
    op: &OpCtx,
    ids: &[RecordId],
) -> Result<Vec<RecordId>> {
    let rows = record::Entity::find()
        .filter(record::Column::Id.is_in(ids.iter().copied()))
        .filter(record::Column::MergedInto.is_null());
    let rows = rows.all(op.db()).await?;
    let rules = rule_sets::in_force(op.db(), op.today()).await?;
    let held = stored(op.db(), ids).await?;
    let versions = history::versions_of(op, ids).await?;
    let mut found = Vec::new();
    for (id, fresh) in fresh_of(op.db(), rules, &rows, op.today()).await? {
        let last = versions.get(&id).and_then(|versions| versions.last());
        let agrees = held.get(&id).zip(last).is_some_and(|(held, last)| {
            fresh.is_as(held) && held.version == last.version && held.content == last.content
        });
        if !agrees {
            found.push(id);
        }
    }
    Ok(found)
}

/// What is derived of these records on a day.
async fn fresh_of(
    db: &impl ConnectionTrait,
    rules: &'static RuleSet,
    rows: &[record::Model],
    today: Date,
) -> Result<Vec<(RecordId, Fresh)>> {
    let ids: Vec<RecordId> = rows.iter().map(|row| row.id).collect();
    let mut doses: HashMap<RecordId, Vec<given::Given>> = HashMap::new();
    for dose in given::given_to(db, &ids).await? {
        doses.entry(dose.record_id).or_default().push(dose);
    }
    let facts = facts::store::current(db, &ids).await?;
    let mut assessor = Assessor::new();
    let mut fresh = Vec::with_capacity(rows.len());
    for row in rows {
        let doses = doses.remove(&row.id).unwrap_or_default();
        let facts = facts.get(&row.id).map_or(&[][..], Vec::as_slice);
        let person = person::of_record(row, doses, facts).map(|(person, _)| person);
        fresh.push((row.id, fresh_one(&mut assessor, rules, person, today)?));
    }
    Ok(fresh)
}

/// An assessment as it is to be stored.
struct Fresh {
    rules: &'static str,
    input_hash: String,
    as_of: Date,
    stable_until: Date,
    remind_on: Option<Date>,
    answer: Answer,
    content: String,
}

/// A record whose birth date is not known to the day has no answer until it is.
fn fresh_one(
    assessor: &mut Assessor,
    rules: &'static RuleSet,
    person: Option<Person>,
    today: Date,
) -> Result<Fresh> {
    let (input_hash, stable_until, answer) = match person {
        Some(person) => {
            let assessment = assessor.assess(rules, &person, today);
            let input = serde_json::to_string(&person).map_err(anyhow::Error::from)?;
            (hash_of(&input), assessment.stable_until, Answer::of(&assessment))
        }
        None => (String::new(), Date::MAX, Answer::default()),
    };
    let content = serde_json::to_string(&answer).map_err(anyhow::Error::from)?;
    let remind_on = reminders::remind_on(rules, &answer.targets);
    let rules = &rules.name;
    Ok(Fresh { rules, input_hash, as_of: today, stable_until, remind_on, answer, content })
}

impl Fresh {
    /// Whether the stored row says all of it already.
    fn is_as(&self, held: &assessment::Model) -> bool {
        held.rules == self.rules
            && held.input_hash == self.input_hash
            && held.stable_until == self.stable_until
            && held.content == self.content
    }

    fn current_row(&self, op: &OpCtx, id: RecordId, version: i32) -> assessment::ActiveModel {
        assessment::ActiveModel {
            record_id: Set(id),
            version: Set(version),
            rules: Set(self.rules.to_owned()),
            input_hash: Set(self.input_hash.clone()),
            as_of: Set(self.as_of),
            stable_until: Set(self.stable_until),
            urgency: Set(self.answer.urgency()),
            next_on: Set(self.answer.next_on()),
            open: Set(self.answer.open()),
            content: Set(self.content.clone()),
            assessed_at: Set(op.now()),
            remind_on: Set(self.remind_on),
        }
    }

    fn version_row(
        &self,
        op: &OpCtx,
        id: RecordId,
        version: i32,
    ) -> assessment_version::ActiveModel {
        assessment_version::ActiveModel {
            record_id: Set(id),
            version: Set(version),
            rules: Set(self.rules.to_owned()),
            input_hash: Set(self.input_hash.clone()),
            as_of: Set(self.as_of),
            known_at: Set(op.now()),
            content: Set(self.content.clone()),
        }
    }
}

/// The rows of these records, which nobody else assesses until the transaction ends. (On
/// SQLite there is one writer anyway.) In the order of their ids, so that two that lock
/// several never wait for each other.
pub(crate) async fn lock(
    db: &impl ConnectionTrait,
    ids: &[RecordId],
) -> Result<Vec<record::Model>> {
    let query = record::Entity::find()
        .filter(record::Column::Id.is_in(ids.iter().copied()))
        .order_by_asc(record::Column::Id)
        .lock(LockType::NoKeyUpdate);
    Ok(query.all(db).await?)
}

/// What is stored of these records.
pub(crate) async fn stored(
    db: &impl ConnectionTrait,
    ids: &[RecordId],
) -> Result<HashMap<RecordId, assessment::Model>> {
    let query =
        assessment::Entity::find().filter(assessment::Column::RecordId.is_in(ids.iter().copied()));
    Ok(query.all(db).await?.into_iter().map(|row| (row.record_id, row)).collect())
}

async fn write(
    db: &impl ConnectionTrait,
    current: Vec<assessment::ActiveModel>,
    versions: Vec<assessment_version::ActiveModel>,
) -> Result<()> {
    use assessment::Column as C;
    if !current.is_empty() {
        let over = OnConflict::column(C::RecordId)
            .update_columns([
                C::Version,
                C::Rules,
                C::InputHash,
                C::AsOf,
                C::StableUntil,
                C::Urgency,
                C::NextOn,
                C::Open,
                C::Content,
                C::AssessedAt,
                C::RemindOn,
            ])
            .to_owned();
        let insert = assessment::Entity::insert_many(current).on_conflict(over);
        insert.exec_without_returning(db).await?;
    }
    if !versions.is_empty() {
        assessment_version::Entity::insert_many(versions).exec_without_returning(db).await?;
    }
    Ok(())
}

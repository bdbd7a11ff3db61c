//! Writing facts: a row as it is now, and one version for each change.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, Utc};
use engine::person::Fact;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, EntityTrait, JoinType, QueryFilter,
    QueryOrder, QuerySelect,
};
use serde::{Deserialize, Serialize};
use shared::{ChangeKind, FactId, FactStatus, LoggedAction, PracticeId, RecordId};
use uuid::Uuid;

use super::{Content, definition::Definition, enter::check_new, fact, fact_version};
use crate::{
    accesses::{self, Author, record_access},
    db::Tx,
    db::idempotency::Key,
    error::{AppError, Code, Result},
    events::RecordPart,
    op::OpCtx,
};

/// What is remembered under a caller's key.
#[derive(Debug, Serialize, Deserialize)]
struct Remembered {
    ids: Vec<FactId>,
}

/// Lets only one change of a record's facts go on at a time: what is new is compared with
/// what is there.
pub(super) async fn lock(tx: &Tx, record_id: RecordId) -> Result<()> {
    tx.lock(&format!("facts {record_id}")).await
}

/// Writes new facts under the caller's key, all or none, and gives their ids.
pub(super) async fn insert_all(
    op: &OpCtx,
    record_id: RecordId,
    key: &Key,
    facts: Vec<(Definition, Content)>,
) -> Result<Vec<FactId>> {
    op.transaction(async |tx| {
        if let Some(earlier) = key.earlier::<Remembered>(op, tx).await? {
            return Ok(earlier.ids);
        }
        lock(tx, record_id).await?;
        check_new(tx, record_id, &facts).await?;
        let mut ids = Vec::new();
        for (_, content) in &facts {
            ids.push(insert(op, tx, record_id, content).await?);
        }
        accesses::log(op, tx.db(), record_id, LoggedAction::FactEntered).await?;
        let remembered = Remembered { ids };
        key.remember(op, tx, &remembered).await?;
        tx.changed(record_id, &[RecordPart::Facts]);
        Ok(remembered.ids)
    })
    .await
}

async fn insert(op: &OpCtx, tx: &Tx, record_id: RecordId, content: &Content) -> Result<FactId> {
    let id = FactId(op.new_id());
    let author = Author::of(&op.actor);
    let mut row = fact::ActiveModel {
        record_id: Set(record_id),
        id: Set(id),
        version: Set(1),
        recorded_at: Set(op.now()),
        author_kind: Set(author.kind.code().to_owned()),
        author_name: Set(author.name),
        author_practice_name: Set(author.practice_name),
        ..Default::default()
    };
    content.fill(&mut row);
    fact::Entity::insert(row).exec_without_returning(tx.db()).await?;
    insert_version(op, tx, record_id, (id, 1), ChangeKind::Recorded, None, content).await?;
    Ok(id)
}

/// One change of one fact.
pub(super) struct Change<'a> {
    /// The fact.
    pub id: FactId,
    /// The version from which the change was made.
    pub version: i32,
    /// What the change is.
    pub kind: ChangeKind,
    /// Why, in words.
    pub reason: Option<&'a str>,
    /// The whole fact as it is now.
    pub content: Content,
}

/// Writes a change over the current row, if nobody was faster.
pub(super) async fn update(
    op: &OpCtx,
    tx: &mut Tx,
    record_id: RecordId,
    change: Change<'_>,
) -> Result<()> {
    let version = change.version + 1;
    let mut columns = fact::ActiveModel { version: Set(version), ..Default::default() };
    change.content.fill(&mut columns);
    let written = fact::Entity::update_many()
        .set(columns)
        .filter(fact::Column::RecordId.eq(record_id))
        .filter(fact::Column::Id.eq(change.id))
        .filter(fact::Column::Version.eq(change.version))
        .exec(tx.db())
        .await?;
    if written.rows_affected == 0 {
        return Err(conflict());
    }
    let Change { id, kind, reason, content, .. } = change;
    insert_version(op, tx, record_id, (id, version), kind, reason, &content).await?;
    tx.changed(record_id, &[RecordPart::Facts]);
    Ok(())
}

fn conflict() -> AppError {
    AppError::refused(Code::Conflict, &["version"], "someone else changed it meanwhile")
}

async fn insert_version(
    op: &OpCtx,
    tx: &Tx,
    record_id: RecordId,
    (fact_id, version): (FactId, i32),
    change: ChangeKind,
    reason: Option<&str>,
    content: &Content,
) -> Result<()> {
    let author = Author::of(&op.actor);
    let row = fact_version::ActiveModel {
        record_id: Set(record_id),
        fact_id: Set(fact_id),
        version: Set(version),
        change: Set(change.code().to_owned()),
        at: Set(op.now()),
        reason: Set(reason.map(str::to_owned)),
        content: Set(serde_json::to_string(content).map_err(anyhow::Error::from)?),
        author_kind: Set(author.kind.code().to_owned()),
        author_name: Set(author.name),
        author_practice_name: Set(author.practice_name),
        account_id: Set(author.account_id),
        client_id: Set(author.client_id),
    };
    fact_version::Entity::insert(row).exec_without_returning(tx.db()).await?;
    Ok(())
}

impl Content {
    /// Writes it over the columns of a row.
    fn fill(&self, row: &mut fact::ActiveModel) {
        row.status = Set(self.status.code().to_owned());
        row.provenance = Set(self.provenance.code().to_owned());
        row.code = Set(self.code.clone());
        row.answer = Set(self.answer);
        row.number = Set(self.number);
        row.holds_from = Set(self.from);
        row.holds_to = Set(self.to);
        row.is_confirmed = Set(self.is_confirmed);
        row.note = Set(self.note.clone());
    }
}

fn read(row: fact::Model) -> Result<(fact::Model, Content)> {
    let content = Content::of_row(&row)
        .ok_or_else(|| anyhow::anyhow!("fact `{}` has an unknown word", row.id))?;
    Ok((row, content))
}

/// All facts of a record inside a transaction, void ones too.
pub(super) async fn of_record(tx: &Tx, record_id: RecordId) -> Result<Vec<(fact::Model, Content)>> {
    let query = fact::Entity::find().filter(fact::Column::RecordId.eq(record_id));
    query.all(tx.db()).await?.into_iter().map(read).collect()
}

/// The fact that a change speaks of, in the version from which it is made.
pub(super) fn find(facts: &[(fact::Model, Content)], id: FactId, version: i32) -> Result<&Content> {
    let Some((row, content)) = facts.iter().find(|(row, _)| row.id == id) else {
        return Err(AppError::refused(Code::NotFound, &["factId"], "no such fact in this record"));
    };
    if content.status == FactStatus::EnteredInError {
        let message = "it is void; nothing more can be done with it";
        return Err(AppError::refused(Code::AlreadyVoid, &["factId"], message));
    }
    if row.version != version { Err(conflict()) } else { Ok(content) }
}

/// What these records say now, as the engine reads it. Records without facts are not in it. The caller has the right to read them.
///
/// # Errors
/// If the database does not answer or a row has an unknown word.
pub async fn current(
    db: &impl ConnectionTrait,
    ids: &[RecordId],
) -> Result<HashMap<RecordId, Vec<Fact>>> {
    let mut by_record: HashMap<RecordId, Vec<Fact>> = HashMap::new();
    for row in rows(db, ids).await? {
        let (row, content) = read(row)?;
        if let Some(fact) = content.for_engine() {
            by_record.entry(row.record_id).or_default().push(fact);
        }
    }
    Ok(by_record)
}

/// What a record said at a moment, as the engine reads it, without these facts. The caller has the right to read
/// it.
///
/// # Errors
/// If the database does not answer or a version cannot be read.
pub async fn known_at(
    op: &OpCtx,
    id: RecordId,
    moment: DateTime<Utc>,
    except: &HashSet<Uuid>,
) -> Result<Vec<Fact>> {
    let versions = fact_version::Entity::find()
        .filter(fact_version::Column::RecordId.eq(id))
        .filter(fact_version::Column::At.lte(moment))
        .order_by_asc(fact_version::Column::Version)
        .all(op.db())
        .await?;
    // The last version of each comes last.
    let last: HashMap<FactId, fact_version::Model> =
        versions.into_iter().map(|version| (version.fact_id, version)).collect();
    let mut known = Vec::new();
    for version in last.into_values().filter(|version| !except.contains(&version.fact_id.0)) {
        let content: Content =
            serde_json::from_str(&version.content).map_err(anyhow::Error::from)?;
        let (code, from) = (content.code.clone(), content.from);
        if let Some(fact) = content.for_engine() {
            known.push((code, from, version.fact_id, fact));
        }
    }
    known.sort_by(|a, b| (&a.0, a.1, a.2).cmp(&(&b.0, b.1, b.2)));
    Ok(known.into_iter().map(|(.., fact)| fact).collect())
}

/// All facts of these records, void ones too, by code and then by their beginning. The
/// caller has the right to read them.
pub(crate) async fn rows(db: &impl ConnectionTrait, ids: &[RecordId]) -> Result<Vec<fact::Model>> {
    let query = fact::Entity::find().filter(fact::Column::RecordId.is_in(ids.iter().copied()));
    let mut rows = query.all(db).await?;
    // Not by the database, whose order of letters depends on where it runs.
    rows.sort_by(|a, b| (&a.code, a.holds_from, a.id).cmp(&(&b.code, b.holds_from, b.id)));
    Ok(rows)
}

/// Facts of the practice's records that wait for confirmation, oldest first; one more than
/// asked for, if there is.
pub(super) async fn page_to_confirm(
    op: &OpCtx,
    practice: PracticeId,
    first: u64,
    after: Option<(DateTime<Utc>, FactId)>,
) -> Result<Vec<fact::Model>> {
    use fact::Column as C;
    let access = fact::Entity::belongs_to(record_access::Entity)
        .from(C::RecordId)
        .to(record_access::Column::RecordId)
        .into();
    let mut query = fact::Entity::find()
        .join(JoinType::InnerJoin, access)
        .filter(record_access::Column::PracticeId.eq(practice))
        .filter(accesses::holding(op.now()))
        .filter(C::IsConfirmed.eq(false))
        .filter(C::Status.eq(FactStatus::Active.code()))
        .order_by_asc(C::RecordedAt)
        .order_by_asc(C::Id)
        .limit(first + 1);
    if let Some((at, id)) = after {
        let same = Condition::all().add(C::RecordedAt.eq(at)).add(C::Id.gt(id));
        query = query.filter(Condition::any().add(C::RecordedAt.gt(at)).add(same));
    }
    Ok(query.all(op.db()).await?)
}

/// All versions of these facts, newest first. The caller has the right to read them.
pub(crate) async fn versions_of(
    op: &OpCtx,
    ids: &[(RecordId, FactId)],
) -> Result<Vec<fact_version::Model>> {
    let query = fact_version::Entity::find()
        .filter(fact_version::Column::RecordId.is_in(ids.iter().map(|k| k.0)))
        .filter(fact_version::Column::FactId.is_in(ids.iter().map(|k| k.1)))
        .order_by_desc(fact_version::Column::Version);
    Ok(query.all(op.db()).await?)
}

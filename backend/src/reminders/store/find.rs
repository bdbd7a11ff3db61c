//! Finding whom to tell. Each batch is one transaction under a lock: however many nodes look,
//! each person, recipient, dose and day gives one row; stopped at any point, the next run
//! goes on.

use std::{collections::HashMap, sync::Arc, time::Duration as Wait};

use chrono::{DateTime, Duration, Utc};
use engine::rules::RuleSet;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter,
    QueryOrder, QuerySelect, QueryTrait, sea_query::Expr,
};
use shared::{Date, EntryId, Locale, RecordId};

use super::{
    super::{due_on, entity::reminder, is_near, tell_on},
    WAITING,
    family::{Families, Recipient},
    live,
};
use crate::{
    app::App,
    assessments::{
        content::{Answer, Target},
        entity::assessment,
        rule_sets,
    },
    authz::Actor,
    clock,
    db::{Tx, insert_all},
    error::Result,
    mail::{self, Kind, entity::message},
    op::OpCtx,
    operating::metrics,
    records::record,
};

/// How many records one transaction looks at.
const BATCH: u64 = 500;

/// The hour in Luxembourg before which no reminder leaves.
const EARLIEST_HOUR: i64 = 8;

/// How long a mail waits for more of the same day to go with it.
const GATHERS: Duration = Duration::minutes(5);

/// What a run did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Done {
    /// Records that were looked at.
    pub looked: u64,
    /// Reminders that were queued.
    pub queued: u64,
}

/// Someone who is to be told of something.
#[derive(Debug, Clone)]
pub struct Telling {
    /// Whose vaccination.
    pub record_id: RecordId,
    /// Against what.
    pub target: String,
    /// The number of the dose; 0 where doses are not counted.
    pub dose_number: i32,
    /// The recommended day.
    pub due_on: Date,
    /// The day on which to tell of it.
    pub tell_on: Date,
    /// The day that was told before, if it moved.
    pub moved_from: Option<Date>,
    rules: String,
    version: i32,
    recipient: Recipient,
}

impl Telling {
    /// To whose address.
    #[must_use]
    pub fn recipient(&self) -> RecordId {
        self.recipient.id
    }
}

/// What a look at one record gives.
#[derive(Debug, Default)]
struct Look {
    tell: Vec<Telling>,
    /// The next day on which to look.
    next: Option<Date>,
}

/// Finds and queues all that is to be told today. `progress` is told how many records were
/// looked at so far.
///
/// # Errors
/// If the database does not answer; what was done stays.
pub async fn find(op: &OpCtx, mut progress: impl FnMut(u64)) -> Result<Done> {
    let mut done = Done::default();
    let mut after = None;
    loop {
        let (last, looked, queued) = batch(op, after).await?;
        done.looked += looked;
        done.queued += queued;
        progress(done.looked);
        if last.is_none() {
            break;
        }
        after = last;
    }
    metrics::reminders_queued(done.queued);
    Ok(done)
}

/// Where a batch ended: the day on which to look, and the record.
type Place = (Date, RecordId);

async fn batch(op: &OpCtx, after: Option<Place>) -> Result<(Option<Place>, u64, u64)> {
    op.transaction(async |tx| {
        tx.lock("reminders").await?;
        let today = op.today();
        let rows = due(tx.db(), after, today).await?;
        let last = rows.last().and_then(|row| Some((row.remind_on?, row.record_id)));
        if last.is_none() {
            return Ok((None, 0, 0));
        }
        let looks = look(tx.db(), &rows, today).await?;
        let mut queued = 0;
        let mut mails = Mails::of(tx, &looks, today).await?;
        let mut new = Vec::new();
        for (_, look) in &looks {
            for telling in &look.tell {
                let mail_id = mails.of_today(op, tx, &telling.recipient).await?;
                new.push(row_of(op, telling, mail_id));
                super::changed(tx, telling.record_id, telling.recipient.id);
                queued += 1;
            }
        }
        insert_all(tx.db(), new).await?;
        put_off(tx.db(), &looks).await?;
        Ok((last, rows.len() as u64, queued))
    })
    .await
}

/// The stored assessments at which to look, by day: a batch reads its part of the index and not
/// the whole table.
async fn due(
    db: &impl ConnectionTrait,
    after: Option<Place>,
    today: Date,
) -> Result<Vec<assessment::Model>> {
    use assessment::Column as C;
    let after = after.map(|(day, record)| {
        let same_day = Condition::all().add(C::RemindOn.eq(day)).add(C::RecordId.gt(record));
        // The first says to the database where to begin.
        let beyond = Condition::any().add(C::RemindOn.gt(day)).add(same_day);
        Condition::all().add(C::RemindOn.gte(day)).add(beyond)
    });
    let query = assessment::Entity::find()
        .filter(C::RemindOn.lte(today))
        .apply_if(after, |query, after| query.filter(after))
        .filter(C::RecordId.not_in_subquery(merged()))
        // One that has run out is assessed anew first; the job does both in this order.
        .filter(C::StableUntil.gt(today))
        .order_by_asc(C::RemindOn)
        .order_by_asc(C::RecordId)
        .limit(BATCH);
    Ok(query.all(db).await?)
}

/// What is to be told of these records on that day, and when to look again.
async fn look(
    db: &impl ConnectionTrait,
    rows: &[assessment::Model],
    today: Date,
) -> Result<Vec<(RecordId, Look)>> {
    let ids: Vec<RecordId> = rows.iter().map(|row| row.record_id).collect();
    let records = record::Entity::find()
        .filter(record::Column::Id.is_in(ids.iter().copied()))
        .all(db)
        .await?;
    let families = Families::of(db, &records, today).await?;
    let records: HashMap<RecordId, record::Model> =
        records.into_iter().map(|r| (r.id, r)).collect();
    let mut told: HashMap<RecordId, Vec<reminder::Model>> = HashMap::new();
    for row in live(db, &ids).await? {
        told.entry(row.record_id).or_default().push(row);
    }
    families.as_they_are_now(db, &ids, &mut told).await?;
    let mut looks = Vec::with_capacity(rows.len());
    for row in rows {
        let mut look = Look::default();
        let found = rule_sets::named(&row.rules).ok().zip(records.get(&row.record_id));
        if let Some((rules, record)) = found {
            let answer: Answer = serde_json::from_str(&row.content).unwrap_or_default();
            let told = told.get(&row.record_id).map_or(&[][..], Vec::as_slice);
            for recipient in families.recipients(record, today) {
                look.at(row, rules, &answer, told, &recipient, today);
            }
        }
        looks.push((row.record_id, look));
    }
    Ok(looks)
}

impl Look {
    fn at(
        &mut self,
        row: &assessment::Model,
        rules: &RuleSet,
        answer: &Answer,
        told: &[reminder::Model],
        recipient: &Recipient,
        today: Date,
    ) {
        for target in &answer.targets {
            let Some(due) = due_on(target) else { continue };
            let tell = tell_on(rules, &target.code, due, recipient.wants.lead);
            if today < tell {
                self.next = Some(self.next.map_or(tell, |next| next.min(tell)));
                continue;
            }
            let dose_number = target.dose_number.map_or(0, i32::from);
            let before: Vec<Date> = told
                .iter()
                .filter(|r| r.recipient_id == recipient.id && is_of(r, target, dose_number))
                .map(|r| r.due_on)
                .collect();
            if before.iter().any(|day| is_near(*day, due)) {
                continue;
            }
            // What comes each season comes anew, it has not moved.
            let is_yearly = rules.season_of(&target.code).is_some();
            self.tell.push(Telling {
                record_id: row.record_id,
                target: target.code.clone(),
                dose_number,
                due_on: due,
                tell_on: tell,
                moved_from: before.into_iter().max().filter(|_| !is_yearly),
                rules: row.rules.clone(),
                version: row.version,
                recipient: recipient.clone(),
            });
        }
    }
}

fn is_of(row: &reminder::Model, target: &Target, dose_number: i32) -> bool {
    row.target == target.code && row.dose_number == dose_number
}

/// Notes when each record is to be looked at next.
async fn put_off(db: &impl ConnectionTrait, looks: &[(RecordId, Look)]) -> Result<()> {
    let mut by_day: HashMap<Option<Date>, Vec<RecordId>> = HashMap::new();
    for (id, look) in looks {
        by_day.entry(look.next).or_default().push(*id);
    }
    for (day, ids) in by_day {
        assessment::Entity::update_many()
            .col_expr(assessment::Column::RemindOn, Expr::value(day))
            .filter(assessment::Column::RecordId.is_in(ids))
            .exec(db)
            .await?;
    }
    Ok(())
}

fn row_of(op: &OpCtx, telling: &Telling, mail_id: EntryId) -> reminder::ActiveModel {
    reminder::ActiveModel {
        record_id: Set(telling.record_id),
        id: Set(EntryId(op.new_id())),
        recipient_id: Set(telling.recipient.id),
        target: Set(telling.target.clone()),
        dose_number: Set(telling.dose_number),
        due_on: Set(telling.due_on),
        tell_on: Set(telling.tell_on),
        moved_from: Set(telling.moved_from),
        rules: Set(telling.rules.clone()),
        assessment_version: Set(telling.version),
        mail_id: Set(mail_id),
        state: Set(WAITING.to_owned()),
        reason: Set(None),
        created_at: Set(op.now()),
        ended_at: Set(None),
    }
}

/// The mails of today and tomorrow, one for each recipient and day.
struct Mails(HashMap<RecordId, Vec<message::Model>>, HashMap<RecordId, EntryId>);

impl Mails {
    async fn of(tx: &Tx, looks: &[(RecordId, Look)], today: Date) -> Result<Self> {
        let tellings = looks.iter().flat_map(|(_, look)| &look.tell);
        let mut ids: Vec<RecordId> = tellings.map(|telling| telling.recipient.id).collect();
        ids.sort_unstable();
        ids.dedup();
        let mut there: HashMap<RecordId, Vec<message::Model>> = HashMap::new();
        if !ids.is_empty() {
            for row in mail::store::with_reminders(tx.db(), &ids, today).await? {
                there.entry(row.record_id).or_default().push(row);
            }
        }
        Ok(Self(there, HashMap::new()))
    }

    /// The mail that waits for a recipient: today's, or tomorrow's if today's has left.
    async fn of_today(&mut self, op: &OpCtx, tx: &Tx, recipient: &Recipient) -> Result<EntryId> {
        if let Some(id) = self.1.get(&recipient.id) {
            return Ok(*id);
        }
        let there = self.0.get(&recipient.id).map_or(&[][..], Vec::as_slice);
        let waits = there.iter().find(|row| row.state == mail::State::Waiting.code());
        let id = match waits {
            Some(row) => row.id,
            None => {
                let has_left = there
                    .iter()
                    .any(|row| row.day == op.today() && row.state != mail::State::Cancelled.code());
                let at = leaves_at(op.now(), op.today().plus_days(i32::from(has_left)));
                let new = mail::store::New {
                    kind: Kind::Reminder,
                    address_id: recipient.address.id,
                    language: recipient.language,
                    secret: op.app.ids.token(),
                };
                mail::store::queue(op, tx.db(), recipient.id, new, at).await?
            }
        };
        self.1.insert(recipient.id, id);
        Ok(id)
    }
}

/// When a mail of that day leaves: in the morning, or soon if the morning is over.
fn leaves_at(now: DateTime<Utc>, day: Date) -> DateTime<Utc> {
    let morning = clock::midnight(day).map(|at| at + Duration::hours(EARLIEST_HOUR));
    morning.map_or(now, |morning| morning.max(now + GATHERS))
}

/// Who would be told of what on a day, as things are; nothing is written.
///
/// # Errors
/// If the database does not answer.
pub async fn dry_run(op: &OpCtx, on: Date) -> Result<Vec<Telling>> {
    let mut found = Vec::new();
    let mut after = RecordId(uuid::Uuid::nil());
    loop {
        let query = assessment::Entity::find()
            .filter(assessment::Column::RecordId.gt(after))
            .filter(assessment::Column::RemindOn.lte(on))
            .filter(assessment::Column::RecordId.not_in_subquery(merged()))
            .order_by_asc(assessment::Column::RecordId)
            .limit(BATCH);
        let rows = query.all(op.db()).await?;
        let Some(last) = rows.last() else { return Ok(found) };
        after = last.record_id;
        found.extend(look(op.db(), &rows, on).await?.into_iter().flat_map(|(_, look)| look.tell));
    }
}

/// Looks for whom to tell at the start and each half minute, for as long as the service runs:
/// most of the time that is one small query. Nothing is looked for where no mail is sent.
pub async fn run(app: Arc<App>) {
    if !matches!(mail::transport::Transport::of(&app.config), Ok(Some(_))) {
        return;
    }
    loop {
        let op = OpCtx::new(app.clone(), Actor::System);
        match find(&op, |_| {}).await {
            Ok(done) if 0 < done.queued => tracing::info!(done.looked, done.queued, "reminders"),
            Ok(_) => {}
            Err(error) => {
                tracing::error!(
                    error = error.with_causes(),
                    "cannot find whom to remind; trying again"
                );
            }
        }
        tokio::time::sleep(Wait::from_secs(30)).await;
    }
}

/// The language of a telling's recipient, for the list of a dry run.
impl Telling {
    /// In which language it would be told.
    #[must_use]
    pub fn language(&self) -> Locale {
        self.recipient.language
    }
}

/// The records that were joined into others: they are told of there.
fn merged() -> sea_orm::sea_query::SelectStatement {
    record::Entity::find()
        .select_only()
        .column(record::Column::Id)
        .filter(record::Column::MergedInto.is_not_null())
        .into_query()
}

//! The rows of messages: queued, claimed, sent or given up.

use chrono::{DateTime, Duration, Utc};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait,
};
use shared::{Date, EntryId, Locale, RecordId, RecordPart};

use address::AddressStatus;

use super::{
    Kind, Letter, State,
    entity::{address as address_row, message},
};
use crate::{
    db::Tx,
    error::Result,
    ids::hash_of,
    op::OpCtx,
    records::record,
    reminders::{self, Lead},
};

pub mod address;

/// How long a node may take to send what it claimed before another does.
const CLAIM: Duration = Duration::minutes(10);

/// After how long a message is given up that no server takes.
const EXPIRES: Duration = Duration::days(5);

/// A message to be queued.
#[derive(Debug)]
pub(crate) struct New {
    pub(crate) kind: Kind,
    pub(crate) address_id: EntryId,
    pub(crate) language: Locale,
    pub(crate) secret: String,
}

/// Queues a message for that moment or later and gives its id.
pub(crate) async fn queue(
    op: &OpCtx,
    db: &impl ConnectionTrait,
    record_id: RecordId,
    new: New,
    at: DateTime<Utc>,
) -> Result<EntryId> {
    let id = EntryId(op.new_id());
    let row = message::ActiveModel {
        record_id: Set(record_id),
        id: Set(id),
        kind: Set(new.kind.code().to_owned()),
        day: Set(crate::clock::luxembourg_day(at)),
        address_id: Set(new.address_id),
        language: Set(new.language.code().to_owned()),
        stop_hash: Set(hash_of(&new.secret)),
        secret: Set(new.secret),
        state: Set(State::Waiting.code().to_owned()),
        attempts: Set(0),
        next_at: Set(at),
        claimed_by: Set(None),
        created_at: Set(op.now()),
        ended_at: Set(None),
        reason: Set(None),
    };
    message::Entity::insert(row).exec_without_returning(db).await?;
    Ok(id)
}

/// The mails with reminders to these recipients, from that day on.
pub(crate) async fn with_reminders(
    db: &impl ConnectionTrait,
    ids: &[RecordId],
    from: Date,
) -> Result<Vec<message::Model>> {
    use message::Column as C;
    let query = message::Entity::find()
        .filter(C::RecordId.is_in(ids.iter().copied()))
        .filter(C::Kind.eq(Kind::Reminder.code()))
        .filter(C::Day.gte(from))
        .order_by_asc(C::Id);
    Ok(query.all(db).await?)
}

/// The language in which an address was asked.
pub(crate) async fn language_of(
    db: &impl ConnectionTrait,
    record_id: RecordId,
    address_id: EntryId,
) -> Result<Locale> {
    let found = message::Entity::find()
        .filter(message::Column::RecordId.eq(record_id))
        .filter(message::Column::AddressId.eq(address_id))
        .one(db)
        .await?;
    Ok(found.and_then(|row| Locale::from_code(&row.language)).unwrap_or(Locale::Fr))
}

/// The message that carried this secret, if it was a reminder.
pub(crate) async fn by_secret(
    db: &impl ConnectionTrait,
    secret: &str,
) -> Result<Option<message::Model>> {
    let query = message::Entity::find()
        .filter(message::Column::StopHash.eq(hash_of(secret)))
        .filter(message::Column::Kind.eq(Kind::Reminder.code()));
    Ok(query.one(db).await?)
}

/// The messages to a record's address, newest first.
pub(crate) async fn of_record(
    db: &impl ConnectionTrait,
    id: RecordId,
    first: u64,
    after: Option<EntryId>,
) -> Result<Vec<message::Model>> {
    // What was written while the person had another record, too.
    let joined = record::Entity::find()
        .select_only()
        .column(record::Column::Id)
        .filter(record::Column::MergedInto.eq(id))
        .into_query();
    let of_person = sea_orm::Condition::any()
        .add(message::Column::RecordId.eq(id))
        .add(message::Column::RecordId.in_subquery(joined));
    let mut query = message::Entity::find()
        .filter(of_person)
        .order_by_desc(message::Column::Id)
        .limit(first + 1);
    if let Some(after) = after {
        query = query.filter(message::Column::Id.lt(after));
    }
    Ok(query.all(db).await?)
}

/// Claims messages whose moment has come, also those that another node claimed and did not
/// end. What does not hold any more is cancelled instead, with its reason.
pub(in crate::mail) async fn claim(op: &OpCtx, most: u64) -> Result<Vec<Letter>> {
    use message::Column as C;
    op.transaction(async |tx| {
        tx.lock("mail").await?;
        let due = message::Entity::find()
            .filter(C::State.is_in([State::Waiting.code(), State::Sending.code()]))
            .filter(C::NextAt.lte(op.now()))
            .order_by_asc(C::NextAt)
            .order_by_asc(C::Id)
            .limit(most)
            .all(tx.db())
            .await?;
        if due.is_empty() {
            return Ok(Vec::new());
        }
        let addresses = address_row::Entity::find()
            .filter(address_row::Column::RecordId.is_in(due.iter().map(|m| m.record_id)))
            .all(tx.db())
            .await?;
        let still = reminders::recheck(op, tx, &due).await?;
        let mut letters = Vec::new();
        for row in due {
            let address = addresses.iter().find(|a| a.id == row.address_id);
            let held = still.get(&row.id).copied();
            match letter(&row, address, held) {
                Ok(letter) => {
                    claimed(op, tx.db(), &row).await?;
                    letters.push(letter);
                }
                Err(reason) => {
                    end(op, tx, &row, State::Cancelled, reason).await?;
                    reminders::cancel(op, tx, row.id, reason).await?;
                }
            }
        }
        Ok(letters)
    })
    .await
}

/// The letter of a row, or why it is not to be sent.
fn letter(
    row: &message::Model,
    address: Option<&address_row::Model>,
    held: Option<reminders::Held>,
) -> Result<Letter, &'static str> {
    let kind = Kind::from_code(&row.kind).ok_or("unknown_kind")?;
    let address = address.ok_or("no_address")?;
    let status = AddressStatus::from_code(&address.status);
    let wanted = match kind {
        Kind::ConfirmAddress => AddressStatus::Waiting,
        Kind::Reminder | Kind::Emergency => AddressStatus::Confirmed,
    };
    if status != Some(wanted) {
        return Err("address_changed");
    }
    let held = match kind {
        Kind::ConfirmAddress | Kind::Emergency => {
            reminders::Held { lead: Lead::OneMonth, has_moved: false }
        }
        Kind::Reminder => held.ok_or("nothing_left_to_say")?,
    };
    Ok(Letter {
        record_id: row.record_id,
        id: row.id,
        kind,
        to: address.email.parse().map_err(|_| "no_address")?,
        language: Locale::from_code(&row.language).unwrap_or(Locale::Fr),
        secret: row.secret.clone(),
        lead: held.lead,
        has_moved: held.has_moved,
    })
}

async fn claimed(op: &OpCtx, db: &impl ConnectionTrait, row: &message::Model) -> Result<()> {
    let columns = message::ActiveModel {
        state: Set(State::Sending.code().to_owned()),
        attempts: Set(row.attempts + 1),
        next_at: Set(op.now() + CLAIM),
        claimed_by: Set(Some(op.app.events.node())),
        ..Default::default()
    };
    update(db, row, columns).await
}

async fn update(
    db: &impl ConnectionTrait,
    row: &message::Model,
    columns: message::ActiveModel,
) -> Result<()> {
    message::Entity::update_many()
        .set(columns)
        .filter(message::Column::RecordId.eq(row.record_id))
        .filter(message::Column::Id.eq(row.id))
        .exec(db)
        .await?;
    Ok(())
}

async fn end(
    op: &OpCtx,
    tx: &mut Tx,
    row: &message::Model,
    state: State,
    reason: &str,
) -> Result<()> {
    let columns = message::ActiveModel {
        state: Set(state.code().to_owned()),
        ended_at: Set(Some(op.now())),
        secret: Set(String::new()),
        reason: Set((!reason.is_empty()).then(|| reason.to_owned())),
        ..Default::default()
    };
    update(tx.db(), row, columns).await?;
    tx.changed(row.record_id, &[RecordPart::Messages]);
    Ok(())
}

/// Cancels a mail that waits; whether it did.
pub(crate) async fn cancel(op: &OpCtx, tx: &mut Tx, id: EntryId, reason: &str) -> Result<bool> {
    let found = message::Entity::find()
        .filter(message::Column::Id.eq(id))
        .filter(message::Column::State.eq(State::Waiting.code()))
        .one(tx.db())
        .await?;
    let Some(row) = found else { return Ok(false) };
    end(op, tx, &row, State::Cancelled, reason).await?;
    Ok(true)
}

/// The row of a letter that this node still holds.
async fn mine(op: &OpCtx, tx: &Tx, letter: &Letter) -> Result<Option<message::Model>> {
    let query = message::Entity::find_by_id((letter.record_id, letter.id))
        .filter(message::Column::State.eq(State::Sending.code()))
        .filter(message::Column::ClaimedBy.eq(op.app.events.node()));
    Ok(query.one(tx.db()).await?)
}

/// Notes that a server has taken it.
pub(in crate::mail) async fn sent(op: &OpCtx, letter: &Letter) -> Result<()> {
    op.transaction(async |tx| {
        let Some(row) = mine(op, tx, letter).await? else { return Ok(()) };
        end(op, tx, &row, State::Sent, "").await?;
        reminders::sent(op, tx, letter.id).await
    })
    .await
}

/// Notes that no server will ever take it: the address is written to no more.
pub(in crate::mail) async fn refused(op: &OpCtx, letter: &Letter, reason: &str) -> Result<()> {
    op.transaction(async |tx| {
        let Some(row) = mine(op, tx, letter).await? else { return Ok(()) };
        end(op, tx, &row, State::Failed, reason).await?;
        reminders::cancel(op, tx, letter.id, "address_failed").await?;
        let found = address_row::Entity::find_by_id((row.record_id, row.address_id));
        if let Some(row) = found.one(tx.db()).await? {
            address::end(op, tx.db(), &row, AddressStatus::Failed).await?;
        }
        Ok(())
    })
    .await
}

/// Notes that it was not taken now: later again, with growing pauses, until it is given up.
pub(in crate::mail) async fn put_off(op: &OpCtx, letter: &Letter, reason: &str) -> Result<()> {
    op.transaction(async |tx| {
        let Some(row) = mine(op, tx, letter).await? else { return Ok(()) };
        let next_at = op.now() + pause(row.attempts);
        if row.created_at + EXPIRES < next_at {
            end(op, tx, &row, State::Failed, reason).await?;
            return reminders::cancel(op, tx, letter.id, "not_delivered").await;
        }
        let columns = message::ActiveModel {
            state: Set(State::Waiting.code().to_owned()),
            next_at: Set(next_at),
            claimed_by: Set(None),
            reason: Set(Some(reason.to_owned())),
            ..Default::default()
        };
        update(tx.db(), &row, columns).await
    })
    .await
}

/// How long to wait after that many attempts: greylisting asks for minutes, a server that is
/// down for hours.
fn pause(attempts: i32) -> Duration {
    match attempts {
        ..=1 => Duration::minutes(1),
        2 => Duration::minutes(5),
        3 => Duration::minutes(15),
        4 => Duration::hours(1),
        5 => Duration::hours(3),
        _ => Duration::hours(12),
    }
}

/// How many messages are in each state, for the operator's numbers.
pub(crate) async fn counts(db: &impl ConnectionTrait) -> Result<Vec<(String, i64)>> {
    let query = message::Entity::find()
        .select_only()
        .column(message::Column::State)
        .column_as(message::Column::Id.count(), "n")
        .group_by(message::Column::State);
    Ok(query.into_tuple::<(String, i64)>().all(db).await?)
}

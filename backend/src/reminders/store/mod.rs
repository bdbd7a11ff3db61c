//! The rows of reminders: they wait with their mail, were sent with it, or were cancelled.

use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter,
    QueryOrder, sea_query::Expr,
};
use shared::{Date, EntryId, RecordId};

use super::{changed, entity::reminder, in_vain_before};
use crate::{
    assessments::entity::assessment, clock::luxembourg_day, db::Tx, error::Result, op::OpCtx,
};

pub(in crate::reminders) mod family;
pub mod find;
pub mod preference;
pub(crate) mod recheck;

/// It waits with its mail.
pub(in crate::reminders) const WAITING: &str = "waiting";
/// It was sent with its mail.
pub(crate) const SENT: &str = "sent";
/// It holds no more, or cannot be delivered.
pub(in crate::reminders) const CANCELLED: &str = "cancelled";

/// The reminders of these records that wait or were sent.
pub(in crate::reminders) async fn live(
    db: &impl ConnectionTrait,
    ids: &[RecordId],
) -> Result<Vec<reminder::Model>> {
    let query = reminder::Entity::find()
        .filter(reminder::Column::RecordId.is_in(ids.iter().copied()))
        .filter(reminder::Column::State.ne(CANCELLED));
    Ok(query.all(db).await?)
}

/// The reminders of these mails, in the order in which they were found.
pub(crate) async fn of_mails(
    db: &impl ConnectionTrait,
    ids: &[EntryId],
) -> Result<Vec<reminder::Model>> {
    let query = reminder::Entity::find()
        .filter(reminder::Column::MailId.is_in(ids.iter().copied()))
        .order_by_asc(reminder::Column::Id);
    Ok(query.all(db).await?)
}

/// That someone was told of a vaccination of a record.
#[derive(Debug, Clone)]
pub(crate) struct ToldBefore {
    /// Whose vaccination.
    pub(crate) record_id: RecordId,
    /// Against what.
    pub(crate) target: String,
    /// The day on which it was told.
    pub(crate) on: Date,
}

/// What was told of these records, is recommended by now and was told in time to come for it.
pub(crate) async fn told_in_time(op: &OpCtx, ids: &[RecordId]) -> Result<Vec<ToldBefore>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let query = reminder::Entity::find()
        .filter(reminder::Column::RecordId.is_in(ids.iter().copied()))
        .filter(reminder::Column::State.eq(SENT))
        .filter(reminder::Column::DueOn.lt(op.today()))
        .filter(reminder::Column::EndedAt.lt(in_vain_before(op.now())));
    let told = |row: reminder::Model| ToldBefore {
        record_id: row.record_id,
        target: row.target,
        on: luxembourg_day(row.ended_at.unwrap_or(row.created_at)),
    };
    Ok(query.all(op.db()).await?.into_iter().map(told).collect())
}

/// How many reminders about a record were sent.
pub(crate) async fn count_sent(db: &impl ConnectionTrait, id: RecordId) -> Result<u64> {
    let query = reminder::Entity::find()
        .filter(reminder::Column::RecordId.eq(id))
        .filter(reminder::Column::State.eq(SENT));
    Ok(query.count(db).await?)
}

async fn end(
    op: &OpCtx,
    tx: &mut Tx,
    row: &reminder::Model,
    state: &str,
    reason: Option<&str>,
) -> Result<()> {
    let columns = reminder::ActiveModel {
        state: Set(state.to_owned()),
        reason: Set(reason.map(str::to_owned)),
        ended_at: Set(Some(op.now())),
        ..Default::default()
    };
    reminder::Entity::update_many()
        .set(columns)
        .filter(reminder::Column::RecordId.eq(row.record_id))
        .filter(reminder::Column::Id.eq(row.id))
        .exec(tx.db())
        .await?;
    changed(tx, row.record_id, row.recipient_id);
    Ok(())
}

async fn waiting_of(tx: &Tx, mail_id: EntryId) -> Result<Vec<reminder::Model>> {
    let mut rows = of_mails(tx.db(), &[mail_id]).await?;
    rows.retain(|row| row.state == WAITING);
    Ok(rows)
}

/// Notes that the mail was sent.
pub(crate) async fn sent(op: &OpCtx, tx: &mut Tx, mail_id: EntryId) -> Result<()> {
    for row in waiting_of(tx, mail_id).await? {
        end(op, tx, &row, SENT, None).await?;
    }
    Ok(())
}

/// Cancels all that still waited with a mail.
pub(crate) async fn cancel(op: &OpCtx, tx: &mut Tx, mail_id: EntryId, reason: &str) -> Result<()> {
    for row in waiting_of(tx, mail_id).await? {
        end(op, tx, &row, CANCELLED, Some(reason)).await?;
    }
    Ok(())
}

/// Cancels all that wait about these records or for these people, with that reason; what still
/// holds is found anew.
pub(crate) async fn cancel_waiting(
    op: &OpCtx,
    tx: &mut Tx,
    ids: &[RecordId],
    reason: &str,
) -> Result<()> {
    use reminder::Column as C;
    let concerned = sea_orm::Condition::any()
        .add(C::RecordId.is_in(ids.iter().copied()))
        .add(C::RecipientId.is_in(ids.iter().copied()));
    let query = reminder::Entity::find().filter(C::State.eq(WAITING)).filter(concerned);
    for row in query.all(tx.db()).await? {
        end(op, tx, &row, CANCELLED, Some(reason)).await?;
    }
    Ok(())
}

/// Cancels one, because it does not hold any more.
pub(in crate::reminders) async fn cancel_one(
    op: &OpCtx,
    tx: &mut Tx,
    row: &reminder::Model,
    reason: &str,
) -> Result<()> {
    end(op, tx, row, CANCELLED, Some(reason)).await
}

/// Cancels all that waits about a record, and the mails in which nothing is left to say; how
/// many of each.
pub(crate) async fn cancel_of_record(
    op: &OpCtx,
    tx: &mut Tx,
    id: RecordId,
    reason: &str,
) -> Result<(u64, u64)> {
    let mut waiting = live(tx.db(), &[id]).await?;
    waiting.retain(|row| row.state == WAITING);
    let mut mail_ids: Vec<EntryId> = waiting.iter().map(|row| row.mail_id).collect();
    mail_ids.sort_unstable();
    mail_ids.dedup();
    let count = waiting.len().try_into().unwrap_or(u64::MAX);
    for row in &waiting {
        cancel_one(op, tx, row, reason).await?;
    }
    let mut mails = 0;
    for mail_id in mail_ids {
        if waiting_of(tx, mail_id).await?.is_empty() {
            mails += u64::from(crate::mail::store::cancel(op, tx, mail_id, reason).await?);
        }
    }
    Ok((count, mails))
}

/// Looks at a recipient's record and those of their children again, because it changed who
/// is told, where or when.
pub(crate) async fn look_again(
    db: &impl ConnectionTrait,
    recipient: RecordId,
    today: Date,
) -> Result<()> {
    let mut ids = family::children_of(db, &[recipient]).await?;
    ids.push(recipient);
    assessment::Entity::update_many()
        .col_expr(assessment::Column::RemindOn, Expr::value(today))
        .filter(assessment::Column::RecordId.is_in(ids))
        .exec(db)
        .await?;
    Ok(())
}

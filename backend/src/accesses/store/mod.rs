//! The rows of accesses and of the access log.

use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter,
    QueryOrder, QuerySelect, QueryTrait, sea_query::Expr,
};
use shared::{EntryId, LoggedAction, PracticeId, RecordId};

use super::{Author, Grant, access_log, record_access};
use crate::{
    consents,
    error::{AppError, Code, Result},
    merges,
    op::OpCtx,
    records::record,
};

pub(super) mod codes;
mod logging;
pub(super) mod questions;

pub(super) use logging::insert_readings;
pub use logging::{log, log_with};

/// Lets the actor's practice see a record from now on. What it may already is never
/// shortened by it.
///
/// # Errors
/// If the row cannot be written.
pub async fn grant(
    op: &OpCtx,
    db: &impl ConnectionTrait,
    record_id: RecordId,
    grant: Grant,
) -> Result<()> {
    let Some(practice) = op.actor.practice().cloned() else { return Ok(()) };
    let author = Author::of(&op.actor);
    let earlier = record_access::Entity::find()
        .filter(record_access::Column::RecordId.eq(record_id))
        .filter(record_access::Column::PracticeId.eq(practice.id))
        .one(db)
        .await?;
    if earlier.as_ref().is_some_and(|e| holds_now(e, op.now()) && !is_longer(&grant, e)) {
        return Ok(());
    }
    if consents::is_closed(db, record_id).await? {
        let message = "the person does not want this record to be kept: they must agree first";
        return Err(AppError::refused(Code::ConsentWithdrawn, &[], message));
    }
    let is_new = earlier.is_none();
    let row = record_access::ActiveModel {
        record_id: Set(record_id),
        id: Set(earlier.map_or_else(|| EntryId(op.new_id()), |e| e.id)),
        practice_id: Set(practice.id),
        practice_name: Set(practice.name),
        basis: Set(grant.basis.code().to_owned()),
        note: Set(grant.note),
        author_kind: Set(author.kind.code().to_owned()),
        author_name: Set(author.name),
        account_id: Set(author.account_id),
        client_id: Set(author.client_id),
        opened_at: Set(op.now()),
        last_read_at: Set(op.now()),
        ended_at: Set(None),
        until_at: Set(grant.until_at),
        reason: Set(grant.reason.map(|reason| reason.code().to_owned())),
    };
    if is_new {
        record_access::Entity::insert(row).exec_without_returning(db).await?;
    } else {
        record_access::Entity::update(row).exec(db).await?;
    }
    Ok(())
}

/// Whether an access holds at that moment.
pub(crate) fn holds_now(row: &record_access::Model, now: DateTime<Utc>) -> bool {
    row.ended_at.is_none() && row.until_at.is_none_or(|until| now < until)
}

fn is_longer(grant: &Grant, than: &record_access::Model) -> bool {
    match (grant.until_at, than.until_at) {
        (_, None) => false,
        (None, Some(_)) => true,
        (Some(new), Some(old)) => old < new,
    }
}

/// That an access holds at that moment, as a condition on its rows.
pub(crate) fn holding(now: DateTime<Utc>) -> Condition {
    use record_access::Column as C;
    Condition::all()
        .add(C::EndedAt.is_null())
        .add(Condition::any().add(C::UntilAt.is_null()).add(C::UntilAt.gt(now)))
}

/// Ends all accesses and codes of a record; how many of each there were.
pub(crate) async fn end_all(
    op: &OpCtx,
    db: &impl ConnectionTrait,
    record_id: RecordId,
) -> Result<(u64, u64)> {
    let ended = record_access::Entity::update_many()
        .col_expr(record_access::Column::EndedAt, Expr::value(op.now()))
        .filter(record_access::Column::RecordId.eq(record_id))
        .filter(holding(op.now()))
        .exec(db)
        .await?;
    Ok((ended.rows_affected, codes::end_all(op, db, record_id).await?))
}

/// Ends an access; whether there was one to end.
pub(super) async fn end_access(
    op: &OpCtx,
    db: &impl ConnectionTrait,
    record_id: RecordId,
    id: EntryId,
) -> Result<bool> {
    let ended = record_access::Entity::update_many()
        .col_expr(record_access::Column::EndedAt, Expr::value(op.now()))
        .filter(record_access::Column::RecordId.eq(record_id))
        .filter(record_access::Column::Id.eq(id))
        .filter(holding(op.now()))
        .exec(db)
        .await?;
    Ok(ended.rows_affected == 1)
}

/// One page of the log of a record, newest first; one more than asked for, if there is.
pub(super) async fn page_of_log(
    op: &OpCtx,
    record_id: RecordId,
    first: u64,
    after: Option<EntryId>,
) -> Result<Vec<access_log::Model>> {
    let mut query = access_log::Entity::find()
        .filter(merges::log_of(op.db(), record_id).await?)
        .order_by_desc(access_log::Column::Id)
        .limit(first + 1);
    if let Some(after) = after {
        query = query.filter(access_log::Column::Id.lt(after));
    }
    Ok(query.all(op.db()).await?)
}

/// The openings in an emergency of these records since then, newest first.
pub(super) async fn emergencies(
    op: &OpCtx,
    ids: &[RecordId],
    since: DateTime<Utc>,
) -> Result<Vec<access_log::Model>> {
    let query = access_log::Entity::find()
        .filter(access_log::Column::RecordId.is_in(ids.iter().copied()))
        .filter(access_log::Column::Action.eq(LoggedAction::OpenedInEmergency.code()))
        .filter(access_log::Column::At.gte(since))
        .order_by_desc(access_log::Column::Id);
    Ok(query.all(op.db()).await?)
}

/// The practices that may see these records now or could once, by name.
///
/// # Errors
/// If the database does not answer.
pub async fn accesses(op: &OpCtx, ids: &[RecordId]) -> Result<Vec<record_access::Model>> {
    let query = record_access::Entity::find()
        .filter(record_access::Column::RecordId.is_in(ids.iter().copied()))
        .order_by_asc(record_access::Column::PracticeName);
    Ok(query.all(op.db()).await?)
}

/// Those of these records that the practice may see now.
pub(crate) async fn open_to(
    db: &impl ConnectionTrait,
    practice_id: PracticeId,
    ids: &[RecordId],
    now: DateTime<Utc>,
) -> Result<Vec<RecordId>> {
    let rows = record_access::Entity::find()
        .filter(record_access::Column::RecordId.is_in(ids.iter().copied()))
        .filter(record_access::Column::PracticeId.eq(practice_id))
        .filter(holding(now))
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|r| r.record_id).collect())
}

/// One page of the records that a practice may see, last looked at first; one more than
/// asked for, if there is.
pub(crate) async fn page_of_practice(
    op: &OpCtx,
    practice_id: PracticeId,
    first: u64,
    after: Option<(DateTime<Utc>, RecordId)>,
) -> Result<Vec<(DateTime<Utc>, RecordId)>> {
    let mut query = record_access::Entity::find()
        .select_only()
        .column(record_access::Column::LastReadAt)
        .column(record_access::Column::RecordId)
        .filter(record_access::Column::PracticeId.eq(practice_id))
        .filter(holding(op.now()))
        .filter(record_access::Column::RecordId.not_in_subquery(merged()))
        .order_by_desc(record_access::Column::LastReadAt)
        .order_by_desc(record_access::Column::RecordId)
        .limit(first + 1);
    if let Some((at, id)) = after {
        query = query.filter(
            Condition::any().add(record_access::Column::LastReadAt.lt(at)).add(
                Condition::all()
                    .add(record_access::Column::LastReadAt.eq(at))
                    .add(record_access::Column::RecordId.lt(id)),
            ),
        );
    }
    Ok(query.into_tuple().all(op.db()).await?)
}

/// The records that were joined into others.
fn merged() -> sea_orm::sea_query::SelectStatement {
    record::Entity::find()
        .select_only()
        .column(record::Column::Id)
        .filter(record::Column::MergedInto.is_not_null())
        .into_query()
}

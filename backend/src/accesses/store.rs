//! The rows of accesses and of the access log.

use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, DbBackend, EntityTrait, QueryFilter,
    QueryOrder, QuerySelect, QueryTrait, Statement, Value,
};
use shared::{AccessBasis, EntryId, LoggedAction, PracticeId, RecordId};

use super::{Author, access_log, record_access};
use crate::{error::Result, merges, op::OpCtx, records::record};

/// Writes the readings into the log, and for a practice when it last looked at the
/// records (its list is in that order). One statement, because it precedes every page.
pub(super) async fn insert_readings(op: &OpCtx, ids: &[RecordId]) -> Result<()> {
    let backend = op.db().get_database_backend();
    let rows = ids.iter().map(|id| log_row(op, *id, LoggedAction::Read));
    let insert = access_log::Entity::insert_many(rows).build(backend);
    let Some(practice) = op.actor.practice() else {
        op.db().execute_raw(insert).await?;
        return Ok(());
    };
    let mut values: Vec<Value> = insert.values.map(|v| v.0).unwrap_or_default();
    let taken = values.len();
    values.extend([op.now().into(), practice.id.0.into()]);
    let sql = if backend == DbBackend::Postgres {
        format!(
            "WITH logged AS ({} RETURNING record_id)
             UPDATE record_access SET last_read_at = ${} WHERE practice_id = ${}
             AND record_id IN (SELECT record_id FROM logged)",
            insert.sql,
            taken + 1,
            taken + 2
        )
    } else {
        values.extend(ids.iter().map(|id| Value::from(id.0)));
        let places = vec!["?"; ids.len()].join(", ");
        format!(
            "{}; UPDATE record_access SET last_read_at = ? WHERE practice_id = ?
             AND record_id IN ({places})",
            insert.sql
        )
    };
    op.db().execute_raw(Statement::from_sql_and_values(backend, sql, values)).await?;
    Ok(())
}

/// Logs what the actor did with this record.
///
/// # Errors
/// If the log cannot be written.
pub async fn log(
    op: &OpCtx,
    db: &impl ConnectionTrait,
    record_id: RecordId,
    action: LoggedAction,
) -> Result<()> {
    access_log::Entity::insert(log_row(op, record_id, action)).exec_without_returning(db).await?;
    Ok(())
}

fn log_row(op: &OpCtx, record_id: RecordId, action: LoggedAction) -> access_log::ActiveModel {
    let author = Author::of(&op.actor);
    access_log::ActiveModel {
        record_id: Set(record_id),
        id: Set(EntryId(op.new_id())),
        at: Set(op.now()),
        action: Set(action.code().to_owned()),
        author_kind: Set(author.kind.code().to_owned()),
        author_name: Set(author.name),
        practice_id: Set(author.practice_id),
        practice_name: Set(author.practice_name),
        account_id: Set(author.account_id),
        client_id: Set(author.client_id),
    }
}

/// Lets the actor's practice see a record from now on; does nothing if it may already.
///
/// # Errors
/// If the row cannot be written.
pub async fn grant(
    op: &OpCtx,
    db: &impl ConnectionTrait,
    record_id: RecordId,
    basis: AccessBasis,
    note: Option<String>,
) -> Result<()> {
    let Some(practice) = op.actor.practice().cloned() else { return Ok(()) };
    let author = Author::of(&op.actor);
    let earlier = record_access::Entity::find()
        .filter(record_access::Column::RecordId.eq(record_id))
        .filter(record_access::Column::PracticeId.eq(practice.id))
        .one(db)
        .await?;
    let is_new = earlier.is_none();
    let row = record_access::ActiveModel {
        record_id: Set(record_id),
        id: Set(earlier.map_or_else(|| EntryId(op.new_id()), |e| e.id)),
        practice_id: Set(practice.id),
        practice_name: Set(practice.name),
        basis: Set(basis.code().to_owned()),
        note: Set(note),
        author_kind: Set(author.kind.code().to_owned()),
        author_name: Set(author.name),
        account_id: Set(author.account_id),
        client_id: Set(author.client_id),
        opened_at: Set(op.now()),
        last_read_at: Set(op.now()),
        ended_at: Set(None),
    };
    if is_new {
        record_access::Entity::insert(row).exec_without_returning(db).await?;
    } else {
        record_access::Entity::update(row).exec(db).await?;
    }
    Ok(())
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

/// The practices that may see these records now, by name.
///
/// # Errors
/// If the database does not answer.
pub async fn accesses(op: &OpCtx, ids: &[RecordId]) -> Result<Vec<record_access::Model>> {
    let query = record_access::Entity::find()
        .filter(record_access::Column::RecordId.is_in(ids.iter().copied()))
        .filter(record_access::Column::EndedAt.is_null())
        .order_by_asc(record_access::Column::PracticeName);
    Ok(query.all(op.db()).await?)
}

/// Those of these records that the practice may see now.
pub(crate) async fn open_to(
    db: &impl ConnectionTrait,
    practice_id: PracticeId,
    ids: &[RecordId],
) -> Result<Vec<RecordId>> {
    let rows = record_access::Entity::find()
        .filter(record_access::Column::RecordId.is_in(ids.iter().copied()))
        .filter(record_access::Column::PracticeId.eq(practice_id))
        .filter(record_access::Column::EndedAt.is_null())
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
        .filter(record_access::Column::EndedAt.is_null())
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

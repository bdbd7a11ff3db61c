//! Writing that records were read.

use sea_orm::{ConnectionTrait, DbBackend, EntityTrait, QueryTrait, Statement, Value};
use shared::RecordId;

use super::{LoggedAction, access_log, log_row};
use crate::{error::Result, op::OpCtx};

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

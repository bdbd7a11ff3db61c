//! Facts across records: what a practice has to confirm. Only of records that it may see now.

use chrono::{DateTime, Utc};
use shared::{FactId, RecordId};

use super::{fact, store};
use crate::{
    accesses,
    authz::{Action, Relation},
    error::{AppError, Result},
    op::OpCtx,
};

/// Facts that were told and wait for a professional's word, oldest first; one more than
/// asked for, if there is.
///
/// # Errors
/// `NotFound` for those who may not read the practice's records.
pub async fn to_confirm(
    op: &OpCtx,
    first: u64,
    after: Option<&str>,
) -> Result<Vec<(String, fact::Model)>> {
    let practice = op.actor.practice().ok_or(AppError::NotFound)?;
    if !op.actor.may(Relation::Practice, Action::Read) {
        return Err(AppError::NotFound);
    }
    let after = after.map(read_cursor).transpose()?;
    let rows = store::page_to_confirm(op, practice.id, first, after).await?;
    let ids: Vec<RecordId> = rows.iter().map(|row| row.record_id).collect();
    accesses::log_readings(op, &ids).await?;
    let cursor = |row: &fact::Model| format!("{}_{}", row.recorded_at.timestamp_micros(), row.id);
    Ok(rows.into_iter().map(|row| (cursor(&row), row)).collect())
}

fn read_cursor(cursor: &str) -> Result<(DateTime<Utc>, FactId)> {
    cursor
        .split_once('_')
        .and_then(|(at, id)| {
            Some((DateTime::from_timestamp_micros(at.parse().ok()?)?, id.parse().ok()?))
        })
        .ok_or_else(|| AppError::BadInput("`after` is no cursor of this list".to_owned()))
}

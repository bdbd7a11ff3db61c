//! Facts across records: what a practice has to confirm. Only of records that it may see now.

use shared::RecordId;

use super::{fact, store};
use crate::{
    accesses,
    cursor::{moment_cursor, read_moment_cursor},
    error::Result,
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
    let practice = op.reading_practice()?;
    let after = after.map(read_moment_cursor).transpose()?;
    let rows = store::page_to_confirm(op, practice, first, after).await?;
    let ids: Vec<RecordId> = rows.iter().map(|row| row.record_id).collect();
    accesses::log_readings(op, &ids).await?;
    Ok(rows.into_iter().map(|row| (moment_cursor(row.recorded_at, row.id), row)).collect())
}

//! Doses across records: what a practice recorded, what waits for confirmation.
//!
//! Only of records that the practice may see now.

use chrono::{DateTime, Utc};
use shared::{Date, RecordId};

use super::{store, vaccination};
use crate::{
    accesses,
    clock::midnight,
    cursor::{moment_cursor, read_moment_cursor},
    error::Result,
    op::OpCtx,
};

/// Doses that the practice recorded, newest first; one more than asked for, if there is.
///
/// # Errors
/// `NotFound` for those who may not read the practice's records.
pub async fn recorded(
    op: &OpCtx,
    on: Option<Date>,
    first: u64,
    after: Option<&str>,
) -> Result<Vec<(String, vaccination::Model)>> {
    let practice = op.reading_practice()?;
    let after = after.map(read_moment_cursor).transpose()?;
    let rows =
        store::page_recorded(op, practice, on.and_then(luxembourg_bounds), first, after).await?;
    shown(op, rows).await
}

/// Doses that wait for a professional's confirmation, oldest first; one more than asked
/// for, if there is.
///
/// # Errors
/// `NotFound` for those who may not read the practice's records.
pub async fn to_confirm(
    op: &OpCtx,
    first: u64,
    after: Option<&str>,
) -> Result<Vec<(String, vaccination::Model)>> {
    let practice = op.reading_practice()?;
    let after = after.map(read_moment_cursor).transpose()?;
    let rows = store::page_to_confirm(op, practice, first, after).await?;
    shown(op, rows).await
}

/// The rows with their cursors, after the reading of their records was logged.
async fn shown(
    op: &OpCtx,
    rows: Vec<vaccination::Model>,
) -> Result<Vec<(String, vaccination::Model)>> {
    let ids: Vec<RecordId> = rows.iter().map(|r| r.record_id).collect();
    accesses::log_readings(op, &ids).await?;
    Ok(rows.into_iter().map(|r| (moment_cursor(r.recorded_at, r.id), r)).collect())
}

/// The moments between which a civil day lies in Luxembourg.
fn luxembourg_bounds(day: Date) -> Option<(DateTime<Utc>, DateTime<Utc>)> {
    Some((midnight(day)?, midnight(day.plus_days(1))?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_in_luxembourg_begins_at_its_midnight() {
        let bounds =
            |t: &str| luxembourg_bounds(t.parse().expect("a day")).map(|(a, b)| format!("{a} {b}"));
        assert_eq!(
            bounds("2026-11-24").as_deref(),
            Some("2026-11-23 23:00:00 UTC 2026-11-24 23:00:00 UTC")
        );
        assert_eq!(
            bounds("2026-07-01").as_deref(),
            Some("2026-06-30 22:00:00 UTC 2026-07-01 22:00:00 UTC")
        );
        // The day on which the clocks go back has 25 hours.
        assert_eq!(
            bounds("2026-10-25").as_deref(),
            Some("2026-10-24 22:00:00 UTC 2026-10-25 23:00:00 UTC")
        );
    }
}

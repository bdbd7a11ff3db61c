//! Doses across records: what a practice recorded, what waits for confirmation.
//!
//! Only of records that the practice may see now.

use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, JoinType, QueryFilter, QueryOrder, QuerySelect, Select,
};
use shared::{Date, PracticeId, RecordId, VaccinationId, VaccinationStatus};

use super::vaccination::{self, Column};
use crate::{
    accesses::{self, record_access},
    authz::{Action, Relation},
    error::{AppError, Result},
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
    let practice = require_practice(op)?;
    let mut query = visible(practice)
        .filter(Column::PracticeId.eq(practice))
        .order_by_desc(Column::RecordedAt)
        .order_by_desc(Column::Id)
        .limit(first + 1);
    if let Some((from, to)) = on.and_then(luxembourg_bounds) {
        query = query.filter(Column::RecordedAt.gte(from)).filter(Column::RecordedAt.lt(to));
    }
    if let Some((at, id)) = after.map(read_cursor).transpose()? {
        let same = Condition::all().add(Column::RecordedAt.eq(at)).add(Column::Id.lt(id));
        query = query.filter(Condition::any().add(Column::RecordedAt.lt(at)).add(same));
    }
    shown(op, query.all(op.db()).await?).await
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
    let practice = require_practice(op)?;
    let mut query = visible(practice)
        .filter(Column::IsConfirmed.eq(false))
        .filter(Column::Status.eq(VaccinationStatus::Completed.code()))
        .order_by_asc(Column::RecordedAt)
        .order_by_asc(Column::Id)
        .limit(first + 1);
    if let Some((at, id)) = after.map(read_cursor).transpose()? {
        let same = Condition::all().add(Column::RecordedAt.eq(at)).add(Column::Id.gt(id));
        query = query.filter(Condition::any().add(Column::RecordedAt.gt(at)).add(same));
    }
    shown(op, query.all(op.db()).await?).await
}

fn require_practice(op: &OpCtx) -> Result<PracticeId> {
    let practice = op.actor.practice().ok_or(AppError::NotFound)?;
    if op.actor.may(Relation::Practice, Action::Read) {
        Ok(practice.id)
    } else {
        Err(AppError::NotFound)
    }
}

/// The doses of the records that the practice may see.
fn visible(practice: PracticeId) -> Select<vaccination::Entity> {
    let access = vaccination::Entity::belongs_to(record_access::Entity)
        .from(Column::RecordId)
        .to(record_access::Column::RecordId)
        .into();
    vaccination::Entity::find()
        .join(JoinType::InnerJoin, access)
        .filter(record_access::Column::PracticeId.eq(practice))
        .filter(record_access::Column::EndedAt.is_null())
}

/// The rows with their cursors, after the reading of their records was logged.
async fn shown(
    op: &OpCtx,
    rows: Vec<vaccination::Model>,
) -> Result<Vec<(String, vaccination::Model)>> {
    let ids: Vec<RecordId> = rows.iter().map(|r| r.record_id).collect();
    accesses::log_readings(op, &ids).await?;
    Ok(rows
        .into_iter()
        .map(|r| (format!("{}_{}", r.recorded_at.timestamp_micros(), r.id), r))
        .collect())
}

fn read_cursor(cursor: &str) -> Result<(DateTime<Utc>, VaccinationId)> {
    cursor
        .split_once('_')
        .and_then(|(at, id)| {
            Some((DateTime::from_timestamp_micros(at.parse().ok()?)?, id.parse().ok()?))
        })
        .ok_or_else(|| AppError::BadInput("`after` is no cursor of this list".to_owned()))
}

/// The moments between which a civil day lies in Luxembourg.
fn luxembourg_bounds(day: Date) -> Option<(DateTime<Utc>, DateTime<Utc>)> {
    Some((midnight(day)?, midnight(day.plus_days(1))?))
}

/// The moment at which a civil day begins in Luxembourg; the clocks never change then.
fn midnight(day: Date) -> Option<DateTime<Utc>> {
    let local = day.naive().and_hms_opt(0, 0, 0)?.and_local_timezone(chrono_tz::Europe::Luxembourg);
    Some(local.earliest()?.with_timezone(&Utc))
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

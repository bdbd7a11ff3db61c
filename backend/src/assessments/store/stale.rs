//! The records whose stored assessment does not hold.

use sea_orm::{ConnectionTrait, FromQueryResult, Statement};
use shared::{Date, RecordId};
use uuid::Uuid;

use crate::error::Result;

/// How many records one transaction assesses.
const BATCH: u32 = 500;

#[derive(Debug, FromQueryResult)]
struct Stale {
    id: RecordId,
}

/// The next records whose stored assessment does not hold on that day.
pub(in crate::assessments) async fn stale(
    db: &impl ConnectionTrait,
    after: Uuid,
    today: Date,
    rules: &str,
) -> Result<Vec<RecordId>> {
    let sql = format!(
        "SELECT r.id FROM record r LEFT JOIN assessment a ON a.record_id = r.id
        WHERE $1 < r.id AND r.merged_into IS NULL AND (a.record_id IS NULL OR a.stable_until <= $2 OR a.rules <> $3)
        ORDER BY r.id LIMIT {BATCH}"
    );
    let values = [after.into(), today.into(), rules.into()];
    let statement = Statement::from_sql_and_values(db.get_database_backend(), sql, values);
    let found = Stale::find_by_statement(statement).all(db).await?;
    Ok(found.into_iter().map(|row| row.id).collect())
}

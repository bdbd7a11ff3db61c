//! The records whose stored assessment does not hold.

use sea_orm::{ConnectionTrait, FromQueryResult, Statement, Value};
use shared::{Date, RecordId};
use uuid::Uuid;

use crate::error::Result;

/// How many records one transaction assesses.
const BATCH: u32 = 500;

/// Why an assessment does not hold. Each has its index: of a whole country those few are read
/// that are to be assessed anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::assessments) enum Why {
    /// It says what holds until a day that has come.
    RanOut,
    /// It follows a rule set whose name sorts before that of the one in force.
    EarlierRules,
    /// It follows a rule set whose name sorts after that of the one in force.
    LaterRules,
    /// There is none. Whoever changes a record stores one with it, so that this is so only after
    /// people were brought in by the thousand; looking for it reads every record.
    Missing,
}

impl Why {
    /// What can come by itself while the service runs.
    pub(in crate::assessments) const OFTEN: [Self; 3] =
        [Self::RanOut, Self::EarlierRules, Self::LaterRules];
    /// All.
    pub(in crate::assessments) const ALL: [Self; 4] =
        [Self::RanOut, Self::EarlierRules, Self::LaterRules, Self::Missing];
}

#[derive(Debug, FromQueryResult)]
struct Stale {
    id: RecordId,
}

/// The next records whose stored assessment does not hold on that day; `after` is the record
/// where the search for missing ones ended.
pub(in crate::assessments) async fn stale(
    db: &impl ConnectionTrait,
    why: Why,
    after: Uuid,
    today: Date,
    rules: &str,
) -> Result<Vec<RecordId>> {
    const STORED: &str = "SELECT record_id AS id FROM assessment
        WHERE record_id NOT IN (SELECT id FROM record WHERE merged_into IS NOT NULL) AND";
    let (sql, value): (String, Value) = match why {
        Why::RanOut => {
            (format!("{STORED} stable_until <= $1 ORDER BY stable_until, record_id"), today.into())
        }
        Why::EarlierRules => {
            (format!("{STORED} rules < $1 ORDER BY rules, record_id"), rules.into())
        }
        Why::LaterRules => (format!("{STORED} $1 < rules ORDER BY rules, record_id"), rules.into()),
        Why::Missing => {
            let missing = "SELECT r.id FROM record r LEFT JOIN assessment a ON a.record_id = r.id
                WHERE $1 < r.id AND r.merged_into IS NULL AND a.record_id IS NULL ORDER BY r.id";
            (missing.to_owned(), after.into())
        }
    };
    let sql = format!("{sql} LIMIT {BATCH}");
    let statement = Statement::from_sql_and_values(db.get_database_backend(), sql, [value]);
    let found = Stale::find_by_statement(statement).all(db).await?;
    Ok(found.into_iter().map(|row| row.id).collect())
}

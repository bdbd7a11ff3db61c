//! The practice's records in which something is to be done, the most urgent first.

use std::collections::HashMap;

use catalogue::TargetCode;
use engine::assessment::Status;
use sea_orm::{FromQueryResult, Statement, Value};
use shared::{Date, RecordId};

use super::super::content::{Answer, OPEN, Target, word};
use crate::{
    error::{AppError, Result},
    op::OpCtx,
    records::{Record, readable},
    reminders,
};

/// Which records.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// With one of these statuses; with any that asks someone to act, if empty.
    pub statuses: Vec<Status>,
    /// Against this target; against any, if missing.
    pub target: Option<TargetCode>,
    /// Only where someone was reminded two weeks ago or more of what is recommended by now, and did
    /// not come.
    pub reminded: bool,
}

#[derive(Debug, FromQueryResult)]
struct Row {
    record_id: RecordId,
    urgency: i32,
    next_on: Option<Date>,
    content: String,
}

/// A record in which something is to be done.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The record.
    pub record: Record,
    /// What is to be done, the most urgent first.
    pub open: Vec<Target>,
    /// When someone was last reminded, two weeks ago or more, of what is recommended by now.
    pub reminded_on: Option<Date>,
}

/// One page, each with its cursor; one more than asked for, if there is.
///
/// # Errors
/// `NotFound` for those who may not read the practice's records; `BadInput` for a status
/// that asks nobody to act.
pub async fn page(
    op: &OpCtx,
    filter: &Filter,
    first: u64,
    after: Option<&str>,
) -> Result<Vec<(String, Entry)>> {
    let practice = op.reading_practice()?;
    let (mut sql, mut values) = select(filter)?;
    values.insert(0, practice.0.into());
    values.insert(1, Date::MAX.into());
    values.insert(2, op.now().into());
    if filter.reminded {
        values.extend([op.today().into(), reminders::in_vain_before(op.now()).into()]);
        sql.push_str(&format!(
            " AND EXISTS (SELECT 1 FROM reminder r WHERE r.record_id = a.record_id
            AND r.state = '{}' AND r.due_on < ${} AND r.ended_at < ${}
            AND a.open LIKE '%:' || r.target || ' %')",
            reminders::SENT,
            values.len() - 1,
            values.len()
        ));
    }
    if let Some(cursor) = after {
        let (urgency, next_on, id) = read_cursor(cursor)?;
        let at = values.len();
        sql.push_str(&format!(
            " AND (a.urgency, COALESCE(a.next_on, $2), a.record_id) > (${}, ${}, ${})",
            at + 1,
            at + 2,
            at + 3
        ));
        values.extend([urgency.into(), next_on.into(), id.0.into()]);
    }
    sql.push_str(&format!(
        " ORDER BY a.urgency, COALESCE(a.next_on, $2), a.record_id LIMIT {}",
        first + 1
    ));
    let backend = sea_orm::ConnectionTrait::get_database_backend(op.db());
    let statement = Statement::from_sql_and_values(backend, sql, values);
    let rows = Row::find_by_statement(statement).all(op.db()).await?;
    let ids: Vec<RecordId> = rows.iter().map(|row| row.record_id).collect();
    let mut records: HashMap<RecordId, Record> =
        readable(op, &ids).await?.into_iter().map(|r| (r.id(), r)).collect();
    let told = reminders::told_in_time(op, &ids).await?;
    let page = rows.into_iter().filter_map(|row| {
        let day = row.next_on.unwrap_or(Date::MAX);
        let cursor = format!("{}_{day}_{}", row.urgency, row.record_id);
        let record = records.remove(&row.record_id)?;
        let open = open(&row.content);
        let in_vain = told.iter().filter(|told| {
            told.record_id == row.record_id && open.iter().any(|t| t.code == told.target)
        });
        let reminded_on = in_vain.map(|told| told.on).max();
        Some((cursor, Entry { record, open, reminded_on }))
    });
    Ok(page.collect())
}

/// The open targets of a stored answer, the most urgent first.
fn open(content: &str) -> Vec<Target> {
    let answer: Answer = serde_json::from_str(content).unwrap_or_default();
    let mut open: Vec<Target> = answer.open_targets().cloned().collect();
    let rank = |status: Status| OPEN.iter().position(|s| *s == status);
    open.sort_by_key(|t| (rank(t.status), t.recommended_on));
    open
}

/// The statement without its end, and the values from the fourth on; `$3` is now.
fn select(filter: &Filter) -> Result<(String, Vec<Value>)> {
    if let Some(status) = filter.statuses.iter().find(|s| !OPEN.contains(s)) {
        let message = format!(
            "`statuses`: `{}` asks nobody to act; there is overdue, due, due_soon, unknown",
            word(*status)
        );
        return Err(AppError::BadInput(message));
    }
    let statuses: &[Status] = if filter.statuses.is_empty() { &OPEN } else { &filter.statuses };
    let mut sql = String::from(
        "SELECT a.record_id, a.urgency, a.next_on, a.content FROM assessment a
        JOIN record_access x ON x.record_id = a.record_id AND x.practice_id = $1 AND x.ended_at IS NULL
            AND (x.until_at IS NULL OR x.until_at > $3)
        JOIN record r ON r.id = a.record_id AND r.merged_into IS NULL AND r.died_on IS NULL
        WHERE a.urgency IS NOT NULL",
    );
    if filter.statuses.is_empty() && filter.target.is_none() {
        return Ok((sql, Vec::new()));
    }
    let mut values = Vec::new();
    let mut either = Vec::new();
    for status in statuses {
        // `_` stands for any letter, which is right for `due_soon` and wrong for nothing.
        let pattern = match &filter.target {
            Some(code) => format!("% {}:{code} %", word(*status)),
            None => format!("% {}:%", word(*status)),
        };
        values.push(Value::from(pattern));
        either.push(format!("a.open LIKE ${}", values.len() + 3));
    }
    sql.push_str(&format!(" AND ({})", either.join(" OR ")));
    Ok((sql, values))
}

fn read_cursor(cursor: &str) -> Result<(i32, Date, RecordId)> {
    let parts: Vec<&str> = cursor.splitn(3, '_').collect();
    let read = match parts.as_slice() {
        [urgency, day, id] => urgency.parse().ok().zip(day.parse().ok()).zip(id.parse().ok()),
        _ => None,
    };
    read.map(|((urgency, day), id)| (urgency, day, id))
        .ok_or_else(|| AppError::BadInput("`after` is no cursor of this list".to_owned()))
}

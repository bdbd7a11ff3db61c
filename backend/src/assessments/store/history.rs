//! Which status was held when: by which rule set, known when.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use engine::assessment::Status;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use shared::{Date, RecordId};

use super::super::{content::Answer, entity::assessment_version};
use crate::{error::Result, op::OpCtx};

/// A status of one target that was held from a day on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// The status.
    pub status: Status,
    /// The first day for which it was held.
    pub since: Date,
    /// The rule set by which it was.
    pub rules: String,
    /// The moment from which it was known.
    pub known_at: DateTime<Utc>,
}

/// All stored versions of these records' assessments, oldest first. The caller has the
/// right to read them.
pub(crate) async fn versions_of(
    op: &OpCtx,
    ids: &[RecordId],
) -> Result<HashMap<RecordId, Vec<assessment_version::Model>>> {
    let rows = assessment_version::Entity::find()
        .filter(assessment_version::Column::RecordId.is_in(ids.iter().copied()))
        .order_by_asc(assessment_version::Column::Version)
        .all(op.db())
        .await?;
    let mut by_record: HashMap<RecordId, Vec<assessment_version::Model>> = HashMap::new();
    for row in rows {
        by_record.entry(row.record_id).or_default().push(row);
    }
    Ok(by_record)
}

/// The statuses of one target, oldest first: one for each change of status or rule set.
#[must_use]
pub fn of_target(versions: &[assessment_version::Model], code: &str) -> Vec<Held> {
    let mut held: Vec<Held> = Vec::new();
    for version in versions {
        let Ok(answer) = serde_json::from_str::<Answer>(&version.content) else { continue };
        let Some(target) = answer.targets.into_iter().find(|t| t.code == code) else { continue };
        let is_same =
            held.last().is_some_and(|h| h.status == target.status && h.rules == version.rules);
        if !is_same {
            held.push(Held {
                status: target.status,
                since: version.as_of,
                rules: version.rules.clone(),
                known_at: version.known_at,
            });
        }
    }
    held
}

//! What the recommendations say of a record, whole, for the professional.

pub mod queries;

use std::cmp::Ordering;

use shared::RecordId;

pub use queries::{Assessment, DoseAssessment, TargetAssessment};

use crate::{
    api::{self, ApiError, DoseVerdict, QueryBuilder},
    assessments::{Urgency, rank, urgency},
    vaccinations::ReadVariables,
};
use queries::AssessmentQuery;

/// Loads what the recommendations say of a record; none without an exact birth date.
///
/// # Errors
/// As [`api::run`]; not found if it may not be read.
pub async fn load_assessment(
    locale: api::Locale,
    id: RecordId,
) -> Result<Option<Assessment>, ApiError> {
    let answer = api::run(AssessmentQuery::build(ReadVariables::new(locale).record(id))).await?;
    Ok(answer.record.ok_or(ApiError::NotFound)?.assessment)
}

impl Assessment {
    /// The diseases of that urgency: by status, then by day.
    #[must_use]
    pub fn of_urgency(&self, wanted: Urgency) -> Vec<TargetAssessment> {
        let mut targets: Vec<TargetAssessment> =
            self.targets.iter().filter(|t| urgency(t.status) == wanted).cloned().collect();
        targets.sort_by(order);
        targets
    }
}

fn order(a: &TargetAssessment, b: &TargetAssessment) -> Ordering {
    let key = |t: &TargetAssessment| (rank(t.status), t.overdue_on, t.recommended_on);
    key(a).cmp(&key(b))
}

impl TargetAssessment {
    /// Whether nothing but the disease differs, and no dose needs a word of its own.
    #[must_use]
    pub fn says_the_same(&self, other: &Self) -> bool {
        let is_plain = |t: &Self| t.doses.iter().all(|d| d.verdict == DoseVerdict::Valid);
        is_plain(self)
            && is_plain(other)
            && self.status == other.status
            && self.possible == other.possible
            && (self.recommended_on, self.overdue_on) == (other.recommended_on, other.overdue_on)
            && (&self.reasons, &self.questions, &self.rule)
                == (&other.reasons, &other.questions, &other.rule)
    }
}

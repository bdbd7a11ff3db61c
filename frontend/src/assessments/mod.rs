//! What the recommendations say of a record today, as every page says it.

pub mod queries;
mod status;

pub use status::{Status, when, word};

use crate::api::AssessmentStatus;

/// How soon something has to be done about a status.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Urgency {
    /// To decide today.
    Today,
    /// A date is known.
    Later,
    /// Nothing to do.
    Nothing,
}

/// How soon something has to be done.
#[must_use]
pub fn urgency(status: AssessmentStatus) -> Urgency {
    match status {
        AssessmentStatus::Overdue
        | AssessmentStatus::Due
        | AssessmentStatus::Unknown
        | AssessmentStatus::Contraindicated => Urgency::Today,
        AssessmentStatus::DueSoon | AssessmentStatus::UpToDate | AssessmentStatus::NotDue => {
            Urgency::Later
        }
        AssessmentStatus::Complete
        | AssessmentStatus::Immune
        | AssessmentStatus::Refused
        | AssessmentStatus::MayBeGiven
        | AssessmentStatus::AgedOut
        | AssessmentStatus::NotRecommended => Urgency::Nothing,
    }
}

/// Its place among all, the most urgent first.
#[must_use]
pub fn rank(status: AssessmentStatus) -> usize {
    AssessmentStatus::ALL.iter().position(|s| *s == status).unwrap_or(usize::MAX)
}

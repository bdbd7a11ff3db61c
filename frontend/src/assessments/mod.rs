//! What the recommendations say of a record today, as every page says it.

pub mod queries;
mod sorting;
mod status;

pub use sorting::{Sorted, Together, pick, sorted};
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

/// Puts together of what the same is said, in the order of the first of each.
#[must_use]
pub fn together<T>(
    items: impl IntoIterator<Item = T>,
    is_same: impl Fn(&T, &T) -> bool,
) -> Vec<Vec<T>> {
    let mut groups: Vec<Vec<T>> = Vec::new();
    for item in items {
        let joins = |group: &&mut Vec<T>| group.first().is_some_and(|first| is_same(first, &item));
        match groups.iter_mut().find(joins) {
            Some(group) => group.push(item),
            None => groups.push(vec![item]),
        }
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_the_same_stands_where_the_first_of_it_stood() {
        let groups = together(["due a", "late b", "due c"], |a, b| a[..3] == b[..3]);
        assert_eq!(groups, [vec!["due a", "due c"], vec!["late b"]]);
    }
}

//! What a person has to think of first: what is next, what to ask, what is in order, and what
//! is not for them. Groups hold positions in the list of targets; those of which the same is said stand
//! together.

use super::{queries::NextTarget, rank, together};
use crate::api::AssessmentStatus;

/// Positions of targets of which the same is said.
pub type Together = Vec<usize>;

/// The targets of an assessment, by what there is to do.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sorted {
    /// To be given now or within a month, the most urgent first.
    pub now: Vec<Together>,
    /// To be given later, the nearest first.
    pub later: Vec<Together>,
    /// Of which something is to be asked.
    pub ask: Vec<Together>,
    /// Nothing more to do.
    pub done: Vec<Together>,
    /// Not for this person, or not now.
    pub not: Vec<Together>,
}

/// Where a status belongs.
fn place(sorted: &mut Sorted, status: AssessmentStatus) -> &mut Vec<Together> {
    match status {
        AssessmentStatus::Overdue | AssessmentStatus::Due | AssessmentStatus::DueSoon => {
            &mut sorted.now
        }
        AssessmentStatus::UpToDate | AssessmentStatus::NotDue => &mut sorted.later,
        AssessmentStatus::Unknown | AssessmentStatus::MayBeGiven => &mut sorted.ask,
        AssessmentStatus::Complete | AssessmentStatus::Immune => &mut sorted.done,
        AssessmentStatus::Contraindicated
        | AssessmentStatus::Refused
        | AssessmentStatus::AgedOut
        | AssessmentStatus::NotRecommended => &mut sorted.not,
    }
}

/// Sorts the targets; of each group those that come first stand first.
#[must_use]
pub fn sorted(targets: &[NextTarget]) -> Sorted {
    let mut order: Vec<usize> = (0..targets.len()).collect();
    order.sort_by_key(|at| {
        let target = &targets[*at];
        // What is later comes by its day, whether it was begun or not; without a day, last.
        let is_later =
            matches!(target.status, AssessmentStatus::UpToDate | AssessmentStatus::NotDue);
        let day = target.recommended_on.map_or((true, None), |day| (false, Some(day)));
        (if is_later { usize::MAX } else { rank(target.status) }, day)
    });
    let said = |at: &usize| {
        let target = &targets[*at];
        (target.status, target.recommended_on, target.overdue_on)
    };
    let mut sorted = Sorted::default();
    for group in together(order, |a, b| said(a) == said(b)) {
        let Some(status) = group.first().map(|at| targets[*at].status) else { continue };
        place(&mut sorted, status).push(group);
    }
    sorted
}

impl Sorted {
    /// Takes the nearest of what comes later, if it has a day: it is what is next when there is
    /// nothing to do now.
    pub fn take_nearest(&mut self, targets: &[NextTarget]) -> Option<Together> {
        let has_day = |group: &Together| {
            group.first().is_some_and(|at| targets[*at].recommended_on.is_some())
        };
        if !self.later.first().is_some_and(has_day) {
            return None;
        }
        Some(self.later.remove(0))
    }
}

/// The targets of a group.
#[must_use]
pub fn pick<T: Clone>(all: &[T], group: &[usize]) -> Vec<T> {
    group.iter().filter_map(|at| all.get(*at).cloned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn target(status: AssessmentStatus, recommended_on: Option<&str>) -> NextTarget {
        let recommended_on = recommended_on.map(|day| day.parse().expect("a day"));
        NextTarget { target: None, status, recommended_on, overdue_on: None }
    }

    #[test]
    fn what_is_next_comes_first_and_the_unknown_is_a_question() {
        use AssessmentStatus as S;
        let targets = [
            target(S::UpToDate, Some("2031-05-01")),
            target(S::Unknown, Some("2020-01-01")),
            target(S::Due, Some("2026-11-01")),
            target(S::NotDue, Some("2027-02-01")),
            target(S::Overdue, Some("2025-01-01")),
            target(S::AgedOut, None),
            target(S::Due, Some("2026-11-01")),
            target(S::MayBeGiven, None),
            target(S::Complete, None),
            target(S::UpToDate, None),
            target(S::Contraindicated, Some("2026-01-01")),
        ];
        let mut sorted = sorted(&targets);
        assert_eq!(sorted.now, [vec![4], vec![2, 6]]);
        assert_eq!(sorted.later, [vec![3], vec![0], vec![9]]);
        assert_eq!(sorted.ask, [vec![1], vec![7]]);
        assert_eq!(sorted.done, [vec![8]]);
        assert_eq!(sorted.not, [vec![10], vec![5]]);
        assert_eq!(sorted.take_nearest(&targets), Some(vec![3]));
        assert_eq!(sorted.later, [vec![0], vec![9]]);
        assert_eq!(pick(&["a", "b", "c"], &[2, 0, 7]), ["c", "a"]);
    }

    #[test]
    fn without_a_day_nothing_is_the_nearest() {
        let targets = [target(AssessmentStatus::UpToDate, None)];
        assert_eq!(sorted(&targets).take_nearest(&targets), None);
        assert_eq!(sorted(&[]), Sorted::default());
    }

    #[test]
    fn every_status_has_its_place() {
        for status in AssessmentStatus::ALL {
            let targets = [target(*status, None)];
            let Sorted { now, later, ask, done, not } = sorted(&targets);
            let groups = [now, later, ask, done, not];
            assert_eq!(groups.iter().map(Vec::len).sum::<usize>(), 1, "{status:?}");
        }
    }
}

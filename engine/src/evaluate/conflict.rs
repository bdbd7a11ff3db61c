//! 6.7: was the dose given too soon after a vaccine that disturbs it?

use super::{Context, Walk};
use crate::{
    case::{Case, CaseDose},
    day::{BLANK, Day},
    schedule::{Schedule, VaccineIx},
    tracer::Kind,
    verdict::DoseStatus,
};

impl Context<'_> {
    pub(crate) fn conflict_class(&self, vaccine: VaccineIx) -> u16 {
        self.schedule.conflict_class(vaccine)
    }

    /// The day from which no earlier dose disturbs `vaccine` any more.
    pub(crate) fn conflict_free_from(&self, vaccine: VaccineIx) -> Day {
        let class = usize::from(self.conflict_class(vaccine));
        self.conflict_free.get(class).copied().unwrap_or(BLANK)
    }
}

/// Fills `out` with the day from which no dose of the person disturbs a vaccine of each class;
/// leaves it empty if none disturbs any.
pub(crate) fn conflict_free(schedule: &Schedule, case: &Case, out: &mut Vec<Day>) {
    out.clear();
    for dose in &case.doses {
        let previous = schedule.conflict_class(dose.vaccine);
        if previous == 0 {
            continue;
        }
        for class in 1..schedule.conflict_classes {
            let Some(rule) = schedule.conflict(previous, class) else { continue };
            out.resize(schedule.conflict_classes, BLANK);
            if let Some(from) = out.get_mut(class) {
                *from = (*from).max(rule.end.after(dose.on));
            }
        }
    }
}

impl Walk<'_> {
    /// The end of the conflict the dose lies in, if it does.
    pub(super) fn conflict_end(&self, dose: &CaseDose) -> Option<Day> {
        let current = self.context.conflict_class(dose.vaccine);
        if current == 0 {
            return None;
        }
        let before = self.context.case.doses.get(..self.seen_of_all)?;
        let mut end = None;
        for (position, earlier) in before.iter().enumerate() {
            let class = self.context.conflict_class(earlier.vaccine);
            let Some(rule) = self.context.schedule.conflict(class, usize::from(current)) else {
                continue;
            };
            let period = if self.is_valid_or_open(position) { rule.min_end } else { rule.end };
            let until = period.after(earlier.on);
            let has_begun = rule.begin.after(earlier.on) <= dose.on;
            let is_on = has_begun && dose.on < until;
            if self.context.note(Kind::BeforeConflictEnds, dose.on, until, is_on) {
                end = end.max(Some(until));
            }
        }
        end
    }

    /// Whether an earlier dose is valid in this series, or not of this antigen at all.
    fn is_valid_or_open(&self, position: usize) -> bool {
        let here = self.doses.iter().position(|p| usize::from(*p) == position);
        here.and_then(|i| self.verdicts.get(i))
            .is_none_or(|v| matches!(v.status, DoseStatus::Valid | DoseStatus::NotEvaluated))
    }
}

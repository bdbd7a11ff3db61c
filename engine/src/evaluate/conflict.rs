//! 6.7: was the dose given too soon after a vaccine that disturbs it?

use super::{Context, Walk};
use crate::{
    case::CaseDose,
    day::{BLANK, Day},
    schedule::VaccineIx,
    tracer::Kind,
    verdict::DoseStatus,
};

impl Context<'_> {
    pub(crate) fn conflict_class(&self, vaccine: VaccineIx) -> u16 {
        self.schedule.vaccines.get(usize::from(vaccine)).map_or(0, |v| v.conflict_class)
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
            let Some(rule) = self.context.schedule.conflict(class, current) else { continue };
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

    /// The day from which no earlier dose disturbs `vaccine` any more.
    pub(crate) fn conflict_free_from(&self, vaccine: VaccineIx) -> Day {
        let current = self.context.conflict_class(vaccine);
        if current == 0 {
            return BLANK;
        }
        let mut from = BLANK;
        for earlier in &self.context.case.doses {
            let class = self.context.conflict_class(earlier.vaccine);
            if let Some(rule) = self.context.schedule.conflict(class, current) {
                from = from.max(rule.end.after(earlier.on));
            }
        }
        from
    }
}

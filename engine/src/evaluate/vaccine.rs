//! 6.8 and 6.9: was it a preferable or at least an allowable vaccine?

use super::{Finding, Walk};
use crate::{case::CaseDose, day::BLANK, schedule::TargetDose, verdict::DoseReason};

impl Walk<'_> {
    pub(super) fn vaccine(&self, target: &TargetDose, dose: &CaseDose) -> Finding {
        let uses = &self.context.schedule.vaccine_uses;
        let mut finding = Finding::pass();
        let mut later = None;
        let mut matches = |run: &[crate::schedule::VaccineUse]| {
            run.iter().filter(|u| u.vaccine == dose.vaccine).any(|u| {
                let begin = self.context.age(u.begin);
                if dose.on < begin {
                    later = Some(later.map_or(begin, |l: i32| l.min(begin)));
                }
                begin <= dose.on
                    && dose.on < self.context.age(u.end)
                    && (u.trade_name == 0 || u.trade_name == dose.trade_name)
            })
        };
        if matches(target.preferable.of(uses)) {
            return finding;
        }
        let counts = || self.context.schedule.set_has(target.counting, dose.vaccine);
        if matches(target.allowable.of(uses)) || counts() {
            finding.reasons.add(DoseReason::VaccineAllowable);
            return finding;
        }
        finding.is_valid = false;
        finding.could_be_valid = later.is_some();
        finding.valid_from = later.unwrap_or(BLANK);
        finding.reasons.add(DoseReason::VaccineNotAllowed);
        finding
    }
}

//! 6.4: was the dose given at a valid age?

use super::{Finding, Walk};
use crate::{
    day::Day,
    schedule::{AgeRule, TargetDose},
    verdict::DoseReason,
};

impl Walk<'_> {
    /// The age rule in force on `anchor`.
    pub(crate) fn age_rule(&self, target: &TargetDose, anchor: Day) -> Option<&AgeRule> {
        let rules = target.ages.of(&self.context.schedule.age_rules);
        rules.iter().find(|rule| rule.validity.holds_on(anchor))
    }

    pub(super) fn age(&self, target: &TargetDose, on: Day) -> Finding {
        let mut finding = Finding::pass();
        if target.yearly.is_some_and(|y| y.age_on.is_some()) {
            return finding;
        }
        let Some(rule) = self.age_rule(target, on) else { return finding };
        let absolute_min = self.context.age(rule.absolute_min);
        if on < absolute_min {
            finding.is_valid = false;
            finding.valid_from = absolute_min;
            finding.reasons.add(DoseReason::AgeTooYoung);
        } else if on < self.context.age(rule.min) {
            finding.reasons.add(DoseReason::AgeGracePeriod);
        } else if self.context.age(rule.max) <= on {
            finding.is_valid = false;
            finding.is_too_old = true;
            finding.reasons.add(DoseReason::AgeTooOld);
        }
        finding
    }
}

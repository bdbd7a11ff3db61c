//! 6.4: was the dose given at a valid age?

use super::{Finding, Walk};
use crate::{
    day::{Day, from_civil, to_civil},
    schedule::{AgeRule, TargetDose},
    tracer::Kind,
    verdict::DoseReason,
};

/// The day on which the age is looked at: for some yearly seasons a day of the season's
/// first year instead of the day of the dose.
fn season_age_day(target: &TargetDose, on: Day) -> Day {
    let Some(yearly) = target.yearly else { return on };
    let Some(age_on) = yearly.age_on else { return on };
    let civil = to_civil(on);
    let has_begun = (yearly.start.month, yearly.start.day) <= (civil.month, civil.day);
    let year = if has_begun { civil.year } else { civil.year - 1 };
    from_civil(year, age_on.month, age_on.day)
}

/// The first day of the first season in which an age counts as reached; without such a season
/// the day of that age.
fn season_of_age(target: &TargetDose, reached: Day) -> Day {
    let Some(yearly) = target.yearly else { return reached };
    let Some(age_on) = yearly.age_on else { return reached };
    let year = to_civil(reached).year;
    let is_over = from_civil(year, age_on.month, age_on.day) < reached;
    from_civil(year + i32::from(is_over), yearly.start.month, yearly.start.day)
}

impl Walk<'_> {
    /// The age rule in force on `anchor`.
    pub(crate) fn age_rule(&self, target: &TargetDose, anchor: Day) -> Option<&AgeRule> {
        let rules = target.ages.of(&self.context.schedule.age_rules);
        rules.iter().find(|rule| rule.validity.holds_on(anchor))
    }

    pub(super) fn age(&self, target: &TargetDose, on: Day) -> Finding {
        let mut finding = Finding::pass();
        let Some(rule) = self.age_rule(target, on) else { return finding };
        let on = season_age_day(target, on);
        let absolute_min = self.context.age(rule.absolute_min);
        let note = |kind, left, right, holds| self.context.note(kind, left, right, holds);
        let (min, max) = (self.context.age(rule.min), self.context.age(rule.max));
        if note(Kind::BeforeAgeCounts, on, absolute_min, on < absolute_min) {
            finding.is_valid = false;
            finding.valid_from = season_of_age(target, absolute_min);
            finding.reasons.add(DoseReason::AgeTooYoung);
        } else if note(Kind::BeforeMinimumAge, on, min, on < min) {
            finding.reasons.add(DoseReason::AgeGracePeriod);
        } else if note(Kind::MaximumAgeReached, max, on, max <= on) {
            finding.is_valid = false;
            finding.is_too_old = true;
            finding.reasons.add(DoseReason::AgeTooOld);
        }
        finding
    }
}

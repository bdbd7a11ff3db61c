//! 7.5: the dates of the next dose.

use crate::{
    case::CaseDose,
    day::{BLANK, Day, NEVER, Period},
    evaluate::Walk,
    schedule::{AgeRule, IntervalRule, TargetDose},
    verdict::{DoseReason, ForecastDates},
};

impl Walk<'_> {
    /// The age rule in force on the day of assessment.
    fn age_rule_now(&self, target: &TargetDose) -> Option<&AgeRule> {
        let rules = target.ages.of(&self.context.schedule.age_rules);
        rules.iter().find(|rule| self.context.in_force(rule.validity))
    }

    pub(super) fn max_age(&self, target: &TargetDose) -> Day {
        self.age_rule_now(target).map_or(NEVER, |rule| self.context.age(rule.max))
    }

    /// The intervals in force on the day of assessment, with the days they count from.
    fn intervals_now(&self, target: &TargetDose) -> impl Iterator<Item = (&IntervalRule, Day)> {
        let rules = target.intervals.of(&self.context.schedule.intervals);
        rules
            .iter()
            .filter(|r| self.context.in_force(r.validity))
            .filter_map(|r| self.reference(r).map(|from| (r, from)))
    }

    /// The latest of the days that a part of the intervals gives; blank if none does.
    fn latest_of(&self, target: &TargetDose, part: fn(&IntervalRule) -> Option<Period>) -> Day {
        self.intervals_now(target)
            .filter_map(|(rule, from)| part(rule).map(|p| p.after(from)))
            .max()
            .unwrap_or(BLANK)
    }

    pub(super) fn dates(&self, target: &TargetDose) -> ForecastDates {
        let rule = self.age_rule_now(target);
        let age = |part: fn(&AgeRule) -> u16| rule.map_or(BLANK, |r| self.context.age(part(r)));
        let or = |first: Day, second: Day| if first == BLANK { second } else { first };
        let before = |day: Day| if day == BLANK { BLANK } else { day - 1 };

        let looks_at_age_by_season = target.yearly.is_some_and(|y| y.age_on.is_some());
        let min_age = if looks_at_age_by_season { BLANK } else { age(|r| r.min) };
        let mut earliest = self.candidate_earliest(target, min_age);
        let mut season_end = BLANK;
        if let Some(yearly) = target.yearly {
            match self.season(yearly, rule, earliest) {
                Some(season) => {
                    earliest = earliest.max(season.start);
                    season_end = season.end;
                }
                None => earliest = NEVER,
            }
        }
        let recommended = or(age(|r| r.earliest), self.latest_of(target, |r| r.earliest));
        let unadjusted_recommended = or(recommended, earliest);
        let late = or(age(|r| r.latest), self.latest_of(target, |r| r.latest));
        let late = if late == BLANK && season_end != BLANK { season_end + 1 } else { late };
        let unadjusted_past_due = before(late);
        let max_age = rule.map_or(NEVER, |r| self.context.age(r.max));
        ForecastDates {
            earliest,
            unadjusted_recommended,
            unadjusted_past_due,
            latest: if max_age == NEVER { BLANK } else { max_age - 1 },
            recommended: unadjusted_recommended.max(earliest),
            past_due: if late == BLANK { BLANK } else { unadjusted_past_due.max(earliest) },
        }
    }

    /// The day from which a window after a fact is over; never if there is no window.
    pub(super) fn window_end(&self, target: &TargetDose) -> Day {
        let ends = self.intervals_now(target).filter_map(|(r, from)| r.max.map(|m| m.after(from)));
        ends.min().unwrap_or(NEVER)
    }

    /// `FORECASTDTCAN-1`.
    fn candidate_earliest(&self, target: &TargetDose, min_age: Day) -> Day {
        let mut earliest = min_age
            .max(self.context.case.birth)
            .max(self.latest_of(target, |r| r.min))
            .max(target.season_start);
        for preferable in target.preferable.of(&self.context.schedule.vaccine_uses) {
            earliest = earliest.max(self.conflict_free_from(preferable.vaccine));
        }
        for (i, verdict) in self.verdicts.iter().enumerate() {
            if verdict.reasons.has(DoseReason::VaccineInadvertent) {
                earliest = earliest.max(self.dose(i).map_or(BLANK, |d: &CaseDose| d.on));
            }
        }
        let last = self.doses.len().checked_sub(1).and_then(|i| self.dose(i));
        earliest.max(last.map_or(BLANK, |d| d.on))
    }

    /// `FORECASTPRIORITY-1`: every interval of the target dose overrides the other antigens.
    pub(super) fn is_priority(&self, target: &TargetDose) -> bool {
        let rules = target.intervals.of(&self.context.schedule.intervals);
        let mut any = false;
        for rule in rules.iter().filter(|r| self.context.in_force(r.validity)) {
            if !rule.is_priority {
                return false;
            }
            any = true;
        }
        any
    }

    /// `SELECTB-12`: when the remaining target doses could be done.
    pub(super) fn finish(&self, remaining: &[TargetDose], earliest: Day) -> Day {
        let intervals = &self.context.schedule.intervals;
        remaining
            .iter()
            .flat_map(|t| t.intervals.of(intervals))
            .filter(|r| self.context.in_force(r.validity))
            .filter_map(|r| r.min)
            .map(|p| p.after(earliest))
            .max()
            .unwrap_or(earliest)
            .max(earliest)
    }
}

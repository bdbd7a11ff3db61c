//! 7.5: the dates of the next dose.

use crate::{
    case::CaseDose,
    day::{BLANK, Day, NEVER, Period},
    evaluate::{Context, Walk},
    schedule::{AgeRule, TargetDose},
    verdict::{DoseReason, ForecastDates},
};

/// The latest days that the intervals of a target dose give.
struct Latest {
    min: Day,
    earliest: Day,
    latest: Day,
    /// The day from which a window after a fact is over; never if there is no window.
    window_end: Day,
}

/// The dates of a target dose, and the borders that they lie within.
pub(super) struct Found {
    pub(super) dates: ForecastDates,
    pub(super) max_age: Day,
    pub(super) window_end: Day,
}

impl Context<'_> {
    /// The age rule in force on the day of assessment.
    fn age_rule_now(&self, target: &TargetDose) -> Option<&AgeRule> {
        let rules = target.ages.of(&self.schedule.age_rules);
        rules.iter().find(|rule| self.in_force(rule.validity))
    }

    /// The day from which a target dose may not be given any more.
    pub(crate) fn max_age(&self, target: &TargetDose) -> Day {
        self.age_rule_now(target).map_or(NEVER, |rule| self.age(rule.max))
    }

    /// `SELECTB-12`: when target doses could be done of which the first can be given from a day.
    pub(crate) fn finish(&self, remaining: &[TargetDose], earliest: Day) -> Day {
        let intervals = &self.schedule.intervals;
        let mut finish = earliest;
        let mut before = None;
        for rule in remaining.iter().flat_map(|t| t.intervals.of(intervals)) {
            // Most doses ask for the same as the one before them.
            if self.in_force(rule.validity) && rule.min != before {
                before = rule.min;
                finish = finish.max(rule.min.map_or(BLANK, |period| period.after(earliest)));
            }
        }
        finish
    }
}

impl Walk<'_> {
    /// Tells a tracer once more which intervals are in force: each part of the forecast asks.
    pub(super) fn note_intervals(&self, target: &TargetDose) {
        if self.context.tracer.is_some() {
            for rule in target.intervals.of(&self.context.schedule.intervals) {
                self.context.in_force(rule.validity);
            }
        }
    }

    /// The latest of the days that each part of the intervals in force gives; blank if none does.
    fn intervals_now(&self, target: &TargetDose) -> Latest {
        let mut found = Latest { min: BLANK, earliest: BLANK, latest: BLANK, window_end: NEVER };
        for rule in target.intervals.of(&self.context.schedule.intervals) {
            if !self.context.in_force(rule.validity) {
                continue;
            }
            let Some(from) = self.reference(rule) else { continue };
            let after = |part: Option<Period>| part.map_or(BLANK, |p| p.after(from));
            found.min = found.min.max(after(rule.min));
            found.earliest = found.earliest.max(after(rule.earliest));
            found.latest = found.latest.max(after(rule.latest));
            if let Some(max) = rule.max {
                found.window_end = found.window_end.min(max.after(from));
            }
        }
        found
    }

    pub(super) fn dates(&self, target: &TargetDose) -> Found {
        let rule = self.context.age_rule_now(target);
        let age = |part: fn(&AgeRule) -> u16| rule.map_or(BLANK, |r| self.context.age(part(r)));
        let or = |first: Day, second: Day| if first == BLANK { second } else { first };
        let before = |day: Day| if day == BLANK { BLANK } else { day - 1 };

        let looks_at_age_by_season = target.yearly.is_some_and(|y| y.age_on.is_some());
        let min_age = if looks_at_age_by_season { BLANK } else { age(|r| r.min) };
        let intervals = self.intervals_now(target);
        let mut earliest = self.candidate_earliest(target, min_age, intervals.min);
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
        self.note_intervals(target);
        let unadjusted_recommended = or(or(age(|r| r.earliest), intervals.earliest), earliest);
        self.note_intervals(target);
        let late = or(age(|r| r.latest), intervals.latest);
        let late = if late == BLANK && season_end != BLANK { season_end + 1 } else { late };
        let unadjusted_past_due = before(late);
        let max_age = rule.map_or(NEVER, |r| self.context.age(r.max));
        let dates = ForecastDates {
            earliest,
            unadjusted_recommended,
            unadjusted_past_due,
            latest: if max_age == NEVER { BLANK } else { max_age - 1 },
            recommended: unadjusted_recommended.max(earliest),
            past_due: if late == BLANK { BLANK } else { unadjusted_past_due.max(earliest) },
        };
        Found { dates, max_age, window_end: intervals.window_end }
    }

    /// `FORECASTDTCAN-1`.
    fn candidate_earliest(&self, target: &TargetDose, min_age: Day, min_interval: Day) -> Day {
        let mut earliest =
            min_age.max(self.context.case.birth).max(min_interval).max(target.season_start);
        if !self.context.conflict_free.is_empty() {
            for preferable in target.preferable.of(&self.context.schedule.vaccine_uses) {
                earliest = earliest.max(self.context.conflict_free_from(preferable.vaccine));
            }
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
}

//! Seasons that come every year: the first one in which a dose can be given.
//!
//! An addition to CDSi, whose seasons are two days that CDC moves every year.

use crate::{
    day::{Day, NEVER, days_in_month, from_civil, to_civil},
    evaluate::Walk,
    schedule::{AgeRule, MonthDay, Yearly},
    verdict::DoseStatus,
};

/// The first and last day of a season.
#[derive(Debug, Clone, Copy)]
pub(super) struct Season {
    pub(super) start: Day,
    pub(super) end: Day,
}

impl Walk<'_> {
    /// The first season that is not over, holds no dose yet if it takes but one, and in
    /// which the person has the age; `None` if the person will be too old.
    pub(super) fn season(
        &self,
        yearly: Yearly,
        rule: Option<&AgeRule>,
        earliest: Day,
    ) -> Option<Season> {
        let from = earliest.max(self.context.case.birth);
        // Ages looked at on a day of the season: no earlier season than that of the age.
        let old_enough = match (yearly.age_on, rule) {
            (Some(_), Some(rule)) => self.context.age(rule.min),
            _ => from,
        };
        let first = to_civil(from.max(self.context.as_of).max(old_enough)).year - 1;
        for year in first..first + 130 {
            let season = Season { start: on(year, yearly.start), end: end(year, yearly) };
            let is_over = self.context.reached(season.end + 1) || season.end < from;
            if is_over || (yearly.is_once && self.has_dose_in(season)) {
                continue;
            }
            let (Some(age_on), Some(rule)) = (yearly.age_on, rule) else { return Some(season) };
            let day = on(year, age_on);
            if self.context.age(rule.max) <= day {
                return None;
            }
            if self.context.age(rule.min) <= day {
                return Some(season);
            }
        }
        Some(Season { start: NEVER, end: NEVER })
    }

    fn has_dose_in(&self, season: Season) -> bool {
        self.verdicts.iter().enumerate().any(|(i, verdict)| {
            verdict.status == DoseStatus::Valid
                && self.dose(i).is_some_and(|d| season.start <= d.on && d.on <= season.end)
        })
    }
}

fn on(year: i32, day: MonthDay) -> Day {
    from_civil(year, day.month, day.day.min(days_in_month(year, day.month)))
}

fn end(year: i32, yearly: Yearly) -> Day {
    let (start, end) = (yearly.start, yearly.end);
    let is_next_year = (end.month, end.day) < (start.month, start.day);
    on(year + i32::from(is_next_year), end)
}

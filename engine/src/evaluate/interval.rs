//! 6.5 and 6.6: was the dose given after valid intervals?

use super::{Finding, Walk};
use crate::{
    day::{BLANK, Day, Period},
    schedule::{From, IntervalRule, SetIx, TargetDose},
    tracer::Kind,
    verdict::{DoseReason, DoseStatus},
};

impl Walk<'_> {
    pub(super) fn interval(&self, target: &TargetDose, on: Day) -> Finding {
        let mut preferable = Finding::pass();
        let rules = target.intervals.of(&self.context.schedule.intervals);
        for rule in rules.iter().filter(|r| r.validity.holds_on(on)) {
            let Some(from) = self.reference(rule) else { continue };
            let after = |period: Option<Period>| period.map_or(BLANK, |p| p.after(from));
            let absolute_min = after(rule.absolute_min);
            let note = |kind, left, right, holds| self.context.note(kind, left, right, holds);
            let is_over = |max: Period| {
                let end = max.after(from);
                note(Kind::IntervalOver, end, on, end <= on)
            };
            if rule.max.is_some_and(is_over) {
                preferable.is_valid = false;
                preferable.is_too_long = true;
                preferable.reasons.add(DoseReason::IntervalTooLong);
            }
            let min = after(rule.min);
            if note(Kind::BeforeIntervalCounts, on, absolute_min, on < absolute_min) {
                preferable.is_valid = false;
                preferable.valid_from = preferable.valid_from.max(absolute_min);
                preferable.reasons.add(DoseReason::IntervalTooShort);
            } else if note(Kind::BeforeMinimumInterval, on, min, on < min) {
                preferable.reasons.add(DoseReason::IntervalGracePeriod);
            }
        }
        if preferable.is_valid {
            return preferable;
        }
        let Some(allowed_from) = self.allowable_from(target, on) else { return preferable };
        if allowed_from <= on {
            return Finding::pass();
        }
        preferable.valid_from = preferable.valid_from.min(allowed_from);
        preferable
    }

    /// The first day that all allowable intervals let pass, if there is any such interval.
    fn allowable_from(&self, target: &TargetDose, on: Day) -> Option<Day> {
        let rules = target.allowable_intervals.of(&self.context.schedule.intervals);
        let mut from = None;
        for rule in rules.iter().filter(|r| r.validity.holds_on(on)) {
            let day = match (self.reference(rule), rule.absolute_min) {
                (Some(reference), Some(period)) => period.after(reference),
                _ => BLANK,
            };
            from = from.max(Some(day));
        }
        from
    }

    /// The day an interval is counted from, if there is one.
    pub(crate) fn reference(&self, rule: &IntervalRule) -> Option<Day> {
        match rule.from {
            From::Previous => self.previous_dose(),
            From::TargetDose(number) => {
                let at = usize::from(number).checked_sub(1)?;
                self.satisfied_on.get(at).copied().filter(|day| *day != BLANK)
            }
            From::MostRecent(set) => self.most_recent(set),
            From::Observation(code) => self.context.case.fact(code).filter(|day| *day != BLANK),
        }
    }

    /// The latest dose of this antigen that was valid or not valid, and no mistake.
    fn previous_dose(&self) -> Option<Day> {
        let counts = |i: &usize| {
            self.verdicts.get(*i).is_some_and(|v| {
                matches!(v.status, DoseStatus::Valid | DoseStatus::NotValid)
                    && !v.reasons.has(DoseReason::VaccineInadvertent)
            })
        };
        (0..self.seen).rev().find(counts).and_then(|i| self.dose(i)).map(|d| d.on)
    }

    /// The latest dose of one of those vaccines, of any antigen, and no mistake here.
    fn most_recent(&self, set: SetIx) -> Option<Day> {
        let doses = &self.context.case.doses;
        let before = doses.get(..self.seen_of_all).unwrap_or(doses);
        let is_mistake = |position: usize| {
            let seen = self.doses.get(..self.seen).unwrap_or(self.doses);
            seen.iter().position(|p| usize::from(*p) == position).is_some_and(|i| {
                self.verdicts.get(i).is_some_and(|v| v.reasons.has(DoseReason::VaccineInadvertent))
            })
        };
        before
            .iter()
            .enumerate()
            .rev()
            .find(|(i, d)| self.context.schedule.set_has(set, d.vaccine) && !is_mistake(*i))
            .map(|(_, d)| d.on)
    }
}

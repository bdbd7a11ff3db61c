//! 6.2, 7.1 and 7.6: is this target dose not needed?

use super::Walk;
use crate::{
    day::Day,
    schedule::{Condition, CountLogic, CountRule, SkipContext, SkipSet, TargetDose},
    tracer::Kind,
    verdict::DoseStatus,
};

/// The day a skip is looked at, and how its rules are anchored.
#[derive(Clone, Copy)]
pub(crate) enum At {
    /// A dose given on that day.
    Dose(Day),
    /// The day of assessment.
    Assessment,
    /// A forecast's earliest day.
    Earliest(Day),
}

impl Walk<'_> {
    pub(super) fn is_skipped_for_evaluation(&self, target: &TargetDose, on: Day) -> bool {
        self.is_skipped(target, At::Dose(on))
    }

    /// Whether any of the target dose's skips holds.
    pub(crate) fn is_skipped(&self, target: &TargetDose, at: At) -> bool {
        let other = match at {
            At::Dose(_) => SkipContext::Forecast,
            At::Assessment | At::Earliest(_) => SkipContext::Evaluation,
        };
        let sets = &self.context.schedule.skip_sets;
        target.skips.of(&self.context.schedule.skips).iter().any(|skip| {
            if skip.context == other || skip.sets.is_empty() {
                return false;
            }
            let mut in_force = 0;
            let mut holding = 0;
            for set in skip.sets.of(sets).iter().filter(|s| self.is_in_force(s, at)) {
                in_force += 1;
                holding += usize::from(self.set_holds(set, at));
            }
            if skip.all_sets { 0 < in_force && holding == in_force } else { 0 < holding }
        })
    }

    fn is_in_force(&self, set: &SkipSet, at: At) -> bool {
        match at {
            At::Dose(on) => set.validity.holds_on(on),
            At::Assessment | At::Earliest(_) => self.context.in_force(set.validity),
        }
    }

    fn set_holds(&self, set: &SkipSet, at: At) -> bool {
        let conditions = set.conditions.of(&self.context.schedule.conditions);
        if set.all_conditions {
            conditions.iter().all(|c| self.condition_holds(c, at))
        } else {
            conditions.iter().any(|c| self.condition_holds(c, at))
        }
    }

    fn condition_holds(&self, condition: &Condition, at: At) -> bool {
        let reached = |day: Day| match at {
            At::Dose(on) | At::Earliest(on) => {
                self.context.note(Kind::ConditionReached, day, on, day <= on)
            }
            At::Assessment => self.context.reached(day),
        };
        match condition {
            Condition::Age { begin, end } => {
                reached(self.context.age(*begin)) && !reached(self.context.age(*end))
            }
            Condition::Interval(period) => {
                let last = self.seen.checked_sub(1).and_then(|i| self.dose(i));
                last.is_some_and(|dose| reached(period.after(dose.on)))
            }
            Condition::IntervalWithin(period) => {
                let last = self.seen.checked_sub(1).and_then(|i| self.dose(i));
                last.is_some_and(|dose| !reached(period.after(dose.on)))
            }
            Condition::CompletedSeries(groups) => self.complete_groups & groups != 0,
            Condition::Count(rule) => {
                let count = self.count(rule);
                let holds = match rule.logic {
                    CountLogic::GreaterThan => rule.count < count,
                    CountLogic::EqualTo => count == rule.count,
                    CountLogic::LessThan => count < rule.count,
                };
                let (left, right) = (Day::from(count), Day::from(rule.count));
                self.context.note(Kind::DosesCounted, left, right, holds)
            }
        }
    }

    /// How many doses before this moment the rule counts (`CONDSKIP-1`).
    fn count(&self, rule: &CountRule) -> u16 {
        let from = self.context.age(rule.begin_age).max(rule.start);
        let to = self.context.age(rule.end_age).min(rule.end);
        let all = &self.context.case.doses;
        let fits = |on: Day, vaccine| {
            from <= on
                && on < to
                && (rule.vaccines == 0 || self.context.schedule.set_has(rule.vaccines, vaccine))
        };
        let count = if rule.valid_only || rule.vaccines == 0 {
            (0..self.seen)
                .filter(|i| {
                    let verdict = self.verdicts.get(*i);
                    let is_valid = verdict.is_some_and(|v| v.status == DoseStatus::Valid);
                    (is_valid || !rule.valid_only)
                        && self.dose(*i).is_some_and(|d| fits(d.on, d.vaccine))
                })
                .count()
        } else {
            let before = all.get(..self.seen_of_all).unwrap_or(all);
            before.iter().filter(|d| fits(d.on, d.vaccine)).count()
        };
        u16::try_from(count).unwrap_or(u16::MAX)
    }
}

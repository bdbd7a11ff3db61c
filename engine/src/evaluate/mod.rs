//! Evaluating doses against a series (CDSi chapter 6): the walk.
//!
//! Two pointers, one over the target doses of the series, one over the doses of the
//! antigen. For each pair the steps stand in one list: 6.1 condition, 6.2 skip,
//! 6.3 inadvertent, 6.4 age, 6.5/6.6 interval, 6.7 conflict, 6.8/6.9 vaccine, 6.10 verdict.

mod age;
pub(crate) mod conflict;
pub(crate) mod interval;
pub(crate) mod skip;
mod vaccine;

use std::cell::Cell;

use crate::{
    case::{Case, CaseDose, date_of},
    day::{BLANK, Day, NEVER},
    schedule::{AgeIx, Force, Schedule, Series, TargetDose},
    tracer::{Kind, Tracer},
    verdict::{DoseReason, DoseReasons, DoseStatus, DoseVerdict},
};

/// The most target doses a series may have.
pub(crate) const MAX_TARGETS: usize = 32;

/// What every step may look at.
pub(crate) struct Context<'a> {
    pub(crate) schedule: &'a Schedule,
    pub(crate) case: &'a Case,
    pub(crate) ages: &'a [Day],
    /// The day from which no dose disturbs a vaccine of each class; empty if none disturbs any.
    pub(crate) conflict_free: &'a [Day],
    pub(crate) as_of: Day,
    /// The first later day on which a comparison with `as_of` turns out otherwise.
    pub(crate) changes: Cell<Day>,
    /// Told of every comparison, if there is one.
    pub(crate) tracer: Option<&'a Tracer>,
}

impl Context<'_> {
    /// The date at which the person reaches an age.
    pub(crate) fn age(&self, age: AgeIx) -> Day {
        date_of(self.ages, age)
    }

    /// Whether the day of assessment has reached `day`; if not, the answer may change then.
    pub(crate) fn reached(&self, day: Day) -> bool {
        let reached = day <= self.as_of;
        if !reached && day < self.changes.get() {
            self.changes.set(day);
        }
        self.note(Kind::DayReached, day, self.as_of, reached)
    }

    /// Tells the tracer of a comparison; gives its result.
    pub(crate) fn note(&self, kind: Kind, left: Day, right: Day, holds: bool) -> bool {
        if let Some(tracer) = self.tracer {
            tracer.note(kind, left, right, holds);
        }
        holds
    }

    /// Whether a rule is in force on the day of assessment.
    pub(crate) fn in_force(&self, force: Force) -> bool {
        if force.is_always() && self.tracer.is_none() {
            return true;
        }
        self.reached(force.effective)
            && (force.cessation == NEVER || !self.reached(force.cessation + 1))
    }
}

/// One antigen's doses and what was said of them so far in one series.
pub(crate) struct Walk<'a> {
    pub(crate) context: &'a Context<'a>,
    pub(crate) series: &'a Series,
    /// Positions in the person's doses.
    pub(crate) doses: &'a [u16],
    pub(crate) verdicts: &'a mut [DoseVerdict],
    /// How many of the antigen's doses lie before the current moment of the walk.
    pub(crate) seen: usize,
    /// How many of the person's doses lie before it.
    pub(crate) seen_of_all: usize,
    /// When each target dose was satisfied last.
    pub(crate) satisfied_on: [Day; MAX_TARGETS],
    pub(crate) satisfied: u16,
    /// Satisfied target doses that count for the dose number.
    pub(crate) numbered: u16,
    /// Series groups of this antigen of which a series is complete.
    pub(crate) complete_groups: u32,
}

impl<'a> Walk<'a> {
    pub(crate) fn new(
        context: &'a Context<'a>,
        series: &'a Series,
        doses: &'a [u16],
        verdicts: &'a mut [DoseVerdict],
        complete_groups: u32,
    ) -> Self {
        Self {
            context,
            series,
            doses,
            verdicts,
            seen: 0,
            seen_of_all: 0,
            satisfied_on: [BLANK; MAX_TARGETS],
            satisfied: 0,
            numbered: 0,
            complete_groups,
        }
    }

    /// The `i`th dose of this antigen.
    pub(crate) fn dose(&self, i: usize) -> Option<&'a CaseDose> {
        let position = *self.doses.get(i)?;
        self.context.case.doses.get(usize::from(position))
    }

    /// Evaluates every dose; gives the position of the first target dose that is not satisfied.
    pub(crate) fn evaluate(&mut self) -> usize {
        let targets = self.series.doses.of(&self.context.schedule.doses);
        let mut at = 0;
        for i in 0..self.doses.len() {
            self.seen = i;
            self.seen_of_all = self.doses.get(i).map_or(0, |p| usize::from(*p));
            let Some(dose) = self.dose(i) else { continue };
            if let Some(tracer) = self.context.tracer {
                tracer.dose(Some(dose.position));
            }
            let verdict = loop {
                let Some(target) = targets.get(at) else { break already_complete() };
                match self.judge(target, dose) {
                    Judgement::Skipped => at += 1,
                    Judgement::Verdict(verdict) => break verdict,
                }
            };
            if verdict.status == DoseStatus::Valid
                && let Some(target) = targets.get(at)
            {
                self.satisfy(at, target, dose.on);
                at = usize::from(target.next);
            }
            if let Some(slot) = self.verdicts.get_mut(i) {
                *slot = verdict;
            }
        }
        if let Some(tracer) = self.context.tracer {
            tracer.dose(None);
        }
        self.seen = self.doses.len();
        self.seen_of_all = self.context.case.doses.len();
        at
    }

    fn satisfy(&mut self, at: usize, target: &TargetDose, on: Day) {
        if let Some(slot) = self.satisfied_on.get_mut(at) {
            *slot = on;
        }
        self.satisfied += 1;
        if target.season_start <= on {
            self.numbered += 1;
        }
    }

    fn judge(&self, target: &TargetDose, dose: &CaseDose) -> Judgement {
        let mut reasons = DoseReasons::default();
        let mut say = |status, reason, valid_from| {
            reasons.add(reason);
            Judgement::Verdict(DoseVerdict { status, reasons, valid_from, target: target.number })
        };
        if dose.is_sub_standard {
            return say(DoseStatus::SubStandard, DoseReason::SubStandard, BLANK);
        }
        if self.is_skipped_for_evaluation(target, dose.on) {
            return Judgement::Skipped;
        }
        if self.context.schedule.set_has(target.inadvertent, dose.vaccine) {
            return say(DoseStatus::NotValid, DoseReason::VaccineInadvertent, BLANK);
        }
        let age = self.age(target, dose.on);
        if age.is_too_old {
            return say(DoseStatus::Extraneous, DoseReason::AgeTooOld, BLANK);
        }
        let interval = self.interval(target, dose.on);
        let conflict = self.conflict_end(dose);
        let vaccine = self.vaccine(target, dose);
        let (of, number) = (Day::from(dose.vaccine), Day::from(target.number));
        self.context.note(Kind::VaccineCounts, of, number, vaccine.is_valid);

        let mut valid_from = age.valid_from.max(interval.valid_from).max(vaccine.valid_from);
        let mut is_valid = age.is_valid && interval.is_valid && vaccine.is_valid;
        reasons = age.reasons.union(interval.reasons).union(vaccine.reasons);
        if let Some(end) = conflict {
            is_valid = false;
            reasons.add(DoseReason::VaccineConflict);
            valid_from = valid_from.max(end);
        }
        if !vaccine.could_be_valid || interval.is_too_long {
            valid_from = BLANK;
        }
        Judgement::Verdict(DoseVerdict {
            status: if is_valid { DoseStatus::Valid } else { DoseStatus::NotValid },
            reasons,
            valid_from: if is_valid { BLANK } else { valid_from },
            target: target.number,
        })
    }
}

fn already_complete() -> DoseVerdict {
    let mut reasons = DoseReasons::default();
    reasons.add(DoseReason::SeriesComplete);
    DoseVerdict { status: DoseStatus::Extraneous, reasons, ..DoseVerdict::default() }
}

/// What one target dose says of one dose.
enum Judgement {
    /// The target dose is not needed: ask the next.
    Skipped,
    /// It counts, or not.
    Verdict(DoseVerdict),
}

/// What one step found.
pub(crate) struct Finding {
    pub(crate) is_valid: bool,
    pub(crate) is_too_old: bool,
    pub(crate) is_too_long: bool,
    pub(crate) could_be_valid: bool,
    pub(crate) reasons: DoseReasons,
    /// The first day on which this step would have let it pass.
    pub(crate) valid_from: Day,
}

impl Finding {
    fn pass() -> Self {
        Self {
            is_valid: true,
            is_too_old: false,
            is_too_long: false,
            could_be_valid: true,
            reasons: DoseReasons::default(),
            valid_from: BLANK,
        }
    }
}

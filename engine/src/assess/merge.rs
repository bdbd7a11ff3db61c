//! The answers of all readings, made one.

use std::sync::Arc;

use super::{
    date,
    read::Input,
    reading::Readings,
    target::{TargetAnswer, View},
};
use crate::{
    assessment::{DoseAssessment, Reason, ReasonCode, Status, TargetAssessment, Verdict},
    day::{BLANK, Day, NEVER},
    group::GroupVerdict,
    rules::RuleSet,
    verdict::{DoseReasons, DoseStatus},
};

/// What the readings answered so far.
pub(super) struct Answers<'a> {
    readings: &'a Readings,
    dose_count: usize,
    targets: Vec<Target>,
    changes: Day,
}

/// The verdicts on one dose over all readings.
#[derive(Debug, Clone, Copy, Default)]
struct Found {
    /// A bit for each verdict, in the order of [`VERDICTS`].
    verdicts: u8,
    reasons: DoseReasons,
    valid_from: Option<Day>,
}

const VERDICTS: [Verdict; 4] =
    [Verdict::Valid, Verdict::NotValid, Verdict::SubStandard, Verdict::Extraneous];

impl Found {
    fn take(&mut self, verdict: &GroupVerdict) {
        let word = word(verdict.status);
        let at = VERDICTS.iter().position(|v| *v == word).unwrap_or_default();
        self.verdicts |= 1 << at;
        self.reasons = self.reasons.union(verdict.reasons);
        self.valid_from = self.valid_from.max(Some(verdict.valid_from));
    }
}

/// One target over all readings.
struct Target {
    first: TargetAnswer,
    possible: Vec<Status>,
    dates_differ: bool,
    /// For each dose: the verdicts that were found.
    doses: Vec<Found>,
}

impl<'a> Answers<'a> {
    pub(super) fn new(input: &Input<'_>, readings: &'a Readings) -> Self {
        Self { readings, dose_count: input.doses.len(), targets: Vec::new(), changes: NEVER }
    }

    /// Takes in one reading.
    pub(super) fn add(&mut self, view: View<'_>) {
        self.changes = self.changes.min(view.runner.changes_on());
        for antigen in 0..view.rules.schedule.antigens.len() {
            let answer = view.target(antigen);
            self.changes = self.changes.min(answer.changes);
            match self.targets.get_mut(antigen) {
                Some(target) => target.take(answer),
                None => self.targets.push(Target::new(answer, self.dose_count)),
            }
            let Some(target) = self.targets.get_mut(antigen) else { continue };
            for position in view.runner.doses_of(antigen) {
                let verdict = view.runner.group_verdict(
                    &view.rules.schedule,
                    std::iter::once(antigen),
                    *position,
                    None,
                );
                let dose = view.case.doses.get(usize::from(*position));
                let slot = dose.and_then(|d| target.doses.get_mut(usize::from(d.position)));
                if let Some(found) = slot {
                    found.take(&verdict);
                }
            }
        }
    }

    /// The answer per target, and the first day on which it can change.
    pub(super) fn finish(self, rules: &RuleSet, input: &Input<'_>) -> (Vec<TargetAssessment>, Day) {
        let mut out = Vec::with_capacity(self.targets.len());
        for (antigen, target) in self.targets.into_iter().enumerate() {
            out.push(target.finish(rules, input, self.readings, antigen));
        }
        (out, self.changes)
    }
}

impl Target {
    fn new(answer: TargetAnswer, doses: usize) -> Self {
        let mut target = Self {
            possible: Vec::new(),
            first: answer,
            dates_differ: false,
            doses: vec![Found::default(); doses],
        };
        target.note(target.first.status, target.first.if_never_vaccinated);
        target
    }

    fn note(&mut self, status: Status, if_never_vaccinated: Option<Status>) {
        let found = match if_never_vaccinated {
            // Whatever was given and not recorded may have been enough.
            Some(status) => [Some(status), Some(Status::UpToDate)],
            None => [Some(status), None],
        };
        for status in found.into_iter().flatten() {
            if !self.possible.contains(&status) {
                self.possible.push(status);
            }
        }
    }

    fn take(&mut self, other: TargetAnswer) {
        self.note(other.status, other.if_never_vaccinated);
        let first = &mut self.first;
        let same = first.earliest == other.earliest
            && first.recommended == other.recommended
            && first.overdue == other.overdue
            && first.latest == other.latest;
        if !same {
            self.dates_differ = true;
            first.earliest = first.earliest.max(other.earliest);
            first.recommended = earlier(first.recommended, other.recommended);
            first.overdue = earlier(first.overdue, other.overdue);
            first.latest = earlier(first.latest, other.latest);
        }
        if other.status < first.status {
            first.status = other.status;
            first.rule = other.rule;
            first.reason = other.reason;
            first.facts = other.facts;
            first.dose_number = other.dose_number;
        }
        for vaccine in other.vaccines {
            if !first.vaccines.contains(&vaccine) {
                first.vaccines.push(vaccine);
            }
        }
        first.questions |= other.questions;
    }

    fn finish(
        mut self,
        rules: &RuleSet,
        input: &Input<'_>,
        readings: &Readings,
        antigen: usize,
    ) -> TargetAssessment {
        self.possible.sort_unstable();
        let is_unknown = 1 < self.possible.len();
        let answer = &self.first;
        let rule = answer.rule.and_then(|r| rules.rules.get(usize::from(r)));
        let fact = |o: &u16| rules.words.facts.get(usize::from(*o)).cloned();
        let at = answer.rule.map_or(usize::MAX, usize::from);
        let rule_id = || rules.words.rules.get(at).cloned();
        let mut reasons = vec![Reason {
            code: answer.reason,
            rule: rule_id(),
            facts: answer.facts.iter().filter_map(fact).collect(),
            doses: Vec::new(),
        }];
        let differs = is_unknown || self.dates_differ;
        let mut because = |code, doses: Vec<usize>, holds: bool| {
            if holds {
                reasons.push(Reason { code, rule: None, facts: Vec::new(), doses });
            }
        };
        if differs && !readings.is_certain() {
            let mine = || input.doses.iter().zip(&self.doses).filter(|(_, f)| f.verdicts != 0);
            let dates = mine().filter(|(d, _)| d.first != d.last);
            let dates: Vec<usize> = dates.map(|(d, _)| d.position).collect();
            let kinds = mine().filter(|(d, _)| rules.completions.contains_key(&d.vaccine));
            let kinds: Vec<usize> = kinds.map(|(d, _)| d.position).collect();
            let (any_date, any_kind) = (!dates.is_empty(), !kinds.is_empty());
            because(ReasonCode::UncertainDate, dates, any_date);
            because(ReasonCode::UncertainVaccine, kinds, any_kind);
        }
        let is_missing_some = !readings.are_all && !readings.is_certain();
        because(ReasonCode::TooManyReadings, Vec::new(), is_missing_some);
        let vaccine = |v: &u16| rules.words.vaccines.get(usize::from(*v)).cloned();
        let (code, name) = rules.words.targets.get(antigen).cloned().unwrap_or_default();
        TargetAssessment {
            code,
            target: name,
            status: if is_unknown { Status::Unknown } else { answer.status },
            earliest_on: date(answer.earliest),
            recommended_on: date(answer.recommended),
            overdue_on: date(answer.overdue),
            latest_on: date(answer.latest),
            dates_differ: self.dates_differ,
            dose_number: (answer.dose_number != 0).then_some(answer.dose_number),
            vaccines: answer.vaccines.iter().filter_map(vaccine).collect(),
            rule: rule_id(),
            confidence: rule.map(|r| r.confidence),
            conflict: rules.words.conflicts.get(at).cloned().flatten(),
            doses: self.doses(rules, input),
            questions: questions(rules, answer.questions),
            possible: if is_unknown { std::mem::take(&mut self.possible) } else { Vec::new() },
            reasons,
        }
    }

    fn doses(&self, rules: &RuleSet, input: &Input<'_>) -> Vec<DoseAssessment> {
        let count = self.doses.iter().filter(|found| found.verdicts != 0).count();
        let mut out = Vec::with_capacity(count);
        for (dose, found) in input.doses.iter().zip(&self.doses) {
            let holds = |(i, _): &(usize, &Verdict)| found.verdicts >> i & 1 == 1;
            let mut verdicts = VERDICTS.iter().enumerate().filter(holds).map(|(_, v)| *v);
            let Some(first) = verdicts.next() else { continue };
            let more = verdicts.next();
            let possible = more.map_or_else(Vec::new, |second| {
                [first, second].into_iter().chain(verdicts).collect()
            });
            out.push(DoseAssessment {
                position: dose.position,
                on: dose.dose.on,
                vaccine: rules
                    .words
                    .vaccines
                    .get(usize::from(dose.vaccine))
                    .cloned()
                    .unwrap_or_default(),
                verdict: if more.is_none() { first } else { Verdict::Uncertain },
                possible,
                valid_from: found.valid_from.and_then(date),
                reasons: found.reasons.iter().collect(),
            });
        }
        out
    }
}

/// The codes of the facts behind the bits, in the order of the rule file.
fn questions(rules: &RuleSet, mut mask: u128) -> Vec<Arc<str>> {
    let mut out = Vec::with_capacity(mask.count_ones() as usize);
    while mask != 0 {
        let definition = rules.facts.definitions.get(mask.trailing_zeros() as usize);
        let word = definition.and_then(|d| rules.words.facts.get(usize::from(d.observation)));
        out.extend(word.cloned());
        mask &= mask - 1;
    }
    out
}

/// The earlier of two days, a blank one being none.
fn earlier(one: Day, other: Day) -> Day {
    if one == BLANK {
        other
    } else if other == BLANK {
        one
    } else {
        one.min(other)
    }
}

fn word(status: DoseStatus) -> Verdict {
    match status {
        DoseStatus::Valid => Verdict::Valid,
        DoseStatus::NotValid => Verdict::NotValid,
        DoseStatus::SubStandard => Verdict::SubStandard,
        // A dose that no rule for this person looks at need not be repeated.
        DoseStatus::Extraneous | DoseStatus::NotEvaluated => Verdict::Extraneous,
    }
}

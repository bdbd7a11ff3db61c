//! The answers of all readings, made one.

use std::sync::Arc;

use super::{
    date,
    kept::Kept,
    read::Input,
    reading::Readings,
    target::{Products, TargetAnswer, View, named},
};
use crate::{
    assessment::{
        DoseAssessment, Reason, ReasonCode, Status, TargetAssessment, TargetWords, Verdict,
    },
    day::{BLANK, Day, NEVER},
    group::GroupVerdict,
    rules::RuleSet,
    verdict::{DoseReasons, DoseStatus},
};

/// What the readings answered so far.
#[derive(Debug, Default)]
pub(super) struct Answers {
    dose_count: usize,
    targets: Vec<Target>,
    /// For each target and dose: the verdicts that were found.
    found: Vec<Found>,
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
        self.verdicts |= 1 << place(verdict.status);
        self.reasons = self.reasons.union(verdict.reasons);
        self.valid_from = self.valid_from.max(Some(verdict.valid_from));
    }
}

/// One target over all readings.
#[derive(Debug)]
struct Target {
    first: TargetAnswer,
    /// A bit for each status that was found, in the order of [`Status::ALL`].
    possible: u16,
    dates_differ: bool,
}

impl Answers {
    /// Forgets whoever was answered before.
    pub(super) fn begin(&mut self, rules: &RuleSet, input: &Input) {
        self.dose_count = input.doses.len();
        self.targets.clear();
        self.found.clear();
        self.found.resize(rules.schedule.antigens.len() * self.dose_count, Found::default());
        self.changes = NEVER;
    }

    /// Takes in one reading.
    pub(super) fn add(&mut self, view: View<'_>) {
        self.changes = self.changes.min(view.runner.changes_on());
        let schedule = &view.rules.schedule;
        for antigen in 0..schedule.antigens.len() {
            let answer = view.target(antigen);
            self.changes = self.changes.min(answer.changes);
            match self.targets.get_mut(antigen) {
                Some(target) => target.take(view.rules, answer),
                None => self.targets.push(Target::new(answer)),
            }
            for (i, position) in view.runner.doses_of(antigen).iter().enumerate() {
                let verdict = view.runner.best_verdict(schedule, antigen, i);
                let dose = view.case.doses.get(usize::from(*position));
                let slot = dose.and_then(|d| {
                    self.found.get_mut(antigen * self.dose_count + usize::from(d.position))
                });
                if let Some(found) = slot {
                    found.take(&verdict);
                }
            }
        }
    }

    /// The answer per target, and the first day on which it can change.
    pub(super) fn finish(
        &mut self,
        rules: &RuleSet,
        input: &Input,
        readings: &Readings,
        kept: &mut Kept,
    ) -> (Vec<TargetAssessment>, Day) {
        let mut out = Vec::with_capacity(self.targets.len());
        for (antigen, target) in self.targets.iter().enumerate() {
            let run = antigen * self.dose_count..(antigen + 1) * self.dose_count;
            let found = self.found.get(run).unwrap_or_default();
            out.push(target.finish(rules, input, readings, antigen, found, kept));
        }
        (out, self.changes)
    }
}

impl Target {
    fn new(answer: TargetAnswer) -> Self {
        let mut target = Self { possible: 0, first: answer, dates_differ: false };
        target.note(target.first.status, target.first.if_never_vaccinated);
        target
    }

    fn note(&mut self, status: Status, if_never_vaccinated: Option<Status>) {
        match if_never_vaccinated {
            // Whatever was given and not recorded may have been enough.
            Some(status) => self.possible |= bit(status) | bit(Status::UpToDate),
            None => self.possible |= bit(status),
        }
    }

    fn take(&mut self, rules: &RuleSet, other: TargetAnswer) {
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
        if first.vaccines != other.vaccines {
            let mut both = products(rules, &first.vaccines);
            for vaccine in products(rules, &other.vaccines) {
                if !both.contains(&vaccine) {
                    both.push(vaccine);
                }
            }
            first.vaccines = Products::Some(both);
        }
        first.questions |= other.questions;
        first.otherwise = first.otherwise.or(other.otherwise);
        for fact in other.bars {
            if !first.bars.contains(&fact) {
                first.bars.push(fact);
            }
        }
    }

    fn finish(
        &self,
        rules: &RuleSet,
        input: &Input,
        readings: &Readings,
        antigen: usize,
        found: &[Found],
        kept: &mut Kept,
    ) -> TargetAssessment {
        let is_unknown = 1 < self.possible.count_ones();
        let reasons = self.reasons(rules, input, readings, found, kept);
        let words = self.words(rules, antigen, kept);
        let answer = &self.first;
        TargetAssessment {
            words,
            status: if is_unknown { Status::Unknown } else { answer.status },
            earliest_on: date(answer.earliest),
            recommended_on: date(answer.recommended),
            overdue_on: date(answer.overdue),
            latest_on: date(answer.latest),
            dates_differ: self.dates_differ,
            dose_number: (answer.dose_number != 0).then_some(answer.dose_number),
            doses: doses(rules, input, found),
            questions: kept.questions(rules, answer.questions),
            possible: if is_unknown { statuses(self.possible) } else { Vec::new() },
            reasons,
        }
    }

    /// What the rules say: of a dose by its own rule, of a target by a rule, or put together.
    fn words(&self, rules: &RuleSet, antigen: usize, kept: &mut Kept) -> Arc<TargetWords> {
        let answer = &self.first;
        if answer.vaccines == Products::OfDose(None) {
            return kept.target(rules, antigen, answer.rule);
        }
        if let Products::OfDose(Some(at)) = answer.vaccines
            && let Some(known) = rules.words.of_dose(at, antigen, answer.rule)
        {
            return known.clone();
        }
        let vaccine = |v: u16| rules.words.vaccines.get(usize::from(v)).cloned();
        let vaccines = products(rules, &answer.vaccines).into_iter().filter_map(vaccine).collect();
        Arc::new(TargetWords { vaccines, ..rules.words.target(rules, antigen, answer.rule) })
    }

    /// Whether the products are not those that the rule names, or there are none at all; with the
    /// rule by which there are others.
    fn lacks_products(&self) -> Option<(ReasonCode, Option<u16>)> {
        let answer = &self.first;
        match &answer.vaccines {
            _ if answer.status == Status::Refused => None,
            Products::Some(some) if some.is_empty() => Some((ReasonCode::NoProduct, None)),
            Products::Some(_) => answer.otherwise.map(|r| (ReasonCode::OtherProducts, Some(r))),
            Products::OfDose(_) => None,
        }
    }

    fn reasons(
        &self,
        rules: &RuleSet,
        input: &Input,
        readings: &Readings,
        found: &[Found],
        kept: &mut Kept,
    ) -> Arc<[Reason]> {
        let answer = &self.first;
        let lacks = self.lacks_products();
        if readings.is_certain() && answer.facts.is_empty() && lacks.is_none() {
            return kept.reason(rules, answer.rule, answer.reason);
        }
        let fact = |o: &u16| rules.words.facts.get(usize::from(*o)).cloned();
        let mut reasons = vec![Reason {
            code: answer.reason,
            rule: answer.rule.and_then(|at| rules.words.rules.get(usize::from(at)).cloned()),
            facts: answer.facts.iter().filter_map(fact).collect(),
            doses: Vec::new(),
        }];
        if let Some((code, rule)) = lacks {
            reasons.push(Reason {
                code,
                rule: rule.and_then(|at| rules.words.rules.get(usize::from(at)).cloned()),
                facts: answer.bars.iter().filter_map(fact).collect(),
                doses: Vec::new(),
            });
        }
        let mut because = |code, doses: Vec<usize>, holds: bool| {
            if holds {
                reasons.push(Reason { code, rule: None, facts: Vec::new(), doses });
            }
        };
        let differs = 1 < self.possible.count_ones() || self.dates_differ;
        if differs && !readings.is_certain() {
            let mine = || input.doses.iter().zip(found).filter(|(_, f)| f.verdicts != 0);
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
        reasons.into()
    }
}

/// What is said about each dose against the target.
fn doses(rules: &RuleSet, input: &Input, all: &[Found]) -> Vec<DoseAssessment> {
    let count = all.iter().filter(|found| found.verdicts != 0).count();
    let mut out = Vec::with_capacity(count);
    if count == 0 {
        return out;
    }
    for (dose, found) in input.doses.iter().zip(all) {
        let holds = |(i, _): &(usize, &Verdict)| found.verdicts >> i & 1 == 1;
        let mut verdicts = VERDICTS.iter().enumerate().filter(holds).map(|(_, v)| *v);
        let Some(first) = verdicts.next() else { continue };
        let more = verdicts.next();
        let possible = more
            .map_or_else(Vec::new, |second| [first, second].into_iter().chain(verdicts).collect());
        out.push(DoseAssessment {
            position: dose.position,
            on: dose.on,
            vaccine: rules
                .words
                .vaccines
                .get(usize::from(dose.vaccine))
                .cloned()
                .unwrap_or_default(),
            verdict: if more.is_none() { first } else { Verdict::Uncertain },
            possible,
            valid_from: found.valid_from.and_then(date),
            reasons: found.reasons.into(),
        });
    }
    out
}

/// The bit of a status.
fn bit(status: Status) -> u16 {
    1 << status as u16
}

/// The statuses behind the bits, the most urgent first.
fn statuses(mask: u16) -> Vec<Status> {
    Status::ALL.into_iter().filter(|status| mask & bit(*status) != 0).collect()
}

fn products(rules: &RuleSet, products: &Products) -> Vec<u16> {
    match products {
        Products::OfDose(dose) => named(rules, *dose).collect(),
        Products::Some(some) => some.clone(),
    }
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

/// The place among [`VERDICTS`].
fn place(status: DoseStatus) -> u8 {
    match status {
        DoseStatus::Valid => 0,
        DoseStatus::NotValid => 1,
        DoseStatus::SubStandard => 2,
        // A dose that no rule for this person looks at need not be repeated.
        DoseStatus::Extraneous | DoseStatus::NotEvaluated => 3,
    }
}

//! The answer for one target in one reading: CDSi's forecast in the words of the product.

use super::read::Input;
use crate::{
    assessment::{ReasonCode, Status},
    case::Case,
    day::{BLANK, Day, NEVER, Period},
    rules::RuleSet,
    run::Runner,
    schedule::{CodeWindow, Series, SeriesKind, VaccineIx},
    tracer::{Kind, Tracer},
    verdict::{SeriesState, SeriesStatus},
};

/// What one run found, with all that is needed to put it into words.
pub(crate) struct View<'a> {
    pub(crate) rules: &'a RuleSet,
    pub(crate) input: &'a Input,
    pub(crate) case: &'a Case,
    pub(crate) runner: &'a Runner,
    pub(crate) today: Day,
    pub(crate) tracer: Option<&'a Tracer>,
    /// A bit for each target of which a fact is known that forbids it, or some of its products, at
    /// some age.
    pub(crate) forbidding: u64,
}

/// Products that would do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Products {
    /// All that the target dose at that position of the schedule names; none without one.
    OfDose(Option<u32>),
    /// Some, as facts forbid others or readings differ.
    Some(Vec<u16>),
}

/// The answer for one target in one reading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct TargetAnswer {
    pub(crate) status: Status,
    pub(crate) if_never_vaccinated: Option<Status>,
    pub(crate) earliest: Day,
    pub(crate) recommended: Day,
    pub(crate) overdue: Day,
    pub(crate) latest: Day,
    pub(crate) dose_number: u16,
    pub(crate) rule: Option<u16>,
    /// The position in the schedule of the target dose that is asked for.
    pub(crate) target_dose: Option<u32>,
    pub(crate) vaccines: Products,
    pub(crate) reason: ReasonCode,
    /// Facts that the answer rests on.
    pub(crate) facts: Vec<u16>,
    /// Facts that forbid products which the target dose names.
    pub(crate) bars: Vec<u16>,
    /// The rule by which other products are named.
    pub(crate) otherwise: Option<u16>,
    /// A bit for each definition of a fact to ask for.
    pub(crate) questions: u128,
    pub(crate) changes: Day,
}

impl TargetAnswer {
    /// Of several rules for one target the one with the lowest is shown: begun or not does
    /// not matter while nothing is due, then the day does.
    fn urgency(&self) -> (Status, Day) {
        let status = if self.status == Status::NotDue { Status::UpToDate } else { self.status };
        (status, self.recommended)
    }
}

impl View<'_> {
    pub(crate) fn target(&self, antigen: usize) -> TargetAnswer {
        let mut answer: Option<TargetAnswer> = None;
        if let Some(tracer) = self.tracer {
            tracer.antigen(antigen);
        }
        for (_, series, state) in self.runner.best_of(&self.rules.schedule, antigen) {
            let found = self.of_series(antigen, series, state);
            let changes = answer.as_ref().map_or(NEVER, |a| a.changes).min(found.changes);
            let is_begun =
                |a: &TargetAnswer| matches!(a.status, Status::UpToDate | Status::Complete);
            let any_begun = is_begun(&found) || answer.as_ref().is_some_and(is_begun);
            if answer.as_ref().is_none_or(|a| found.urgency() < a.urgency()) {
                answer = Some(found);
            }
            if let Some(answer) = &mut answer {
                answer.changes = changes;
                if any_begun && answer.status == Status::NotDue {
                    answer.status = Status::UpToDate;
                }
            }
        }
        let mut answer = answer.unwrap_or_else(|| self.no_rule());
        self.history_and_refusal(antigen, &mut answer);
        self.ask(antigen, &mut answer);
        answer
    }

    pub(crate) fn no_rule(&self) -> TargetAnswer {
        TargetAnswer {
            status: Status::NotRecommended,
            if_never_vaccinated: None,
            earliest: BLANK,
            recommended: BLANK,
            overdue: BLANK,
            latest: BLANK,
            dose_number: 0,
            rule: None,
            target_dose: None,
            vaccines: Products::OfDose(None),
            reason: ReasonCode::NoRule,
            facts: Vec::new(),
            bars: Vec::new(),
            otherwise: None,
            questions: 0,
            changes: NEVER,
        }
    }

    fn of_series(&self, antigen: usize, series: &Series, state: &SeriesState) -> TargetAnswer {
        let mut answer = TargetAnswer { rule: series.rule, ..self.no_rule() };
        let (status, reason) = match state.status {
            SeriesStatus::NotComplete => {
                self.open(series, state, &mut answer);
                return answer;
            }
            SeriesStatus::Complete => (Status::Complete, ReasonCode::SeriesComplete),
            SeriesStatus::Immune => {
                (answer.rule, answer.facts) = self.why_immune(antigen);
                (Status::Immune, ReasonCode::Immune)
            }
            SeriesStatus::Contraindicated => {
                (answer.rule, answer.facts) = self.why_forbidden(antigen);
                (Status::Contraindicated, ReasonCode::Forbidden)
            }
            SeriesStatus::NotRecommended => (Status::NotRecommended, ReasonCode::WindowOver),
            SeriesStatus::AgedOut => (Status::AgedOut, ReasonCode::TooOld),
        };
        answer.status = status;
        answer.reason = reason;
        answer
    }

    /// A series with a dose still to come.
    fn open(&self, series: &Series, state: &SeriesState, answer: &mut TargetAnswer) {
        let dates = &state.dates;
        answer.earliest = dates.earliest;
        answer.recommended = dates.recommended;
        answer.latest = dates.latest;
        answer.dose_number = state.dose_number;
        answer.target_dose = Some(series.doses.start + u32::from(state.next_target));
        answer.vaccines = self.vaccines(series, state, answer);
        answer.facts = self.indications(series);
        answer.reason = match series.kind {
            SeriesKind::Risk => ReasonCode::RecommendedForRisk,
            SeriesKind::Standard | SeriesKind::EvaluationOnly => ReasonCode::Recommended,
        };
        if series.may_be_given {
            answer.reason = ReasonCode::OnRequest;
            let is_open = self.reached(dates.earliest, answer);
            answer.status = if is_open { Status::MayBeGiven } else { Status::NotDue };
            return;
        }
        answer.overdue = self.overdue_from(state);
        let soon = Period::months(-1).after(dates.recommended);
        answer.status = if self.reached(answer.overdue, answer) {
            Status::Overdue
        } else if self.reached(dates.recommended, answer) {
            Status::Due
        } else if self.reached(soon, answer) {
            Status::DueSoon
        } else if 0 < state.satisfied {
            Status::UpToDate
        } else {
            Status::NotDue
        };
    }

    fn reached(&self, day: Day, answer: &mut TargetAnswer) -> bool {
        if self.today < day {
            answer.changes = answer.changes.min(day);
        }
        if let Some(tracer) = self.tracer {
            tracer.note(Kind::StatusReached, day, self.today, day <= self.today);
        }
        day <= self.today
    }

    /// The end of the window the rule gives; where it gives none, or one that is over before
    /// the dose can be given, a month under 2 years of age, three under 18, else six.
    fn overdue_from(&self, state: &SeriesState) -> Day {
        let recommended = state.dates.recommended;
        let by_rule = state.dates.unadjusted_past_due;
        if by_rule != BLANK && recommended <= by_rule {
            return by_rule + 1;
        }
        let birth = self.case.birth;
        let months = if recommended < Period::years(2).after(birth) {
            1
        } else if recommended < Period::years(18).after(birth) {
            3
        } else {
            6
        };
        Period::months(months).after(recommended)
    }

    /// Products of the next dose that no fact forbids.
    fn vaccines(
        &self,
        series: &Series,
        state: &SeriesState,
        answer: &mut TargetAnswer,
    ) -> Products {
        let at = series.doses.start + u32::from(state.next_target);
        let named = named(self.rules, Some(at));
        let mut is_forbidden = |vaccine| self.is_forbidden(vaccine, answer);
        if !named.clone().any(&mut is_forbidden) {
            return Products::OfDose(Some(at));
        }
        let allowed: Vec<u16> = named.clone().filter(|v| !is_forbidden(*v)).collect();
        if allowed.is_empty() {
            self.bars(named, answer);
            return Products::Some(self.otherwise(series, at, answer));
        }
        Products::Some(allowed)
    }

    /// Notes the facts that forbid products.
    fn bars(&self, named: impl Iterator<Item = VaccineIx> + Clone, answer: &mut TargetAnswer) {
        for (antigen, fact, _) in &self.rules.forbidding {
            let is_of = |vaccine: VaccineIx| {
                let found = self.rules.schedule.vaccines.get(usize::from(vaccine));
                let all = found.map(|v| v.associations.of(&self.rules.schedule.associations));
                all.unwrap_or_default().iter().any(|a| a.antigen == *antigen)
            };
            let is_known = self.case.fact(*fact).is_some() && !answer.bars.contains(fact);
            if is_known && named.clone().any(is_of) {
                answer.bars.push(*fact);
            }
        }
    }

    /// Other products that count and that no fact forbids, at the age at which the dose can be given.
    fn otherwise(&self, series: &Series, at: u32, answer: &mut TargetAnswer) -> Vec<VaccineIx> {
        let schedule = &self.rules.schedule;
        let antigen = schedule.antigens.get(usize::from(series.antigen));
        let others = antigen.map(|a| a.otherwise.of(&schedule.otherwise)).unwrap_or_default();
        let Some(target) = schedule.doses.get(at as usize) else { return Vec::new() };
        let mut out = Vec::new();
        for other in others {
            let age = |age| crate::case::date_of(self.runner.ages(), age);
            // Today, or from the first day on which it may be given.
            let on = self.today.max(answer.earliest);
            let (begin, end) = (age(other.begin), age(other.end));
            self.reached(begin, answer);
            self.reached(end, answer);
            let counts = schedule.set_has(target.counting, other.vaccine);
            if begin <= on
                && on < end
                && counts
                && !out.contains(&other.vaccine)
                && !self.is_forbidden(other.vaccine, answer)
            {
                answer.otherwise = answer.otherwise.or(Some(other.rule));
                out.push(other.vaccine);
            }
        }
        out
    }

    /// Whether a fact forbids a product, or any of the targets that it protects against: what
    /// holds pertussis is not for diphtheria either, where pertussis is forbidden.
    pub(crate) fn is_forbidden(&self, vaccine: VaccineIx, answer: &mut TargetAnswer) -> bool {
        if self.forbidding == 0 {
            return false;
        }
        let schedule = &self.rules.schedule;
        let found = schedule.vaccines.get(usize::from(vaccine));
        let associations = found.map(|v| v.associations.of(&schedule.associations));
        let age = |age| crate::case::date_of(self.runner.ages(), age);
        let mut applies = |window: CodeWindow| {
            self.case.fact(window.observation).is_some()
                && self.is_within(age(window.begin), age(window.end), answer)
        };
        let of = associations.unwrap_or_default().iter().map(|a| a.antigen);
        let mut antigens = of
            .filter(|antigen| self.forbidding >> (antigen & 63) & 1 == 1)
            .filter_map(|antigen| schedule.antigens.get(usize::from(antigen)));
        antigens.any(|antigen| {
            let every = antigen.contraindications.of(&schedule.contraindications);
            let some = antigen.vaccine_contraindications.of(&schedule.vaccine_contraindications);
            every.iter().any(|window| applies(*window))
                || some.iter().any(|f| f.vaccine == vaccine && applies(f.window))
        })
    }

    /// The facts for which a risk series applies.
    fn indications(&self, series: &Series) -> Vec<u16> {
        let windows = series.indications.of(&self.rules.schedule.indications);
        windows.iter().map(|w| w.observation).filter(|o| self.case.fact(*o).is_some()).collect()
    }

    fn why_forbidden(&self, antigen: usize) -> (Option<u16>, Vec<u16>) {
        let mut facts = Vec::new();
        let mut rule = None;
        for (of, fact, by) in &self.rules.forbidding {
            if usize::from(*of) == antigen && self.case.fact(*fact).is_some() {
                facts.push(*fact);
                rule = rule.or(Some(*by));
            }
        }
        (rule, facts)
    }

    fn why_immune(&self, antigen: usize) -> (Option<u16>, Vec<u16>) {
        let mut by_birth = None;
        for (of, fact, rule) in &self.rules.immunities {
            match fact {
                _ if usize::from(*of) != antigen => {}
                Some(fact) if self.case.fact(*fact).is_some() => {
                    return (Some(*rule), vec![*fact]);
                }
                Some(_) => {}
                None => by_birth = Some(*rule),
            }
        }
        (by_birth, Vec::new())
    }

    /// No dose on record is unknown history, not none given; a refusal is never overdue.
    fn history_and_refusal(&self, antigen: usize, answer: &mut TargetAnswer) {
        let is_wanted = matches!(
            answer.status,
            Status::Overdue | Status::Due | Status::DueSoon | Status::UpToDate | Status::NotDue
        );
        if is_wanted && self.input.refused.contains(&antigen) {
            answer.status = Status::Refused;
            answer.reason = ReasonCode::Refused;
            return;
        }
        let has_dose = !self.runner.doses_of(antigen).is_empty();
        if answer.status == Status::Overdue && !has_dose && !self.input.is_history_complete {
            answer.if_never_vaccinated = Some(answer.status);
            answer.status = Status::Unknown;
            answer.reason = ReasonCode::HistoryUnknown;
        }
    }

    /// Facts that are not known and could make another rule apply, or forbid the next dose.
    fn ask(&self, antigen: usize, answer: &mut TargetAnswer) {
        if matches!(answer.status, Status::Immune | Status::Refused) {
            return;
        }
        if answer.if_never_vaccinated.is_some()
            && let Some(history) = self.rules.history_complete
        {
            self.ask_for(history, answer);
        }
        let schedule = &self.rules.schedule;
        let at = |age| crate::case::date_of(self.runner.ages(), age);
        let run = schedule.antigens.get(antigen).map(|a| a.series).unwrap_or_default();
        for ix in run.start as usize..run.end as usize {
            let Some(questions) = self.rules.questions.get(ix) else { continue };
            let genders = schedule.series.get(ix).map_or(0, |s| s.genders);
            if questions.is_empty() || genders & self.case.gender == 0 {
                continue;
            }
            for question in questions {
                if self.is_within(at(question.begin), at(question.end), answer) {
                    self.ask_for(question.definitions, answer);
                }
            }
        }
        let is_near = matches!(
            answer.status,
            Status::Overdue | Status::Due | Status::DueSoon | Status::Unknown | Status::MayBeGiven
        );
        if is_near && let Some(cautions) = self.rules.caution_questions.get(antigen) {
            self.ask_for(*cautions, answer);
        }
    }

    fn is_within(&self, from: Day, until: Day, answer: &mut TargetAnswer) -> bool {
        self.reached(from, answer) && !self.reached(until, answer)
    }

    /// Asks for facts unless they are answered, or not for this sex and age.
    fn ask_for(&self, definitions: u128, answer: &mut TargetAnswer) {
        let mut new = definitions & self.input.askable & !answer.questions;
        if self.tracer.is_none() && (self.input.birth..NEVER).contains(&self.today) {
            // At every age since birth, or at none: nothing to compare.
            let asked = &self.rules.words.asked;
            answer.questions |= new & asked.always;
            new &= !(asked.always | asked.never);
        }
        while new != 0 {
            let at = new.trailing_zeros();
            new &= new - 1;
            let Some((from, until)) = self.input.asked.get(at as usize) else { continue };
            if self.is_within(*from, *until, answer) {
                answer.questions |= 1 << at;
            }
        }
    }
}

/// What [`View::forbidding`] holds.
pub(crate) fn forbidding(rules: &RuleSet, case: &Case) -> u64 {
    if case.facts.is_empty() {
        return 0;
    }
    let known = rules.forbidding.iter().filter(|(_, fact, _)| case.fact(*fact).is_some());
    known.fold(0, |mask, (antigen, ..)| mask | 1 << (antigen & 63))
}

/// The products that a target dose names.
pub(crate) fn named(rules: &RuleSet, dose: Option<u32>) -> impl Iterator<Item = u16> + Clone {
    let target = dose.and_then(|at| rules.schedule.doses.get(at as usize));
    let uses = target.map(|t| t.preferable.of(&rules.schedule.vaccine_uses)).unwrap_or_default();
    uses.iter().filter(|u| u.is_forecast).map(|u| u.vaccine)
}

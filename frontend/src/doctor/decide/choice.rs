//! What if: products given on a day, facts, another day, another rule set. Plain values; nothing
//! of it is saved.

use std::collections::BTreeMap;

use engine::{
    assessment::{Assessment, DoseAssessment, Status, TargetAssessment, Verdict},
    person::{Fact, FactValue},
    rules::RuleSet,
};
use shared::{Date, VaccineCode};

use super::{engine::Basis, question::Question};

/// A product that is chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Chosen {
    /// Which.
    pub code: VaccineCode,
    /// When, if on another day than that of the choice.
    pub on: Option<Date>,
}

/// All that is supposed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Choice {
    /// What is given.
    pub products: Vec<Chosen>,
    /// What is supposed about the person; it takes the place of what is known under that code.
    pub facts: Vec<Fact>,
    /// The day, if not today.
    pub day: Option<Date>,
    /// The version of the rule set, if not today's.
    pub version: Option<String>,
}

/// Why a choice is not what the rules advise. The order is that of weight.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Deviation {
    /// Something about the person forbids it.
    Contraindicated,
    /// The dose would not count; it would from that day.
    NotValid(Option<Date>),
    /// The dose would count for nothing that is still needed.
    NotNeeded,
    /// It would count, but is recommended later.
    Early(Date),
    /// Nothing recommends it for this person.
    NotRecommended,
}

/// The answer to a choice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WhatIf {
    /// To which.
    pub choice: Choice,
    /// Of the same person with the choice.
    pub answer: Assessment,
    /// For each product of the choice, what speaks against it.
    pub deviations: Vec<Option<Deviation>>,
}

impl Choice {
    /// Whether nothing is supposed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The day on which a product is given.
    #[must_use]
    pub fn day_of(&self, chosen: Chosen, today: Date) -> Date {
        chosen.on.or(self.day).unwrap_or(today)
    }

    /// The day of the answer: that of the choice, or of the last product that is planned later.
    #[must_use]
    pub fn as_of(&self, today: Date) -> Date {
        let given = self.products.iter().map(|chosen| self.day_of(*chosen, today));
        given.chain([self.day.unwrap_or(today)]).max().unwrap_or(today)
    }

    /// What is supposed under a code.
    #[must_use]
    pub fn fact(&self, code: &str) -> Option<&Fact> {
        self.facts.iter().find(|fact| fact.code == code)
    }

    /// Supposes a fact, or no longer.
    pub fn set_fact(&mut self, code: &str, fact: Option<Fact>) {
        self.facts.retain(|fact| fact.code != code);
        self.facts.extend(fact);
    }

    fn supposing(&self, today: Date, as_of: Date, given: impl Fn(Date) -> bool) -> Question {
        let doses = self.products.iter().map(|chosen| (chosen.code, self.day_of(*chosen, today)));
        let doses = doses.filter(|(_, on)| given(*on)).collect();
        Question { doses, facts: self.facts.clone(), as_of }
    }

    /// The question with all that is supposed.
    #[must_use]
    pub fn question(&self, today: Date) -> Question {
        self.supposing(today, self.as_of(today), |_| true)
    }

    /// All that has to be answered for [`Choice::what_if`], in its order: with everything, and for
    /// each day on which something is given what was advised then, with what is given before it.
    #[must_use]
    pub fn questions(&self, today: Date) -> Vec<Question> {
        let before = self.days(today).into_iter().map(|on| self.supposing(today, on, |d| d < on));
        std::iter::once(self.question(today)).chain(before).collect()
    }

    /// The days on which something is given, each once.
    fn days(&self, today: Date) -> Vec<Date> {
        let mut days: Vec<Date> = self.products.iter().map(|c| self.day_of(*c, today)).collect();
        days.sort_unstable();
        days.dedup();
        days
    }

    /// What follows from the answers to [`Choice::questions`], with so many doses on record; nothing
    /// if they are not as many as the questions.
    #[must_use]
    pub fn what_if(
        &self,
        on_record: usize,
        today: Date,
        answers: Vec<Assessment>,
    ) -> Option<WhatIf> {
        let mut answers = answers.into_iter();
        let answer = answers.next()?;
        let before: BTreeMap<Date, Assessment> =
            self.days(today).into_iter().zip(answers).collect();
        let deviations = self.products.iter().enumerate().map(|(at, chosen)| {
            let before = before.get(&self.day_of(*chosen, today))?;
            Some(deviation(on_record + at, before, &answer))
        });
        let deviations = deviations.collect::<Option<_>>()?;
        Some(WhatIf { choice: self.clone(), answer, deviations })
    }

    /// Assesses the choice here; nothing if the server has to be asked.
    #[must_use]
    pub fn assess(&self, basis: &Basis, rules: &RuleSet) -> Option<WhatIf> {
        let questions = self.questions(basis.as_of);
        let answers = questions.iter().map(|question| basis.answer(rules, question));
        self.what_if(basis.on_record, basis.as_of, answers.collect::<Option<_>>()?)
    }
}

/// What speaks against the dose at a position.
fn deviation(position: usize, before: &Assessment, with: &Assessment) -> Option<Deviation> {
    let mut targets: Vec<(&TargetAssessment, &DoseAssessment)> = Vec::new();
    for target in &with.targets {
        let dose = target.doses.iter().find(|dose| dose.position == position);
        let was = before.targets.iter().find(|was| was.code == target.code);
        targets.extend(was.zip(dose));
    }
    if targets.iter().any(|(was, _)| was.status == Status::Contraindicated) {
        return Some(Deviation::Contraindicated);
    }
    let is_wanted = |status: Status| {
        matches!(
            status,
            Status::Overdue | Status::Due | Status::DueSoon | Status::MayBeGiven | Status::Unknown
        )
    };
    let counts =
        |dose: &DoseAssessment| matches!(dose.verdict, Verdict::Valid | Verdict::Uncertain);
    // One disease for which it is wanted and counts is reason enough to give a combination.
    if targets.iter().any(|(was, dose)| is_wanted(was.status) && counts(dose)) {
        return None;
    }
    if let Some((_, dose)) = targets.iter().find(|(_, dose)| dose.verdict == Verdict::NotValid) {
        return Some(Deviation::NotValid(dose.valid_from));
    }
    let later = targets.iter().filter(|(_, dose)| counts(dose)).filter_map(|(was, _)| {
        matches!(was.status, Status::UpToDate | Status::NotDue).then_some(was.recommended_on)?
    });
    if let Some(day) = later.min() {
        return Some(Deviation::Early(day));
    }
    if targets.iter().any(|(was, _)| matches!(was.status, Status::Complete | Status::Immune)) {
        return Some(Deviation::NotNeeded);
    }
    Some(Deviation::NotRecommended)
}

/// A fact answered with yes or no.
#[must_use]
pub fn answered(code: &str, is_so: bool) -> Fact {
    let value = (!is_so).then_some(FactValue::Bool(false));
    Fact { code: code.to_owned(), from: None, to: None, value }
}

/// What yes and what no to a question would make of a disease's status, as far as it can be said
/// here.
#[must_use]
pub fn if_known(basis: &Basis, target: &str, fact: &str) -> [Option<Status>; 2] {
    [true, false].map(|is_so| {
        let mut choice = Choice::default();
        choice.set_fact(fact, Some(answered(fact, is_so)));
        let answer = basis.answer(&basis.rules, &choice.question(basis.as_of))?;
        answer.targets.iter().find(|t| *t.code == *target).map(|t| t.status)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doctor::decide::engine::tests::{asked, basis};

    const HEXYON: u16 = 510;
    const TODAY: &str = "2026-11-24";

    fn day(text: &str) -> Date {
        text.parse().expect("a day")
    }

    fn infant(birth: &str, doses: &str) -> String {
        format!(
            r#"{{"birthDate":"{birth}","facts":[{{"code":"history_complete"}}],"doses":[{doses}]}}"#
        )
    }

    fn giving(codes: &[u16]) -> Choice {
        let chosen =
            |code: &u16| Chosen { code: VaccineCode::new(*code).expect("a code"), on: None };
        Choice { products: codes.iter().map(chosen).collect(), ..Choice::default() }
    }

    fn what_if(input: &str, choice: &Choice) -> WhatIf {
        let basis = basis(input, TODAY);
        choice.assess(&basis, &basis.rules).expect("a person who is here as a whole")
    }

    #[test]
    fn a_dose_that_is_due_deviates_from_nothing_and_moves_the_status_on() {
        let answer = what_if(&infant("2026-09-24", ""), &giving(&[HEXYON]));
        assert_eq!(answer.deviations, [None]);
        let tetanus = answer.answer.targets.iter().find(|t| *t.code == *"DIS003").expect("it");
        assert_eq!(tetanus.status, Status::UpToDate);
        assert_eq!(tetanus.doses[0].position, 0, "the chosen dose comes after those on record");
    }

    #[test]
    fn too_early_is_said_with_the_day_from_which_it_would_count() {
        let before = r#"{"on":"2026-11-20","vaccine":"VAC0510"}"#;
        let answer = what_if(&infant("2026-09-20", before), &giving(&[HEXYON]));
        let Some(Deviation::NotValid(Some(from))) = answer.deviations[0] else {
            panic!("{:?}", answer.deviations)
        };
        assert!(day(TODAY) < from, "{from}");
        let mut later = giving(&[HEXYON]);
        later.day = Some(from);
        let answer = what_if(&infant("2026-09-20", before), &later);
        assert!(!matches!(answer.deviations[0], Some(Deviation::NotValid(_))));
    }

    #[test]
    fn a_planned_day_is_later_than_that_of_the_choice_and_the_answer_is_of_the_last() {
        let mut choice = giving(&[HEXYON, HEXYON]);
        choice.products[1].on = Some(day("2027-01-24"));
        assert_eq!(choice.as_of(day(TODAY)), day("2027-01-24"));
        let answer = what_if(&infant("2026-09-24", ""), &choice);
        assert_eq!(answer.deviations, [None, None]);
        assert_eq!(answer.answer.as_of, day("2027-01-24"));
        assert_eq!(answer.answer.findings, []);
    }

    #[test]
    fn a_live_vaccine_is_contraindicated_once_a_pregnancy_is_supposed() {
        let woman = r#"{"birthDate":"1994-02-01","sex":"female"}"#;
        let mut choice = giving(&[PRIORIX]);
        assert_ne!(what_if(woman, &choice).deviations[0], Some(Deviation::Contraindicated));
        let pregnancy = Fact { from: Some(day("2026-06-01")), ..answered("pregnancy", true) };
        choice.set_fact("pregnancy", Some(pregnancy));
        assert_eq!(what_if(woman, &choice).deviations[0], Some(Deviation::Contraindicated));
    }

    #[test]
    fn a_fact_is_supposed_once() {
        let mut choice = Choice::default();
        choice.set_fact("history_complete", Some(answered("history_complete", false)));
        choice.set_fact("history_complete", Some(answered("history_complete", false)));
        let question = choice.question(day(TODAY));
        assert_eq!(question.facts, [answered("history_complete", false)]);
        choice.set_fact("history_complete", None);
        assert!(choice.is_empty());
    }

    /// The answers as the server sends them: those of a whole person, as JSON.
    fn of_server(whole: &Basis, choice: &Choice) -> Vec<Assessment> {
        let questions = choice.questions(whole.as_of);
        let answers = questions.iter().map(|question| {
            let answer = whole.answer(&whole.rules, question).expect("a whole person");
            let json = serde_json::to_string(&answer).expect("JSON");
            serde_json::from_str(&json).expect("an answer")
        });
        answers.collect()
    }

    /// An answer without the dose at a position; those after it move up.
    fn without(mut answer: Assessment, hidden: usize) -> Assessment {
        let moved = |at: usize| if hidden < at { at - 1 } else { at };
        for target in &mut answer.targets {
            target.doses.retain(|dose| dose.position != hidden);
            target.doses.iter_mut().for_each(|dose| dose.position = moved(dose.position));
        }
        answer
    }

    const PRIORIX: u16 = 53;

    /// People and what is supposed of them.
    fn supposed() -> Vec<(String, Choice)> {
        let begun = r#"{"on":"2026-11-20","vaccine":"VAC0510"}"#;
        let mut planned = giving(&[HEXYON, HEXYON, PRIORIX]);
        planned.products[1].on = Some(day("2027-01-24"));
        let mut pregnant = giving(&[PRIORIX, HEXYON]);
        pregnant.set_fact(
            "pregnancy",
            Some(Fact { from: Some(day("2026-06-01")), ..answered("pregnancy", true) }),
        );
        let mut travelled = giving(&[HEXYON]);
        travelled.day = Some(day("2026-12-24"));
        let mut asked = Choice::default();
        asked.set_fact("asplenia", Some(answered("asplenia", false)));
        let woman = r#"{"birthDate":"1994-02-01","sex":"female"}"#;
        vec![
            (infant("2026-09-20", begun), giving(&[HEXYON])),
            (infant("2026-09-20", begun), planned),
            (infant("2026-09-20", begun), travelled),
            (woman.to_owned(), pregnant),
            (infant("2020-09-24", ""), asked),
        ]
    }

    #[test]
    fn what_follows_from_the_servers_answers_is_what_follows_here() {
        for (input, choice) in supposed() {
            let whole = basis(&input, TODAY);
            let here = choice.assess(&whole, &whole.rules).expect("a whole person");
            let answers = of_server(&whole, &choice);
            let there = choice.what_if(whole.on_record, whole.as_of, answers);
            assert_eq!(there.as_ref(), Some(&here));
            assert_eq!(here.deviations.len(), choice.products.len());
            assert_eq!(here.choice, choice);
        }
    }

    #[test]
    fn a_choice_deviates_in_the_same_way_where_a_dose_is_not_shown() {
        let doses =
            r#"{"on":"2026-11-20","vaccine":"VAC0510"},{"on":"2026-11-21","vaccine":"VAC0046"}"#;
        let shown = r#"{"on":"2026-11-21","vaccine":"VAC0046"}"#;
        let whole = basis(&infant("2026-09-20", doses), TODAY);
        let part = asked(&infant("2026-09-20", shown), &without((*whole.now).clone(), 0));
        let choice = giving(&[HEXYON, PRIORIX]);
        let here = choice.assess(&whole, &whole.rules).expect("a whole person");
        assert!(matches!(here.deviations[0], Some(Deviation::NotValid(Some(_)))));
        assert_eq!(choice.assess(&part, &part.rules), None, "of a part nothing is said here");
        let answers = of_server(&whole, &choice).into_iter().map(|answer| without(answer, 0));
        let there = choice.what_if(part.on_record, part.as_of, answers.collect());
        let there = there.expect("an answer to each question");
        assert_eq!(there.deviations, here.deviations);
        let positions = |what_if: &WhatIf| {
            let doses = what_if.answer.targets.iter().flat_map(|t| &t.doses);
            let positions = doses.map(|dose| dose.position);
            positions.collect::<std::collections::BTreeSet<usize>>()
        };
        assert_eq!(positions(&here), [0, 1, 2, 3].into());
        assert_eq!(positions(&there), [0, 1, 2].into(), "one on record, two supposed");
    }

    #[test]
    fn each_day_is_asked_once_and_nothing_follows_from_too_few_answers() {
        let mut choice = giving(&[HEXYON, HEXYON, PRIORIX]);
        choice.products[1].on = Some(day("2027-01-24"));
        let questions = choice.questions(day(TODAY));
        let asked: Vec<_> = questions.iter().map(|q| (q.as_of, q.doses.len())).collect();
        assert_eq!(asked, [(day("2027-01-24"), 3), (day(TODAY), 0), (day("2027-01-24"), 2)]);
        let whole = basis(&infant("2026-09-20", ""), TODAY);
        let mut answers = of_server(&whole, &choice);
        answers.pop();
        assert_eq!(choice.what_if(0, whole.as_of, answers), None);
        assert_eq!(choice.what_if(0, whole.as_of, Vec::new()), None);
    }

    #[test]
    fn a_question_says_what_either_answer_would_decide() {
        let child = basis(&infant("2020-09-24", ""), TODAY);
        let [yes, no] = if_known(&child, "DIS025", "asplenia");
        let now = child.now.targets.iter().find(|t| *t.code == *"DIS025").map(|t| t.status);
        assert_eq!(no, now);
        assert!(yes.is_some() && yes != now, "{yes:?}");
        let part = asked(&infant("2020-09-24", ""), &child.now);
        assert_eq!(if_known(&part, "DIS025", "asplenia"), [None, None]);
    }
}

//! What if: products given on a day, facts, another day, another rule set. Plain values; nothing
//! of it is saved.

use engine::{
    assess,
    assessment::{Assessment, DoseAssessment, Status, TargetAssessment, Verdict},
    person::{Dose, Fact, FactValue, Person},
    rules::RuleSet,
};
use shared::{Date, PartialDate, VaccineCode};

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

    /// The person with what is supposed; the doses of the choice come last, in its order.
    fn person(&self, of: &Person, today: Date, given: impl Fn(Chosen) -> bool) -> Person {
        let mut person = of.clone();
        person.facts.retain(|fact| self.fact(&fact.code).is_none());
        person.facts.extend(self.facts.iter().cloned());
        let chosen = self.products.iter().filter(|chosen| given(**chosen));
        person.doses.extend(chosen.map(|chosen| Dose {
            on: PartialDate::Day { on: self.day_of(*chosen, today) },
            vaccine: chosen.code.to_string(),
            sub_standard: false,
        }));
        person
    }

    /// The person with all that is supposed.
    #[must_use]
    pub fn supposed(&self, of: &Person, today: Date) -> Person {
        self.person(of, today, |_| true)
    }

    /// What a rule set answers to the choice.
    #[must_use]
    pub fn answer(&self, rules: &RuleSet, of: &Person, today: Date) -> Assessment {
        assess(rules, &self.supposed(of, today), self.as_of(today))
    }

    /// Assesses the choice.
    #[must_use]
    pub fn assess(&self, rules: &RuleSet, of: &Person, today: Date) -> WhatIf {
        let answer = self.answer(rules, of, today);
        let deviations = self.products.iter().enumerate().map(|(i, chosen)| {
            let on = self.day_of(*chosen, today);
            // What was advised on that day, with what is given before it.
            let before = self.person(of, today, |other| self.day_of(other, today) < on);
            let before = assess(rules, &before, on);
            deviation(of.doses.len() + i, &before, &answer)
        });
        WhatIf { deviations: deviations.collect(), answer }
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

/// What yes and what no to a question would make of a disease's status.
#[must_use]
pub fn if_known(
    rules: &RuleSet,
    person: &Person,
    as_of: Date,
    (target, fact): (&str, &str),
) -> [Option<Status>; 2] {
    [true, false].map(|is_so| {
        let mut choice = Choice::default();
        choice.set_fact(fact, Some(answered(fact, is_so)));
        let answer = choice.answer(rules, person, as_of);
        answer.targets.iter().find(|t| *t.code == *target).map(|t| t.status)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doctor::decide::engine::tests::basis;

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
        choice.assess(&basis.rules, &basis.person, basis.as_of)
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
        const PRIORIX: u16 = 53;
        let woman = r#"{"birthDate":"1994-02-01","sex":"female"}"#;
        let mut choice = giving(&[PRIORIX]);
        assert_ne!(what_if(woman, &choice).deviations[0], Some(Deviation::Contraindicated));
        let pregnancy = Fact { from: Some(day("2026-06-01")), ..answered("pregnancy", true) };
        choice.set_fact("pregnancy", Some(pregnancy));
        assert_eq!(what_if(woman, &choice).deviations[0], Some(Deviation::Contraindicated));
    }

    #[test]
    fn a_supposed_fact_takes_the_place_of_what_is_known() {
        let mut choice = Choice::default();
        choice.set_fact("history_complete", Some(answered("history_complete", false)));
        choice.set_fact("history_complete", Some(answered("history_complete", false)));
        let basis = basis(&infant("2026-09-24", ""), TODAY);
        let person = choice.person(&basis.person, basis.as_of, |_| true);
        assert_eq!(person.facts, [answered("history_complete", false)]);
        choice.set_fact("history_complete", None);
        assert!(choice.is_empty());
    }

    #[test]
    fn a_question_says_what_either_answer_would_decide() {
        let child = basis(&infant("2020-09-24", ""), TODAY);
        let pneumococcus = ("DIS025", "asplenia");
        let [yes, no] = if_known(&child.rules, &child.person, child.as_of, pneumococcus);
        let now = child.now.targets.iter().find(|t| *t.code == *"DIS025").map(|t| t.status);
        assert_eq!(no, now);
        assert!(yes.is_some() && yes != now, "{yes:?}");
    }
}

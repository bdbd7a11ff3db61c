//! Reading a person: codes looked up, facts that hold today, doses that can be assessed.

use shared::Sex;

use crate::{
    assessment::{Finding, FindingCode},
    day::{BLANK, Day, NEVER, Period},
    person::{Dose, FactValue, Person},
    rules::{Answer, RuleSet},
    schedule::VaccineIx,
};

/// The code that says that everything known was transcribed.
const HISTORY_COMPLETE: &str = "history_complete";
/// What a refusal's code begins with.
const REFUSED: &str = "refused:";
/// The most doses that are assessed.
const MAX_DOSES: usize = 1000;

/// A person as the engine reads them.
#[derive(Debug, Default)]
pub(crate) struct Input<'a> {
    pub(crate) birth: Day,
    pub(crate) gender: u8,
    pub(crate) answers: Vec<Answer>,
    pub(crate) is_history_complete: bool,
    /// Positions of the targets that the person does not want.
    pub(crate) refused: Vec<usize>,
    pub(crate) doses: Vec<InputDose<'a>>,
    /// For each definition of a fact: from which and until which day it is asked for.
    pub(crate) asked: Vec<(Day, Day)>,
    /// A bit for each definition that is not answered and fits the sex.
    pub(crate) askable: u128,
    /// The first later day on which a fact begins or ends.
    pub(crate) changes_on: Day,
    pub(crate) findings: Vec<Finding>,
}

/// A dose that can be assessed.
#[derive(Debug)]
pub(crate) struct InputDose<'a> {
    pub(crate) position: usize,
    pub(crate) dose: &'a Dose,
    pub(crate) vaccine: VaccineIx,
    /// The first and last day it can have been given.
    pub(crate) first: Day,
    pub(crate) last: Day,
}

pub(crate) fn read<'a>(rules: &RuleSet, person: &'a Person, today: Day) -> Input<'a> {
    let mut input = Input {
        birth: person.birth_date.days_since_epoch(),
        gender: match person.sex {
            Sex::Female => 1,
            Sex::Male => 2,
            Sex::Other | Sex::Unknown => 4,
        },
        changes_on: NEVER,
        asked: Vec::with_capacity(rules.facts.definitions.len()),
        answers: Vec::with_capacity(person.facts.len() + rules.facts.derived.len()),
        doses: Vec::with_capacity(person.doses.len()),
        ..Input::default()
    };
    if today < input.birth {
        input.find(FindingCode::AssessedBeforeBirth, None, None);
    }
    input.facts(rules, person, today);
    let birth = input.birth;
    for (at, definition) in rules.facts.definitions.iter().enumerate() {
        let fact = definition.observation;
        let is_answered = input.answers.iter().any(|a| a.observation == fact);
        if definition.genders & input.gender != 0 && !is_answered {
            input.askable |= 1 << at;
        }
        let is_always =
            definition.asked_from == Period::default() && definition.asked_until.is_none();
        input.asked.push(if is_always { (birth, NEVER) } else { definition.asked(birth) });
    }
    // Whatever their order in the record: the latest of one fact counts.
    input.answers.sort_by_key(|a| std::cmp::Reverse(a.on));
    rules.facts.derive(birth, &mut input.answers);
    input.doses(rules, person, today);
    input
}

impl<'a> Input<'a> {
    fn find(&mut self, code: FindingCode, dose: Option<usize>, fact: Option<usize>) {
        self.findings.push(Finding { code, dose, fact });
    }

    fn facts(&mut self, rules: &RuleSet, person: &Person, today: Day) {
        for (i, fact) in person.facts.iter().enumerate() {
            let (from, to) = (
                fact.from.map_or(BLANK, |d| d.days_since_epoch()),
                fact.to.map_or(NEVER, |d| d.days_since_epoch()),
            );
            if to < from {
                self.find(FindingCode::FactEndsBeforeItBegins, None, Some(i));
                continue;
            }
            let said_yes = fact.value != Some(FactValue::Bool(false));
            if let Some(target) = fact.code.strip_prefix(REFUSED) {
                let at = rules.schedule.antigens.iter().position(|a| a.name == target);
                match at {
                    Some(at) if said_yes && self.holds(from, to, today) => self.refused.push(at),
                    Some(_) => {}
                    None => self.find(FindingCode::UnknownFact, None, Some(i)),
                }
                continue;
            }
            let known = rules.schedule.observation(&fact.code);
            let definition = known.and_then(|o| rules.facts.definition(o));
            let Some(definition) = definition else {
                self.find(FindingCode::UnknownFact, None, Some(i));
                continue;
            };
            let ends = match definition.lasts {
                Some(lasts) if from != BLANK => to.min(lasts.after(from) - 1),
                _ => to,
            };
            let holds = self.holds(from, ends, today) && said_yes;
            if holds && fact.code == HISTORY_COMPLETE {
                self.is_history_complete = true;
            }
            // A number that does not hold today says nothing today.
            let value = match fact.value {
                Some(FactValue::Number(number)) if holds => Some(number),
                Some(FactValue::Number(_) | FactValue::Bool(_)) | None => None,
            };
            let observation = definition.observation;
            self.answers.push(Answer { observation, holds, on: from, value });
        }
    }

    /// Whether today lies between the days; notes when that changes.
    fn holds(&mut self, from: Day, to: Day, today: Day) -> bool {
        if today < from {
            self.changes_on = self.changes_on.min(from);
        } else if today <= to && to < NEVER {
            self.changes_on = self.changes_on.min(to + 1);
        }
        from <= today && today <= to
    }

    fn doses(&mut self, rules: &RuleSet, person: &'a Person, today: Day) {
        for (position, dose) in person.doses.iter().enumerate() {
            let some = Some(position);
            if MAX_DOSES <= self.doses.len() {
                self.find(FindingCode::TooManyDoses, some, None);
                break;
            }
            let (first, last) = match dose.on.range() {
                Some(range) => (range.from.days_since_epoch(), range.to.days_since_epoch()),
                None => {
                    self.find(FindingCode::DoseWithoutDate, some, None);
                    (self.birth, today)
                }
            };
            let Some(vaccine) = rules.schedule.vaccine(&dose.vaccine) else {
                self.find(FindingCode::UnknownVaccine, some, None);
                continue;
            };
            if last < self.birth || last < first {
                self.find(FindingCode::DoseBeforeBirth, some, None);
                continue;
            }
            if today < first {
                self.find(FindingCode::DoseAfterAssessment, some, None);
                self.changes_on = self.changes_on.min(first);
                continue;
            }
            self.doses.push(InputDose {
                position,
                dose,
                vaccine,
                first: first.max(self.birth),
                last: last.min(today),
            });
            if today < last {
                self.changes_on = self.changes_on.min(today + 1);
            }
        }
    }
}

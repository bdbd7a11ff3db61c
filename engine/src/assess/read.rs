//! Reading a person: codes looked up, facts that hold today, doses that can be assessed.

use shared::{PartialDate, Sex};

use crate::{
    assessment::{Finding, FindingCode},
    day::{BLANK, Day, NEVER},
    person::{FactValue, Person},
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
pub(crate) struct Input {
    pub(crate) birth: Day,
    pub(crate) gender: u8,
    pub(crate) answers: Vec<Answer>,
    pub(crate) is_history_complete: bool,
    /// Positions of the targets that the person does not want.
    pub(crate) refused: Vec<usize>,
    pub(crate) doses: Vec<InputDose>,
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
pub(crate) struct InputDose {
    pub(crate) position: usize,
    /// When it was given, as the record says.
    pub(crate) on: PartialDate,
    pub(crate) is_sub_standard: bool,
    pub(crate) vaccine: VaccineIx,
    /// The first and last day it can have been given.
    pub(crate) first: Day,
    pub(crate) last: Day,
}

pub(crate) fn read(rules: &RuleSet, person: &Person, today: Day) -> Input {
    let mut input = Input::default();
    input.read(rules, person, today);
    input
}

impl Input {
    /// Reads a person, whoever was read before.
    pub(crate) fn read(&mut self, rules: &RuleSet, person: &Person, today: Day) {
        self.birth = person.birth_date.days_since_epoch();
        self.gender = match person.sex {
            Sex::Female => 1,
            Sex::Male => 2,
            Sex::Other | Sex::Unknown => 4,
        };
        self.is_history_complete = false;
        self.changes_on = NEVER;
        self.answers.clear();
        self.refused.clear();
        self.doses.clear();
        self.findings.clear();
        if today < self.birth {
            self.find(FindingCode::AssessedBeforeBirth, None, None);
        }
        self.facts(rules, person, today);
        self.questions(rules);
        // Whatever their order in the record: the latest of one fact counts.
        self.answers.sort_by_key(|a| std::cmp::Reverse(a.on));
        rules.facts.derive(self.birth, &mut self.answers);
        self.doses(rules, person, today);
    }

    /// Which facts can be asked for, and at which ages.
    fn questions(&mut self, rules: &RuleSet) {
        let asked = &rules.words.asked;
        self.askable = asked.of_gender(self.gender);
        for answer in &self.answers {
            self.askable &= !asked.definitions_of(answer.observation);
        }
        self.asked.clear();
        self.asked.resize(rules.facts.definitions.len(), (self.birth, NEVER));
        let mut never = asked.never;
        while never != 0 {
            if let Some(slot) = self.asked.get_mut(never.trailing_zeros() as usize) {
                *slot = (self.birth, self.birth);
            }
            never &= never - 1;
        }
        for at in asked.limited() {
            let definition = rules.facts.definitions.get(*at);
            if let (Some(slot), Some(definition)) = (self.asked.get_mut(*at), definition) {
                *slot = definition.asked(self.birth);
            }
        }
    }

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
            let definition = known.and_then(|o| rules.words.asked.first_of(o));
            let definition = definition.and_then(|at| rules.facts.definitions.get(at));
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

    fn doses(&mut self, rules: &RuleSet, person: &Person, today: Day) {
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
                on: dose.on,
                is_sub_standard: dose.sub_standard,
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

//! The rules that every fact must keep. Pure; all faults of an input are told at once.

use serde::Serialize;
use shared::{BirthDate, Date, FactProvenance, FactStatus, Sex};

use super::{Content, definition::Definition};
use crate::{
    error::{Code, Faults},
    graphql::Said,
    records::{self, Record, sex_of},
};

/// How many years ahead an end can be foreseen: a treatment, a journey, a pregnancy.
const YEARS_AHEAD: i32 = 10;
/// How many days before a birth something of the mother can have begun.
const DAYS_BEFORE_BIRTH: i32 = 300;

/// What someone says of a person.
#[derive(Debug, Clone, Serialize)]
pub struct SaidFact {
    /// Yes or no; yes with a number.
    pub answer: bool,
    /// The number, in the unit of the code.
    pub number: Option<i32>,
    /// Since when.
    pub from: Option<Said<Date>>,
    /// Up to when.
    pub to: Option<Said<Date>>,
    /// Anything else.
    pub note: Option<String>,
}

/// What a fact is checked against, and the faults found so far.
pub(super) struct Check {
    born: BirthDate,
    sex: Sex,
    /// The civil day in Luxembourg.
    pub today: Date,
    /// What was found.
    pub faults: Faults,
}

impl Check {
    pub(super) fn new(record: &Record, today: Date) -> Self {
        let (born, sex) = (record.birth_date(), sex_of(&record.row));
        Self { born, sex, today, faults: Faults::default() }
    }

    /// The definition of a code that can be said of this person.
    pub(super) fn definition(&mut self, field: &[&str], code: &str) -> Option<Definition> {
        let Some(definition) = Definition::of(code, self.today) else {
            self.faults.add(Code::UnknownCode, field, "no such fact in the rule set");
            return None;
        };
        if definition.rule.is_some_and(|rule| !rule.fits(self.sex)) {
            self.faults.add(
                Code::NotApplicable,
                field,
                "it cannot be said of a person of this sex",
            );
            return None;
        }
        Some(definition)
    }

    /// The whole fact; `at` is where in the input it stands.
    pub(super) fn fact(
        &mut self,
        at: &[&str],
        code: &str,
        definition: &Definition,
        said: &SaidFact,
    ) -> Option<Content> {
        let path = |field| [at, &[field]].concat();
        self.number(&path("number"), &path("answer"), definition, said);
        let from = self.from(&path("from"), definition, said.from.as_ref());
        let to = self.to(&path("to"), from, said.to.as_ref());
        if said.answer && definition.needs_from() && said.from.is_none() {
            let message = "it lasts a limited time: say since when";
            self.faults.add(Code::Required, &path("from"), message);
        }
        let note = said.note.as_deref().map(str::trim).filter(|n| !n.is_empty());
        let note = note.and_then(|n| {
            records::checked_text::<1000>(&mut self.faults, &path("note"), n).map(String::from)
        });
        if !self.faults.is_empty() {
            return None;
        }
        Some(Content {
            status: FactStatus::Active,
            provenance: FactProvenance::Entered,
            code: code.to_owned(),
            answer: said.answer,
            number: said.number,
            from,
            to,
            is_confirmed: true,
            note,
        })
    }

    fn number(
        &mut self,
        number: &[&str],
        answer: &[&str],
        definition: &Definition,
        said: &SaidFact,
    ) {
        let Some(kind) = definition.number else {
            if said.number.is_some() {
                self.faults.add(Code::NotApplicable, number, "this fact is answered by yes or no");
            }
            return;
        };
        match said.number {
            Some(_) if !said.answer => {
                self.faults.add(Code::NotApplicable, number, "«no» has no number");
            }
            None if said.answer => {
                self.faults.add(Code::Required, number, format_args!("say it in {}", kind.unit));
            }
            None if !kind.takes_no => {
                self.faults.add(Code::NotApplicable, answer, "this fact is answered by a number");
            }
            Some(said) if !(kind.least..=kind.most).contains(&said) => {
                let (least, most, unit) = (kind.least, kind.most, kind.unit);
                let message = format_args!("between {least} and {most} {unit}");
                self.faults.add(Code::NumberOutOfRange, number, message);
            }
            _ => {}
        }
    }

    fn from(
        &mut self,
        field: &[&str],
        definition: &Definition,
        said: Option<&Said<Date>>,
    ) -> Option<Date> {
        let day = self.day(field, said?)?;
        let born = self.born.range().from;
        let earliest =
            if definition.is_of_the_mother { born.plus_days(-DAYS_BEFORE_BIRTH) } else { born };
        if self.today < day {
            self.faults.add(Code::InFuture, field, "it lies in the future");
            return None;
        }
        if day < earliest {
            self.faults.add(Code::BeforeBirth, field, "it lies before the person's birth");
            return None;
        }
        Some(day)
    }

    fn to(
        &mut self,
        field: &[&str],
        from: Option<Date>,
        said: Option<&Said<Date>>,
    ) -> Option<Date> {
        let day = self.day(field, said?)?;
        if from.is_some_and(|from| day < from) {
            self.faults.add(Code::EndBeforeStart, field, "it ends before it begins");
            return None;
        }
        if day < self.born.range().from {
            self.faults.add(Code::BeforeBirth, field, "it lies before the person's birth");
            return None;
        }
        if YEARS_AHEAD <= day.age_in_years(self.today) {
            let message = format_args!("it lies {YEARS_AHEAD} years or more ahead");
            self.faults.add(Code::InFuture, field, message);
            return None;
        }
        Some(day)
    }

    fn day(&mut self, field: &[&str], said: &Said<Date>) -> Option<Date> {
        said.read().map_err(|error| self.faults.add(Code::Malformed, field, error)).ok()
    }
}

/// Whether two facts of one code say something of the same day, so that they would
/// contradict or repeat each other. Of numbers the latest counts, so only the same day
/// is too much.
pub(super) fn overlap(definition: &Definition, a: &Content, b: &Content) -> bool {
    if a.code != b.code {
        return false;
    }
    if definition.number.is_some() && a.number.is_some() && b.number.is_some() {
        return a.from == b.from;
    }
    let last = |fact: &Content| match (fact.to, definition.ends(fact.from)) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    };
    let begins_after =
        |a: &Content, b: &Content| last(b).zip(a.from).is_some_and(|(end, start)| end < start);
    !begins_after(a, b) && !begins_after(b, a)
}

//! Facts about a person: what can be known, and what follows from it.

use serde::{Deserialize, Serialize};
use shared::{Date, Sex};

use super::rule::Texts;
use crate::{
    day::{BLANK, Day, NEVER, Period, to_civil},
    schedule::ObservationIx,
};

/// A fact that can be known about a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FactDefinition {
    /// Its code.
    pub code: String,
    /// The question that asks for it.
    pub question: Texts,
    /// Only asked of women (1) or men (2); of all: 7.
    pub(crate) genders: u8,
    pub(crate) asked_from: Period,
    pub(crate) asked_until: Option<Period>,
    pub(crate) lasts: Option<Period>,
    pub(crate) observation: ObservationIx,
}

impl FactDefinition {
    /// The days from and until which a person born on that day is asked for it.
    pub(crate) fn asked(&self, birth: Day) -> (Day, Day) {
        let until = self.asked_until.map_or(NEVER, |until| until.after(birth));
        (self.asked_from.after(birth), until)
    }
}

impl FactDefinition {
    /// The last day of the fact if it began on that day, where it lasts a limited time only.
    #[must_use]
    pub fn ends(&self, from: Date) -> Option<Date> {
        let after = self.lasts?.after(from.days_since_epoch());
        Some(Date::from_days_since_epoch(after - 1))
    }

    /// Whether it lasts a limited time, so that one has to know since when.
    #[must_use]
    pub fn is_limited(&self) -> bool {
        self.lasts.is_some()
    }

    /// Whether it can be said of a person of that sex.
    #[must_use]
    pub fn fits(&self, sex: Sex) -> bool {
        let gender = match sex {
            Sex::Female => 1,
            Sex::Male => 2,
            Sex::Other | Sex::Unknown => 4,
        };
        self.genders & gender != 0
    }
}

/// What follows from facts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Derived {
    pub(crate) observation: ObservationIx,
    /// One of these must hold, if there are any.
    pub(crate) any: Vec<Term>,
    /// All of these must hold.
    pub(crate) all: Vec<Term>,
    /// None of these may hold.
    pub(crate) unless: Vec<Term>,
}

/// One way in which a derived fact follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Term {
    /// The fact holds.
    Holds(ObservationIx),
    /// The fact has a value below this.
    Below(ObservationIx, i64),
    /// Born before that day.
    BornBefore(Day),
    /// Born in one of the months from the first to the second.
    BornIn(i32, i32),
}

/// All facts of a rule set.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FactSet {
    /// The facts that can be known.
    pub definitions: Vec<FactDefinition>,
    pub(crate) derived: Vec<Derived>,
}

/// A fact as one person's record gives it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Answer {
    /// The fact.
    pub observation: ObservationIx,
    /// Whether it holds on the day of assessment.
    pub holds: bool,
    /// Since when; [`BLANK`] if that is not known.
    pub on: Day,
    /// Its value, if it has one.
    pub value: Option<i64>,
}

impl FactSet {
    /// The definition of a fact.
    #[must_use]
    pub fn definition(&self, observation: ObservationIx) -> Option<&FactDefinition> {
        self.definitions.iter().find(|d| d.observation == observation)
    }

    /// Adds what follows from the answers, in the order of the rule file.
    pub(crate) fn derive(&self, birth: Day, answers: &mut Vec<Answer>) {
        for derived in &self.derived {
            let held = |term: &Term| term.held_since(birth, answers);
            let any = derived.any.iter().filter_map(held).max();
            let all = derived.all.iter().map(held).collect::<Option<Vec<Day>>>();
            let Some(all) = all else { continue };
            if (any.is_none() && !derived.any.is_empty())
                || derived.unless.iter().any(|term| held(term).is_some())
            {
                continue;
            }
            let on = all.into_iter().chain(any).max().unwrap_or(BLANK);
            let observation = derived.observation;
            answers.push(Answer { observation, holds: true, on, value: None });
        }
    }
}

impl Term {
    /// Since when the term holds, if it does; [`BLANK`] if that is not known.
    fn held_since(self, birth: Day, answers: &[Answer]) -> Option<Day> {
        match self {
            Self::Holds(ix) => {
                answers.iter().find(|a| a.observation == ix && a.holds).map(|a| a.on)
            }
            Self::Below(ix, limit) => answers
                .iter()
                .find(|a| a.observation == ix && a.value.is_some_and(|v| v < limit))
                .map(|a| a.on),
            Self::BornBefore(day) => (birth < day).then_some(BLANK),
            Self::BornIn(from, to) => {
                let month = to_civil(birth).month;
                let within = if from <= to {
                    from <= month && month <= to
                } else {
                    from <= month || month <= to
                };
                within.then_some(BLANK)
            }
        }
    }
}

//! [`Content`]: all that is said by a fact; one version of it.

use engine::person::{Fact, FactValue};
use serde::{Deserialize, Serialize};
use shared::{Date, FactProvenance, FactStatus};

use super::fact;

/// All that is said by a fact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Content {
    /// Said of the person, or void.
    pub status: FactStatus,
    /// Who brought it: a professional or the patient.
    pub provenance: FactProvenance,
    /// Its code.
    pub code: String,
    /// Yes or no; yes with a number.
    pub answer: bool,
    /// The number, in the unit of the code.
    pub number: Option<i32>,
    /// Since that day; always, if it is not known.
    pub from: Option<Date>,
    /// Up to that day, which still belongs to it.
    pub to: Option<Date>,
    /// Whether a professional stands for it.
    pub is_confirmed: bool,
    /// Anything else.
    pub note: Option<String>,
}

impl Content {
    /// What a row says; `None` if it has an unknown word.
    #[must_use]
    pub fn of_row(row: &fact::Model) -> Option<Self> {
        Some(Self {
            status: FactStatus::from_code(&row.status)?,
            provenance: FactProvenance::from_code(&row.provenance)?,
            code: row.code.clone(),
            answer: row.answer,
            number: row.number,
            from: row.holds_from,
            to: row.holds_to,
            is_confirmed: row.is_confirmed,
            note: row.note.clone(),
        })
    }

    /// The fact as the engine reads it; a void one says nothing.
    #[must_use]
    pub fn for_engine(self) -> Option<Fact> {
        if self.status == FactStatus::EnteredInError {
            return None;
        }
        let value = match (self.answer, self.number) {
            (false, _) => Some(FactValue::Bool(false)),
            (true, number) => number.map(|n| FactValue::Number(n.into())),
        };
        Some(Fact { code: self.code, from: self.from, to: self.to, value })
    }
}

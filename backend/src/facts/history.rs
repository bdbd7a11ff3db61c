//! The history of a fact: who changed what, when and why.

pub use shared::FactField as Field;

use super::{Content, fact_version};

/// One field that changed; values as in the API.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldChange {
    /// Which.
    pub field: Field,
    /// What it said before.
    pub before: Option<String>,
    /// What it says now.
    pub after: Option<String>,
}

/// What differs between two versions.
#[must_use]
pub fn changes(before: &Content, after: &Content) -> Vec<FieldChange> {
    let (before, after) = (fields(before), fields(after));
    let pairs = before.into_iter().zip(after).filter(|((_, b), (_, a))| b != a);
    pairs.map(|((field, before), (_, after))| FieldChange { field, before, after }).collect()
}

fn fields(c: &Content) -> [(Field, Option<String>); 7] {
    [
        (Field::Status, Some(c.status.code().to_ascii_uppercase())),
        (Field::Answer, Some(c.answer.to_string())),
        (Field::Number, c.number.map(|n| n.to_string())),
        (Field::From, c.from.map(|d| d.to_string())),
        (Field::To, c.to.map(|d| d.to_string())),
        (Field::Confirmed, Some(c.is_confirmed.to_string())),
        (Field::Note, c.note.clone()),
    ]
}

/// What a stored version says; `None` if it cannot be read.
#[must_use]
pub fn content_of(row: &fact_version::Model) -> Option<Content> {
    serde_json::from_str(&row.content).ok()
}

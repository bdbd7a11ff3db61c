//! The health profile: what is known about a person beside the doses, as far as the rules
//! ask for it.
//!
//! A fact has a code of the rule set (`asplenia`, `refused:DIS008`), an answer (yes, no or
//! a number) and days. «No» is stored as well: it is knowledge, and it is not asked again;
//! «don't know» is stored nowhere. Nothing is ever changed in place: each change writes the
//! whole fact as a new version, as with doses.
//!
//! What a professional enters is confirmed by that. What a patient or a parent tells
//! counts in the assessment at once, because an advice that leaves out what was told is
//! the worse one; it is shown as told until a professional confirms it.

mod check;
pub mod confirm;
pub mod content;
pub mod correct;
mod definition;
pub mod enter;
pub(crate) mod entity;
pub mod graphql;
pub mod history;
pub mod list;
pub mod questions;
pub(crate) mod store;
#[cfg(test)]
mod tests;
pub mod void;

pub use check::SaidFact;
pub use content::Content;
pub(crate) use entity::{fact, fact_version};
pub use store::{current, known_at};

/// What rows say, as the engine reads it; those that are void or cannot be read say nothing.
pub(crate) fn for_engine(rows: &[fact::Model]) -> Vec<engine::person::Fact> {
    rows.iter().filter_map(|row| Content::of_row(row)?.for_engine()).collect()
}

//! Vaccinations: one dose of one product, given (or told, or declined) on one day.
//!
//! A combined vaccine is one vaccination that counts for several diseases. Nothing is
//! ever changed in place: each change writes the whole dose as a new version, and every
//! version stays visible. Dose numbers are derived by the engine and stored nowhere.
//!
//! Impossible is refused with the field and the rule; strange is warned about
//! ([`warnings`]) and kept.

mod check;
pub mod confirm;
pub mod content;
pub mod correct;
pub(crate) mod entity;
pub mod graphql;
pub mod history;
pub mod list;
pub mod not_given;
pub mod record;
pub mod same;
mod store;
#[cfg(test)]
mod tests;
pub mod transcribe;
pub mod void;
pub mod warnings;

pub use content::Content;
pub(crate) use entity::{vaccination, vaccination_version};
pub(crate) use same::{same_events, separate_across};
pub(crate) use store::{is_any_before, of_records, one, seen, versions_of};

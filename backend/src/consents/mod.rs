//! What a person agrees to, by purpose, as data with history.
//!
//! The newest word on a purpose holds. A withdrawal acts in its own transaction on everything
//! that was derived ([`withdraw`]) and leaves a receipt with what was really counted. Without a
//! word nothing is withdrawn: records older than this are kept as they were (ADR 0016).

use serde::{Deserialize, Serialize};
use shared::{ConsentHow, ConsentPurpose, Locale, ReceiptFate, ReceiptItem, RecordId};

pub(crate) mod entity;
pub mod graphql;
pub mod say;
pub(crate) mod store;
#[cfg(test)]
mod tests;
mod withdraw;

/// The versions of the text that was read or read out, newest last. Its words are in
/// `locales/*.json`; an old version is never reworded.
pub const TEXTS: [&str; 1] = ["2026-11"];

/// Consent to one purpose, as it was said.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Said {
    /// Which text was read or read out.
    pub text_version: String,
    /// In which language.
    pub language: Locale,
    /// How it was said.
    pub how: ConsentHow,
}

/// One line of a receipt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reached {
    /// What.
    pub item: ReceiptItem,
    /// How many.
    pub count: u64,
    /// What became of it.
    pub fate: ReceiptFate,
}

/// Purposes without which nobody is reminded of anything of a record.
pub(crate) const FOR_REMINDERS: [ConsentPurpose; 2] =
    [ConsentPurpose::Record, ConsentPurpose::Reminders];

/// Whether keeping this record was withdrawn: then no practice may see it.
pub(crate) async fn is_closed(
    db: &impl crate::db::ConnectionTrait,
    id: RecordId,
) -> crate::error::Result<bool> {
    Ok(!store::withdrawn(db, &[id], &[ConsentPurpose::Record]).await?.is_empty())
}

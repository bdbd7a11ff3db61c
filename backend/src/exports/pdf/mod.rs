//! The record as PDF, in the reader's language: tagged and checked against PDF/UA-1 as it is
//! written, on A4 or as cards of 85.6 × 54 mm.
//!
//! [`content`] says what stands in it, [`layout`] breaks it into lines and pages, [`write`] draws
//! the pages and the tree of structure. Nothing of it reads a clock: what is asked for twice of
//! the same export is the same file.

use krilla::error::KrillaError;
use shared::Locale;

use super::form::Export;
use crate::error::Result;

mod content;
mod document;
mod face;
mod layout;
mod table;
mod words;
mod write;

/// What it is printed on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paper {
    /// A4.
    A4,
    /// Cards as large as a bank card.
    Card,
}

/// The PDF.
///
/// # Errors
/// If it cannot be drawn, or is not what PDF/UA-1 asks for.
pub fn to_pdf(export: &Export, language: Locale, paper: Paper) -> Result<Vec<u8>> {
    let document = content::document(export, language, paper);
    let faces = face::Faces::embedded()?;
    let draft = layout::lay_out(&document, paper, &faces);
    write::write(&document, &draft, &faces)
}

/// What went wrong, in words: krilla's own names only kinds of faults.
fn broken(error: &KrillaError) -> anyhow::Error {
    match error {
        KrillaError::Validation(faults) => {
            let kinds: Vec<String> = faults.iter().map(|(fault, _)| kind(fault)).collect();
            anyhow::anyhow!("the PDF is not PDF/UA-1: {}", kinds.join(", "))
        }
        other => anyhow::anyhow!("the PDF cannot be written: {other}"),
    }
}

/// The kind of a fault without what it quotes: that may be of a person.
fn kind(fault: &krilla::configure::ValidationError) -> String {
    let text = format!("{fault:?}");
    text.split(['(', ' ', '{']).next().unwrap_or_default().to_owned()
}

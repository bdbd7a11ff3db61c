//! A document before it is drawn: what stands in it, in reading order.

use shared::Date;

/// All of it.
#[derive(Debug)]
pub(super) struct Document {
    /// The title, also in the file's properties.
    pub(super) title: String,
    /// BCP 47.
    pub(super) language: &'static str,
    /// The day on which it was made.
    pub(super) made_on: Date,
    /// At the head of each page: left, right.
    pub(super) head: [String; 2],
    /// At the foot of each page.
    pub(super) foot: String,
    /// `Page {n} of {all}`.
    pub(super) page: &'static str,
    /// In reading order.
    pub(super) blocks: Vec<Block>,
}

/// A part of a document.
#[derive(Debug)]
pub(super) enum Block {
    /// A heading of that level, from 1.
    Heading(u16, String),
    /// A paragraph.
    Paragraph(String, Tone),
    /// A table.
    Table(Table),
}

/// How a paragraph is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tone {
    /// As usual.
    Plain,
    /// In bold.
    Strong,
    /// Smaller.
    Small,
}

/// A table.
#[derive(Debug)]
pub(super) struct Table {
    /// What it shows, for who cannot see it.
    pub(super) summary: String,
    /// The columns: their heads and their shares of the width.
    pub(super) columns: Vec<(String, f32)>,
    /// The column that names a row.
    pub(super) names: usize,
    /// The rows, a text a column.
    pub(super) rows: Vec<Vec<Said>>,
}

/// A text, and its language where that is not the document's.
#[derive(Debug, Clone)]
pub(super) struct Said {
    pub(super) text: String,
    pub(super) language: Option<&'static str>,
}

impl From<String> for Said {
    fn from(text: String) -> Self {
        Self { text, language: None }
    }
}

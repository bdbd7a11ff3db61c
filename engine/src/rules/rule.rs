//! What a rule says about itself: its source, how sure it is, its words.

use serde::Serialize;

use super::{format::Confidence, text::Language};

/// One text in five languages.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Texts([String; 5]);

impl Texts {
    /// The texts in the order of [`Language::ALL`].
    #[must_use]
    pub fn new(texts: [String; 5]) -> Self {
        Self(texts)
    }

    /// The text in a language.
    #[must_use]
    pub fn get(&self, language: Language) -> &str {
        let at = Language::ALL.iter().position(|l| *l == language).unwrap_or_default();
        self.0.get(at).map_or("", String::as_str)
    }
}

/// A rule that answers refer to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Rule {
    /// Its id, unique in the rule set.
    pub id: String,
    /// The file it stands in.
    pub file: String,
    /// The id of its source.
    pub source: String,
    /// How surely it is the country's own.
    pub confidence: Confidence,
    /// The day from which it holds, as written.
    pub valid_from: String,
    /// An open conflict between sources.
    pub conflict: Option<String>,
    /// Its words.
    pub text: Texts,
    /// Whether it belongs to the plan for everyone.
    pub is_routine: bool,
}

/// Where rules were read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RuleSource {
    /// The title.
    pub title: String,
    /// The address.
    pub address: String,
    /// The day it was read.
    pub read: String,
}

//! What a rule says about itself: its source, how sure it is, its words.

use serde::{Deserialize, Serialize};

use super::text::Language;

/// How surely a rule is Luxembourg's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Confidence {
    /// Read in a text of an authority of the country.
    OwnText,
    /// Read in the press or a communiqué.
    Press,
    /// Inferred from two or more sources.
    Inferred,
    /// Taken from Belgium.
    ProxyBe,
    /// Taken from France.
    ProxyFr,
    /// Taken from Germany.
    ProxyDe,
    /// Taken from the World Health Organization.
    ProxyWho,
    /// General knowledge (product information), not verified.
    General,
    /// Decided by us where the text is silent.
    Decided,
}

/// One text in five languages.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Texts([String; 5]);

impl Texts {
    /// The texts in the order of [`Language::ALL`].
    #[must_use]
    pub fn new(texts: [String; 5]) -> Self {
        Self(texts)
    }

    /// The text in a language; in another one where the rule set was loaded without it.
    #[must_use]
    pub fn get(&self, language: Language) -> &str {
        let own = self.0.get(language as usize).filter(|text| !text.is_empty());
        own.or_else(|| self.0.iter().find(|text| !text.is_empty())).map_or("", String::as_str)
    }

    /// Forgets the texts in all other languages.
    pub(crate) fn keep_only(&mut self, language: Language) {
        for (at, text) in self.0.iter_mut().enumerate() {
            if at != language as usize {
                text.clear();
            }
        }
    }
}

/// A rule that answers refer to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
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
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleSource {
    /// The title.
    pub title: String,
    /// The address.
    pub address: String,
    /// The day it was read.
    pub read: String,
}

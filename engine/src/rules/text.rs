//! The five languages of every text.

use serde::{Deserialize, Serialize};

/// A language the product speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// French.
    Fr,
    /// German.
    De,
    /// English.
    En,
    /// Luxembourgish.
    Lb,
    /// Portuguese.
    Pt,
}

impl Language {
    /// All of them, in the order in which texts are kept.
    pub const ALL: [Self; 5] = [Self::Fr, Self::De, Self::En, Self::Lb, Self::Pt];

    /// The code of the language.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Fr => "fr",
            Self::De => "de",
            Self::En => "en",
            Self::Lb => "lb",
            Self::Pt => "pt",
        }
    }
}

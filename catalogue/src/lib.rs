//! The vaccine catalogue: which vaccines exist, what is in them, and how to find one.
//!
//! 1,441 vaccine concepts, 438 valences and 65 targets of NUVA 1.3.23 (International
//! Vaccine Codes Initiative, ivci.org, CC BY 4.0), with what is known of Luxembourg's
//! market, and our own abbreviations and Luxembourgish words. All of it is one text
//! file, `data/catalogue.tsv` (format: [`parse`](Catalogue::parse)), fetched by the browser
//! as a static asset and held by the server with the feature `embedded`. The feature
//! `generate` has the program that writes it.
//!
//! - Look up: [`Catalogue::vaccine`], [`valence`](Catalogue::valence),
//!   [`target`](Catalogue::target), [`by_code`](Catalogue::by_code).
//! - Compare: [`Catalogue::is_same_or_more_general`].
//! - Find as you type: [`Catalogue::search`].
//!
//! Pure: no I/O, no clock, no state but the data. Compiles to Wasm.

mod age;
mod code;
#[cfg(feature = "generate")]
pub mod generate;
mod name;
mod parse;
mod relation;
mod search;
mod vaccine;

use shared::VaccineCode;

pub use age::{Age, AgeNotLicensed, LicensedAges};
pub use code::{CodeSystem, ParseCodeError, TargetCode, ValenceCode};
pub use name::Name;
pub use parse::ParseCatalogueError;
pub use search::{Closeness, Found, Hit, Match};
pub use vaccine::{Liveness, Market, Target, Vaccine, Valence};

/// All vaccines, valences and targets, and the index to search them.
#[derive(Debug, Clone)]
pub struct Catalogue {
    release: Box<str>,
    vaccines: Vec<Vaccine>,
    valences: Vec<Valence>,
    targets: Vec<Target>,
    index: search::Index,
}

impl Catalogue {
    /// The catalogue in the binary, parsed on first use.
    #[cfg(feature = "embedded")]
    #[must_use]
    pub fn embedded() -> &'static Self {
        static CATALOGUE: std::sync::LazyLock<Catalogue> = std::sync::LazyLock::new(|| {
            Catalogue::parse(Catalogue::EMBEDDED_TEXT)
                .expect("the committed file parses: it is tested")
        });
        &CATALOGUE
    }

    /// The text of the catalogue in the binary, to serve it to the browser.
    #[cfg(feature = "embedded")]
    pub const EMBEDDED_TEXT: &'static str = include_str!("../data/catalogue.tsv");

    /// The release of the source, `NUVA 1.3.23`.
    #[must_use]
    pub fn release(&self) -> &str {
        &self.release
    }

    /// All vaccine concepts, by code.
    #[must_use]
    pub fn vaccines(&self) -> &[Vaccine] {
        &self.vaccines
    }

    /// All valences, by code.
    #[must_use]
    pub fn valences(&self) -> &[Valence] {
        &self.valences
    }

    /// All targets, by code.
    #[must_use]
    pub fn targets(&self) -> &[Target] {
        &self.targets
    }

    /// The vaccine of that code.
    #[must_use]
    pub fn vaccine(&self, code: VaccineCode) -> Option<&Vaccine> {
        self.vaccines.binary_search_by_key(&code, |v| v.code).ok().map(|i| &self.vaccines[i])
    }

    /// The valence of that code.
    #[must_use]
    pub fn valence(&self, code: ValenceCode) -> Option<&Valence> {
        self.valences.binary_search_by_key(&code, |v| v.code).ok().map(|i| &self.valences[i])
    }

    /// The target of that code.
    #[must_use]
    pub fn target(&self, code: TargetCode) -> Option<&Target> {
        self.targets.binary_search_by_key(&code, |t| t.code).ok().map(|i| &self.targets[i])
    }

    /// The usual vaccines of Luxembourg's market, by code: what to offer before anything
    /// is typed.
    pub fn usual(&self) -> impl Iterator<Item = &Vaccine> {
        self.vaccines.iter().filter(|v| v.is_usual())
    }
}

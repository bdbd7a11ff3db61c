//! What the catalogue knows of a vaccine, a valence and a target.

use shared::{Locale, VaccineCode, vaccination::Route};

use crate::{
    age::LicensedAges,
    code::{TargetCode, ValenceCode},
    name::{Name, Names},
};

/// A vaccine concept of NUVA: a brand, or an abstract one such as «Polio vaccine, unspecified».
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vaccine {
    /// NUVA code.
    pub code: VaccineCode,
    /// Abstract: a kind of vaccine. Otherwise a brand.
    pub is_abstract: bool,
    pub(crate) names: Names,
    /// What is in it, by code.
    pub valences: Box<[ValenceCode]>,
    /// The diseases it is against (the targets of its valences), by code.
    pub targets: Box<[TargetCode]>,
    /// ATC class.
    pub atc: Option<Box<str>>,
    /// CVX codes as the CDC writes them, `03` (NUVA's best alignments; several where CVX is
    /// finer, or unspecific).
    pub cvx: Box<[Box<str>]>,
    /// Numbers in the Union's register, one per presentation, `EU/1/13/829/002`.
    pub eu_numbers: Box<[Box<str>]>,
    /// Luxembourg's national numbers (CNS).
    pub cns_numbers: Box<[Box<str>]>,
    /// Numbers in the Data Matrix of its packs (NTIN), without leading zeros.
    pub ntins: Box<[Box<str>]>,
    /// Evidence of Luxembourg's market.
    pub market: Market,
    /// One of the vaccines in use in western Europe that `VACCINES.csv` describes.
    pub is_common: bool,
    /// Withdrawn, superseded or replaced. General knowledge.
    pub is_historical: bool,
    /// Live or not.
    pub liveness: Liveness,
    /// Passive immunisation: antibodies are given, not made. Such a product has a disease as its
    /// target, but is no dose of a vaccine against it.
    pub is_passive: bool,
    /// Ways into the body, the usual first; empty where unknown. General knowledge.
    pub routes: Box<[Route]>,
    /// Licensed ages. General knowledge.
    pub licensed_ages: LicensedAges,
}

impl Vaccine {
    /// The name for a reader of `locale`, and the language it is in.
    #[must_use]
    pub fn name(&self, locale: Locale) -> Name<'_> {
        self.names.get(locale)
    }

    /// On Luxembourg's market, and not known to be withdrawn or superseded.
    #[must_use]
    pub fn is_usual(&self) -> bool {
        self.market.is_on_market() && !self.is_historical
    }

    /// Whether it is against that disease.
    #[must_use]
    pub fn has_target(&self, target: TargetCode) -> bool {
        self.targets.contains(&target)
    }
}

/// Evidence that a product is or was on Luxembourg's market.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Market {
    /// It has a number on the positive list of the Caisse nationale de santé.
    pub positive_list: bool,
    /// EUVABECO's list of electronic leaflets has it for Luxembourg.
    pub euvabeco: bool,
}

impl Market {
    /// Any evidence.
    #[must_use]
    pub fn is_on_market(self) -> bool {
        self.positive_list || self.euvabeco
    }
}

/// Whether a vaccine can multiply in the body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Liveness {
    /// Something in it is live (attenuated, or a replicating vector).
    Live,
    /// Nothing in it is live.
    NotLive,
    /// The concept does not say.
    Unknown,
}

/// An antigen unit: what a vaccine is made of, from exact to general.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Valence {
    /// NUVA code.
    pub code: ValenceCode,
    /// Short form, `IPV`, `PCV-06A`.
    pub shorthand: Box<str>,
    /// The next more general valence.
    pub parent: Option<ValenceCode>,
    /// The disease it is against.
    pub target: TargetCode,
    /// Live or not.
    pub liveness: Liveness,
    /// Antibodies or antitoxin.
    pub is_passive: bool,
    pub(crate) names: Names,
}

impl Valence {
    /// The label for a reader of `locale`, and the language it is in.
    #[must_use]
    pub fn label(&self, locale: Locale) -> Name<'_> {
        self.names.get(locale)
    }
}

/// A disease, or an agent, that vaccines are against.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// NUVA code.
    pub code: TargetCode,
    pub(crate) names: Names,
}

impl Target {
    /// The name for a reader of `locale`, and the language it is in.
    #[must_use]
    pub fn name(&self, locale: Locale) -> Name<'_> {
        self.names.get(locale)
    }
}

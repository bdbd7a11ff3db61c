//! Compiled rule sets: what [`crate::assess`] follows.
//!
//! One comes from the authoring format (feature `authoring`: TOML, checked and compiled, with
//! the built-in sets of `lu`) or from the bytes that [`RuleSet::to_bytes`] gives, which is what
//! a browser loads. Nothing here does I/O.

mod asked;
#[cfg(feature = "authoring")]
mod authoring;
mod bytes;
#[cfg(feature = "authoring")]
mod classes;
#[cfg(feature = "authoring")]
mod document;
#[cfg(feature = "authoring")]
mod drawing;
mod facts;
#[cfg(feature = "authoring")]
mod format;
#[cfg(feature = "authoring")]
mod lower;
#[cfg(feature = "authoring")]
pub mod lu;
#[cfg(feature = "authoring")]
mod numbers;
#[cfg(feature = "authoring")]
mod nuva;
mod rule;
mod season;
mod shared_codes;
mod sound;
mod text;

use std::collections::BTreeMap;

#[cfg(feature = "authoring")]
pub use authoring::{RuleFile, RuleProblem, load, source};
pub use bytes::BytesProblem;
#[cfg(feature = "authoring")]
pub use document::markdown;
#[cfg(feature = "authoring")]
pub use drawing::svg;
pub use facts::{Answer, FactDefinition, FactSet};
pub use rule::{Confidence, Rule, RuleSource, Texts};
use serde::{Deserialize, Serialize};
pub(crate) use shared_codes::{Codes, SharedCodes};
pub use text::Language;

use crate::schedule::{AgeIx, Schedule, VaccineIx};

/// A compiled rule set.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct RuleSet {
    /// Its name and version, such as `lu-2026`.
    pub name: String,
    /// The day from which it applies.
    pub valid_from: crate::day::Day,
    /// What has to be said wherever the rule set is named.
    pub notice: Texts,
    /// The compiled schedule; vaccines by NUVA code, antigens by NUVA target code.
    pub schedule: Schedule,
    /// The rules that answers refer to.
    pub rules: Vec<Rule>,
    /// Where the rules were read.
    pub sources: BTreeMap<String, RuleSource>,
    /// What can be known about a person.
    pub facts: FactSet,
    /// The English names of the targets, in the order of the schedule's antigens.
    pub target_names: Vec<String>,
    /// For each abstract vaccine that rules could treat differently: one product of each sort.
    pub completions: BTreeMap<VaccineIx, Vec<VaccineIx>>,
    /// The texts that answers share; made again after reading.
    #[serde(skip)]
    pub(crate) words: SharedCodes,
    /// What to ask for each series that needs facts, in the order of the series.
    pub(crate) questions: Vec<Vec<Question>>,
    /// What to ask before a vaccination against each antigen, as it could be forbidden.
    pub(crate) caution_questions: Vec<u128>,
    /// The bit of the fact *history complete*.
    pub(crate) history_complete: Option<u128>,
    /// Facts that forbid vaccines against a target, with the rule: antigen, fact, rule.
    pub(crate) forbidding: Vec<(u8, u16, u16)>,
    /// Rules of immunity: antigen, fact (or none for the birth year), rule.
    pub(crate) immunities: Vec<(u8, Option<u16>, u16)>,
}

/// Facts to ask for while the person has an age.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Question {
    pub(crate) begin: AgeIx,
    pub(crate) end: AgeIx,
    /// A bit for each definition.
    pub(crate) definitions: u128,
}

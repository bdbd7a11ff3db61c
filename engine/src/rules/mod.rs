//! Rule sets in our own authoring format: reading, checking, compiling.
//!
//! A rule set is a folder of TOML files: `schedule.toml` (head, sources, seasons),
//! `vaccines.toml` (classes of vaccines), `facts.toml` (what can be known about a person)
//! and one file per disease. [`load`] gives a [`RuleSet`] or every problem with its file,
//! line and what to do. Nothing here does I/O; the built-in sets are in [`lu`].

mod classes;
mod document;
mod drawing;
mod facts;
mod format;
mod lower;
pub mod lu;
mod numbers;
mod nuva;
mod rule;
mod season;
mod text;

use std::{collections::BTreeMap, fmt, sync::Arc};

pub use document::markdown;
pub use drawing::svg;
pub use facts::{Answer, FactDefinition, FactSet};
pub use format::Confidence;
pub use rule::{Rule, RuleSource, Texts};
pub use text::Language;

use crate::schedule::{AgeIx, Schedule, VaccineIx, source::Source};

/// A compiled rule set.
#[derive(Debug, Clone, Default)]
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
    /// The texts that answers share.
    pub(crate) words: Words,
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

/// Codes that answers share.
pub(crate) type Codes = Arc<[Arc<str>]>;

/// Texts that answers share instead of copying.
#[derive(Debug, Clone)]
pub(crate) struct Words {
    pub(crate) name: Arc<str>,
    /// Name and codes of the targets.
    pub(crate) groups: Vec<(Arc<str>, Codes)>,
    /// The products to give, for each target dose of the schedule.
    pub(crate) products: Vec<Codes>,
    pub(crate) no_products: Codes,
    pub(crate) targets: Vec<(Arc<str>, Arc<str>)>,
    pub(crate) vaccines: Vec<Arc<str>>,
    pub(crate) facts: Vec<Arc<str>>,
    pub(crate) rules: Vec<Arc<str>>,
    pub(crate) conflicts: Vec<Option<Arc<str>>>,
}

impl Default for Words {
    fn default() -> Self {
        Self {
            name: Arc::from(""),
            groups: Vec::new(),
            products: Vec::new(),
            no_products: Arc::from([]),
            targets: Vec::new(),
            vaccines: Vec::new(),
            facts: Vec::new(),
            rules: Vec::new(),
            conflicts: Vec::new(),
        }
    }
}

/// Facts to ask for while the person has an age.
#[derive(Debug, Clone)]
pub(crate) struct Question {
    pub(crate) begin: AgeIx,
    pub(crate) end: AgeIx,
    /// A bit for each definition.
    pub(crate) definitions: u128,
}

/// What is wrong with a rule set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleProblem {
    /// The file.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// What is wrong and what to do.
    pub message: String,
}

impl fmt::Display for RuleProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.line, self.message)
    }
}

/// A file of a rule set: its name and its text.
pub type RuleFile<'a> = (&'a str, &'a str);

/// Reads a rule set into the source model, for a second evaluator or a report.
///
/// # Errors
/// Every problem found, with file and line; what only compiling finds is not among them.
pub fn source(files: &[RuleFile<'_>], nuva: &str) -> Result<Source, Vec<RuleProblem>> {
    lower::source(files, nuva)
}

/// Reads, checks and compiles a rule set.
///
/// # Errors
/// Every problem found, with file and line.
pub fn load(files: &[RuleFile<'_>], nuva: &str) -> Result<RuleSet, Vec<RuleProblem>> {
    lower::load(files, nuva)
}

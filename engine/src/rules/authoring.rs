//! Our own authoring format: reading, checking, compiling.
//!
//! A rule set is a folder of TOML files: `schedule.toml` (head, sources, seasons),
//! `vaccines.toml` (classes of vaccines), `facts.toml` (what can be known about a person)
//! and one file per disease. [`load`] gives a [`RuleSet`] or every problem with its file,
//! line and what to do.

use std::fmt;

use super::{RuleSet, lower};
use crate::schedule::source::Source;

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

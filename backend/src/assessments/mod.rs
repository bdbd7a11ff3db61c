//! Assessments: what Luxembourg's recommendations say of a record on a day.
//!
//! Derived from the record by the engine each time it is asked for, never edited: one person
//! costs microseconds. The rule set is the one that is valid on the day.

use std::sync::LazyLock;

use engine::{
    assess,
    assessment::Assessment,
    person::{Fact, Person},
    rules::RuleSet,
    rules::lu,
};
use shared::{Date, VaccinationId};

use crate::{records::record, vaccinations::vaccination};

pub mod graphql;
mod person;
#[cfg(test)]
mod tests;

/// The built-in rule sets, oldest first. The engine's tests hold that each can be read.
static RULE_SETS: LazyLock<Vec<RuleSet>> = LazyLock::new(|| {
    lu::VERSIONS.iter().filter_map(|version| lu::rule_set(Some(version)).ok()).collect()
});

/// The answer for a record, and which doses it speaks of.
#[derive(Debug)]
pub struct RecordAssessment {
    /// The rule set it follows.
    pub rules: &'static RuleSet,
    /// What the engine was told.
    pub person: Person,
    /// The engine's answer.
    pub assessment: Assessment,
    /// The doses by their position in the engine's input.
    pub doses: Vec<VaccinationId>,
}

/// The rule set that is valid on a day: the newest that is, else the oldest.
#[must_use]
pub fn rules_on(day: Date) -> Option<&'static RuleSet> {
    let day = day.days_since_epoch();
    RULE_SETS.iter().rev().find(|rules| rules.valid_from <= day).or_else(|| RULE_SETS.first())
}

/// What the recommendations say of a record today; nothing while the birth date is not known
/// to the day, because every rule counts from it.
pub(crate) fn of_record(
    record: &record::Model,
    doses: &[vaccination::Model],
    facts: &[Fact],
    today: Date,
) -> Option<RecordAssessment> {
    let rules = rules_on(today)?;
    let (person, doses) = person::of_record(record, doses, facts)?;
    let assessment = assess(rules, &person, today);
    Some(RecordAssessment { rules, person, assessment, doses })
}

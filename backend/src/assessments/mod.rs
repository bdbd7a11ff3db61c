//! Assessments: what Luxembourg's recommendations say of a record on a day.
//!
//! Derived by the engine, never edited. The answer of today is stored in the transaction of
//! whatever changes it ([`keep`]); when time alone changes it, or another rule set comes
//! into force, a job does ([`job`]). Any other day, rule set or moment of knowledge is
//! derived when asked for ([`known`]): one person costs microseconds.

use std::sync::OnceLock;

use content::Answer;
use engine::{
    assess,
    assessment::Assessment,
    person::{Fact, Person},
    rules::RuleSet,
};
use shared::{Date, VaccinationId};

pub(crate) use store::keep;
pub use store::{history, known, worklist};

use crate::{error::Result, op::OpCtx, records::record, vaccinations::vaccination};

pub mod commands;
pub mod content;
pub(crate) mod entity;
pub mod graphql;
pub mod job;
mod person;
pub mod rule_sets;
pub mod seen;
mod store;
#[cfg(test)]
mod tests;

/// What of a stored assessment is read to show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    /// The rule set it follows.
    pub rules: String,
    /// The day it was derived for.
    pub as_of: Date,
    /// The first day on which it holds no more.
    pub stable_until: Date,
    /// Status and dates as JSON.
    pub content: String,
}

impl From<entity::assessment::Model> for Stored {
    fn from(row: entity::assessment::Model) -> Self {
        let entity::assessment::Model { rules, as_of, stable_until, content, .. } = row;
        Self { rules, as_of, stable_until, content }
    }
}

/// The built-in rule set that is valid on a day, for what every rule set has: its facts.
#[must_use]
pub fn rules_on(day: Date) -> Option<&'static RuleSet> {
    rule_sets::valid_on(day).ok()
}

/// The answer for a record, and which doses it speaks of.
#[derive(Debug)]
pub struct RecordAssessment {
    /// The rule set it follows.
    pub rules: &'static RuleSet,
    /// The day it speaks of.
    pub as_of: Date,
    /// What the engine was told.
    pub person: Person,
    /// The doses by their position in the engine's input.
    pub doses: Vec<VaccinationId>,
    answer: Answer,
    stable_until: Date,
    derived: OnceLock<Assessment>,
}

impl RecordAssessment {
    /// Derived now, from a person.
    #[must_use]
    pub fn derive(
        rules: &'static RuleSet,
        person: Person,
        doses: Vec<VaccinationId>,
        as_of: Date,
    ) -> Self {
        let assessment = assess(rules, &person, as_of);
        Self {
            rules,
            as_of,
            person,
            doses,
            answer: Answer::of(&assessment),
            stable_until: assessment.stable_until,
            derived: OnceLock::from(assessment),
        }
    }

    /// Status and dates of each target, in the order of the rule set.
    #[must_use]
    pub fn targets(&self) -> &[content::Target] {
        &self.answer.targets
    }

    /// The first later day on which a part of the answer can change by time alone.
    #[must_use]
    pub fn stable_until(&self) -> Date {
        self.stable_until
    }

    /// The whole answer with its reasons.
    pub fn whole(&self) -> &Assessment {
        self.derived.get_or_init(|| {
            let whole = assess(self.rules, &self.person, self.as_of);
            if Answer::of(&whole) != self.answer {
                tracing::error!(
                    rules = self.rules.name,
                    "a stored assessment is not the derived one"
                );
            }
            whole
        })
    }
}

/// These records as the engine reads them now; without those whose birth date is not known to
/// the day. The caller has the right to read them.
///
/// # Errors
/// If the database does not answer.
#[cfg(test)]
pub(crate) async fn people_now(
    op: &OpCtx,
    ids: &[shared::RecordId],
) -> Result<std::collections::HashMap<shared::RecordId, Person>> {
    store::known::people_now(op, ids).await
}

/// Today's assessment of a record: as it is stored, if that still holds, else derived.
/// Nothing while the birth date is not known to the day, because every rule counts from it.
pub(crate) async fn of_today(
    op: &OpCtx,
    record: &record::Model,
    doses: &[vaccination::Model],
    facts: &[Fact],
    stored: Option<&Stored>,
) -> Result<Option<RecordAssessment>> {
    let today = op.today();
    let Some((person, doses)) = person::of_record(record, person::given(doses), facts) else {
        return Ok(None);
    };
    let holds = |row: &&Stored| row.as_of <= today && today < row.stable_until;
    let Some((rules, answer, stable_until)) = stored.filter(holds).and_then(read) else {
        let rules = rule_sets::in_force(op.db(), today).await?;
        return Ok(Some(RecordAssessment::derive(rules, person, doses, today)));
    };
    let derived = OnceLock::new();
    Ok(Some(RecordAssessment { rules, as_of: today, person, doses, answer, stable_until, derived }))
}

/// What a row says; nothing if it is of a rule set that this program does not have so.
fn read(row: &Stored) -> Option<(&'static RuleSet, Answer, Date)> {
    let rules = rule_sets::named(&row.rules).ok()?;
    let answer: Answer = serde_json::from_str(&row.content).ok()?;
    (answer.targets.len() == rules.target_names.len()).then_some((rules, answer, row.stable_until))
}

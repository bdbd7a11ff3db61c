//! What the profile's pages ask for.

use shared::{Date, FactId, RecordId};

use crate::{
    api::{
        ChangeKind, FactErrorCode, FactField, FactKind, FactStatus, Moment, PartialDate,
        RecordAction, ViewerRelation, schema,
    },
    assessments::queries::Next,
    vaccinations::queries::{Author, ReadVariablesFields, Target},
};

/// A person's profile.
#[derive(cynic::QueryFragment, Debug, Clone)]
#[cynic(graphql_type = "Query", variables = "ReadVariables")]
pub struct ProfileQuery {
    /// The record.
    #[arguments(id: $record)]
    pub record: Option<Profile>,
}

/// What is known, what is worth asking, and what the recommendations say with it.
#[derive(cynic::QueryFragment, Debug, Clone)]
#[cynic(graphql_type = "Record", variables = "ReadVariables")]
pub struct Profile {
    /// The record.
    pub id: RecordId,
    /// Given name.
    pub given_name: String,
    /// Birth date.
    pub birth_date: PartialDate,
    /// How the viewer is related to it.
    pub relation: ViewerRelation,
    /// What the viewer may do now.
    pub permitted: Vec<RecordAction>,
    /// All facts, void ones too.
    #[arguments(includeVoid: true)]
    pub facts: Vec<Fact>,
    /// What can be said: what is worth asking first.
    #[arguments(all: true)]
    pub fact_questions: Vec<FactQuestion>,
    /// What the recommendations say.
    pub assessment: Option<Next>,
}

/// One thing that is known.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(variables = "ReadVariables")]
pub struct Fact {
    /// Its id.
    pub id: FactId,
    /// Counts the versions.
    pub version: i32,
    /// Its code.
    pub code: String,
    /// The question it answers.
    #[arguments(locale: $locale)]
    pub question: Option<String>,
    /// The disease, of a reaction or a refusal.
    pub target: Option<Target>,
    /// Yes or no; yes with a number.
    pub answer: bool,
    /// The number.
    pub number: Option<i32>,
    /// Its unit.
    pub unit: Option<String>,
    /// Since when.
    pub from: Option<Date>,
    /// Up to when.
    pub to: Option<Date>,
    /// Up to when by what it is.
    pub ends_by: Option<Date>,
    /// Said, or void.
    pub status: FactStatus,
    /// Whether a professional stands for it.
    pub is_confirmed: bool,
    /// Anything else.
    pub note: Option<String>,
    /// When it was recorded.
    pub recorded_at: Moment,
    /// By whom.
    pub recorded_by: Author,
    /// All versions, newest first.
    pub history: Vec<FactVersion>,
}

/// One version of a fact.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq, Eq)]
pub struct FactVersion {
    /// Counts from 1.
    pub version: i32,
    /// What it did.
    pub change: ChangeKind,
    /// When.
    pub at: Moment,
    /// Who.
    pub by: Author,
    /// Why.
    pub reason: Option<String>,
    /// What differs from the version before.
    pub changes: Vec<FactChange>,
}

/// One field of a fact that changed.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq, Eq)]
pub struct FactChange {
    /// Which.
    pub field: FactField,
    /// What it said.
    pub before: Option<String>,
    /// What it says.
    pub after: Option<String>,
}

/// Something that can be said.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(variables = "ReadVariables")]
pub struct FactQuestion {
    /// Its code.
    pub code: String,
    /// The question; none for a refusal.
    #[arguments(locale: $locale)]
    pub text: Option<String>,
    /// The disease, of a reaction or a refusal.
    pub target: Option<Target>,
    /// What the answer looks like.
    pub kind: FactKind,
    /// The unit of the number.
    pub unit: Option<String>,
    /// The least number.
    pub least: Option<i32>,
    /// The greatest number.
    pub most: Option<i32>,
    /// Whether «no» is an answer.
    pub takes_no: bool,
    /// Whether «yes» has to say since when.
    pub needs_from: bool,
    /// The diseases whose answer it could change; empty for what is not worth asking.
    pub decides: Vec<Target>,
}

/// What was refused.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq, Eq)]
pub struct FactError {
    /// What is wrong.
    pub code: FactErrorCode,
    /// Where in the input.
    pub field: Vec<String>,
}

impl Fact {
    /// Whether it is said of the person.
    #[must_use]
    pub fn is_active(&self) -> bool {
        self.status == FactStatus::Active
    }

    /// The last day on which it holds, if it has one.
    #[must_use]
    pub fn last_day(&self) -> Option<Date> {
        match (self.to, self.ends_by) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        }
    }
}

impl Profile {
    /// Whether the viewer may do that now.
    #[must_use]
    pub fn may(&self, action: RecordAction) -> bool {
        self.permitted.contains(&action)
    }

    /// The question behind a code.
    #[must_use]
    pub fn question(&self, code: &str) -> Option<&FactQuestion> {
        self.fact_questions.iter().find(|q| q.code == code)
    }

    /// The fact of that id.
    #[must_use]
    pub fn fact(&self, id: FactId) -> Option<&Fact> {
        self.facts.iter().find(|f| f.id == id)
    }
}

//! What of an assessment the professional's pages ask for.

use shared::{Date, VaccinationId};

use crate::{
    api::{AssessmentStatus, DoseVerdict, schema},
    vaccinations::queries::{ReadVariablesFields, Target},
};

/// What the recommendations say of a record.
#[derive(cynic::QueryFragment, Debug, Clone)]
#[cynic(graphql_type = "Query", variables = "ReadVariables")]
pub struct AssessmentQuery {
    /// The record.
    #[arguments(id: $record)]
    pub record: Option<Assessed>,
}

/// A record with its assessment.
#[derive(cynic::QueryFragment, Debug, Clone)]
#[cynic(graphql_type = "Record", variables = "ReadVariables")]
pub struct Assessed {
    /// None without an exact birth date.
    pub assessment: Option<Assessment>,
}

/// What the recommendations say on a day.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(variables = "ReadVariables")]
pub struct Assessment {
    /// The rule set.
    pub rules: String,
    /// What has to be said wherever the rule set is named.
    #[arguments(locale: $locale)]
    pub notice: String,
    /// The day.
    pub as_of: Date,
    /// What is contradictory in the record.
    #[arguments(locale: $locale)]
    pub findings: Vec<String>,
    /// One answer per disease.
    pub targets: Vec<TargetAssessment>,
}

/// What is said about one disease.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(variables = "ReadVariables")]
pub struct TargetAssessment {
    /// The disease.
    pub target: Option<Target>,
    /// The status.
    pub status: AssessmentStatus,
    /// If unknown: what it can be.
    pub possible: Vec<AssessmentStatus>,
    /// The day the next dose is recommended.
    pub recommended_on: Option<Date>,
    /// The day from which it is late.
    pub overdue_on: Option<Date>,
    /// Why, in sentences.
    #[arguments(locale: $locale)]
    pub reasons: Vec<String>,
    /// The rule.
    pub rule: Option<Rule>,
    /// What to ask.
    #[arguments(locale: $locale)]
    pub questions: Vec<String>,
    /// How each dose counts.
    pub doses: Vec<DoseAssessment>,
}

/// A rule of the recommendations.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(variables = "ReadVariables")]
pub struct Rule {
    /// What it says.
    #[arguments(locale: $locale)]
    pub text: String,
    /// How surely it is Luxembourg's own.
    #[arguments(locale: $locale)]
    pub confidence: String,
    /// Whether its sources contradict one another.
    pub has_conflict: bool,
    /// Where it was read.
    pub source: Option<String>,
}

/// How a dose counts against one disease.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(variables = "ReadVariables")]
pub struct DoseAssessment {
    /// The dose.
    pub vaccination_id: VaccinationId,
    /// How it counts.
    pub verdict: DoseVerdict,
    /// The first day on which it would have counted.
    pub valid_from: Option<Date>,
    /// Why, in sentences.
    #[arguments(locale: $locale)]
    pub reasons: Vec<String>,
}

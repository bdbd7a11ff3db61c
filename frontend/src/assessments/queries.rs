//! What of an assessment the patient's pages ask for: little, because each field weighs.

use shared::Date;

use crate::{
    api::{AssessmentStatus, schema},
    vaccinations::queries::{ReadVariablesFields, Target},
};

/// What the recommendations say on a day.
#[derive(cynic::QueryFragment, Debug, Clone)]
#[cynic(graphql_type = "Assessment", variables = "ReadVariables")]
pub struct Next {
    /// The rule set.
    pub rules: String,
    /// What has to be said wherever the rule set is named.
    #[arguments(locale: $locale)]
    pub notice: String,
    /// The day.
    pub as_of: Date,
    /// One answer per disease.
    pub targets: Vec<NextTarget>,
}

/// What is said about one disease.
#[derive(cynic::QueryFragment, Debug, Clone)]
#[cynic(graphql_type = "TargetAssessment", variables = "ReadVariables")]
pub struct NextTarget {
    /// The disease.
    pub target: Option<Target>,
    /// The status.
    pub status: AssessmentStatus,
    /// The day the next dose is recommended.
    pub recommended_on: Option<Date>,
    /// The day from which it is late.
    pub overdue_on: Option<Date>,
}

/// Why something is said about one disease, and what to ask.
#[derive(cynic::QueryFragment, Debug, Clone)]
#[cynic(graphql_type = "TargetAssessment", variables = "ReadVariables")]
pub struct TargetWhy {
    /// In sentences.
    #[arguments(locale: $locale)]
    pub reasons: Vec<String>,
    /// Facts that would help, as questions.
    #[arguments(locale: $locale)]
    pub questions: Vec<String>,
    /// The rule of the next dose.
    pub rule: Option<RuleText>,
}

/// A rule in words.
#[derive(cynic::QueryFragment, Debug, Clone)]
#[cynic(graphql_type = "Rule", variables = "ReadVariables")]
pub struct RuleText {
    /// What it says.
    #[arguments(locale: $locale)]
    pub text: String,
}

/// What the recommendations say on a day, and why.
#[derive(cynic::QueryFragment, Debug, Clone)]
#[cynic(graphql_type = "Assessment", variables = "ReadVariables")]
pub struct NextWithWhy {
    /// The rule set.
    pub rules: String,
    /// What has to be said wherever the rule set is named.
    #[arguments(locale: $locale)]
    pub notice: String,
    /// The day.
    pub as_of: Date,
    /// One answer per disease.
    pub targets: Vec<NextTarget>,
    /// Why, in the same order. A field of its own: what is said is read in one place only.
    #[cynic(rename = "targets", alias)]
    pub why: Vec<TargetWhy>,
}

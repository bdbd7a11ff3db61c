//! What of an assessment the patient's pages ask for: little, because each field weighs.

use shared::Date;

use crate::{
    api::{AssessmentStatus, schema},
    vaccinations::queries::{ReadVariablesFields, Target},
};

/// What the recommendations say of a record.
#[derive(cynic::QueryFragment, Debug, Clone)]
#[cynic(graphql_type = "Query", variables = "ReadVariables")]
pub struct NextQuery {
    /// The record.
    #[arguments(id: $record)]
    pub record: Option<NextRecord>,
}

/// A record with its assessment.
#[derive(cynic::QueryFragment, Debug, Clone)]
#[cynic(graphql_type = "Record", variables = "ReadVariables")]
pub struct NextRecord {
    /// None without an exact birth date.
    pub assessment: Option<Next>,
}

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

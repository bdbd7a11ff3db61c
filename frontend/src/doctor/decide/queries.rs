//! What the decision tool asks for: the record, and what the server told its engine and heard.

use shared::{Date, VaccinationId};

use crate::{
    api::{AssessmentStatus, schema},
    doctor::queries::Record,
    vaccinations::queries::{ReadVariablesFields, Target},
};

/// The signed trace of a record's assessment.
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Query", variables = "ReadVariables")]
pub struct TraceQuery {
    /// The record.
    #[arguments(id: $record)]
    pub record: Option<Traced>,
}

/// A record with its trace.
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Record")]
pub struct Traced {
    /// None without an exact birth date.
    pub assessment: Option<Trace>,
}

/// A trace.
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Assessment")]
pub struct Trace {
    /// The signed document, as JSON.
    pub trace: String,
}

/// A record with the server's assessment of it.
#[derive(cynic::QueryFragment, Debug, Clone)]
#[cynic(graphql_type = "Query", variables = "ReadVariables")]
pub struct DecideQuery {
    /// The record.
    #[arguments(id: $record)]
    pub record: Option<Decided>,
}

/// A record with the server's assessment of it.
#[derive(cynic::QueryFragment, Debug, Clone)]
#[cynic(graphql_type = "Record", variables = "ReadVariables")]
pub struct Decided {
    /// The person and the doses.
    #[cynic(spread)]
    pub record: Record,
    /// None without an exact birth date.
    pub assessment: Option<Answered>,
}

/// What the server's engine was told, and what it answered.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "Assessment", variables = "ReadVariables")]
pub struct Answered {
    /// The rule set.
    pub rules: String,
    /// The day.
    pub as_of: Date,
    /// The engine's input, as JSON.
    pub input: String,
    /// The doses of the input, by position.
    pub input_doses: Vec<VaccinationId>,
    /// One answer per disease.
    pub targets: Vec<AnsweredTarget>,
}

/// The server's answer for one disease: its name, and what is compared with the browser's own.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "TargetAssessment", variables = "ReadVariables")]
pub struct AnsweredTarget {
    /// The disease.
    pub target: Option<Target>,
    /// The status.
    pub status: AssessmentStatus,
    /// The first day the next dose may be given.
    pub earliest_on: Option<Date>,
    /// The day it is recommended.
    pub recommended_on: Option<Date>,
    /// The day from which it is late.
    pub overdue_on: Option<Date>,
}

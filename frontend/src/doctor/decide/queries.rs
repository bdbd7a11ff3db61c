//! What the decision tool asks for: the record, and what the server told its engine and heard.

use shared::{Date, RecordId, VaccinationId, VaccineCode};

use crate::{
    api::{AssessmentStatus, PartialDate, schema},
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
    /// The signed document, as JSON; none if the server answers for the engine.
    pub trace: Option<String>,
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
    /// The engine's answer as JSON, if it is the server that has to be asked.
    pub answer: Option<String>,
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

/// With what the server is asked.
#[derive(cynic::QueryVariables, Debug, Clone)]
pub struct SimulateVariables {
    /// The person and what might be.
    pub input: SimulateInput,
}

/// What the server's engine answers to what is supposed.
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Query", variables = "SimulateVariables")]
pub struct SimulateQuery {
    /// None without an exact birth date.
    #[arguments(input: $input)]
    pub simulate: Option<Simulated>,
}

/// The server's answer.
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Assessment")]
pub struct Simulated {
    /// As the engine says it, as JSON.
    pub answer: Option<String>,
}

/// A record and what might be.
#[derive(cynic::InputObject, Debug, Clone, PartialEq)]
pub struct SimulateInput {
    /// Whose.
    pub record_id: Option<RecordId>,
    /// Doses beside those of the record.
    pub doses: Vec<SimulatedDose>,
    /// Facts beside those of the record.
    pub facts: Vec<SimulatedFact>,
    /// The day.
    pub as_of: Option<Date>,
    /// The rule set, `lu-2024`.
    pub rule_set: Option<String>,
}

/// A dose that might be given.
#[derive(cynic::InputObject, Debug, Clone, PartialEq)]
pub struct SimulatedDose {
    /// NUVA's code.
    pub vaccine_code: String,
    /// When.
    pub on: PartialDate,
}

/// Something that might be known.
#[derive(cynic::InputObject, Debug, Clone, PartialEq)]
pub struct SimulatedFact {
    /// Its code.
    pub code: String,
    /// Since when.
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub from: Option<Date>,
    /// Up to when.
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub to: Option<Date>,
    /// The number.
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub number: Option<i32>,
    /// Yes or no.
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub is_so: Option<bool>,
}

/// With what the server is asked for a plan.
#[derive(cynic::QueryVariables, Debug, Clone)]
pub struct PlanVariables {
    /// The person, what might be, what is allowed.
    pub input: PlanInput,
}

/// What the server's engine plans.
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Query", variables = "PlanVariables")]
pub struct PlanQuery {
    /// None without an exact birth date.
    #[arguments(input: $input)]
    pub plan: Option<Planned>,
}

/// The server's plan.
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Plan")]
pub struct Planned {
    /// As the engine says it, as JSON.
    pub answer: String,
}

/// A record, what might be, and what is allowed.
#[derive(cynic::InputObject, Debug, Clone, PartialEq)]
pub struct PlanInput {
    /// Whose.
    pub record_id: Option<RecordId>,
    /// Doses beside those of the record.
    pub doses: Vec<SimulatedDose>,
    /// Facts beside those of the record.
    pub facts: Vec<SimulatedFact>,
    /// The day.
    pub as_of: Option<Date>,
    /// The rule set, `lu-2024`.
    pub rule_set: Option<String>,
    /// The day of the first visit.
    pub first_visit: Option<Date>,
    /// The last day that is planned for.
    pub until: Option<Date>,
    /// The most injections in one visit.
    pub max_injections: Option<i32>,
    /// The fewest days between two visits.
    pub days_between_visits: i32,
    /// How many days early a dose may be given.
    pub days_early: i32,
    /// The products that are in the practice.
    pub products: Option<Vec<VaccineCode>>,
    /// Whether what may be given on request is planned.
    pub with_optional: bool,
    /// Codes of diseases that are not planned for.
    pub without: Vec<String>,
}

//! What the profile's pages change.

use shared::{Date, FactId, RecordId};

use super::queries::FactError;
use crate::api::schema;

/// Enters facts.
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Mutation", variables = "EnterFactsVariables")]
pub struct EnterFacts {
    /// What came of it.
    #[arguments(input: $input)]
    pub enter_facts: FactsPayload,
}

/// For [`EnterFacts`].
#[derive(cynic::QueryVariables, Debug)]
pub struct EnterFactsVariables {
    /// All of it.
    pub input: EnterFactsInput,
}

/// Tells facts.
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Mutation", variables = "ReportFactsVariables")]
pub struct ReportFacts {
    /// What came of it.
    #[arguments(input: $input)]
    pub report_facts: FactsPayload,
}

/// For [`ReportFacts`].
#[derive(cynic::QueryVariables, Debug)]
pub struct ReportFactsVariables {
    /// All of it.
    pub input: ReportFactsInput,
}

/// Writes a new version of a fact.
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Mutation", variables = "CorrectFactVariables")]
pub struct CorrectFact {
    /// What came of it.
    #[arguments(input: $input)]
    pub correct_fact: FactPayload,
}

/// For [`CorrectFact`].
#[derive(cynic::QueryVariables, Debug)]
pub struct CorrectFactVariables {
    /// All of it.
    pub input: CorrectFactInput,
}

/// Marks a fact as entered in error.
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Mutation", variables = "VoidFactVariables")]
pub struct VoidFact {
    /// What came of it.
    #[arguments(input: $input)]
    pub void_fact: FactPayload,
}

/// For [`VoidFact`].
#[derive(cynic::QueryVariables, Debug)]
pub struct VoidFactVariables {
    /// All of it.
    pub input: VoidFactInput,
}

/// Confirms a fact that was told.
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Mutation", variables = "ConfirmFactVariables")]
pub struct ConfirmFact {
    /// What came of it.
    #[arguments(input: $input)]
    pub confirm_fact: FactPayload,
}

/// For [`ConfirmFact`].
#[derive(cynic::QueryVariables, Debug)]
pub struct ConfirmFactVariables {
    /// All of it.
    pub input: ConfirmFactInput,
}

/// Facts as they are now.
#[derive(cynic::QueryFragment, Debug)]
pub struct FactsPayload {
    /// In the order of the input.
    pub facts: Vec<FactRef>,
    /// What was refused.
    pub user_errors: Vec<FactError>,
}

/// A fact as it is now.
#[derive(cynic::QueryFragment, Debug)]
pub struct FactPayload {
    /// The fact.
    pub fact: Option<FactRef>,
    /// What was refused.
    pub user_errors: Vec<FactError>,
}

/// A fact and its version.
#[derive(cynic::QueryFragment, Debug, Clone, Copy, PartialEq, Eq)]
#[cynic(graphql_type = "Fact")]
pub struct FactRef {
    /// The fact.
    pub id: FactId,
    /// Its version.
    pub version: i32,
}

/// Facts for which a professional stands.
#[derive(cynic::InputObject, Debug, Clone, PartialEq)]
pub struct EnterFactsInput {
    /// Makes it happen once.
    pub idempotency_key: String,
    /// Whose.
    pub record_id: RecordId,
    /// What is said.
    pub facts: Vec<FactInput>,
}

/// Facts that a patient or a parent tells.
#[derive(cynic::InputObject, Debug, Clone, PartialEq)]
pub struct ReportFactsInput {
    /// Makes it happen once.
    pub idempotency_key: String,
    /// Whose.
    pub record_id: RecordId,
    /// What is said.
    pub facts: Vec<FactInput>,
}

/// What is said.
#[derive(cynic::InputObject, Debug, Clone, PartialEq)]
pub struct FactInput {
    /// The fact.
    pub code: String,
    /// Yes or no; yes with a number.
    pub answer: bool,
    /// The number.
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub number: Option<i32>,
    /// Since when.
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub from: Option<Date>,
    /// Up to when.
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub to: Option<Date>,
    /// Anything else.
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// The whole fact as it should be.
#[derive(cynic::InputObject, Debug, Clone, PartialEq)]
pub struct CorrectFactInput {
    /// Makes it happen once.
    pub idempotency_key: String,
    /// Whose.
    pub record_id: RecordId,
    /// Which.
    pub fact_id: FactId,
    /// The version that was on screen.
    pub version: i32,
    /// Why.
    pub reason: String,
    /// Yes or no; yes with a number.
    pub answer: bool,
    /// The number.
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub number: Option<i32>,
    /// Since when.
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub from: Option<Date>,
    /// Up to when.
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub to: Option<Date>,
    /// Anything else.
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// Which fact is void, and why.
#[derive(cynic::InputObject, Debug, Clone, PartialEq)]
pub struct VoidFactInput {
    /// Makes it happen once.
    pub idempotency_key: String,
    /// Whose.
    pub record_id: RecordId,
    /// Which.
    pub fact_id: FactId,
    /// The version that was on screen.
    pub version: i32,
    /// Why.
    pub reason: String,
}

/// Which fact is confirmed.
#[derive(cynic::InputObject, Debug, Clone, PartialEq)]
pub struct ConfirmFactInput {
    /// Makes it happen once.
    pub idempotency_key: String,
    /// Whose.
    pub record_id: RecordId,
    /// Which.
    pub fact_id: FactId,
    /// The version that was on screen.
    pub version: i32,
}

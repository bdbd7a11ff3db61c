//! How the reader is reached.

use shared::RecordId;

use crate::api::{Locale, RecordErrorCode, schema};

/// The contact of a record.
#[derive(cynic::QueryFragment, Debug, Clone)]
#[cynic(graphql_type = "Query", variables = "ContactVariables")]
pub struct ContactQuery {
    /// The record.
    #[arguments(id: $record)]
    pub record: Option<Contact>,
}

/// Which record.
#[derive(cynic::QueryVariables, Debug)]
pub struct ContactVariables {
    /// The record.
    pub record: RecordId,
}

/// How a person is reached.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "Record")]
pub struct Contact {
    /// The record's id.
    pub id: RecordId,
    /// The version a change is made from.
    pub version: i32,
    /// In which language the person is written to.
    pub language: Locale,
    /// E-mail.
    pub email: Option<String>,
    /// Telephone.
    pub phone: Option<String>,
    /// Commune.
    pub commune: Option<String>,
}

/// Changes how a person is reached.
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Mutation", variables = "ChangeContactVariables")]
pub struct ChangeContact {
    /// What came of it.
    #[arguments(input: $input)]
    pub change_contact: ChangeContactPayload,
}

/// The change.
#[derive(cynic::QueryVariables, Debug)]
pub struct ChangeContactVariables {
    /// The change.
    pub input: ChangeContactInput,
}

/// How a person is reached from now on.
#[derive(cynic::InputObject, Debug, Clone)]
pub struct ChangeContactInput {
    /// Makes it happen once.
    pub idempotency_key: String,
    /// Whose.
    pub record_id: RecordId,
    /// The version that was on screen.
    pub version: i32,
    /// In which language the person is written to.
    pub language: Locale,
    /// E-mail.
    pub email: Option<String>,
    /// Telephone.
    pub phone: Option<String>,
    /// Commune.
    pub commune: Option<String>,
}

/// What came of it.
#[derive(cynic::QueryFragment, Debug)]
pub struct ChangeContactPayload {
    /// The contact as it is now.
    pub record: Option<Contact>,
    /// What was refused.
    pub user_errors: Vec<RecordError>,
}

/// What of a record's input is refused.
#[derive(cynic::QueryFragment, Debug)]
pub struct RecordError {
    /// The rule.
    pub code: RecordErrorCode,
    /// The path in the input.
    pub field: Vec<String>,
}

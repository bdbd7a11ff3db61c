//! What the page of sharing asks for and changes.

use shared::{EntryId, RecordId};

use crate::{
    api::{AccessBasis, AccessSpan, Moment, RecordAction, RecordErrorCode, ViewerRelation, schema},
    vaccinations::queries::ReadVariablesFields,
};

/// Who may see a record.
#[derive(cynic::QueryFragment, Debug, Clone)]
#[cynic(graphql_type = "Query", variables = "ReadVariables")]
pub struct SharingQuery {
    /// The record.
    #[arguments(id: $record)]
    pub record: Option<SharedRecord>,
}

/// A record and who may see it.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "Record")]
pub struct SharedRecord {
    /// Given name.
    pub given_name: String,
    /// Own, or a child's.
    pub relation: ViewerRelation,
    /// What the reader may do.
    pub permitted: Vec<RecordAction>,
    /// The practices, those too whose access has ended.
    #[arguments(includeEnded: true)]
    pub accesses: Vec<Access>,
}

/// That a practice may see a record, or could.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
pub struct Access {
    /// Its id.
    pub id: EntryId,
    /// The practice.
    pub practice: PracticeName,
    /// Who opened it.
    pub opened_by: AuthorName,
    /// On what ground.
    pub basis: AccessBasis,
    /// Words given.
    pub note: Option<String>,
    /// When it was opened.
    pub opened_at: Moment,
    /// Until when, if it ends by itself.
    pub until: Option<Moment>,
    /// When it ended.
    pub ended_at: Option<Moment>,
}

/// A practice by name.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "Practice")]
pub struct PracticeName {
    /// The name.
    pub name: String,
}

/// Somebody by name.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "Author")]
pub struct AuthorName {
    /// The name.
    pub name: String,
}

/// Makes a code.
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Mutation", variables = "ShowAccessCodeVariables")]
pub struct ShowAccessCode {
    /// The code.
    #[arguments(input: $input)]
    pub show_access_code: CodePayload,
}

/// For [`ShowAccessCode`].
#[derive(cynic::QueryVariables, Debug)]
pub struct ShowAccessCodeVariables {
    /// What is said.
    pub input: ShowAccessCodeInput,
}

/// For whom, for how long.
#[derive(cynic::InputObject, Debug, Clone)]
pub struct ShowAccessCodeInput {
    /// Whose.
    pub record_id: RecordId,
    /// For how long.
    pub span: AccessSpan,
}

/// The code.
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "ShowAccessCodePayload")]
pub struct CodePayload {
    /// The code.
    pub code: Option<AccessCode>,
    /// What was refused.
    pub user_errors: Vec<Refusal>,
}

/// A code to show in a practice.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
pub struct AccessCode {
    /// To read aloud.
    pub text: String,
    /// To scan.
    pub qr: QrCode,
    /// Until when it can be used.
    pub expires_at: Moment,
}

/// A QR code as a picture.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
pub struct QrCode {
    /// Modules from side to side.
    pub size: i32,
    /// The dark ones.
    pub path: String,
}

/// Ends an access.
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Mutation", variables = "EndAccessVariables")]
pub struct EndAccess {
    /// What came of it.
    #[arguments(input: $input)]
    pub end_access: EndedPayload,
}

/// For [`EndAccess`].
#[derive(cynic::QueryVariables, Debug)]
pub struct EndAccessVariables {
    /// Which.
    pub input: EndAccessInput,
}

/// Which access.
#[derive(cynic::InputObject, Debug, Clone)]
pub struct EndAccessInput {
    /// Makes it happen once.
    pub idempotency_key: String,
    /// Whose.
    pub record_id: RecordId,
    /// Which.
    pub access_id: EntryId,
}

/// What came of it.
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "AccessPayload")]
pub struct EndedPayload {
    /// What was refused.
    pub user_errors: Vec<Refusal>,
}

/// What was refused.
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "RecordError")]
pub struct Refusal {
    /// The rule.
    pub code: RecordErrorCode,
}

//! What the first page changes: a record opened by a code or in an emergency, a question answered.

use shared::{EntryId, RecordId};

use crate::{
    account::queries::RecordError,
    api::{EmergencyReason, schema},
    doctor::changes::RecordRef,
};

/// Opens a record by the code that its patient shows.
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Mutation", variables = "RedeemCodeVariables")]
pub struct RedeemCode {
    /// What came of it.
    #[arguments(input: $input)]
    pub redeem_access_code: RedeemedCode,
}

/// For [`RedeemCode`].
#[derive(cynic::QueryVariables, Debug)]
pub struct RedeemCodeVariables {
    /// All of it.
    pub input: RedeemAccessCodeInput,
}

/// The code as typed.
#[derive(cynic::InputObject, Debug, Clone, PartialEq)]
pub struct RedeemAccessCodeInput {
    /// Makes it happen once.
    pub idempotency_key: String,
    /// The code.
    pub code: String,
}

/// Answers a patient's question about an access.
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Mutation", variables = "AnswerQuestionVariables")]
pub struct AnswerQuestion {
    /// What came of it.
    #[arguments(input: $input)]
    pub answer_access_question: AnsweredQuestion,
}

/// For [`AnswerQuestion`].
#[derive(cynic::QueryVariables, Debug)]
pub struct AnswerQuestionVariables {
    /// All of it.
    pub input: AnswerAccessQuestionInput,
}

/// What is answered.
#[derive(cynic::InputObject, Debug, Clone, PartialEq)]
pub struct AnswerAccessQuestionInput {
    /// Makes it happen once.
    pub idempotency_key: String,
    /// Whose record.
    pub record_id: RecordId,
    /// Which question.
    pub question_id: EntryId,
    /// The answer.
    pub answer: String,
}

/// What came of it.
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "AnswerAccessQuestionPayload")]
pub struct AnsweredQuestion {
    /// What was refused.
    pub user_errors: Vec<RecordError>,
}

/// Opens a record in an emergency.
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Mutation", variables = "OpenInEmergencyVariables")]
pub struct OpenInEmergency {
    /// What came of it.
    #[arguments(input: $input)]
    pub open_in_emergency: RedeemedCode,
}

/// For [`OpenInEmergency`].
#[derive(cynic::QueryVariables, Debug)]
pub struct OpenInEmergencyVariables {
    /// All of it.
    pub input: OpenInEmergencyInput,
}

/// Which record, and why.
#[derive(cynic::InputObject, Debug, Clone, PartialEq)]
pub struct OpenInEmergencyInput {
    /// Makes it happen once.
    pub idempotency_key: String,
    /// Which.
    pub record_id: RecordId,
    /// The kind of emergency.
    pub reason: EmergencyReason,
    /// What happened.
    pub words: String,
}

/// The record, open.
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "AccessPayload")]
pub struct RedeemedCode {
    /// The record.
    pub record: Option<RecordRef>,
    /// What was refused.
    pub user_errors: Vec<RecordError>,
}

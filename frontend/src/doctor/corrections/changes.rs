//! Answering a request for correction.

use shared::{EntryId, RecordId};

use crate::{
    api::{CorrectionOutcome, schema},
    corrections::queries::CorrectionDone,
};

/// Answers a request.
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Mutation", variables = "AnswerCorrectionVariables")]
pub struct AnswerCorrection {
    /// What came of it.
    #[arguments(input: $input)]
    pub answer_correction: CorrectionDone,
}

/// For [`AnswerCorrection`].
#[derive(cynic::QueryVariables, Debug)]
pub struct AnswerCorrectionVariables {
    /// All of it.
    pub input: AnswerCorrectionInput,
}

/// What is answered.
#[derive(cynic::InputObject, Debug, Clone, PartialEq)]
pub struct AnswerCorrectionInput {
    /// Makes it happen once.
    pub idempotency_key: String,
    /// Whose record.
    pub record_id: RecordId,
    /// Which request.
    pub request_id: EntryId,
    /// Whether it was corrected.
    pub outcome: CorrectionOutcome,
    /// Why, in words.
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

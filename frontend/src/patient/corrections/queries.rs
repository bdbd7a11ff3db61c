//! What the page of requests for correction asks for and sends.

use shared::{EntryId, RecordId, VaccinationId};

use crate::{
    api::{
        CorrectionSubject, PartialDate, RecordAction, VaccinationStatus, ViewerRelation, schema,
    },
    corrections::queries::{CorrectionDone, CorrectionRequest},
    vaccinations::queries::{ReadVariablesFields, Vaccine},
};

/// What was asked to be corrected in a record.
#[derive(cynic::QueryFragment, Debug, Clone)]
#[cynic(graphql_type = "Query", variables = "ReadVariables")]
pub struct CorrectionsQuery {
    /// The record.
    #[arguments(id: $record)]
    pub record: Option<RecordWithCorrections>,
}

/// A person, what was asked, and the doses by name.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "Record", variables = "ReadVariables")]
pub struct RecordWithCorrections {
    /// Given name.
    pub given_name: String,
    /// Own, or a child's.
    pub relation: ViewerRelation,
    /// What the reader may do.
    pub permitted: Vec<RecordAction>,
    /// Newest first.
    pub correction_requests: Vec<CorrectionRequest>,
    /// The practices that may see it now.
    pub accesses: Vec<OpenAccess>,
    /// All doses, void ones too.
    #[arguments(includeVoid: true)]
    pub vaccinations: Vec<NamedDose>,
}

/// That a practice may see the record.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq, Eq)]
#[cynic(graphql_type = "Access")]
pub struct OpenAccess {
    /// Its id.
    pub id: EntryId,
}

/// A dose by name and day.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "Vaccination", variables = "ReadVariables")]
pub struct NamedDose {
    /// Its id.
    pub id: VaccinationId,
    /// Given, not given, void.
    pub status: VaccinationStatus,
    /// What was given.
    pub vaccine: Vaccine,
    /// When.
    pub occurrence: PartialDate,
}

/// Asks that something be corrected.
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Mutation", variables = "RequestCorrectionVariables")]
pub struct RequestCorrection {
    /// What came of it.
    #[arguments(input: $input)]
    pub request_correction: CorrectionDone,
}

/// For [`RequestCorrection`].
#[derive(cynic::QueryVariables, Debug)]
pub struct RequestCorrectionVariables {
    /// All of it.
    pub input: RequestCorrectionInput,
}

/// What is to be corrected.
#[derive(cynic::InputObject, Debug, Clone, PartialEq)]
pub struct RequestCorrectionInput {
    /// Makes it happen once.
    pub idempotency_key: String,
    /// Whose record.
    pub record_id: RecordId,
    /// What it is about.
    pub subject: CorrectionSubject,
    /// The dose, if it is about one.
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub vaccination_id: Option<VaccinationId>,
    /// What is wrong.
    pub words: String,
}

/// Takes a request back.
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Mutation", variables = "WithdrawCorrectionVariables")]
pub struct WithdrawCorrection {
    /// What came of it.
    #[arguments(input: $input)]
    pub withdraw_correction: CorrectionDone,
}

/// For [`WithdrawCorrection`].
#[derive(cynic::QueryVariables, Debug)]
pub struct WithdrawCorrectionVariables {
    /// All of it.
    pub input: WithdrawCorrectionInput,
}

/// Which request is taken back.
#[derive(cynic::InputObject, Debug, Clone, PartialEq)]
pub struct WithdrawCorrectionInput {
    /// Makes it happen once.
    pub idempotency_key: String,
    /// Whose record.
    pub record_id: RecordId,
    /// Which.
    pub request_id: EntryId,
}

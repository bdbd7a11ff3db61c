//! The requests for correction that wait for the practice.

use shared::RecordId;

use crate::{
    api::{PartialDate, schema},
    corrections::queries::CorrectionRequest,
    vaccinations::queries::{ReadVariablesFields, Vaccine},
};

/// What waits for the practice.
#[derive(cynic::QueryFragment, Debug, Clone)]
#[cynic(graphql_type = "Query", variables = "ReadVariables")]
pub struct CorrectionTasksQuery {
    /// The practice in which the professional works now.
    pub practice: Option<PracticeCorrections>,
}

/// The practice.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "Practice", variables = "ReadVariables")]
pub struct PracticeCorrections {
    /// Oldest first.
    pub correction_requests: Vec<CorrectionTask>,
}

/// A request that waits, with what and whom it is about.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(variables = "ReadVariables")]
pub struct CorrectionTask {
    /// Whose record.
    pub record_id: RecordId,
    /// Given name.
    pub given_name: String,
    /// Family name.
    pub family_name: String,
    /// A day, a month or a year.
    pub birth_date: PartialDate,
    /// Whether the practice may see the record now.
    pub can_read: bool,
    /// The request.
    pub request: CorrectionRequest,
    /// The product of the dose.
    pub vaccine: Option<Vaccine>,
    /// When it was given.
    pub occurrence: Option<PartialDate>,
}

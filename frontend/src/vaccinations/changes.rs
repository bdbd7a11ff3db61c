//! What comes of changing doses, and what is said of one: the same for professionals and patients.

use shared::{VaccinationId, VaccineCode};

use super::queries::VaccinationError;
use crate::api::{PartialDate, schema};

/// Doses as they are now.
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "VaccinationsPayload")]
pub struct DosesPayload {
    /// In the order of the input.
    pub vaccinations: Vec<DoseRef>,
    /// What was refused.
    pub user_errors: Vec<VaccinationError>,
}

/// A dose and its version.
#[derive(cynic::QueryFragment, Debug, Clone, Copy, PartialEq, Eq)]
#[cynic(graphql_type = "Vaccination")]
pub struct DoseRef {
    /// The dose.
    pub id: VaccinationId,
    /// Its version.
    pub version: i32,
}

/// One dose given elsewhere.
#[derive(cynic::InputObject, Debug, Clone, PartialEq)]
pub struct TranscribedDoseInput {
    /// What was given.
    pub vaccine_code: VaccineCode,
    /// When.
    pub occurrence: PartialDate,
    /// The lot.
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub lot: Option<String>,
    /// Where, ISO 3166-1 alpha-2.
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// Words.
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

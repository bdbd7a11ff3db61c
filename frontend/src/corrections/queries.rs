//! A request for correction as any page asks for it.

use shared::{EntryId, VaccinationId};

use crate::{
    account::queries::RecordError,
    api::{CorrectionStatus, CorrectionSubject, Moment, schema},
    vaccinations::queries::PracticeName,
};

/// What was asked to be corrected, and what was answered.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
pub struct CorrectionRequest {
    /// Its id.
    pub id: EntryId,
    /// What it is about.
    pub subject: CorrectionSubject,
    /// The dose, if it is about one.
    pub vaccination_id: Option<VaccinationId>,
    /// The practice that was asked by name.
    pub practice: Option<PracticeName>,
    /// What is wrong.
    pub words: String,
    /// Who asked.
    pub asked_by: String,
    /// When.
    pub asked_at: Moment,
    /// How it stands.
    pub status: CorrectionStatus,
    /// The words of the answer.
    pub answer: Option<String>,
    /// Who answered or took it back.
    pub ended_by: Option<String>,
    /// For which practice.
    pub ended_practice_name: Option<String>,
    /// When.
    pub ended_at: Option<Moment>,
    /// Whether the viewer may answer it now.
    pub can_answer: bool,
}

impl CorrectionRequest {
    /// Whether it waits for an answer.
    #[must_use]
    pub fn waits(&self) -> bool {
        self.status == CorrectionStatus::Requested
    }
}

/// What was asked to be corrected in one dose.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "Vaccination")]
pub struct DoseCorrections {
    /// Newest first.
    pub correction_requests: Vec<CorrectionRequest>,
}

/// What came of asking, taking back or answering.
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "CorrectionPayload")]
pub struct CorrectionDone {
    /// What was refused.
    pub user_errors: Vec<RecordError>,
}

/// A request for tests: how it stands.
#[cfg(test)]
#[must_use]
pub fn sample(status: CorrectionStatus, dose: Option<VaccinationId>) -> CorrectionRequest {
    CorrectionRequest {
        id: EntryId(Default::default()),
        subject: CorrectionSubject::Other,
        vaccination_id: dose,
        practice: None,
        words: "wrong arm".to_owned(),
        asked_by: "Ana Ferreira".to_owned(),
        asked_at: Moment("2026-11-24T10:00:00Z".to_owned()),
        status,
        answer: None,
        ended_by: None,
        ended_practice_name: None,
        ended_at: None,
        can_answer: false,
    }
}

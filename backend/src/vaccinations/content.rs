//! [`Content`]: all that is said about a dose; one version of it.

use serde::{Deserialize, Serialize};
use shared::{
    Date, LotNumber, NotGivenReason, PartialDate, PracticeId, PractitionerId, ProofKind,
    Provenance, Role, Route, Site, VaccinationId, VaccinationStatus, VaccineCode,
};

use super::vaccination;

/// All that is said about a dose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Content {
    /// Given, not given, or void.
    pub status: VaccinationStatus,
    /// How it came into the record.
    pub provenance: Provenance,
    /// The product or concept.
    pub vaccine_code: VaccineCode,
    /// When, as exactly as is known.
    pub occurrence: PartialDate,
    /// The lot.
    pub lot: Option<LotNumber>,
    /// The pack's expiry date.
    pub expires_on: Option<Date>,
    /// The pack's serial number.
    pub serial: Option<String>,
    /// Where on the body.
    pub site: Option<Site>,
    /// The way in.
    pub route: Option<Route>,
    /// Microlitres.
    pub quantity_ul: Option<i32>,
    /// Who gave it.
    pub performer: Option<Performer>,
    /// The practice that recorded it.
    pub practice: Option<PracticeName>,
    /// Where it was given, ISO 3166-1 alpha-2.
    pub country: Option<String>,
    /// What it was read from.
    pub proof: Option<ProofKind>,
    /// Whether a professional stands for it.
    pub is_confirmed: bool,
    /// Why it was not given.
    pub not_given_reason: Option<NotGivenReason>,
    /// Anything else.
    pub note: Option<String>,
    /// The dose that is the same event and says it more exactly.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub joined_into: Option<VaccinationId>,
    /// Doses of the same day of which someone said that they are others.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub kept_apart: Vec<VaccinationId>,
}

/// Who gave a dose, named as then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Performer {
    /// The professional.
    pub id: PractitionerId,
    /// The name at the time.
    pub name: String,
    /// The role at the time.
    pub role: Role,
}

/// The practice that recorded a dose, named as then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PracticeName {
    /// The practice.
    pub id: PracticeId,
    /// Its name at the time.
    pub name: String,
}

impl Content {
    /// A given dose of that product and day, with nothing else said.
    #[must_use]
    pub fn new(provenance: Provenance, vaccine_code: VaccineCode, occurrence: PartialDate) -> Self {
        Self {
            status: VaccinationStatus::Completed,
            provenance,
            vaccine_code,
            occurrence,
            lot: None,
            expires_on: None,
            serial: None,
            site: None,
            route: None,
            quantity_ul: None,
            performer: None,
            practice: None,
            country: None,
            proof: None,
            is_confirmed: false,
            not_given_reason: None,
            note: None,
            joined_into: None,
            kept_apart: Vec::new(),
        }
    }

    /// What a row says; `None` if a word in it is none of ours.
    #[must_use]
    pub fn of_row(row: &vaccination::Model) -> Option<Self> {
        let performer = row.performer_id.and_then(|id| {
            let role = Role::from_code(row.performer_role.as_deref()?)?;
            Some(Performer { id, name: row.performer_name.clone()?, role })
        });
        let practice = row
            .practice_id
            .and_then(|id| Some(PracticeName { id, name: row.practice_name.clone()? }));
        Some(Self {
            status: VaccinationStatus::from_code(&row.status)?,
            provenance: Provenance::from_code(&row.provenance)?,
            vaccine_code: row.vaccine_code.parse().ok()?,
            occurrence: row.occurrence.parse().ok()?,
            lot: row.lot.as_deref().and_then(|l| l.parse().ok()),
            expires_on: row.expires_on,
            serial: row.serial.clone(),
            site: row.site.as_deref().and_then(Site::from_code),
            route: row.route.as_deref().and_then(Route::from_code),
            quantity_ul: row.quantity_ul,
            performer,
            practice,
            country: row.country.clone(),
            proof: row.proof.as_deref().and_then(ProofKind::from_code),
            is_confirmed: row.is_confirmed,
            not_given_reason: row.not_given_reason.as_deref().and_then(NotGivenReason::from_code),
            note: row.note.clone(),
            joined_into: row.joined_into,
            kept_apart: kept_apart(row),
        })
    }
}

/// The doses of which someone said that they are others than this one.
fn kept_apart(row: &vaccination::Model) -> Vec<VaccinationId> {
    let ids = row.kept_apart.as_deref().and_then(|text| serde_json::from_str(text).ok());
    ids.unwrap_or_default()
}

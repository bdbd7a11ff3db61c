//! The parts of a dose that pages ask for.
//!
//! cynic ties a fragment with arguments to one type of variables, and sends the definitions of those
//! that a query uses; so all reading pages share [`ReadVariables`].

use shared::{Date, PracticeId, PractitionerId, RecordId, VaccinationId, VaccineCode};

use crate::api::{
    AuthorKind, ChangeKind, Locale, Moment, NotGivenReason, PartialDate, ProofKind, Provenance,
    Route, Site, VaccinationErrorCode, VaccinationField, VaccinationStatus, WarningCode, schema,
};

/// What any reading page asks with. Start with [`ReadVariables::new`]; what a query does not use is
/// not declared in it.
#[derive(cynic::QueryVariables, Debug, Clone)]
pub struct ReadVariables {
    /// In which language names are wanted.
    pub locale: Locale,
    /// Which record.
    pub record: RecordId,
    /// Which dose.
    pub vaccination: VaccinationId,
    /// How many of a list.
    pub first: i32,
    /// After which cursor of a list.
    pub after: Option<String>,
    /// Of which day.
    pub day: Option<Date>,
    /// Which other record.
    pub other: RecordId,
}

impl ReadVariables {
    /// In that language, twenty of a list.
    #[must_use]
    pub fn new(locale: Locale) -> Self {
        Self {
            locale,
            record: RecordId(Default::default()),
            vaccination: VaccinationId(Default::default()),
            first: 20,
            after: None,
            day: None,
            other: RecordId(Default::default()),
        }
    }

    /// Of that record.
    #[must_use]
    pub fn record(self, record: RecordId) -> Self {
        Self { record, ..self }
    }

    /// Of that dose.
    #[must_use]
    pub fn vaccination(self, vaccination: VaccinationId) -> Self {
        Self { vaccination, ..self }
    }

    /// After that cursor.
    #[must_use]
    pub fn after(self, after: Option<String>) -> Self {
        Self { after, ..self }
    }
}

/// A dose, all but its history.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(variables = "ReadVariables")]
pub struct Vaccination {
    /// Its id.
    pub id: VaccinationId,
    /// Its version; a change names the one it was made from.
    pub version: i32,
    /// Given, not given, void.
    pub status: VaccinationStatus,
    /// How it came here.
    pub provenance: Provenance,
    /// What was given.
    pub vaccine: Vaccine,
    /// When.
    pub occurrence: PartialDate,
    /// The lot.
    pub lot: Option<String>,
    /// The pack's expiry.
    pub expires_on: Option<Date>,
    /// The pack's serial number.
    pub serial: Option<String>,
    /// Where on the body.
    pub site: Option<Site>,
    /// The way into the body.
    pub route: Option<Route>,
    /// Millilitres.
    pub quantity_ml: Option<f64>,
    /// Who gave it.
    pub performer: Option<PractitionerName>,
    /// The practice that recorded it.
    pub practice: Option<PracticeName>,
    /// The country, ISO 3166-1 alpha-2.
    pub country: Option<String>,
    /// What it was read from.
    pub proof: Option<ProofKind>,
    /// Whether a professional stands for it.
    pub is_confirmed: bool,
    /// Whether only those who are named see it.
    pub is_confidential: bool,
    /// Why it was not given.
    pub not_given_reason: Option<NotGivenReason>,
    /// Words.
    pub note: Option<String>,
    /// When it was recorded.
    pub recorded_at: Moment,
    /// By whom.
    pub recorded_by: Author,
    /// The dose into which it was joined.
    pub joined_into: Option<VaccinationId>,
    /// What is strange about it.
    pub warnings: Vec<VaccinationWarning>,
}

/// The versions of a dose.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "Vaccination")]
pub struct VaccinationVersions {
    /// All versions, newest first.
    pub history: Vec<VaccinationVersion>,
}

/// A dose and its versions: two selections of one field, because spreading one fragment into
/// another compiles the reading of it twice.
#[derive(Debug, Clone, PartialEq)]
pub struct VaccinationWithHistory {
    /// The dose as it is now.
    pub now: Vaccination,
    /// All versions, newest first.
    pub history: Vec<VaccinationVersion>,
}

impl VaccinationWithHistory {
    /// Both, if there is such a dose.
    #[must_use]
    pub fn of(now: Option<Vaccination>, versions: Option<VaccinationVersions>) -> Option<Self> {
        Some(Self { now: now?, history: versions?.history })
    }
}

/// A vaccine by name.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(variables = "ReadVariables")]
pub struct Vaccine {
    /// NUVA code.
    pub code: VaccineCode,
    /// Its name.
    #[arguments(locale: $locale)]
    pub name: LocalizedText,
    /// A kind of vaccine instead of a brand.
    pub is_abstract: bool,
    /// What it is against.
    pub targets: Vec<Target>,
}

/// A disease by name.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq, Eq)]
#[cynic(variables = "ReadVariables")]
pub struct Target {
    /// NUVA code.
    pub code: String,
    /// Its name.
    #[arguments(locale: $locale)]
    pub name: LocalizedText,
}

/// A text and the language it is really in.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq, Eq)]
pub struct LocalizedText {
    /// The words.
    pub text: String,
    /// Their language; none for a brand, which is the same in every language.
    pub locale: Option<Locale>,
}

/// A professional by name.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq, Eq)]
#[cynic(graphql_type = "Practitioner")]
pub struct PractitionerName {
    /// Their id.
    pub id: PractitionerId,
    /// With title.
    pub name: String,
}

/// A practice by name.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq, Eq)]
#[cynic(graphql_type = "Practice")]
pub struct PracticeName {
    /// Its id.
    pub id: PracticeId,
    /// Its name.
    pub name: String,
}

/// Who did something: name and practice as they were then.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq, Eq)]
pub struct Author {
    /// A professional, the patient, a machine.
    pub kind: AuthorKind,
    /// The name.
    pub name: String,
    /// The practice.
    pub practice_name: Option<String>,
}

/// Something strange about a dose.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq, Eq)]
pub struct VaccinationWarning {
    /// What.
    pub code: WarningCode,
    /// The other dose of a possible duplicate.
    pub other: Option<VaccinationId>,
}

/// One version of a dose.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq, Eq)]
pub struct VaccinationVersion {
    /// From 1.
    pub version: i32,
    /// What it did.
    pub change: ChangeKind,
    /// When.
    pub at: Moment,
    /// Who.
    pub by: Author,
    /// Why.
    pub reason: Option<String>,
    /// What differs from the version before.
    pub changes: Vec<FieldChange>,
}

/// One field that changed; values as in the API.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq, Eq)]
pub struct FieldChange {
    /// Which.
    pub field: VaccinationField,
    /// What it said.
    pub before: Option<String>,
    /// What it says.
    pub after: Option<String>,
}

/// What of a vaccination's input is refused.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq, Eq)]
pub struct VaccinationError {
    /// The rule.
    pub code: VaccinationErrorCode,
    /// The path in the input.
    pub field: Vec<String>,
}

/// A dose for tests: its status, whether it is confirmed, and its diseases.
#[cfg(test)]
#[must_use]
pub fn sample(status: &str, is_confirmed: bool, targets: &[(&str, &str)]) -> Vaccination {
    use serde_json::json;
    let target = |(code, name): &(&str, &str)| json!({ "code": code, "name": { "text": name, "locale": "EN" } });
    let targets: Vec<_> = targets.iter().map(target).collect();
    serde_json::from_value(json!({
        "id": "0190d1a0-0000-7000-8000-000000000001",
        "version": 1, "status": status, "provenance": "TRANSCRIBED",
        "vaccine": { "code": "VAC0510", "name": { "text": "HEXYON", "locale": null },
            "isAbstract": false, "targets": targets },
        "occurrence": "2025-06-16", "lot": null, "expiresOn": null, "serial": null, "site": null, "route": null,
        "quantityMl": null, "performer": null, "practice": null, "country": null, "proof": null,
        "isConfirmed": is_confirmed, "isConfidential": false, "notGivenReason": null, "note": null, "joinedInto": null,
        "recordedAt": "2026-11-24T10:00:00Z",
        "recordedBy": { "kind": "PRACTITIONER", "name": "Dr X", "practiceName": null }, "warnings": [],
    }))
    .expect("a dose")
}

//! What the professional's pages change.

use shared::{Date, PractitionerId, RecordId, VaccinationId, VaccineCode};

use super::queries::{IdentifierInput, RecordMatch};
use crate::{
    account::queries::RecordError,
    api::{
        CONSENT_TEXT, ConsentHow, Locale, NotGivenReason, PartialDate, ProofKind, Route, Sex, Site,
        schema,
    },
    vaccinations::{
        changes::{DoseRef, DosesPayload, TranscribedDoseInput},
        queries::VaccinationError,
    },
};

/// Creates a record.
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Mutation", variables = "CreateRecordVariables")]
pub struct CreateRecord {
    /// What came of it.
    #[arguments(input: $input)]
    pub create_record: CreatePayload,
}

/// For [`CreateRecord`].
#[derive(cynic::QueryVariables, Debug)]
pub struct CreateRecordVariables {
    /// All of it.
    pub input: CreateRecordInput,
}

/// Opens a record with the patient present.
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Mutation", variables = "OpenRecordVariables")]
pub struct OpenRecord {
    /// What came of it.
    #[arguments(input: $input)]
    pub open_record: OpenPayload,
}

/// For [`OpenRecord`].
#[derive(cynic::QueryVariables, Debug)]
pub struct OpenRecordVariables {
    /// All of it.
    pub input: OpenRecordInput,
}

/// Records doses given here.
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Mutation", variables = "RecordVaccinationsVariables")]
pub struct RecordVaccinations {
    /// What came of it.
    #[arguments(input: $input)]
    pub record_vaccinations: DosesPayload,
}

/// For [`RecordVaccinations`].
#[derive(cynic::QueryVariables, Debug)]
pub struct RecordVaccinationsVariables {
    /// All of it.
    pub input: RecordVaccinationsInput,
}

/// Copies doses from a proof.
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Mutation", variables = "TranscribeVaccinationsVariables")]
pub struct TranscribeVaccinations {
    /// What came of it.
    #[arguments(input: $input)]
    pub transcribe_vaccinations: DosesPayload,
}

/// For [`TranscribeVaccinations`].
#[derive(cynic::QueryVariables, Debug)]
pub struct TranscribeVaccinationsVariables {
    /// All of it.
    pub input: TranscribeVaccinationsInput,
}

/// Records that a dose was not given.
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Mutation", variables = "RecordNotGivenVariables")]
pub struct RecordNotGiven {
    /// What came of it.
    #[arguments(input: $input)]
    pub record_not_given: DosesPayload,
}

/// For [`RecordNotGiven`].
#[derive(cynic::QueryVariables, Debug)]
pub struct RecordNotGivenVariables {
    /// All of it.
    pub input: RecordNotGivenInput,
}

/// Writes a new version of a dose.
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Mutation", variables = "CorrectVaccinationVariables")]
pub struct CorrectVaccination {
    /// What came of it.
    #[arguments(input: $input)]
    pub correct_vaccination: DosePayload,
}

/// For [`CorrectVaccination`].
#[derive(cynic::QueryVariables, Debug)]
pub struct CorrectVaccinationVariables {
    /// All of it.
    pub input: CorrectVaccinationInput,
}

/// Marks a dose as entered in error.
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Mutation", variables = "VoidVaccinationVariables")]
pub struct VoidVaccination {
    /// What came of it.
    #[arguments(input: $input)]
    pub void_vaccination: DosePayload,
}

/// For [`VoidVaccination`].
#[derive(cynic::QueryVariables, Debug)]
pub struct VoidVaccinationVariables {
    /// All of it.
    pub input: VoidVaccinationInput,
}

/// Confirms doses that were told or imported.
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Mutation", variables = "ConfirmVaccinationsVariables")]
pub struct ConfirmVaccinations {
    /// What came of it.
    #[arguments(input: $input)]
    pub confirm_vaccinations: DosesPayload,
}

/// For [`ConfirmVaccinations`].
#[derive(cynic::QueryVariables, Debug)]
pub struct ConfirmVaccinationsVariables {
    /// All of it.
    pub input: ConfirmVaccinationsInput,
}

/// A dose as it is now.
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "VaccinationPayload")]
pub struct DosePayload {
    /// The dose.
    pub vaccination: Option<DoseRef>,
    /// The version now in the record, if someone else changed it meanwhile.
    pub conflict: Option<DoseRef>,
    /// What was refused.
    pub user_errors: Vec<VaccinationError>,
}

/// A new record.
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "CreateRecordPayload")]
pub struct CreatePayload {
    /// The record.
    pub record: Option<RecordRef>,
    /// Who may be the same person.
    pub possible_matches: Vec<RecordMatch>,
    /// What was refused.
    pub user_errors: Vec<RecordError>,
}

/// An opened record.
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "OpenRecordPayload")]
pub struct OpenPayload {
    /// The record.
    pub record: Option<RecordRef>,
    /// What was refused.
    pub user_errors: Vec<RecordError>,
}

/// A corrected person.
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "CorrectPersonPayload")]
pub struct CorrectedPerson {
    /// What was refused.
    pub user_errors: Vec<RecordError>,
}

/// Corrects who a person is.
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Mutation", variables = "CorrectPersonVariables")]
pub struct CorrectPerson {
    /// What came of it.
    #[arguments(input: $input)]
    pub correct_person: CorrectedPerson,
}

/// For [`CorrectPerson`].
#[derive(cynic::QueryVariables, Debug)]
pub struct CorrectPersonVariables {
    /// All of it.
    pub input: CorrectPersonInput,
}

/// Who a person is, whole.
#[derive(cynic::InputObject, Debug, Clone, PartialEq)]
pub struct CorrectPersonInput {
    /// Makes it happen once.
    pub idempotency_key: String,
    /// Whose.
    pub record_id: RecordId,
    /// The version that was on screen.
    pub version: i32,
    /// Why.
    pub reason: String,
    /// Family name.
    pub family_name: String,
    /// Given name.
    pub given_name: String,
    /// A day, a month or a year.
    pub birth_date: PartialDate,
    /// Administrative sex.
    pub sex: Sex,
}

/// A record by its id.
#[derive(cynic::QueryFragment, Debug, Clone, Copy)]
#[cynic(graphql_type = "Record")]
pub struct RecordRef {
    /// Its id.
    pub id: RecordId,
}

/// That the person agrees to keeping the record.
#[derive(cynic::InputObject, Debug, Clone, PartialEq)]
pub struct ConsentInput {
    /// Which text was read or read out.
    pub text_version: String,
    /// In which language.
    pub language: Locale,
    /// By word or on paper.
    pub how: ConsentHow,
}

impl ConsentInput {
    /// To the text of now.
    #[must_use]
    pub fn of(how: ConsentHow, language: Locale) -> Self {
        Self { text_version: CONSENT_TEXT.to_owned(), language, how }
    }
}

/// A new person.
#[derive(cynic::InputObject, Debug, Clone, PartialEq)]
pub struct CreateRecordInput {
    /// Makes it happen once.
    pub idempotency_key: String,
    /// At least one.
    pub identifiers: Vec<IdentifierInput>,
    /// Family name.
    pub family_name: String,
    /// Given name.
    pub given_name: String,
    /// A day, a month or a year.
    pub birth_date: PartialDate,
    /// Administrative sex.
    pub sex: Sex,
    /// Of messages.
    pub language: Locale,
    /// Where to write.
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// Where to call.
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// Where they live.
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub commune: Option<String>,
    /// Who looked like the same and is not.
    pub not_the_same_as: Vec<RecordId>,
    /// That the person agrees.
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub consent: Option<ConsentInput>,
}

/// Which record, and why.
#[derive(cynic::InputObject, Debug, Clone, PartialEq)]
pub struct OpenRecordInput {
    /// Makes it happen once.
    pub idempotency_key: String,
    /// Which.
    pub record_id: RecordId,
    /// Why.
    pub reason: String,
    /// That the person agrees.
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub consent: Option<ConsentInput>,
}

/// Doses given here.
#[derive(cynic::InputObject, Debug, Clone, PartialEq)]
pub struct RecordVaccinationsInput {
    /// Makes it happen once.
    pub idempotency_key: String,
    /// Whose.
    pub record_id: RecordId,
    /// The day.
    pub given_on: Date,
    /// Who gave them.
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub performer_id: Option<PractitionerId>,
    /// Words for all.
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// 1 to 20.
    pub doses: Vec<GivenDoseInput>,
}

/// One dose given here.
#[derive(cynic::InputObject, Debug, Clone, PartialEq)]
pub struct GivenDoseInput {
    /// The product.
    pub vaccine_code: VaccineCode,
    /// The lot.
    pub lot: String,
    /// The expiry date on the pack.
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub expires_on: Option<Date>,
    /// The serial number on the pack.
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub serial: Option<String>,
    /// Where on the body.
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub site: Option<Site>,
    /// The way in.
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub route: Option<Route>,
}

/// Doses copied from a proof.
#[derive(cynic::InputObject, Debug, Clone, PartialEq)]
pub struct TranscribeVaccinationsInput {
    /// Makes it happen once.
    pub idempotency_key: String,
    /// Whose.
    pub record_id: RecordId,
    /// What they were read from.
    pub proof: ProofKind,
    /// 1 to 100.
    pub doses: Vec<TranscribedDoseInput>,
}

/// A dose that was not given.
#[derive(cynic::InputObject, Debug, Clone, PartialEq)]
pub struct RecordNotGivenInput {
    /// Makes it happen once.
    pub idempotency_key: String,
    /// Whose.
    pub record_id: RecordId,
    /// What was not given.
    pub vaccine_code: VaccineCode,
    /// The day it was decided.
    pub on: Date,
    /// Why.
    pub reason: NotGivenReason,
    /// Words.
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// The whole dose as it should be.
#[derive(cynic::InputObject, Debug, Clone, PartialEq)]
pub struct CorrectVaccinationInput {
    /// Makes it happen once.
    pub idempotency_key: String,
    /// Whose.
    pub record_id: RecordId,
    /// Which.
    pub vaccination_id: VaccinationId,
    /// The version that was on screen.
    pub version: i32,
    /// Why, in words.
    pub reason: String,
    /// The product or concept.
    pub vaccine_code: VaccineCode,
    /// When.
    pub occurrence: PartialDate,
    /// The lot.
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub lot: Option<String>,
    /// The expiry date on the pack.
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub expires_on: Option<Date>,
    /// The serial number on the pack.
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub serial: Option<String>,
    /// Where on the body.
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub site: Option<Site>,
    /// The way in.
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub route: Option<Route>,
    /// Millilitres.
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub quantity_ml: Option<f64>,
    /// Who gave it.
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub performer_id: Option<PractitionerId>,
    /// Where it was given.
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// What it was read from.
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub proof: Option<ProofKind>,
    /// Why it was not given.
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub not_given_reason: Option<NotGivenReason>,
    /// Words.
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// Which dose is void, and why.
#[derive(cynic::InputObject, Debug, Clone, PartialEq)]
pub struct VoidVaccinationInput {
    /// Makes it happen once.
    pub idempotency_key: String,
    /// Whose.
    pub record_id: RecordId,
    /// Which.
    pub vaccination_id: VaccinationId,
    /// The version that was on screen.
    pub version: i32,
    /// Why, in words.
    pub reason: String,
}

/// Which doses are confirmed.
#[derive(cynic::InputObject, Debug, Clone, PartialEq)]
pub struct ConfirmVaccinationsInput {
    /// Makes it happen once.
    pub idempotency_key: String,
    /// Whose.
    pub record_id: RecordId,
    /// Each in the version that was on screen.
    pub vaccinations: Vec<VaccinationRef>,
}

/// A dose in the version that was on screen.
#[derive(cynic::InputObject, Debug, Clone, PartialEq)]
pub struct VaccinationRef {
    /// Which.
    pub vaccination_id: VaccinationId,
    /// The version.
    pub version: i32,
}

//! What is said about doses.

use async_graphql::InputObject;
use shared::{
    Date, NotGivenReason, PartialDate, PractitionerId, ProofKind, RecordId, Route, Site,
    VaccinationId, VaccineCode,
};

use super::super::{
    confirm::ConfirmVaccinations,
    correct::CorrectVaccination,
    not_given::RecordNotGiven,
    record::{GivenDose, RecordVaccinations},
    same::{SeparateVaccinations, TwoDoses},
    transcribe::{OtherDose, TakeOver},
    void::VoidVaccination,
};
use crate::graphql::Said;

/// One dose given here.
#[derive(Debug, InputObject)]
pub struct GivenDoseInput {
    /// The product, or the concept if the product is not known.
    vaccine_code: Said<VaccineCode>,
    /// As on the pack: letters, digits and `-/._+`.
    lot: String,
    /// The expiry date on the pack.
    expires_on: Option<Said<Date>>,
    /// The serial number on the pack; at most 20 characters.
    serial: Option<String>,
    /// Where on the body.
    site: Option<Site>,
    /// The way into the body.
    route: Option<Route>,
    /// Millilitres, 0.01 to 20.
    quantity_ml: Option<f64>,
}

/// Doses given here.
#[derive(Debug, InputObject)]
pub struct RecordVaccinationsInput {
    /// Made by the caller, 8 to 64 characters; the same key twice records once and answers the same.
    idempotency_key: String,
    /// The record.
    record_id: RecordId,
    /// The day.
    given_on: Said<Date>,
    /// Who gave them; a professional of the viewer's practice. Without it the viewer.
    performer_id: Option<PractitionerId>,
    /// For all of them; at most 1,000 characters.
    note: Option<String>,
    /// 1 to 20.
    doses: Vec<GivenDoseInput>,
}

impl From<RecordVaccinationsInput> for RecordVaccinations {
    fn from(i: RecordVaccinationsInput) -> Self {
        let doses = i.doses.into_iter().map(|d| GivenDose {
            vaccine_code: d.vaccine_code,
            lot: d.lot,
            expires_on: d.expires_on,
            serial: d.serial,
            site: d.site,
            route: d.route,
            quantity_ml: d.quantity_ml,
        });
        Self {
            idempotency_key: i.idempotency_key,
            record_id: i.record_id,
            given_on: i.given_on,
            performer_id: i.performer_id,
            note: i.note,
            doses: doses.collect(),
        }
    }
}

/// One dose given elsewhere.
#[derive(Debug, InputObject)]
pub struct TranscribedDoseInput {
    /// The product, or the concept if the product is not known.
    vaccine_code: Said<VaccineCode>,
    /// When it was given, as exactly as is known.
    occurrence: Said<PartialDate>,
    /// As on the pack: letters, digits and `-/._+`.
    lot: Option<String>,
    /// Where it was given, ISO 3166-1 alpha-2.
    country: Option<String>,
    /// At most 1,000 characters.
    note: Option<String>,
}

/// Declares the inputs of the three ways in which doses given elsewhere come over.
macro_rules! take_over_input {
    ($($(#[$doc:meta])* $name:ident,)+) => {$(
        $(#[$doc])*
        #[derive(Debug, InputObject)]
        pub struct $name {
            /// Made by the caller, 8 to 64 characters; the same key twice records once and answers the same.
            idempotency_key: String,
            /// The record.
            record_id: RecordId,
            /// What they were read from.
            proof: ProofKind,
            /// 1 to 100.
            doses: Vec<TranscribedDoseInput>,
        }

        impl From<$name> for TakeOver {
            fn from(i: $name) -> Self {
                let doses = i.doses.into_iter().map(|d| OtherDose {
                    vaccine_code: d.vaccine_code,
                    occurrence: d.occurrence,
                    lot: d.lot,
                    country: d.country,
                    note: d.note,
                });
                Self {
                    idempotency_key: i.idempotency_key,
                    record_id: i.record_id,
                    proof: i.proof,
                    doses: doses.collect(),
                }
            }
        }
    )+};
}

take_over_input! {
    /// Doses copied from a proof.
    TranscribeVaccinationsInput,
    /// Doses that are remembered.
    ReportVaccinationsInput,
    /// Doses of another system.
    ImportVaccinationsInput,
}

/// A dose that was not given.
#[derive(Debug, InputObject)]
pub struct RecordNotGivenInput {
    /// Made by the caller, 8 to 64 characters; the same key twice acts once and answers the same.
    idempotency_key: String,
    /// The record.
    record_id: RecordId,
    /// The product, or the concept if the product is not known.
    vaccine_code: Said<VaccineCode>,
    /// The day it was decided.
    on: Said<Date>,
    /// Why.
    reason: NotGivenReason,
    /// Required with OTHER; at most 1,000 characters.
    note: Option<String>,
}

impl From<RecordNotGivenInput> for RecordNotGiven {
    fn from(i: RecordNotGivenInput) -> Self {
        Self {
            idempotency_key: i.idempotency_key,
            record_id: i.record_id,
            vaccine_code: i.vaccine_code,
            on: i.on,
            reason: i.reason,
            note: i.note,
        }
    }
}

/// The whole dose as it should be, from the version that was on screen.
#[derive(Debug, InputObject)]
pub struct CorrectVaccinationInput {
    /// Made by the caller, 8 to 64 characters; the same key twice acts once and answers the same.
    idempotency_key: String,
    /// The record.
    record_id: RecordId,
    /// The dose.
    vaccination_id: VaccinationId,
    /// The version that was on screen.
    version: i32,
    /// Why, in words; 3 to 500 characters.
    reason: String,
    /// The product, or the concept if the product is not known.
    vaccine_code: Said<VaccineCode>,
    /// When it was given, as exactly as is known.
    occurrence: Said<PartialDate>,
    /// As on the pack: letters, digits and `-/._+`.
    lot: Option<String>,
    /// The expiry date on the pack.
    expires_on: Option<Said<Date>>,
    /// The serial number on the pack; at most 20 characters.
    serial: Option<String>,
    /// Where on the body.
    site: Option<Site>,
    /// The way into the body.
    route: Option<Route>,
    /// Millilitres, 0.01 to 20.
    quantity_ml: Option<f64>,
    /// Who gave it, a professional of the practice; required for a dose given here.
    performer_id: Option<PractitionerId>,
    /// Where it was given, ISO 3166-1 alpha-2.
    country: Option<String>,
    /// What it was read from.
    proof: Option<ProofKind>,
    /// Why it was not given.
    not_given_reason: Option<NotGivenReason>,
    /// Anything else; at most 1,000 characters.
    note: Option<String>,
}

impl CorrectVaccinationInput {
    /// Which dose.
    pub(super) fn dose(&self) -> (RecordId, VaccinationId) {
        (self.record_id, self.vaccination_id)
    }
}

impl From<CorrectVaccinationInput> for CorrectVaccination {
    fn from(i: CorrectVaccinationInput) -> Self {
        Self {
            idempotency_key: i.idempotency_key,
            record_id: i.record_id,
            vaccination_id: i.vaccination_id,
            version: i.version,
            reason: i.reason,
            vaccine_code: i.vaccine_code,
            occurrence: i.occurrence,
            lot: i.lot,
            expires_on: i.expires_on,
            serial: i.serial,
            site: i.site,
            route: i.route,
            quantity_ml: i.quantity_ml,
            performer_id: i.performer_id,
            country: i.country,
            proof: i.proof,
            not_given_reason: i.not_given_reason,
            note: i.note,
        }
    }
}

/// Which dose is void, and why.
#[derive(Debug, InputObject)]
pub struct VoidVaccinationInput {
    /// Made by the caller, 8 to 64 characters; the same key twice acts once and answers the same.
    idempotency_key: String,
    /// The record.
    record_id: RecordId,
    /// The dose.
    vaccination_id: VaccinationId,
    /// The version that was on screen.
    version: i32,
    /// Why, in words; 3 to 500 characters.
    reason: String,
}

impl VoidVaccinationInput {
    /// Which dose.
    pub(super) fn dose(&self) -> (RecordId, VaccinationId) {
        (self.record_id, self.vaccination_id)
    }
}

impl From<VoidVaccinationInput> for VoidVaccination {
    fn from(i: VoidVaccinationInput) -> Self {
        Self {
            idempotency_key: i.idempotency_key,
            record_id: i.record_id,
            vaccination_id: i.vaccination_id,
            version: i.version,
            reason: i.reason,
        }
    }
}

/// A dose in the version that was on screen.
#[derive(Debug, InputObject)]
pub struct VaccinationRef {
    /// The dose.
    vaccination_id: VaccinationId,
    /// The version that was on screen.
    version: i32,
}

/// Which doses to confirm.
#[derive(Debug, InputObject)]
pub struct ConfirmVaccinationsInput {
    /// Made by the caller, 8 to 64 characters; the same key twice acts once and answers the same.
    idempotency_key: String,
    /// The record.
    record_id: RecordId,
    /// 1 to 100.
    vaccinations: Vec<VaccinationRef>,
}

impl From<ConfirmVaccinationsInput> for ConfirmVaccinations {
    fn from(i: ConfirmVaccinationsInput) -> Self {
        Self {
            idempotency_key: i.idempotency_key,
            record_id: i.record_id,
            vaccinations: i
                .vaccinations
                .into_iter()
                .map(|v| (v.vaccination_id, v.version))
                .collect(),
        }
    }
}

/// Two doses of one record.
#[derive(Debug, InputObject)]
pub struct TwoVaccinationsInput {
    /// Made by the caller, 8 to 64 characters; the same key twice acts once and answers the same.
    idempotency_key: String,
    /// The record.
    record_id: RecordId,
    /// One dose.
    vaccination_id: VaccinationId,
    /// Its version that was on screen.
    version: i32,
    /// The other dose.
    other_id: VaccinationId,
    /// Its version that was on screen.
    other_version: i32,
}

impl From<TwoVaccinationsInput> for TwoDoses {
    fn from(i: TwoVaccinationsInput) -> Self {
        Self {
            idempotency_key: i.idempotency_key,
            record_id: i.record_id,
            one: (i.vaccination_id, i.version),
            other: (i.other_id, i.other_version),
        }
    }
}

/// A dose that was joined into another.
#[derive(Debug, InputObject)]
pub struct SeparateVaccinationsInput {
    /// Made by the caller, 8 to 64 characters; the same key twice acts once and answers the same.
    idempotency_key: String,
    /// The record.
    record_id: RecordId,
    /// The dose that was joined into another.
    vaccination_id: VaccinationId,
    /// The version that was on screen.
    version: i32,
}

impl From<SeparateVaccinationsInput> for SeparateVaccinations {
    fn from(i: SeparateVaccinationsInput) -> Self {
        Self {
            idempotency_key: i.idempotency_key,
            record_id: i.record_id,
            vaccination_id: i.vaccination_id,
            version: i.version,
        }
    }
}

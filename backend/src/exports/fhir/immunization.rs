//! A dose as a FHIR Immunization.

use shared::{Locale, PartialDate, Provenance, VaccinationStatus};

use super::{
    super::form::Vaccination,
    codes,
    types::{
        Annotation, Extended, Extension, Immunization, Meta, Performer, Quantity, Reference,
        Resource, day, instant, partial,
    },
};

/// FHIR's own extension: why a value is missing.
const ABSENT: &str = "http://hl7.org/fhir/StructureDefinition/data-absent-reason";

pub(super) fn immunization(dose: &Vaccination, patient: &Reference, language: Locale) -> Resource {
    let content = &dose.content;
    let when = content.occurrence;
    let unknown = || Extension { url: ABSENT, value_code: "unknown" };
    Resource::Immunization(Box::new(Immunization {
        id: dose.id.0.hyphenated().to_string(),
        meta: dose.is_confidential.then(|| Meta { security: vec![codes::restricted()] }),
        status: match content.status {
            VaccinationStatus::Completed => "completed",
            VaccinationStatus::NotDone => "not-done",
            VaccinationStatus::EnteredInError => "entered-in-error",
        },
        status_reason: content.not_given_reason.map(codes::not_given),
        vaccine_code: codes::vaccine(&content.vaccine_code, language),
        patient: patient.clone(),
        occurrence_date_time: partial(when),
        occurrence_unknown: (when == PartialDate::Unknown)
            .then(|| Extended { extension: vec![unknown()] }),
        occurrence_string: match when {
            PartialDate::Between { from, to } => Some(format!("{from}/{to}")),
            _ => None,
        },
        recorded: instant(dose.recorded_at),
        primary_source: content.provenance == Provenance::GivenHere,
        report_origin: codes::origin(content.provenance),
        lot_number: content.lot.as_ref().map(ToString::to_string),
        expiration_date: content.expires_on.map(day),
        site: content.site.map(codes::site),
        route: content.route.map(codes::route),
        dose_quantity: content.quantity_ul.map(|microlitres| Quantity {
            value: f64::from(microlitres) / 1_000.0,
            unit: "ml",
            system: "http://unitsofmeasure.org",
            code: "mL",
        }),
        performer: performers(dose),
        note: content.note.iter().cloned().map(|text| Annotation { text }).collect(),
    }))
}

/// Who gave it, and the practice that stands for it.
fn performers(dose: &Vaccination) -> Vec<Performer> {
    let giver = dose.content.performer.as_ref().map(|performer| Performer {
        function: Some(codes::administering()),
        actor: Reference::named(&performer.name),
    });
    let practice = dose.content.practice.as_ref();
    let practice = practice
        .map(|practice| Performer { function: None, actor: Reference::named(&practice.name) });
    giver.into_iter().chain(practice).collect()
}

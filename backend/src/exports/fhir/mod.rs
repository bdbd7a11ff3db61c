//! An export as a FHIR R4 Bundle (4.0.1, type `collection`): the Patient, an Immunization for each
//! dose, and an ImmunizationRecommendation. `docs/export.md` says where each element comes from.
//!
//! What FHIR cannot say without extensions (versions, consent, who looked) is left to the JSON
//! form; the one extension used is FHIR's own for a date that nobody knows.

use shared::Locale;

use super::form::Export;
use crate::error::Result;

mod codes;
mod immunization;
mod patient;
mod recommendation;
mod types;

pub(super) use codes::disease_name;
use types::{Bundle, Entry, Reference};

/// The Bundle as JSON; names of vaccines and diseases are written in that language too.
///
/// # Errors
/// If it cannot be written.
pub fn to_json(export: &Export, language: Locale) -> Result<Vec<u8>> {
    let mut json =
        serde_json::to_vec_pretty(&bundle(export, language)).map_err(anyhow::Error::from)?;
    json.push(b'\n');
    Ok(json)
}

/// The Bundle.
fn bundle(export: &Export, language: Locale) -> Bundle {
    let patient = patient::patient(&export.person);
    let subject = Reference::to(urn(&export.person.id.0));
    let mut entries = vec![Entry::new(urn(&export.person.id.0), patient)];
    // What was joined into another dose is that event, told twice.
    let doses = export.vaccinations.iter().filter(|dose| dose.content.joined_into.is_none());
    entries.extend(doses.map(|dose| {
        let resource = immunization::immunization(dose, &subject, language);
        Entry::new(urn(&dose.id.0), resource)
    }));
    entries.extend(export.assessment.as_ref().and_then(|assessment| {
        let id = recommendation::id(export);
        let made_at = export.made_at;
        let resource = recommendation::recommendation(id, assessment, made_at, &subject, language)?;
        Some(Entry::new(urn(&id), resource))
    }));
    Bundle {
        resource_type: "Bundle",
        language: language.code(),
        kind: "collection",
        timestamp: types::instant(export.made_at),
        entry: entries,
    }
}

fn urn(id: &uuid::Uuid) -> String {
    format!("urn:uuid:{}", id.hyphenated())
}

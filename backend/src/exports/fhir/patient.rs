//! The person as a FHIR Patient.

use shared::{IdentifierSystem, Sex};

use super::{
    super::form::{Identifier as Number, Person},
    types::{
        Address, CodeableConcept, Coding, Communication, ContactPoint, HumanName, Identifier,
        Patient, Reference, Resource, day, partial,
    },
};

/// Luxembourg's matricule, as HL7's own example for Luxembourg has it.
const MATRICULE: &str = "urn:oid:1.3.182.4.4";
/// RFC 3986: numbers that are addresses.
const URI: &str = "urn:ietf:rfc:3986";
const LANGUAGES: &str = "urn:ietf:bcp:47";

pub(super) fn patient(person: &Person) -> Resource {
    let id = person.id.0.hyphenated().to_string();
    let own =
        Identifier { system: Some(URI), value: format!("urn:uuid:{id}"), ..Identifier::default() };
    let contact =
        |system, value: &Option<String>| value.clone().map(|value| ContactPoint { system, value });
    let telecom = [contact("email", &person.email), contact("phone", &person.phone)];
    let language = Coding::new(LANGUAGES, person.language.code(), "");
    Resource::Patient(Box::new(Patient {
        id,
        identifier: person.identifiers.iter().map(identifier).chain([own]).collect(),
        name: vec![HumanName {
            usage: "official",
            family: person.family_name.clone(),
            given: vec![person.given_name.clone()],
        }],
        telecom: telecom.into_iter().flatten().collect(),
        gender: match person.sex {
            Sex::Female => "female",
            Sex::Male => "male",
            Sex::Other => "other",
            Sex::Unknown => "unknown",
        },
        // A birth date is a day, a month or a year, all of which FHIR can say.
        birth_date: partial(person.birth_date.partial()).unwrap_or_default(),
        deceased_date_time: person.died_on.map(day),
        address: person
            .commune
            .iter()
            .cloned()
            .map(|city| Address { city, country: "LU" })
            .collect(),
        communication: vec![Communication {
            language: CodeableConcept { coding: vec![language], text: None },
            preferred: true,
        }],
    }))
}

/// A number: by its system where that has an address that we know for certain, else in words.
fn identifier(number: &Number) -> Identifier {
    let words = |text: &str| Some(CodeableConcept::words(text));
    let (system, kind) = match number.system {
        IdentifierSystem::LuMatricule => (Some(MATRICULE), None),
        IdentifierSystem::LuNewborn => (None, words("Luxembourg: provisional number of a newborn")),
        IdentifierSystem::BeNiss => (None, words("Belgium: NISS")),
        IdentifierSystem::FrNir => (None, words("France: NIR")),
        IdentifierSystem::DeKvnr => (None, words("Germany: KVNR")),
        IdentifierSystem::PtUtente => (None, words("Portugal: número de utente")),
        IdentifierSystem::Passport => (None, words("Passport")),
        IdentifierSystem::Other => (None, words("Another number")),
    };
    Identifier {
        usage: Some(if number.superseded_at.is_some() { "old" } else { "official" }),
        kind,
        system,
        value: number.value.clone(),
        assigner: (!number.issuer.is_empty()).then(|| Reference::named(&number.issuer)),
    }
}

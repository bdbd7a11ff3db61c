//! As much of FHIR R4 as is written, in the order in which FHIR lists the elements.

use chrono::{DateTime, SecondsFormat, Utc};
use serde::Serialize;
use shared::{Date, PartialDate};

/// Declares FHIR's structures: camelCase, and what is not known is left out.
macro_rules! structures {
    ($($(#[$doc:meta])* $name:ident { $($(#[$attribute:meta])* $field:ident: $type:ty,)+ })+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Default, Serialize)]
        #[serde(rename_all = "camelCase")]
        pub(super) struct $name { $($(#[$attribute])* pub(super) $field: $type,)+ }
    )+};
}

structures! {
    /// What holds the resources.
    Bundle {
        resource_type: &'static str,
        language: &'static str,
        #[serde(rename = "type")]
        kind: &'static str,
        timestamp: String,
        entry: Vec<Entry>,
    }

    /// One resource with its address.
    Entry {
        full_url: String,
        resource: Resource,
    }

    /// A code of a system.
    Coding {
        #[serde(skip_serializing_if = "Option::is_none")]
        system: Option<&'static str>,
        #[serde(skip_serializing_if = "Option::is_none")]
        code: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        display: Option<String>,
    }

    /// Something by codes and in words.
    CodeableConcept {
        #[serde(skip_serializing_if = "Vec::is_empty")]
        coding: Vec<Coding>,
        #[serde(skip_serializing_if = "Option::is_none")]
        text: Option<String>,
    }

    /// What is said about a resource as a whole.
    Meta {
        security: Vec<Coding>,
    }

    /// Another resource, or only its name.
    Reference {
        #[serde(skip_serializing_if = "Option::is_none")]
        reference: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        display: Option<String>,
    }

    /// A number of a person.
    Identifier {
        #[serde(skip_serializing_if = "Option::is_none", rename = "use")]
        usage: Option<&'static str>,
        #[serde(skip_serializing_if = "Option::is_none", rename = "type")]
        kind: Option<CodeableConcept>,
        #[serde(skip_serializing_if = "Option::is_none")]
        system: Option<&'static str>,
        value: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        assigner: Option<Reference>,
    }

    /// A person's name.
    HumanName {
        #[serde(rename = "use")]
        usage: &'static str,
        family: String,
        given: Vec<String>,
    }

    /// How a person is reached.
    ContactPoint {
        system: &'static str,
        value: String,
    }

    /// Where a person lives.
    Address {
        city: String,
        country: &'static str,
    }

    /// A language of a person.
    Communication {
        language: CodeableConcept,
        preferred: bool,
    }

    /// Whose record it is.
    Patient {
        id: String,
        identifier: Vec<Identifier>,
        name: Vec<HumanName>,
        #[serde(skip_serializing_if = "Vec::is_empty")]
        telecom: Vec<ContactPoint>,
        gender: &'static str,
        birth_date: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        deceased_date_time: Option<String>,
        #[serde(skip_serializing_if = "Vec::is_empty")]
        address: Vec<Address>,
        communication: Vec<Communication>,
    }

    /// FHIR's word that a value is not known.
    Extended {
        extension: Vec<Extension>,
    }

    /// An extension with a code.
    Extension {
        url: &'static str,
        value_code: &'static str,
    }

    /// How much.
    Quantity {
        value: f64,
        unit: &'static str,
        system: &'static str,
        code: &'static str,
    }

    /// Who did it.
    Performer {
        #[serde(skip_serializing_if = "Option::is_none")]
        function: Option<CodeableConcept>,
        actor: Reference,
    }

    /// Words beside it.
    Annotation {
        text: String,
    }

    /// A dose.
    Immunization {
        id: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        meta: Option<Meta>,
        status: &'static str,
        #[serde(skip_serializing_if = "Option::is_none")]
        status_reason: Option<CodeableConcept>,
        vaccine_code: CodeableConcept,
        patient: Reference,
        #[serde(skip_serializing_if = "Option::is_none")]
        occurrence_date_time: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none", rename = "_occurrenceDateTime")]
        occurrence_unknown: Option<Extended>,
        #[serde(skip_serializing_if = "Option::is_none")]
        occurrence_string: Option<String>,
        recorded: String,
        primary_source: bool,
        #[serde(skip_serializing_if = "Option::is_none")]
        report_origin: Option<CodeableConcept>,
        #[serde(skip_serializing_if = "Option::is_none")]
        lot_number: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        expiration_date: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        site: Option<CodeableConcept>,
        #[serde(skip_serializing_if = "Option::is_none")]
        route: Option<CodeableConcept>,
        #[serde(skip_serializing_if = "Option::is_none")]
        dose_quantity: Option<Quantity>,
        #[serde(skip_serializing_if = "Vec::is_empty")]
        performer: Vec<Performer>,
        #[serde(skip_serializing_if = "Vec::is_empty")]
        note: Vec<Annotation>,
    }

    /// What is recommended.
    ImmunizationRecommendation {
        id: String,
        patient: Reference,
        date: String,
        authority: Reference,
        recommendation: Vec<Recommendation>,
    }

    /// What is recommended against one disease.
    Recommendation {
        target_disease: CodeableConcept,
        forecast_status: CodeableConcept,
        #[serde(skip_serializing_if = "Vec::is_empty")]
        date_criterion: Vec<DateCriterion>,
        #[serde(skip_serializing_if = "Option::is_none")]
        description: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        series: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        dose_number_positive_int: Option<u16>,
    }

    /// A day that matters.
    DateCriterion {
        code: CodeableConcept,
        value: String,
    }
}

/// A resource, with its type in front.
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "resourceType")]
pub(super) enum Resource {
    Patient(Box<Patient>),
    Immunization(Box<Immunization>),
    ImmunizationRecommendation(Box<ImmunizationRecommendation>),
}

impl Default for Resource {
    fn default() -> Self {
        Self::Patient(Box::default())
    }
}

impl Entry {
    pub(super) fn new(full_url: String, resource: Resource) -> Self {
        Self { full_url, resource }
    }
}

impl Reference {
    /// Another entry of the Bundle.
    pub(super) fn to(url: String) -> Self {
        Self { reference: Some(url), display: None }
    }

    /// Someone who is only named.
    pub(super) fn named(name: &str) -> Self {
        Self { reference: None, display: Some(name.to_owned()) }
    }
}

impl CodeableConcept {
    /// Only words.
    pub(super) fn words(text: impl Into<String>) -> Self {
        Self { coding: Vec::new(), text: Some(text.into()) }
    }

    /// One code with words.
    pub(super) fn code(system: &'static str, code: &str, display: &str) -> Self {
        Self { coding: vec![Coding::new(system, code, display)], text: None }
    }
}

impl Coding {
    pub(super) fn new(system: &'static str, code: &str, display: &str) -> Self {
        Self {
            system: Some(system),
            code: Some(code.to_owned()),
            display: (!display.is_empty()).then(|| display.to_owned()),
        }
    }
}

/// A moment as FHIR writes it.
pub(super) fn instant(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::AutoSi, true)
}

/// A day as FHIR writes it, as exactly as it is known; `None` where FHIR has no way of writing it.
pub(super) fn partial(date: PartialDate) -> Option<String> {
    match date {
        PartialDate::Day { .. } | PartialDate::Month { .. } | PartialDate::Year { .. } => {
            Some(date.to_string())
        }
        PartialDate::Between { .. } | PartialDate::Unknown => None,
    }
}

/// A day as FHIR writes it.
pub(super) fn day(date: Date) -> String {
    date.to_string()
}

//! The codes of FHIR's terminology for our words.
//!
//! NUVA's system is the one that `ips-to-clvr` uses; SNOMED CT codes of diseases are those of
//! the value set «Vaccine Target Diseases» of the International Patient Summary.

use catalogue::Catalogue;
use engine::assessment::Status;
use shared::{Locale, NotGivenReason, Provenance, Route, Site, VaccineCode};

use super::types::{CodeableConcept, Coding};

/// NUVA, by its OID.
const NUVA: &str = "urn:oid:1.3.6.1.4.1.48601.1.1.1";
/// CDC's codes of vaccines.
const CVX: &str = "http://hl7.org/fhir/sid/cvx";
/// WHO's classification of products.
const ATC: &str = "http://www.whocc.no/atc";
const SNOMED: &str = "http://snomed.info/sct";
const LOINC: &str = "http://loinc.org";
const ACT_SITE: &str = "http://terminology.hl7.org/CodeSystem/v3-ActSite";
const ROUTE: &str = "http://terminology.hl7.org/CodeSystem/v3-RouteOfAdministration";
const CONFIDENTIALITY: &str = "http://terminology.hl7.org/CodeSystem/v3-Confidentiality";
const ACT_REASON: &str = "http://terminology.hl7.org/CodeSystem/v3-ActReason";
const ORIGIN: &str = "http://terminology.hl7.org/CodeSystem/immunization-origin";
const FUNCTION: &str = "http://terminology.hl7.org/CodeSystem/v2-0443";
const FORECAST: &str = "http://terminology.hl7.org/CodeSystem/immunization-recommendation-status";

/// A vaccine: NUVA, and CVX and ATC where NUVA knows exactly one.
pub(super) fn vaccine(code: &VaccineCode, language: Locale) -> CodeableConcept {
    let known = Catalogue::embedded().vaccine(*code);
    let name = |locale| known.map(|vaccine| vaccine.name(locale).text.to_owned());
    let mut coding =
        vec![Coding::new(NUVA, &code.to_string(), &name(Locale::En).unwrap_or_default())];
    if let Some(vaccine) = known {
        if let [cvx] = &*vaccine.cvx {
            coding.push(Coding::new(CVX, cvx, ""));
        }
        if let Some(atc) = &vaccine.atc {
            coding.push(Coding::new(ATC, atc, ""));
        }
    }
    CodeableConcept { coding, text: Some(vaccine_name(code, language)) }
}

/// A vaccine's name, or its code if it has none.
fn vaccine_name(code: &VaccineCode, language: Locale) -> String {
    let known = Catalogue::embedded().vaccine(*code);
    known.map_or_else(|| code.to_string(), |of| of.name(language).text.to_owned())
}

/// A disease: SNOMED CT where the IPS has it, and its name.
pub(super) fn disease(target: &str, language: Locale) -> CodeableConcept {
    let coding = SNOMED_OF.iter().filter(|(nuva, ..)| *nuva == target);
    let coding = coding.map(|(_, code, display)| Coding::new(SNOMED, code, display)).collect();
    CodeableConcept { coding, text: Some(disease_name(target, language)) }
}

/// A disease's name, or its code if it has none.
pub(in crate::exports) fn disease_name(target: &str, language: Locale) -> String {
    let known = target.parse().ok().and_then(|code| Catalogue::embedded().target(code));
    known.map_or_else(|| target.to_owned(), |of| of.name(language).text.to_owned())
}

#[rustfmt::skip]
const SNOMED_OF: [(&str, &str, &str); 22] = [
    ("DIS001", "397430003", "Diphtheria caused by Corynebacterium diphtheriae (disorder)"),
    ("DIS002", "76902006", "Tetanus (disorder)"),
    ("DIS003", "27836007", "Pertussis (disorder)"),
    ("DIS004", "398102009", "Acute poliomyelitis (disorder)"),
    ("DIS005", "709410003", "Haemophilus influenzae type b infection (disorder)"),
    ("DIS006", "66071002", "Viral hepatitis type B (disorder)"),
    ("DIS008", "14189004", "Measles (disorder)"),
    ("DIS009", "36989005", "Mumps (disorder)"),
    ("DIS010", "36653000", "Rubella (disorder)"),
    ("DIS011", "38907003", "Varicella (disorder)"),
    ("DIS014", "56717001", "Tuberculosis (disorder)"),
    ("DIS015", "6142004", "Influenza (disorder)"),
    ("DIS016", "40468003", "Viral hepatitis, type A (disorder)"),
    ("DIS017", "16541001", "Yellow fever (disorder)"),
    ("DIS018", "4834000", "Typhoid fever (disorder)"),
    ("DIS027", "712986001", "Encephalitis caused by tick-borne encephalitis virus (disorder)"),
    ("DIS028", "52947006", "Japanese encephalitis virus disease (disorder)"),
    ("DIS030", "14168008", "Rabies (disorder)"),
    ("DIS032", "18624000", "Disease caused by Rotavirus (disorder)"),
    ("DIS036", "63650001", "Cholera (disorder)"),
    ("DIS038", "240532009", "Human papillomavirus infection (disorder)"),
    ("DIS057", "840539006", "Disease caused by severe acute respiratory syndrome coronavirus 2 (disorder)"),
];

/// Where on the body.
pub(super) fn site(site: Site) -> CodeableConcept {
    let (code, display) = match site {
        Site::LeftArm => ("LA", "left arm"),
        Site::RightArm => ("RA", "right arm"),
        Site::LeftThigh => ("LT", "left thigh"),
        Site::RightThigh => ("RT", "right thigh"),
        // HL7 has the muscle, we have the buttock: words are exact, a code would not be.
        Site::LeftButtock => return CodeableConcept::words("left buttock"),
        Site::RightButtock => return CodeableConcept::words("right buttock"),
    };
    CodeableConcept::code(ACT_SITE, code, display)
}

/// The way in.
pub(super) fn route(route: Route) -> CodeableConcept {
    let (code, display) = match route {
        Route::Intramuscular => ("IM", "Injection, intramuscular"),
        Route::Subcutaneous => ("SQ", "Injection, subcutaneous"),
        Route::Intradermal => ("IDINJ", "Injection, intradermal"),
        Route::Oral => ("PO", "Swallow, oral"),
        // FHIR's value set has only «by nasal cannula».
        Route::Intranasal => return CodeableConcept::words("into the nose"),
    };
    CodeableConcept::code(ROUTE, code, display)
}

/// Why not given.
pub(super) fn not_given(reason: NotGivenReason) -> CodeableConcept {
    let (code, display) = match reason {
        NotGivenReason::PatientObjection => ("PATOBJ", "patient objection"),
        NotGivenReason::MedicalPrecaution => ("MEDPREC", "medical precaution"),
        NotGivenReason::Immunity => ("IMMUNE", "immunity"),
        NotGivenReason::OutOfStock => ("OSTOCK", "product out of stock"),
        NotGivenReason::AcuteIllness => return CodeableConcept::words("acutely ill on that day"),
        NotGivenReason::Other => return CodeableConcept::words("another reason"),
    };
    CodeableConcept::code(ACT_REASON, code, display)
}

/// Where a dose comes from that was not given by whoever recorded it.
pub(super) fn origin(provenance: Provenance) -> Option<CodeableConcept> {
    match provenance {
        Provenance::GivenHere => None,
        Provenance::Transcribed => Some(CodeableConcept::code(ORIGIN, "record", "Written Record")),
        Provenance::Reported => {
            Some(CodeableConcept::code(ORIGIN, "recall", "Parent/Guardian/Patient Recall"))
        }
        Provenance::Imported => Some(CodeableConcept::code(ORIGIN, "provider", "Other Provider")),
    }
}

/// That only those who are named see it (FHIR R4, `meta.security`).
pub(super) fn restricted() -> Coding {
    Coding {
        system: Some(CONFIDENTIALITY),
        code: Some("R".to_owned()),
        display: Some("restricted".to_owned()),
    }
}

/// That someone gave the dose.
pub(super) fn administering() -> CodeableConcept {
    CodeableConcept::code(FUNCTION, "AP", "Administering Provider")
}

/// How it stands; HL7's code where it means the same, and our word.
pub(super) fn forecast(status: Status, words: &str) -> CodeableConcept {
    let code = match status {
        Status::Overdue => Some(("overdue", "Overdue")),
        Status::Due => Some(("due", "Due")),
        Status::Complete => Some(("complete", "Complete")),
        Status::Immune => Some(("immune", "Immune")),
        Status::Contraindicated => Some(("contraindicated", "Contraindicated")),
        Status::DueSoon
        | Status::Unknown
        | Status::UpToDate
        | Status::NotDue
        | Status::Refused
        | Status::MayBeGiven
        | Status::AgedOut
        | Status::NotRecommended => None,
    };
    let coding = code.map(|(code, display)| Coding::new(FORECAST, code, display));
    CodeableConcept { coding: coding.into_iter().collect(), text: Some(words.to_owned()) }
}

/// The meaning of a day, by LOINC.
pub(super) fn criterion(code: &str, display: &str) -> CodeableConcept {
    CodeableConcept::code(LOINC, code, display)
}

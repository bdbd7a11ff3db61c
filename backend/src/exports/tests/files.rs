//! FHIR and PDF: what stands in them, in every language.

use engine::assessment::Status;
use expect_test::expect;
use serde_json::{Value, json};
use shared::{Locale, VaccinationStatus};

use super::{super::pdf::Paper, Export, demos, everyone, own};
use crate::{
    exports::{fhir, pdf},
    testing::TestApp,
};

async fn exports() -> Vec<Export> {
    let app = demos().await.into_iter().next().expect("SQLite");
    let mut exports = Vec::new();
    for id in everyone(&app).await {
        exports.push(own(&app, id).await);
    }
    exports
}

fn bundle(export: &Export) -> Value {
    let json = fhir::to_json(export, Locale::En).expect("JSON");
    serde_json::from_slice(&json).expect("JSON")
}

#[tokio::test]
async fn a_bundle_holds_the_person_each_dose_and_what_is_recommended() {
    for export in exports().await {
        let bundle = bundle(&export);
        let entries = bundle["entry"].as_array().expect("entries");
        let of = |kind: &str| {
            let entries = entries.iter().map(|entry| &entry["resource"]);
            entries.filter(|r| r["resourceType"] == kind).cloned().collect::<Vec<Value>>()
        };
        assert_eq!(of("Patient").len(), 1);
        let doses: Vec<_> =
            export.vaccinations.iter().filter(|d| d.content.joined_into.is_none()).collect();
        let immunizations = of("Immunization");
        assert_eq!(immunizations.len(), doses.len());
        for (dose, said) in doses.iter().zip(&immunizations) {
            assert_eq!(said["id"], dose.id.to_string());
            assert_eq!(said["patient"]["reference"], entries[0]["fullUrl"]);
            let is_void = dose.content.status == VaccinationStatus::EnteredInError;
            assert_eq!(said["status"] == "entered-in-error", is_void);
            let whens = ["occurrenceDateTime", "_occurrenceDateTime", "occurrenceString"];
            assert_eq!(whens.iter().filter(|key| said.get(*key).is_some()).count(), 1, "{said}");
        }
        let targets = export.assessment.as_ref().map_or(0, |of| of.targets.len());
        let recommended = of("ImmunizationRecommendation");
        let said = recommended.first().map(|r| r["recommendation"].as_array().map_or(0, Vec::len));
        assert_eq!(said.unwrap_or(0), targets);
    }
}

#[tokio::test]
async fn dates_that_are_not_exact_and_doses_that_were_not_given_are_said_as_such() {
    let app = TestApp::new().await;
    let id = app.record("Noé", "2025-04-14", 103).await;
    let mutation = "mutation($input: TranscribeVaccinationsInput!) {
        transcribeVaccinations(input: $input) { vaccinations { id } userErrors { code field } } }";
    let rows = ["2025-09", "2025", "2025-10-01/2025-10-31", "unknown"];
    let doses: Vec<Value> =
        rows.iter().map(|on| json!({ "vaccineCode": "VAC0510", "occurrence": on })).collect();
    let input = json!({ "idempotencyKey": "copy-the-card", "recordId": id, "proof": "YELLOW_CARD", "doses": doses });
    let answer = app.run(&app.schiltz, mutation, json!({ "input": input })).await;
    assert_eq!(answer["data"]["transcribeVaccinations"]["userErrors"], json!([]), "{answer}");
    app.dose(id, "VAC0510", "2026-11-20").await;
    let bundle = bundle(&own(&app, id).await);
    let entries = bundle["entry"].as_array().expect("entries").iter();
    let said: Vec<String> = entries
        .map(|entry| &entry["resource"])
        .filter(|resource| resource["resourceType"] == "Immunization")
        .map(|r| {
            let mut r = r.clone();
            let fields = r.as_object_mut().expect("an object");
            for field in ["id", "resourceType", "patient", "recorded", "vaccineCode"] {
                fields.remove(field);
            }
            r.to_string()
        })
        .collect();
    expect![[r#"
        {"_occurrenceDateTime":{"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/data-absent-reason","valueCode":"unknown"}]},"performer":[{"actor":{"display":"Cabinet médical Belair"}}],"primarySource":false,"reportOrigin":{"coding":[{"code":"record","display":"Written Record","system":"http://terminology.hl7.org/CodeSystem/immunization-origin"}]},"status":"completed"}
        {"occurrenceDateTime":"2025","performer":[{"actor":{"display":"Cabinet médical Belair"}}],"primarySource":false,"reportOrigin":{"coding":[{"code":"record","display":"Written Record","system":"http://terminology.hl7.org/CodeSystem/immunization-origin"}]},"status":"completed"}
        {"occurrenceDateTime":"2025-09","performer":[{"actor":{"display":"Cabinet médical Belair"}}],"primarySource":false,"reportOrigin":{"coding":[{"code":"record","display":"Written Record","system":"http://terminology.hl7.org/CodeSystem/immunization-origin"}]},"status":"completed"}
        {"occurrenceString":"2025-10-01/2025-10-31","performer":[{"actor":{"display":"Cabinet médical Belair"}}],"primarySource":false,"reportOrigin":{"coding":[{"code":"record","display":"Written Record","system":"http://terminology.hl7.org/CodeSystem/immunization-origin"}]},"status":"completed"}
        {"lotNumber":"U3J81V","occurrenceDateTime":"2026-11-20","performer":[{"actor":{"display":"Dr Nadine Schiltz"},"function":{"coding":[{"code":"AP","display":"Administering Provider","system":"http://terminology.hl7.org/CodeSystem/v2-0443"}]}},{"actor":{"display":"Cabinet médical Belair"}}],"primarySource":true,"status":"completed"}"#]].assert_eq(&said.join("\n"));
    expect![[r#"{"coding":[{"code":"VAC0510","display":"HEXYON","system":"urn:oid:1.3.6.1.4.1.48601.1.1.1"},{"code":"146","system":"http://hl7.org/fhir/sid/cvx"},{"code":"J07CA09","system":"http://www.whocc.no/atc"}],"text":"HEXYON"}"#]].assert_eq(&bundle["entry"][1]["resource"]["vaccineCode"].to_string());
}

#[tokio::test]
async fn the_pdf_of_everyone_is_pdf_ua_in_each_language_and_on_each_paper() {
    let exports = exports().await;
    assert!(20 <= exports.len());
    // Everyone in some language; whoever has most doses in each.
    let most = exports.iter().max_by_key(|export| export.vaccinations.len()).expect("someone");
    let everyone = exports.iter().zip(Locale::ALL.into_iter().cycle());
    let files = everyone.chain(Locale::ALL.map(|language| (most, language)));
    for (export, language) in files {
        for paper in [Paper::A4, Paper::Card] {
            let file = pdf::to_pdf(export, language, paper).expect("PDF/UA-1");
            assert!(file.starts_with(b"%PDF-1.7"));
            let has = |word: &str| file.windows(word.len()).any(|w| w == word.as_bytes());
            for word in ["/StructTreeRoot", "/MarkInfo", "pdfuaid", "/Outlines"] {
                assert!(has(word), "{word} in {language:?}");
            }
            assert!(has(&format!("/Lang({})", language.code())), "{language:?}");
        }
    }
    let again = || pdf::to_pdf(most, Locale::De, Paper::A4).expect("PDF/UA-1");
    assert_eq!(again(), again(), "the same export is the same file");
}

#[tokio::test]
async fn letters_that_the_font_lacks_and_endless_words_do_not_break_the_pdf() {
    let app = TestApp::new().await;
    let id = app.record("Noé", "2025-04-14", 103).await;
    app.dose(id, "VAC0510", "2026-11-20").await;
    let mut export = own(&app, id).await;
    for name in ["Žółć Αθηνά Юлия", "山田 \u{0}\u{feff}\n太郎", "عمر 👩‍⚕️", &"Mm".repeat(400), ""]
    {
        export.person.given_name = name.to_owned();
        for dose in &mut export.vaccinations {
            if let Some(performer) = &mut dose.content.performer {
                performer.name = name.repeat(if name.len() < 100 { 90 } else { 3 });
            }
        }
        for paper in [Paper::A4, Paper::Card] {
            let made = pdf::to_pdf(&export, Locale::Fr, paper);
            assert!(made.is_ok(), "{name} {paper:?}: {made:?}");
        }
    }
}

#[tokio::test]
async fn without_an_exact_birth_date_nothing_is_said_of_what_is_due() {
    let app = TestApp::new().await;
    let id = app.record("Noé", "2025-04-14", 103).await;
    let mut export = own(&app, id).await;
    assert!(export.assessment.as_ref().is_some_and(|of| {
        of.targets.iter().any(|target| target.status != Status::NotRecommended)
    }));
    export.assessment = None;
    let bundle = bundle(&export);
    assert_eq!(bundle["entry"].as_array().map(Vec::len), Some(1));
    assert!(pdf::to_pdf(&export, Locale::De, Paper::A4).is_ok());
}

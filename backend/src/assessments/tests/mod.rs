//! What a record says of itself, through the schema.

use serde_json::{Value, json};
use shared::RecordId;

use crate::testing::TestApp;

mod lists;
mod plan;
mod stored;
mod time;

const ASSESSMENT: &str = "query($id: RecordId!) { record(id: $id) { assessment { rules asOf
    stableUntil notice(locale: EN) findings(locale: EN) targets { target { code } status
    earliestOn recommendedOn overdueOn doseNumber reasons(locale: FR)
    rule { id text(locale: DE) confidence(locale: LB) source sourceUrl hasConflict }
    questions(locale: PT) explain(locale: EN) doses { vaccinationId verdict validFrom reasons(locale: EN) } } } } }";

const TETANUS: &str = "DIS003";

async fn assessment(app: &TestApp, id: RecordId) -> Value {
    let answer = app.run(&app.schiltz, ASSESSMENT, json!({ "id": id })).await;
    assert_eq!(answer.get("errors"), None, "{answer}");
    answer["data"]["record"]["assessment"].clone()
}

/// What is said about one disease.
fn target(assessment: &Value, code: &str) -> Value {
    let targets = assessment["targets"].as_array().expect("targets");
    targets.iter().find(|t| t["target"]["code"] == code).expect("the target").clone()
}

async fn void(app: &TestApp, id: RecordId, dose: shared::VaccinationId) {
    let mutation = "mutation($input: VoidVaccinationInput!) { voidVaccination(input: $input) {
        userErrors { code } } }";
    let input = json!({ "idempotencyKey": "void-it-1", "recordId": id, "vaccinationId": dose,
        "version": 1, "reason": "never given" });
    let answer = app.run(&app.schiltz, mutation, json!({ "input": input })).await;
    assert_eq!(answer["data"]["voidVaccination"]["userErrors"], json!([]), "{answer}");
}

#[tokio::test]
async fn a_dose_moves_the_status_on_and_voiding_it_moves_it_back() {
    for app in TestApp::on_each().await {
        // Two months old today, with a record since birth.
        let id = app.record("Noé", "2026-09-24", 103).await;
        let before = target(&assessment(&app, id).await, TETANUS);
        assert_eq!(before["status"], "DUE", "{before}");
        assert_eq!(before["recommendedOn"], "2026-11-24");
        assert_eq!(before["doseNumber"], 1);

        let dose = app.dose(id, "VAC0510", "2026-11-24").await;
        let after = target(&assessment(&app, id).await, TETANUS);
        assert_eq!(after["status"], "UP_TO_DATE", "{after}");
        assert_eq!(after["recommendedOn"], "2027-01-24", "{after}");
        assert_eq!(after["doses"][0]["vaccinationId"], json!(dose));
        assert_eq!(after["doses"][0]["verdict"], "VALID");

        void(&app, id, dose).await;
        let again = target(&assessment(&app, id).await, TETANUS);
        assert_eq!(again, before);
    }
}

#[tokio::test]
async fn an_answer_says_its_rules_its_day_and_that_nobody_approved_it() {
    for app in TestApp::on_each().await {
        let id = app.record("Noé", "2026-09-24", 103).await;
        let said = assessment(&app, id).await;
        assert_eq!(said["rules"], "lu-2026");
        assert_eq!(said["asOf"], "2026-11-24");
        assert!("2026-11-24" < said["stableUntil"].as_str().expect("a day"), "{said}");
        assert!(said["notice"].as_str().is_some_and(|n| n.contains("Not approved")), "{said}");
        let tetanus = target(&said, TETANUS);
        for words in ["/rule/text", "/rule/confidence", "/rule/source", "/reasons/0"] {
            let text = tetanus.pointer(words).and_then(Value::as_str).unwrap_or_default();
            assert!(!text.is_empty(), "{words}: {tetanus}");
        }
    }
}

#[tokio::test]
async fn a_dose_too_early_says_from_when_it_would_have_counted() {
    for app in TestApp::on_each().await {
        let id = app.record("Noé", "2026-07-01", 103).await;
        app.dose(id, "VAC0510", "2026-09-01").await;
        app.dose(id, "VAC0510", "2026-09-05").await;
        let tetanus = target(&assessment(&app, id).await, TETANUS);
        assert_eq!(tetanus["doses"][1]["verdict"], "NOT_VALID", "{tetanus}");
        let from = tetanus["doses"][1]["validFrom"].as_str().expect("a day");
        assert!("2026-09-05" < from, "{tetanus}");
        assert!(!tetanus["doses"][1]["reasons"].as_array().expect("reasons").is_empty());
        // The same told whole, as text.
        let explained = tetanus["explain"].as_array().expect("sentences");
        let last = explained.last().and_then(Value::as_str).expect("the second dose");
        assert!(last.starts_with("2: ") && last.contains(from), "{explained:?}");
        let rule = tetanus["rule"]["id"].as_str().expect("a rule");
        let is_rule = |s: &Value| s.as_str().is_some_and(|s| s.contains(&format!("; {rule})")));
        assert!(explained.iter().any(is_rule), "{explained:?}");
    }
}

#[tokio::test]
async fn without_a_record_since_childhood_no_dose_means_nothing_is_known() {
    for app in TestApp::on_each().await {
        let id = app.record("Jean", "1980-04-14", 103).await;
        assert_eq!(target(&assessment(&app, id).await, TETANUS)["status"], "UNKNOWN");
    }
}

#[tokio::test]
async fn without_a_birthday_there_is_no_assessment() {
    for app in TestApp::on_each().await {
        let input = json!({ "idempotencyKey": "amina-1980", "identifiers": [{ "system": "PASSPORT",
            "issuer": "SY", "value": "N0123456" }], "familyName": "Haddad", "givenName": "Amina",
            "birthDate": "1980", "sex": "FEMALE", "language": "FR", "notTheSameAs": [] });
        let mutation = "mutation($input: CreateRecordInput!) { createRecord(input: $input) {
            record { id assessment { rules } } userErrors { code } } }";
        let answer = app.run(&app.schiltz, mutation, json!({ "input": input })).await;
        let record = &answer["data"]["createRecord"]["record"];
        assert!(record["id"].is_string(), "{answer}");
        assert_eq!(record["assessment"], Value::Null);
    }
}

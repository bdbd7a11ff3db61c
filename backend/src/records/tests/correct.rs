//! Correcting who a person is.

use serde_json::{Value, json};
use shared::RecordId;

use super::{codes, create, person};
use crate::{authz::Actor, testing::TestApp};

async fn correct(app: &TestApp, actor: &Actor, id: RecordId, key: &str, but: Value) -> Value {
    let mutation = "mutation($input: CorrectPersonInput!) { correctPerson(input: $input) {
        record { version familyName givenName birthDate sex assessment {
            targets { target { code } recommendedOn } } }
        userErrors { code field message } } }";
    let mut input = json!({ "idempotencyKey": key, "recordId": id, "version": 1,
        "reason": "read wrongly from the card", "familyName": "Ferreira", "givenName": "Noé",
        "birthDate": "2025-04-14", "sex": "MALE" });
    input.as_object_mut().expect("an object").extend(but.as_object().expect("an object").clone());
    let answer = app.run(actor, mutation, json!({ "input": input })).await;
    answer["data"]["correctPerson"].clone()
}

/// Someone of whom no matricule states the birth date.
async fn by_passport(app: &TestApp, name: &str, born: &str) -> RecordId {
    let passport = json!([{ "system": "PASSPORT", "issuer": "Portugal", "value": format!("P00{}", name.len()) }]);
    let but = json!({ "identifiers": passport, "birthDate": born, "givenName": name,
        "familyName": "Ferreira" });
    let created = create(app, &app.schiltz, person(&format!("create-{born}"), but)).await;
    created["record"]["id"].as_str().expect("an id").parse().expect("an id")
}

/// The day on which MMR is recommended: a year after birth.
fn measles(payload: &Value) -> Value {
    let targets = payload["record"]["assessment"]["targets"].as_array().expect("targets");
    let measles = targets.iter().find(|t| t["target"]["code"] == "DIS008").expect("measles");
    measles["recommendedOn"].clone()
}

#[tokio::test]
async fn a_corrected_birth_date_is_assessed_anew_and_the_old_one_stays_known() {
    for app in TestApp::on_each().await {
        // No matricule that would say another day.
        let id = by_passport(&app, "Noé", "2026-03-14").await;
        let before = app.app.clock.now();
        app.app.clock.set(before + chrono::TimeDelta::hours(1));
        let but = json!({ "birthDate": "2026-02-14", "givenName": "Noé Luc" });
        let done = correct(&app, &app.origer, id, "person-1", but).await;
        assert_eq!(done["userErrors"], json!([]), "{done}");
        assert_eq!(done["record"]["birthDate"], "2026-02-14");
        assert_eq!(done["record"]["version"], 2);
        assert_eq!(measles(&done), "2027-02-14");
        // What was known before is what was known before.
        let query = "query($id: RecordId!, $then: DateTime!) { record(id: $id) {
            assessment(knownAt: $then) { targets { target { code } recommendedOn } } } }";
        let then = app.run(&app.origer, query, json!({ "id": id, "then": before })).await;
        assert_eq!(measles(&then["data"]), "2027-03-14", "{then}");
        let versions = "SELECT content AS name FROM record_version ORDER BY version";
        let versions = app.database.texts(versions).await;
        assert_eq!(versions.len(), 2);
        assert!(versions[1].contains("read wrongly from the card"), "{versions:?}");
        // The patient sees that it was done.
        let seen = "SELECT action AS name FROM access_log WHERE action = 'person_corrected'";
        assert_eq!(app.database.texts(seen).await.len(), 1);
        // The same key does nothing again.
        let but = json!({ "birthDate": "2026-02-14", "givenName": "Noé Luc" });
        let again = correct(&app, &app.origer, id, "person-1", but).await;
        assert_eq!(again["record"]["version"], 2, "{again}");
    }
}

#[tokio::test]
async fn a_birth_date_known_by_its_month_has_an_answer_once_the_day_is_known() {
    for app in TestApp::on_each().await {
        let id = by_passport(&app, "Noé", "2026-03").await;
        let query = "query($id: RecordId!) { record(id: $id) { assessment { stableUntil } } }";
        let none = app.run(&app.origer, query, json!({ "id": id })).await;
        assert_eq!(none["data"]["record"]["assessment"], Value::Null, "{none}");
        let but = json!({ "birthDate": "2026-03-09" });
        let done = correct(&app, &app.origer, id, "person-1", but).await;
        assert_eq!(measles(&done), "2027-03-09", "{done}");
    }
}

#[tokio::test]
async fn nothing_is_half_corrected() {
    for app in TestApp::on_each().await {
        let id = app.record("Noé", "2025-04-14", 103).await;
        app.dose(id, "VAC0510", "2025-06-20").await;
        let cases = [
            (json!({ "birthDate": "2025-04-15" }), "CONTRADICTS_MATRICULE", "birthDate"),
            (json!({ "birthDate": "2999-01-01" }), "IN_FUTURE", "birthDate"),
            (json!({ "version": 2, "givenName": "Noa" }), "CONFLICT", "version"),
            (json!({ "reason": " " , "givenName": "Noa" }), "REQUIRED", "reason"),
            (json!({ "givenName": "" }), "REQUIRED", "givenName"),
        ];
        for (i, (but, code, field)) in cases.into_iter().enumerate() {
            let refused = correct(&app, &app.origer, id, &format!("person-{i:02}"), but).await;
            assert_eq!(codes(&refused), [code], "{refused}");
            assert_eq!(refused["userErrors"][0]["field"], json!([field]), "{refused}");
        }
        let but = json!({ "familyName": "Ferreira Thill", "sex": "FEMALE" });
        let refused = correct(&app, &app.origer, id, "person-same", but).await;
        assert_eq!(codes(&refused), ["NOTHING_CHANGED"], "{refused}");
        let other = by_passport(&app, "Lea", "2025-04-14").await;
        app.dose(other, "VAC0510", "2025-06-20").await;
        let but = json!({ "birthDate": "2025-06-21" });
        let refused = correct(&app, &app.origer, other, "person-late", but).await;
        assert_eq!(codes(&refused), ["DOSE_BEFORE_BIRTH"], "{refused}");
        let versions = "SELECT content AS name FROM record_version";
        assert_eq!(app.database.texts(versions).await.len(), 2);
        let patient = correct(&app, &app.patient(id), id, "person-own", json!({})).await;
        assert_eq!(patient, Value::Null);
    }
}

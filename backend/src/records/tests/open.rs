//! Opening a record with the patient present.

use serde_json::{Value, json};
use shared::{RecordId, Role};

use super::codes;
use crate::{authz::Actor, testing::TestApp};

async fn open(app: &TestApp, actor: &Actor, key: &str, id: RecordId, reason: &str) -> Value {
    let mutation = "mutation($input: OpenRecordInput!) { openRecord(input: $input) {
        record { givenName relation } userErrors { code field message } } }";
    let input = json!({ "idempotencyKey": key, "recordId": id, "reason": reason });
    let answer = app.run(actor, mutation, json!({ "input": input })).await;
    assert_eq!(answer.get("errors"), None, "{answer}");
    answer["data"]["openRecord"].clone()
}

/// Who did what with the record, as its person sees it, in the order of time and name.
async fn log(app: &TestApp, id: RecordId) -> Vec<String> {
    let query = "query($id: RecordId!) { record(id: $id) { accessLog(first: 100) { nodes {
        at action by { name practiceName } } } } }";
    let answer = app.run(&app.patient(id), query, json!({ "id": id })).await;
    let nodes = answer["data"]["record"]["accessLog"]["nodes"].as_array();
    let nodes = nodes.unwrap_or_else(|| panic!("no log: {answer}"));
    let text = |v: &Value| v.as_str().unwrap_or("–").to_owned();
    let line = |n: &Value| {
        format!(
            "{} {} ({})",
            text(&n["action"]),
            text(&n["by"]["name"]),
            text(&n["by"]["practiceName"])
        )
    };
    let mut lines: Vec<String> = nodes.iter().map(line).collect();
    lines.sort();
    lines
}

#[tokio::test]
async fn a_record_opened_with_the_patient_present_is_open_to_the_practice_and_the_patient_sees_it()
{
    for app in TestApp::on_each().await {
        let id = app.record("Noé", "2025-04-14", 103).await;
        let payload = open(&app, &app.weber, "opening-1", id, "fièvre, maman présente").await;
        assert_eq!(payload["record"], json!({ "givenName": "Noé", "relation": "PRACTICE" }));
        let query = "query($id: RecordId!) { record(id: $id) {
            accesses { practice { name commune } basis note openedBy { name } } } }";
        let seen = app.run(&app.patient(id), query, json!({ "id": id })).await;
        assert_eq!(
            seen["data"]["record"]["accesses"],
            json!([
                { "practice": { "name": "Cabinet médical Belair", "commune": "Luxembourg" },
                  "basis": "CREATED", "note": null, "openedBy": { "name": "Dr Nadine Schiltz" } },
                { "practice": { "name": "Pédiatrie Kirchberg", "commune": "Luxembourg" },
                  "basis": "PATIENT_PRESENT", "note": "fièvre, maman présente",
                  "openedBy": { "name": "Dr Marc Weber" } },
            ]),
            "{seen}"
        );
        assert_eq!(
            log(&app, id).await,
            [
                "CREATED Dr Nadine Schiltz (Cabinet médical Belair)",
                "OPENED Dr Marc Weber (Pédiatrie Kirchberg)",
                "READ Ana Ferreira (–)",
                "READ Ana Ferreira (–)",
            ]
        );
    }
}

#[tokio::test]
async fn opening_what_is_open_is_a_reading_and_is_logged_as_one() {
    for app in TestApp::on_each().await {
        let id = app.record("Noé", "2025-04-14", 103).await;
        let payload = open(&app, &app.origer, "opening-2", id, "").await;
        assert_eq!(payload["record"]["givenName"], "Noé", "{payload}");
        let log = log(&app, id).await;
        assert!(log.contains(&"READ Paul Origer (Cabinet médical Belair)".to_owned()), "{log:?}");
        assert!(!log.iter().any(|l| l.starts_with("OPENED")), "{log:?}");
    }
}

#[tokio::test]
async fn one_key_opens_one_record() {
    for app in TestApp::on_each().await {
        let noe = app.record("Noé", "2025-04-14", 103).await;
        let lea = app.record("Lea", "1990-03-01", 7).await;
        open(&app, &app.weber, "opening-3", noe, "consultation").await;
        let other = open(&app, &app.weber, "opening-3", lea, "consultation").await;
        assert_eq!(codes(&other), ["KEY_REUSED"], "{other}");
        assert_eq!(other["record"], Value::Null);
        let query = "query($id: RecordId!) { record(id: $id) { givenName } }";
        let hidden = app.run(&app.weber, query, json!({ "id": lea })).await;
        assert_eq!(hidden["data"]["record"], Value::Null, "{hidden}");
    }
}

#[tokio::test]
async fn a_patient_cannot_open_records() {
    for app in TestApp::on_each().await {
        let noe = app.record("Noé", "2025-04-14", 103).await;
        let lea = app.record("Lea", "1990-03-01", 7).await;
        let mutation =
            "mutation($input: OpenRecordInput!) { openRecord(input: $input) { record { id } } }";
        for id in [noe, lea] {
            let input =
                json!({ "idempotencyKey": "opening-4", "recordId": id, "reason": "curious" });
            let answer = app.run(&app.patient(lea), mutation, json!({ "input": input })).await;
            assert_eq!(answer["errors"][0]["extensions"]["code"], "NOT_FOUND", "{answer}");
        }
    }
}

#[tokio::test]
async fn a_doctor_who_is_the_childs_parent_may_what_either_may() {
    for app in TestApp::on_each().await {
        let own = app.record("Nadine", "1980-03-01", 7).await;
        let child = app.record("Noé", "2025-04-14", 103).await;
        app.make_parent(own, child).await;
        let mut both = app.weber.account().expect("a person").clone();
        both.roles.push(Role::Patient);
        both.record_id = Some(own);
        let both = Actor::Account(both);
        let query = "query($id: RecordId!) { record(id: $id) { relation relations permitted } }";
        let seen = app.run(&both, query, json!({ "id": child })).await;
        assert_eq!(seen["data"]["record"]["relations"], json!(["PARENT", "NONE"]), "{seen}");
        let may = |seen: &Value, action: &str| {
            let permitted = seen["data"]["record"]["permitted"].as_array().cloned();
            permitted.unwrap_or_else(|| panic!("no record: {seen}")).contains(&json!(action))
        };
        assert!(may(&seen, "OPEN") && may(&seen, "READ_ACCESS_LOG"), "{seen}");
        assert!(!may(&seen, "RECORD_VACCINATION"), "{seen}");
        // As a professional she needs what every professional needs: the record opened.
        open(&app, &both, "opening-1", child, "my own child, fever").await;
        let seen = app.run(&both, query, json!({ "id": child })).await;
        assert_eq!(seen["data"]["record"]["relation"], "PARENT", "{seen}");
        assert_eq!(seen["data"]["record"]["relations"], json!(["PARENT", "PRACTICE"]), "{seen}");
        assert!(may(&seen, "RECORD_VACCINATION") && may(&seen, "READ_ACCESS_LOG"), "{seen}");
        assert!(!may(&seen, "OPEN"), "{seen}");
    }
}

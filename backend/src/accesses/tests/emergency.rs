//! A record opened in an emergency: for a day, with a reason, and the family is told.

use serde_json::{Value, json};
use shared::RecordId;

use super::{read, wait};
use crate::{authz::Actor, testing::TestApp};

async fn open(app: &TestApp, actor: &Actor, key: &str, id: RecordId, words: &str) -> Value {
    let mutation = "mutation($input: OpenInEmergencyInput!) { openInEmergency(input: $input) {
        record { givenName relation permitted } userErrors { code field } } }";
    let input = json!({ "idempotencyKey": key, "recordId": id, "reason": "WOUND", "words": words });
    app.run(actor, mutation, json!({ "input": input })).await
}

/// Gives a record a confirmed address.
async fn address(app: &TestApp, id: RecordId, email: &str) {
    let mutation = "mutation($input: ChangeContactInput!) { changeContact(input: $input) {
        userErrors { code } } }";
    let input = json!({ "idempotencyKey": format!("address-{id}"), "recordId": id, "version": 1,
        "language": "PT", "email": email });
    let answer = app.run(&app.schiltz, mutation, json!({ "input": input })).await;
    assert_eq!(answer["data"]["changeContact"]["userErrors"], json!([]), "{answer}");
    let secret = format!(
        "SELECT m.secret AS name FROM mail m JOIN address a ON a.record_id = m.record_id
         AND a.id = m.address_id WHERE a.email = '{email}'"
    );
    let secret = app.database.texts(&secret).await.pop().expect("a question");
    crate::mail::address::confirm(&app.app, &secret).await.expect("the link holds");
}

/// The mails of an emergency: to whom, in which language.
async fn mails(app: &TestApp) -> Vec<String> {
    let sql = "SELECT a.email || ' ' || m.language || ' ' || m.state AS name FROM mail m
        JOIN address a ON a.record_id = m.record_id AND a.id = m.address_id
        WHERE m.kind = 'emergency' ORDER BY a.email";
    app.database.texts(sql).await
}

#[tokio::test]
async fn a_doctor_opens_a_record_for_a_day_and_the_parents_are_told_at_once() {
    for app in TestApp::on_each().await {
        let child = app.record("Noé", "2025-04-14", 103).await;
        let (ana, rui) =
            (app.record("Ana", "1990-03-01", 7).await, app.record("Rui", "1988-05-11", 9).await);
        for (parent, email) in [(ana, "ana@example.lu"), (rui, "rui@example.lu")] {
            app.make_parent(parent, child).await;
            address(&app, parent, email).await;
        }
        wait(&app, 1);
        let answer = open(&app, &app.weber, "urgent-1", child, "wound after a fall").await;
        let record = &answer["data"]["openInEmergency"]["record"];
        assert_eq!(record["relation"], "PRACTICE", "{answer}");
        let permitted = record["permitted"].as_array().expect("rights");
        assert!(permitted.contains(&json!("RECORD_VACCINATION")), "{answer}");
        // Twice is once.
        open(&app, &app.weber, "urgent-1", child, "wound after a fall").await;
        assert_eq!(mails(&app).await, ["ana@example.lu pt waiting", "rui@example.lu pt waiting"]);
        wait(&app, 1);
        read(&app, &app.weber, child).await;

        let query = "query($id: RecordId!) { record(id: $id) {
            emergencies { at by { name practiceName } reason note }
            accessLog(first: 2) { nodes { action right reason note } }
            accesses { basis reason note until practice { name } } } }";
        let mother = app.patient(ana);
        let seen = app.run(&mother, query, json!({ "id": child })).await;
        let seen = &seen["data"]["record"];
        assert_eq!(
            seen["emergencies"],
            json!([{ "at": "2026-11-24T09:01:00+00:00",
            "by": { "name": "Dr Marc Weber", "practiceName": "Pédiatrie Kirchberg" },
            "reason": "WOUND", "note": "wound after a fall" }])
        );
        assert_eq!(
            seen["accessLog"]["nodes"][1],
            json!({ "action": "READ", "right": "EMERGENCY",
            "reason": null, "note": null })
        );
        assert_eq!(
            seen["accesses"][1],
            json!({ "basis": "EMERGENCY", "reason": "WOUND",
            "note": "wound after a fall", "until": "2026-11-25T09:01:00+00:00",
            "practice": { "name": "Pédiatrie Kirchberg" } })
        );
        // It is not for those who only look after the health.
        let doctor = app
            .run(
                &app.weber,
                "query($id: RecordId!) { record(id: $id) {
            emergencies { at } } }",
                json!({ "id": child }),
            )
            .await;
        assert_eq!(doctor["data"]["record"]["emergencies"], json!([]), "{doctor}");

        wait(&app, 24 * 60 - 2);
        read(&app, &app.weber, child).await;
        wait(&app, 1);
        let query = "query($id: RecordId!) { record(id: $id) { givenName } }";
        let over = app.run(&app.weber, query, json!({ "id": child })).await;
        assert_eq!(over["data"]["record"], Value::Null, "{over}");
    }
}

#[tokio::test]
async fn without_words_nothing_opens_and_a_nurse_cannot() {
    for app in TestApp::on_each().await {
        let id = app.record("Noé", "2025-04-14", 103).await;
        let before = app.database.row_counts().await;
        for (words, code) in [("", "REQUIRED"), (" -- ", "TOO_SHORT")] {
            let answer = open(&app, &app.weber, "urgent-1", id, words).await;
            let fault = json!([{ "code": code, "field": ["words"] }]);
            assert_eq!(answer["data"]["openInEmergency"]["userErrors"], fault, "{answer}");
        }
        let mut nurse = app.weber.account().expect("a person").clone();
        nurse.roles = vec![shared::Role::Nurse];
        let answer = open(&app, &Actor::Account(nurse), "urgent-2", id, "wound").await;
        assert_eq!(answer["errors"][0]["extensions"]["code"], "NOT_FOUND", "{answer}");
        assert_eq!(before, app.database.row_counts().await);
    }
}

#[tokio::test]
async fn the_log_says_by_which_right_each_thing_was_done() {
    for app in TestApp::on_each().await {
        let own = app.record("Nadine", "1980-03-01", 7).await;
        let child = app.record("Noé", "2025-04-14", 103).await;
        app.make_parent(own, child).await;
        let (mother, itself) = (app.patient(own), app.patient(child));
        for actor in [&app.schiltz, &mother, &itself] {
            wait(&app, 1);
            read(&app, actor, child).await;
        }
        wait(&app, 1);
        app.dose(child, "VAC0510", "2026-05-04").await;
        let machine = app.machine(&[crate::authz::Scope::RecordsRead]);
        wait(&app, 1);
        read(&app, &machine, child).await;
        let query = "query($id: RecordId!) { record(id: $id) {
            accessLog(first: 100) { nodes { action right } } } }";
        let answer = app.run(&itself, query, json!({ "id": child })).await;
        let nodes = answer["data"]["record"]["accessLog"]["nodes"].as_array();
        let nodes = nodes.unwrap_or_else(|| panic!("no log: {answer}")).iter();
        let said: Vec<String> =
            nodes.map(|n| format!("{} {}", n["action"], n["right"]).replace('"', "")).collect();
        assert_eq!(
            said,
            [
                "READ CREATED",
                "VACCINATION_RECORDED CREATED",
                "READ OWN",
                "READ PARENT",
                "READ CREATED",
                "CREATED CREATED",
            ]
        );
    }
}

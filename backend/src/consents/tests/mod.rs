//! Consent with its history, and what a withdrawal reaches.

use chrono::TimeDelta;
use serde_json::{Value, json};
use shared::{Date, RecordId};

use crate::{
    assessments::job::catch_up,
    authz::Actor,
    mail::{address, job::send_waiting, transport::Transport},
    reminders::find::find,
    testing::TestApp,
};

async fn say(app: &TestApp, actor: &Actor, id: RecordId, word: (&str, bool, &str)) -> Value {
    let mutation = "mutation($input: SayConsentInput!) { sayConsent(input: $input) {
        record { consents { purpose isGiven how language textVersion by { kind name practiceName }
            receipt { item count fate } } } userErrors { code field } } }";
    let (purpose, is_given, how) = word;
    let key = format!("consent-{}", app.op(&Actor::System).new_id());
    let input = json!({ "idempotencyKey": key, "recordId": id, "purpose": purpose,
        "isGiven": is_given, "textVersion": "2026-11", "language": "PT", "how": how });
    let answer = app.run(actor, mutation, json!({ "input": input })).await;
    assert_eq!(answer.get("errors"), None, "{answer}");
    answer["data"]["sayConsent"].clone()
}

fn wait(app: &TestApp, minutes: i64) {
    app.app.clock.set(app.app.clock.now() + TimeDelta::minutes(minutes));
}

/// Enters an address as Dr Schiltz, and confirms it.
async fn confirmed(app: &TestApp, id: RecordId) {
    let mutation = "mutation($input: ChangeContactInput!) { changeContact(input: $input) {
        userErrors { code } } }";
    let input = json!({ "idempotencyKey": format!("address-{id}"), "recordId": id, "version": 1,
        "language": "PT", "email": "ana@example.lu" });
    let answer = app.run(&app.schiltz, mutation, json!({ "input": input })).await;
    assert_eq!(answer["data"]["changeContact"]["userErrors"], json!([]), "{answer}");
    let secret = app.database.texts("SELECT secret AS name FROM mail").await;
    address::confirm(&app.app, &secret[0]).await.expect("the link holds");
}

/// Finds whom to remind today; how many reminders were queued.
async fn find_all(app: &TestApp) -> u64 {
    let op = app.op(&Actor::System);
    catch_up(&op, |_| {}).await.expect("the job runs");
    find(&op, |_| {}).await.expect("the finder runs").queued
}

async fn count(app: &TestApp, table: &str, which: &str) -> u64 {
    let sql = format!("SELECT CAST(COUNT(*) AS TEXT) AS name FROM {table} WHERE {which}");
    app.database.texts(&sql).await[0].parse().expect("a number")
}

fn line(item: &str, count: u64, fate: &str) -> Value {
    json!({ "item": item, "count": count, "fate": fate })
}

#[tokio::test]
async fn what_was_said_is_kept_with_who_how_and_in_which_language() {
    for app in TestApp::on_each().await {
        let id = app.record("Noé", "2025-04-14", 103).await;
        let patient = app.patient(id);
        say(&app, &app.schiltz, id, ("STATISTICS", true, "ORAL")).await;
        wait(&app, 1);
        let payload = say(&app, &patient, id, ("STATISTICS", false, "PORTAL")).await;
        let doctor = json!({ "kind": "PRACTITIONER", "name": "Dr Nadine Schiltz",
            "practiceName": "Cabinet médical Belair" });
        let person = json!({ "kind": "PATIENT", "name": "Ana Ferreira", "practiceName": null });
        assert_eq!(
            payload["record"]["consents"],
            json!([
                { "purpose": "STATISTICS", "isGiven": false, "how": "PORTAL", "language": "PT",
                  "textVersion": "2026-11", "by": person, "receipt": [] },
                { "purpose": "STATISTICS", "isGiven": true, "how": "ORAL", "language": "PT",
                  "textVersion": "2026-11", "by": doctor, "receipt": null },
            ])
        );
        for (actor, word, code) in [
            (&patient, ("STATISTICS", false, "PORTAL"), "NOTHING_CHANGED"),
            (&patient, ("STATISTICS", true, "ORAL"), "NOT_APPLICABLE"),
            (&app.schiltz, ("STATISTICS", true, "PORTAL"), "NOT_APPLICABLE"),
            (&app.schiltz, ("RECORD", false, "PAPER"), "NOT_APPLICABLE"),
        ] {
            let refused = say(&app, actor, id, word).await;
            assert_eq!(refused["userErrors"][0]["code"], code, "{refused}");
        }
    }
}

#[tokio::test]
async fn withdrawn_reminders_are_cancelled_at_once_and_counted() {
    for app in TestApp::on_each().await {
        // Two months old and without a dose: something is due.
        let id = app.record("Mia", "2026-09-01", 5).await;
        confirmed(&app, id).await;
        let queued = find_all(&app).await;
        assert!(0 < queued, "something is to be told");
        let patient = app.patient(id);
        say(&app, &patient, id, ("REMINDERS", true, "PORTAL")).await;
        let payload = say(&app, &patient, id, ("REMINDERS", false, "PORTAL")).await;
        let consents = payload["record"]["consents"].as_array().expect("consents");
        let no = consents.iter().find(|c| c["isGiven"] == false).expect("a no");
        assert_eq!(
            no["receipt"],
            json!([
                line("REMINDERS_WAITING", queued, "CANCELLED"),
                line("MAILS", 1, "CANCELLED"),
                line("REMINDERS_SENT", 0, "KEPT"),
            ])
        );
        let why = "state = 'cancelled' AND reason = 'consent_withdrawn'";
        assert_eq!(count(&app, "reminder", why).await, queued);
        assert_eq!(count(&app, "mail", why).await, 1);
        // Neither is sent, nor found again.
        let folder = std::env::temp_dir().join(format!("carnet-consent-{id}"));
        wait(&app, 20);
        let op = app.op(&Actor::System);
        let sent = send_waiting(&op, &Transport::Folder(folder.clone())).await;
        assert_eq!(sent.expect("the sender runs"), 0);
        assert_eq!(find_all(&app).await, 0);
        // A yes brings them back.
        say(&app, &patient, id, ("REMINDERS", true, "PORTAL")).await;
        assert_eq!(find_all(&app).await, queued);
        std::fs::remove_dir_all(&folder).ok();
    }
}

#[tokio::test]
async fn a_record_that_is_no_more_to_be_kept_is_closed_to_practices_and_counted() {
    for app in TestApp::on_each().await {
        let id = app.record("Noé", "2025-04-14", 103).await;
        app.dose(id, "VAC0510", "2026-05-04").await;
        app.dose(id, "VAC0510", "2026-07-04").await;
        app.fact(id, "asplenia").await;
        let patient = app.patient(id);
        let show =
            "mutation($id: RecordId!) { showAccessCode(input: { recordId: $id, span: YEAR }) {
            code { text } userErrors { code } } }";
        let shown = app.run(&patient, show, json!({ "id": id })).await;
        let code = shown["data"]["showAccessCode"]["code"]["text"].as_str().expect("a code");
        let log_before = count(&app, "access_log", "1 = 1").await;
        let payload = say(&app, &patient, id, ("RECORD", false, "PORTAL")).await;
        let receipt = payload["record"]["consents"][0]["receipt"].clone();
        for (item, count, fate) in [
            ("ACCESSES", 1, "ENDED"),
            ("CODES", 1, "CANCELLED"),
            ("VACCINATIONS", 2, "LOCKED"),
            ("FACTS", 1, "LOCKED"),
            ("ACCESS_LOG", log_before, "KEPT"),
        ] {
            let lines = receipt.as_array().expect("a receipt");
            assert!(lines.contains(&line(item, count, fate)), "{item}: {receipt}");
        }
        // No practice gets in: not by reading, opening, an emergency or a code.
        let read = "query($id: RecordId!) { record(id: $id) { givenName } }";
        let seen = app.run(&app.schiltz, read, json!({ "id": id })).await;
        assert_eq!(seen["data"]["record"], Value::Null);
        let open = "mutation($id: RecordId!) { openRecord(input: { idempotencyKey: \"open-key-1\",
            recordId: $id, reason: \"a visit\" }) { record { id } userErrors { code } } }";
        let urgent = "mutation($id: RecordId!) { openInEmergency(input: { idempotencyKey: \"urgent-1\",
            recordId: $id, reason: WOUND, words: \"a fall\" }) { record { id } userErrors { code } } }";
        for (document, field) in [(open, "openRecord"), (urgent, "openInEmergency")] {
            let answer = app.run(&app.schiltz, document, json!({ "id": id })).await;
            let code = &answer["data"][field]["userErrors"][0]["code"];
            assert_eq!(code, "CONSENT_WITHDRAWN", "{answer}");
        }
        let redeem = "mutation($code: String!) { redeemAccessCode(input: {
            idempotencyKey: \"redeem-1\", code: $code }) { userErrors { code } } }";
        let answer = app.run(&app.weber, redeem, json!({ "code": code })).await;
        let fault = &answer["data"]["redeemAccessCode"]["userErrors"][0]["code"];
        assert_eq!(fault, "CODE_NOT_VALID", "{answer}");
        let again = app.run(&patient, show, json!({ "id": id })).await;
        let fault = &again["data"]["showAccessCode"]["userErrors"][0]["code"];
        assert_eq!(fault, "CONSENT_WITHDRAWN", "{again}");
        // The person still reads it.
        let seen = app.run(&patient, read, json!({ "id": id })).await;
        assert_eq!(seen["data"]["record"]["givenName"], "Noé", "{seen}");
        // It opens again with the person's word, which is kept.
        let agreed =
            "mutation($id: RecordId!) { openRecord(input: { idempotencyKey: \"open-key-2\",
            recordId: $id, reason: \"a visit\", consent: { textVersion: \"2026-11\", language: PT,
            how: PAPER } }) { record { consents { purpose isGiven how } } userErrors { code } } }";
        wait(&app, 1);
        let answer = app.run(&app.weber, agreed, json!({ "id": id })).await;
        assert_eq!(
            answer["data"]["openRecord"]["record"]["consents"],
            json!([{ "purpose": "RECORD", "isGiven": true, "how": "PAPER" },
                { "purpose": "RECORD", "isGiven": false, "how": "PORTAL" }]),
            "{answer}"
        );
    }
}

#[tokio::test]
async fn a_record_is_created_with_consent_and_not_with_one_that_nobody_read() {
    for app in TestApp::on_each().await {
        let born: Date = "2025-04-14".parse().expect("a day");
        let create = |key: &str, text: &str, how: &str| {
            let matricule = shared::Matricule::invent(born, 200);
            json!({ "input": { "idempotencyKey": key, "familyName": "Weber", "givenName": "Ana",
                "birthDate": "2025-04-14", "sex": "FEMALE", "language": "FR",
                "identifiers": [{ "system": "LU_MATRICULE", "value": matricule.as_str() }],
                "consent": { "textVersion": text, "language": "FR", "how": how } } })
        };
        let mutation = "mutation($input: CreateRecordInput!) { createRecord(input: $input) {
            record { consents { purpose isGiven how by { name } } } userErrors { code field } } }";
        for (text, how) in [("1999-01", "ORAL"), ("2026-11", "PORTAL")] {
            let refused = app.run(&app.schiltz, mutation, create("create-1", text, how)).await;
            let fault = json!([{ "code": "MALFORMED", "field": ["consent"] }]);
            assert_eq!(refused["data"]["createRecord"]["userErrors"], fault, "{refused}");
        }
        let done = app.run(&app.schiltz, mutation, create("create-2", "2026-11", "ORAL")).await;
        assert_eq!(
            done["data"]["createRecord"]["record"]["consents"],
            json!([{ "purpose": "RECORD", "isGiven": true, "how": "ORAL",
                "by": { "name": "Dr Nadine Schiltz" } }]),
            "{done}"
        );
    }
}

//! A code shown by the patient, used by a practice, and the access that ends.

use chrono::TimeDelta;
use serde_json::{Value, json};
use shared::RecordId;

use super::wait;
use crate::{authz::Actor, testing::TestApp};

async fn show(app: &TestApp, actor: &Actor, id: RecordId, span: &str) -> String {
    let mutation = "mutation($input: ShowAccessCodeInput!) { showAccessCode(input: $input) {
        code { text qr { size path } expiresAt span } } }";
    let input = json!({ "recordId": id, "span": span });
    let answer = app.run(actor, mutation, json!({ "input": input })).await;
    let code = &answer["data"]["showAccessCode"]["code"];
    assert_eq!(code["qr"]["size"], 21, "{answer}");
    code["text"].as_str().unwrap_or_else(|| panic!("no code: {answer}")).to_owned()
}

/// What comes of typing a code: the given name, or the first fault, or the error.
async fn redeem(app: &TestApp, actor: &Actor, key: &str, code: &str) -> Value {
    let mutation = "mutation($input: RedeemAccessCodeInput!) { redeemAccessCode(input: $input) {
        record { givenName } userErrors { code field } } }";
    let input = json!({ "idempotencyKey": key, "code": code });
    let answer = app.run(actor, mutation, json!({ "input": input })).await;
    let payload = &answer["data"]["redeemAccessCode"];
    let error = &answer["errors"][0]["extensions"]["code"];
    let of = [&payload["record"]["givenName"], &payload["userErrors"][0]["code"], error];
    of.into_iter().find(|v| !v.is_null()).unwrap_or_else(|| panic!("nothing: {answer}")).clone()
}

async fn sees(app: &TestApp, actor: &Actor, id: RecordId) -> bool {
    let query = "query($id: RecordId!) { record(id: $id) { givenName } }";
    let answer = app.run(actor, query, json!({ "id": id })).await;
    assert_eq!(answer.get("errors"), None, "{answer}");
    !answer["data"]["record"].is_null()
}

/// The accesses as the patient sees them, ended ones too.
async fn accesses(app: &TestApp, id: RecordId) -> Vec<Value> {
    let query = "query($id: RecordId!) { record(id: $id) { accesses(includeEnded: true) {
        id practice { name } basis until endedAt } } }";
    let answer = app.run(&app.patient(id), query, json!({ "id": id })).await;
    let rows = answer["data"]["record"]["accesses"].as_array().cloned();
    rows.unwrap_or_else(|| panic!("no accesses: {answer}"))
}

#[tokio::test]
async fn a_code_opens_the_record_once_to_one_practice_until_the_end_of_the_day() {
    for app in TestApp::on_each().await {
        let id = app.record("Noé", "2025-04-14", 103).await;
        let code = show(&app, &app.patient(id), id, "DAY").await;
        assert!(!sees(&app, &app.weber, id).await);
        let typed = code.to_lowercase().replace(' ', "");
        assert_eq!(redeem(&app, &app.weber, "redeem-1", &typed).await, "Noé");
        assert!(sees(&app, &app.weber, id).await);
        // The same key again is the same opening; another use of the code is none.
        assert_eq!(redeem(&app, &app.weber, "redeem-1", &typed).await, "Noé");
        assert_eq!(redeem(&app, &app.schiltz, "redeem-2", &code).await, "CODE_NOT_VALID");
        let kirchberg = accesses(&app, id).await.pop().expect("an access");
        assert_eq!(kirchberg["practice"]["name"], "Pédiatrie Kirchberg");
        assert_eq!(kirchberg["basis"], "PATIENT_CODE");
        assert_eq!(kirchberg["until"], "2026-11-24T23:00:00+00:00");
        // 23:59 in Luxembourg, and midnight.
        wait(&app, 14 * 60 - 1);
        assert!(sees(&app, &app.weber, id).await);
        wait(&app, 1);
        assert!(!sees(&app, &app.weber, id).await);
        let kirchberg = accesses(&app, id).await.pop().expect("an access");
        assert_eq!(kirchberg["endedAt"], "2026-11-24T23:00:00+00:00");
        let lists = "{ practice { records { nodes { givenName } } worklist { nodes { record { givenName } } }
            toConfirm { nodes { lot } } factsToConfirm { nodes { code } } } }";
        let answer = app.run(&app.weber, lists, json!({})).await;
        assert_eq!(answer["data"]["practice"]["records"]["nodes"], json!([]), "{answer}");
        assert_eq!(answer["data"]["practice"]["worklist"]["nodes"], json!([]), "{answer}");
    }
}

#[tokio::test]
async fn a_code_that_was_replaced_or_is_too_old_opens_nothing() {
    for app in TestApp::on_each().await {
        let id = app.record("Noé", "2025-04-14", 103).await;
        let patient = app.patient(id);
        let first = show(&app, &patient, id, "YEAR").await;
        let second = show(&app, &patient, id, "YEAR").await;
        assert_eq!(redeem(&app, &app.weber, "redeem-1", &first).await, "CODE_NOT_VALID");
        wait(&app, 15);
        assert_eq!(redeem(&app, &app.weber, "redeem-2", &second).await, "CODE_NOT_VALID");
        assert!(!sees(&app, &app.weber, id).await);
        // Neither is in the database in words.
        let kept = "SELECT code_hash || span AS name FROM access_code";
        let kept = app.database.texts(kept).await.concat();
        for code in [&first, &second] {
            assert!(!kept.contains(&code.replace(' ', "")), "{kept}");
        }
    }
}

#[tokio::test]
async fn a_typing_error_is_said_and_costs_no_guess() {
    let app = TestApp::new().await;
    let id = app.record("Noé", "2025-04-14", 103).await;
    let code = show(&app, &app.patient(id), id, "YEAR").await;
    let mut signs: Vec<char> = code.chars().collect();
    signs[0] = if signs[0] == '2' { '3' } else { '2' };
    let wrong: String = signs.into_iter().collect();
    for i in 0..20 {
        let said = redeem(&app, &app.weber, &format!("redeem-{i}"), &wrong).await;
        assert_eq!(said, "WRONG_CHECK_DIGITS");
    }
    assert_eq!(redeem(&app, &app.weber, "redeem-x", "K7M").await, "MALFORMED");
    assert_eq!(redeem(&app, &app.weber, "redeem-y", &code).await, "Noé");
}

#[tokio::test]
async fn whoever_guesses_waits_even_with_the_right_code() {
    let app = TestApp::new().await;
    let id = app.record("Noé", "2025-04-14", 103).await;
    for i in 0..10_u64 {
        let guess = crate::accesses::code::Code::of((i << 32).to_be_bytes()).shown();
        let said = redeem(&app, &app.weber, &format!("redeem-{i}"), &guess).await;
        assert_eq!(said, "CODE_NOT_VALID", "{guess}");
    }
    let code = show(&app, &app.patient(id), id, "YEAR").await;
    assert_eq!(redeem(&app, &app.weber, "redeem-x", &code).await, "RATE_LIMITED");
    assert_eq!(redeem(&app, &app.schiltz, "redeem-z", &code).await, "Noé");
    wait(&app, 1);
    let code = show(&app, &app.patient(id), id, "YEAR").await;
    assert_eq!(redeem(&app, &app.weber, "redeem-x", &code).await, "Noé");
}

#[tokio::test]
async fn a_code_never_shortens_what_a_practice_may_already() {
    for app in TestApp::on_each().await {
        let id = app.record("Noé", "2025-04-14", 103).await;
        let patient = app.patient(id);
        let code = show(&app, &patient, id, "DAY").await;
        assert_eq!(redeem(&app, &app.schiltz, "redeem-1", &code).await, "Noé");
        let belair = accesses(&app, id).await.remove(0);
        assert_eq!((&belair["basis"], &belair["until"]), (&json!("CREATED"), &Value::Null));
        for (key, span, until) in [
            ("redeem-2", "DAY", json!("2026-11-24T23:00:00+00:00")),
            ("redeem-3", "YEAR", json!("2027-11-24T23:00:00+00:00")),
            ("redeem-4", "DAY", json!("2027-11-24T23:00:00+00:00")),
            ("redeem-5", "UNTIL_ENDED", Value::Null),
        ] {
            let code = show(&app, &patient, id, span).await;
            assert_eq!(redeem(&app, &app.weber, key, &code).await, "Noé");
            assert_eq!(accesses(&app, id).await[1]["until"], until, "{span}");
        }
    }
}

#[tokio::test]
async fn an_access_that_the_patient_ends_is_over_at_once_also_for_who_watches() {
    for app in TestApp::on_each().await {
        let id = app.record("Noé", "2025-04-14", 103).await;
        let shown = app.sign_in(&app.origer).await;
        let mut watched = app.changes(&shown, id).await;
        let access = accesses(&app, id).await[0]["id"].clone();
        let mutation = "mutation($input: EndAccessInput!) { endAccess(input: $input) {
            record { accesses { id } } userErrors { code field } } }";
        let end = |key: &str| json!({ "input": { "idempotencyKey": key, "recordId": id, "accessId": access } });
        let first = futures::StreamExt::next(&mut watched);
        let ending = async {
            tokio::time::sleep(std::time::Duration::from_millis(200)).await;
            app.run(&app.patient(id), mutation, end("end-key-1")).await
        };
        let (told, answer) = tokio::join!(first, ending);
        assert_eq!(answer["data"]["endAccess"]["record"]["accesses"], json!([]), "{answer}");
        let told = serde_json::to_value(told.expect("an answer")).expect("JSON");
        assert_eq!(told["errors"][0]["extensions"]["code"], "NOT_FOUND", "{told}");
        assert!(!sees(&app, &app.schiltz, id).await && !sees(&app, &app.origer, id).await);
        let again = app.run(&app.patient(id), mutation, end("end-key-2")).await;
        let fault = json!([{ "code": "NOT_FOUND", "field": ["accessId"] }]);
        assert_eq!(again["data"]["endAccess"]["userErrors"], fault, "{again}");
        let denied = app.run(&app.schiltz, mutation, end("end-key-3")).await;
        assert_eq!(denied["errors"][0]["extensions"]["code"], "NOT_FOUND", "{denied}");
    }
}

#[tokio::test]
async fn an_access_that_ends_by_itself_ends_who_watches() {
    let app = TestApp::new().await;
    let id = app.record("Noé", "2025-04-14", 103).await;
    let code = show(&app, &app.patient(id), id, "DAY").await;
    // A second before midnight.
    assert_eq!(redeem(&app, &app.weber, "redeem-1", &code).await, "Noé");
    let mut weber = app.weber.account().expect("a person").clone();
    weber.account_id = shared::AccountId(app.op(&Actor::System).new_id());
    app.app.clock.set("2026-11-24T22:59:59Z".parse().expect("a moment"));
    let shown = app.sign_in(&Actor::Account(weber)).await;
    let mut watched = app.changes(&shown, id).await;
    let first = futures::StreamExt::next(&mut watched);
    let midnight = async {
        tokio::time::sleep(std::time::Duration::from_millis(200)).await;
        app.app.clock.set(app.app.clock.now() + TimeDelta::seconds(1));
    };
    let (told, ()) = tokio::join!(first, midnight);
    let told = serde_json::to_value(told.expect("an answer")).expect("JSON");
    assert_eq!(told["errors"][0]["extensions"]["code"], "NOT_FOUND", "{told}");
}

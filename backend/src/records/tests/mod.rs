//! Records through the schema.

use serde_json::{Value, json};
use shared::Matricule;

use crate::{authz::Actor, testing::TestApp};

mod contact;
mod correct;
mod create;
mod death;
mod find;
mod open;

/// What of a created record the tests look at.
const CREATE: &str = "mutation($input: CreateRecordInput!) { createRecord(input: $input) {
    record { id version familyName birthDate ageYears identifiers { system issuer value } }
    possibleMatches { id givenName canRead score }
    userErrors { code field message } } }";

const RECORD: &str =
    "query($id: RecordId!) { record(id: $id) { givenName birthDate ageYears relation
    vaccinations { vaccine { name(locale: FR) { text } } occurrence lot } } }";

/// Someone new, with what differs from Ana Weber, born on 2 May 2021.
fn person(key: &str, but: Value) -> Value {
    let mut input = json!({
        "idempotencyKey": key, "familyName": "Weber", "givenName": "Ana", "birthDate": "2021-05-02",
        "identifiers": [{ "system": "LU_MATRICULE", "value": matricule("20210502001") }],
        "sex": "FEMALE", "language": "LB",
    });
    input.as_object_mut().expect("an object").extend(but.as_object().expect("an object").clone());
    input
}

/// The matricule that begins with these eleven digits.
fn matricule(first: &str) -> String {
    let all = (0..100).map(|check| format!("{first}{check:02}"));
    all.into_iter().find(|m| m.parse::<Matricule>().is_ok()).expect("eleven good digits")
}

/// Creates someone and gives the payload.
async fn create(app: &TestApp, actor: &Actor, input: Value) -> Value {
    let answer = app.run(actor, CREATE, json!({ "input": input })).await;
    assert_eq!(answer.get("errors"), None, "{answer}");
    answer["data"]["createRecord"].clone()
}

/// The codes of a payload's errors.
fn codes(payload: &Value) -> Vec<&str> {
    let errors = payload["userErrors"].as_array().expect("a list of errors");
    errors.iter().map(|e| e["code"].as_str().expect("a code")).collect()
}

#[tokio::test]
async fn a_record_is_for_its_practice_and_its_person_only() {
    for app in TestApp::on_each().await {
        let id = app.record("Noé", "2025-04-14", 103).await;
        let seen = app.run(&app.origer, RECORD, json!({ "id": id })).await;
        assert_eq!(seen["data"]["record"]["givenName"], "Noé", "{seen}");
        assert_eq!(seen["data"]["record"]["relation"], "PRACTICE");
        let own = app.run(&app.patient(id), RECORD, json!({ "id": id })).await;
        assert_eq!(own["data"]["record"]["relation"], "SELF", "{own}");
        let stranger = app.run(&app.weber, RECORD, json!({ "id": id })).await;
        assert_eq!(stranger["data"], json!({ "record": null }), "{stranger}");
    }
}

#[tokio::test]
async fn a_parent_sees_the_child_until_they_are_no_parent_any_more() {
    for app in TestApp::on_each().await {
        let child = app.record("Noé", "2025-04-14", 103).await;
        let mother = app.record("Lea", "1990-03-01", 7).await;
        let lea = app.patient(mother);
        let hidden = app.run(&lea, RECORD, json!({ "id": child })).await;
        assert_eq!(hidden["data"]["record"], Value::Null, "{hidden}");
        app.make_parent(mother, child).await;
        let seen = app.run(&lea, RECORD, json!({ "id": child })).await;
        assert_eq!(seen["data"]["record"]["relation"], "PARENT", "{seen}");
        let family = "{ viewer { records { relation record { givenName } } } }";
        let seen = app.run(&lea, family, json!({})).await;
        assert_eq!(
            seen["data"]["viewer"]["records"],
            json!([
                { "relation": "SELF", "record": { "givenName": "Lea" } },
                { "relation": "PARENT", "record": { "givenName": "Noé" } },
            ])
        );
        // The child does not see the mother.
        let noe = app.patient(child);
        let hidden = app.run(&noe, RECORD, json!({ "id": mother })).await;
        assert_eq!(hidden["data"]["record"], Value::Null, "{hidden}");
    }
}

#[tokio::test]
async fn what_is_permitted_is_what_the_rights_table_says() {
    let app = TestApp::new().await;
    let id = app.record("Noé", "2025-04-14", 103).await;
    let query = "query($id: RecordId!) { record(id: $id) { permitted } }";
    let doctor = app.run(&app.schiltz, query, json!({ "id": id })).await;
    let own = app.run(&app.patient(id), query, json!({ "id": id })).await;
    expect_test::expect![[r#"
        ["READ","FIND","CREATE","RECORD_VACCINATION","TRANSCRIBE_VACCINATION","CORRECT_VACCINATION","VOID_VACCINATION","CONFIRM_VACCINATION","ENTER_FACT","CORRECT_FACT","VOID_FACT","CONFIRM_FACT","CHANGE_CONTACT","CORRECT_PERSON","INVITE_PARENT","RECORD_DEATH","MERGE_RECORDS","ANSWER_CORRECTION","SAY_CONSENT"]
        ["READ","REPORT_VACCINATION","REPORT_FACT","CORRECT_FACT","VOID_FACT","CHANGE_CONTACT","MANAGE_HELPERS","SET_CONFIDENTIALITY","READ_ACCESS_LOG","SHARE","QUESTION_ACCESS","REQUEST_CORRECTION","SAY_CONSENT","EXPORT"]"#]]
    .assert_eq(&format!(
        "{}\n{}",
        doctor["data"]["record"]["permitted"], own["data"]["record"]["permitted"]
    ));
}

//! Duplicates through the schema.

use serde_json::{Value, json};
use shared::{Matricule, RecordId};

use crate::{authz::Actor, testing::TestApp};

/// Creates someone without a matricule, whoever looks like them, as Dr Schiltz.
async fn create(app: &TestApp, number: u32, given: &str, family: &str, born: &str) -> RecordId {
    let mut input = json!({
        "idempotencyKey": format!("duplicate-{number}"),
        "identifiers": [{ "system": "PASSPORT", "issuer": "SY", "value": format!("N{number:07}") }],
        "familyName": family, "givenName": given, "birthDate": born,
        "sex": "FEMALE", "language": "FR", "commune": "Esch-sur-Alzette", "notTheSameAs": [],
    });
    let mutation = "mutation($input: CreateRecordInput!) { createRecord(input: $input) {
        record { id } possibleMatches { id } userErrors { code } } }";
    let first = app.run(&app.schiltz, mutation, json!({ "input": input })).await;
    let payload = &first["data"]["createRecord"];
    if let Some(id) = payload["record"]["id"].as_str() {
        return id.parse().expect("an id");
    }
    // A colleague was sure and wrong: the pair is to be found afterwards all the same, so that
    // what was said at creation is taken back.
    let ids: Vec<&Value> =
        payload["possibleMatches"].as_array().expect("matches").iter().map(|m| &m["id"]).collect();
    input["notTheSameAs"] = json!(ids);
    let second = app.run(&app.schiltz, mutation, json!({ "input": input })).await;
    let id = second["data"]["createRecord"]["record"]["id"].as_str();
    id.unwrap_or_else(|| panic!("no record: {second}")).parse().expect("an id")
}

async fn forget_what_was_said(app: &TestApp) {
    use sea_orm::EntityTrait;
    super::entity::Entity::delete_many().exec(&app.app.db).await.expect("a test may");
}

async fn pairs(app: &TestApp, actor: &Actor) -> Vec<String> {
    let query = "{ practice { duplicates(first: 50) { total pairs { score
        first { givenName } second { givenName } evidence { part points of } } } } }";
    let answer = app.run(actor, query, json!({})).await;
    let found = &answer["data"]["practice"]["duplicates"];
    let pairs = found["pairs"].as_array().unwrap_or_else(|| panic!("no list: {answer}"));
    assert_eq!(found["total"], pairs.len());
    for pair in pairs {
        let parts = pair["evidence"].as_array().expect("evidence");
        let sum: i64 = parts.iter().filter_map(|e| e["points"].as_i64()).sum();
        assert_eq!(json!(sum), pair["score"], "the evidence makes the score");
    }
    let name = |pair: &Value, of: &str| pair[of]["givenName"].as_str().unwrap_or("?").to_owned();
    pairs
        .iter()
        .map(|p| format!("{} {} {}", p["score"], name(p, "first"), name(p, "second")))
        .collect()
}

#[tokio::test]
async fn pairs_that_may_be_one_person_are_listed_until_someone_decides() {
    for app in TestApp::on_each().await {
        let ana = create(&app, 1, "Ana", "Ferreira Thill", "1990-03-01").await;
        let anna = create(&app, 2, "Anna", "Fereira", "1990-01-03").await;
        create(&app, 3, "Zoé", "Ferreira Thill", "1990-03-01").await;
        forget_what_was_said(&app).await;
        assert_eq!(pairs(&app, &app.schiltz).await, ["80 Ana Anna"]);
        // Another practice sees neither.
        assert_eq!(pairs(&app, &app.weber).await, [""; 0]);
        let mutation = "mutation($input: KeepRecordsApartInput!) {
            keepRecordsApart(input: $input) { userErrors { code } } }";
        let input = json!({ "idempotencyKey": "apart-key-1", "recordId": anna, "otherId": ana });
        for _ in 0..2 {
            let said = app.run(&app.schiltz, mutation, json!({ "input": input })).await;
            assert_eq!(said["data"]["keepRecordsApart"]["userErrors"], json!([]), "{said}");
        }
        assert_eq!(pairs(&app, &app.schiltz).await, [""; 0]);
    }
}

#[tokio::test]
async fn who_was_said_to_be_another_at_creation_is_not_proposed() {
    for app in TestApp::on_each().await {
        create(&app, 1, "Ana", "Ferreira", "1990-03-01").await;
        create(&app, 2, "Ana", "Ferreira", "1990-03-01").await;
        assert_eq!(pairs(&app, &app.schiltz).await, [""; 0]);
        forget_what_was_said(&app).await;
        assert_eq!(pairs(&app, &app.schiltz).await, ["100 Ana Ana"]);
    }
}

#[tokio::test]
async fn somebody_with_a_slip_in_the_birth_date_is_shown_before_a_second_record_is_made() {
    for app in TestApp::on_each().await {
        create(&app, 1, "Catarina", "Meyer", "1990-03-01").await;
        let mutation = "mutation($input: CreateRecordInput!) { createRecord(input: $input) {
            record { id } possibleMatches { givenName score evidence { part points } }
            userErrors { code } } }";
        let input = json!({
            "idempotencyKey": "slip-key-1", "familyName": "Maier", "givenName": "Katharina",
            "identifiers": [{ "system": "LU_MATRICULE",
                "value": Matricule::invent("1990-03-10".parse().expect("a day"), 7).as_str() }],
            "birthDate": "1990-03-10", "sex": "FEMALE", "language": "DE", "notTheSameAs": [] });
        let answer = app.run(&app.weber, mutation, json!({ "input": input })).await;
        let payload = &answer["data"]["createRecord"];
        assert_eq!(payload["userErrors"][0]["code"], "POSSIBLE_SAME_PERSON", "{answer}");
        assert_eq!(payload["possibleMatches"][0]["givenName"], "Catarina");
        assert_eq!(
            payload["possibleMatches"][0]["evidence"][2],
            json!({ "part": "BIRTH_DATE", "points": 20 })
        );
    }
}

#[tokio::test]
async fn a_matricule_that_changed_still_leads_to_the_person() {
    for app in TestApp::on_each().await {
        let id = app.record("Lea", "1990-03-01", 7).await;
        let query = "query($id: RecordId!) { record(id: $id) { version
            identifiers { id value supersededAt } } }";
        let record = app.run(&app.schiltz, query, json!({ "id": id })).await;
        let old = record["data"]["record"]["identifiers"][0].clone();
        let new = Matricule::invent("1990-03-01".parse().expect("a day"), 8);
        let mutation = "mutation($input: SupersedeIdentifierInput!) { supersedeIdentifier(
            input: $input) { record { identifiers { value supersededAt } }
            userErrors { code field } } }";
        let input = |key: &str, by: Value| {
            json!({ "input": { "idempotencyKey": key,
            "recordId": id, "version": 1, "identifierId": old["id"], "by": by,
            "reason": "a new one was issued" } })
        };
        let refused = app.run(&app.schiltz, mutation, input("number-key-1", Value::Null)).await;
        assert_eq!(refused["data"]["supersedeIdentifier"]["userErrors"][0]["code"], "REQUIRED");
        let by = json!({ "system": "LU_MATRICULE", "value": new.as_str() });
        let done = app.run(&app.schiltz, mutation, input("number-key-2", by)).await;
        let all = &done["data"]["supersedeIdentifier"]["record"]["identifiers"];
        assert_eq!(all[0], json!({ "value": new.as_str(), "supersededAt": null }), "{done}");
        assert_eq!(all[1]["value"], old["value"]);
        assert!(all[1]["supersededAt"].is_string());
        for number in [new.as_str(), old["value"].as_str().expect("a number")] {
            let find = "query($n: String!) { findRecords(input: {
                identifier: { system: LU_MATRICULE, value: $n } }) { id } }";
            let found = app.run(&app.weber, find, json!({ "n": number })).await;
            assert_eq!(found["data"]["findRecords"], json!([{ "id": id }]), "{found}");
        }
    }
}

//! The day of death through the schema.

use serde_json::{Value, json};
use shared::RecordId;

use crate::{authz::Actor, testing::TestApp};

async fn record_death(
    app: &TestApp,
    actor: &Actor,
    id: RecordId,
    version: i32,
    died_on: Value,
) -> Value {
    let key = format!("death-{}", app.op(actor).new_id());
    let input = json!({ "idempotencyKey": key, "recordId": id, "version": version,
        "diedOn": died_on, "reason": "told by the hospital" });
    let mutation = "mutation($input: RecordDeathInput!) { recordDeath(input: $input) {
        record { version diedOn ageYears } userErrors { code field } } }";
    let answer = app.run(actor, mutation, json!({ "input": input })).await;
    assert_eq!(answer.get("errors"), None, "{answer}");
    answer["data"]["recordDeath"].clone()
}

async fn worklist(app: &TestApp) -> usize {
    let query = "{ practice { worklist(first: 100) { nodes { record { id } } } } }";
    let answer = app.run(&app.schiltz, query, json!({})).await;
    answer["data"]["practice"]["worklist"]["nodes"].as_array().map_or(0, Vec::len)
}

#[tokio::test]
async fn the_dead_are_in_no_worklist_and_a_mistake_is_taken_back() {
    for app in TestApp::on_each().await {
        let id = app.record("Ana", "1990-03-01", 7).await;
        assert_eq!(worklist(&app).await, 1);
        let done = record_death(&app, &app.schiltz, id, 1, json!("2026-02-27")).await;
        assert_eq!(done["record"], json!({ "version": 2, "diedOn": "2026-02-27", "ageYears": 35 }));
        assert_eq!(worklist(&app).await, 0);
        let done = record_death(&app, &app.schiltz, id, 2, json!("2026-03-02")).await;
        assert_eq!(done["record"]["ageYears"], 36, "{done}");
        let done = record_death(&app, &app.schiltz, id, 3, Value::Null).await;
        assert_eq!(done["record"]["diedOn"], Value::Null, "{done}");
        assert_eq!(worklist(&app).await, 1);
        // Every version says what was said.
        let versions = "SELECT content AS name FROM record_version ORDER BY version";
        let said = app.database.texts(versions).await;
        assert!(said[1].contains("2026-02-27") && said[2].contains("2026-03-02"), "{said:?}");
    }
}

#[tokio::test]
async fn a_day_that_cannot_be_is_refused_and_a_patient_cannot_record_it() {
    for app in TestApp::on_each().await {
        let id = app.record("Ana", "1990-03-01", 7).await;
        for (day, version, code) in [
            (json!("2026-11-25"), 1, "IN_FUTURE"),
            (json!("1990-02-28"), 1, "BEFORE_BIRTH"),
            (json!("soon"), 1, "MALFORMED"),
            (Value::Null, 1, "NOTHING_CHANGED"),
            (json!("2026-11-24"), 4, "CONFLICT"),
        ] {
            let said = record_death(&app, &app.schiltz, id, version, day).await;
            assert_eq!(said["userErrors"][0]["code"], code, "{said}");
        }
        let mutation = "mutation($input: RecordDeathInput!) { recordDeath(input: $input) {
            userErrors { code } } }";
        let input = json!({ "idempotencyKey": "death-key-1", "recordId": id, "version": 1,
            "diedOn": "2026-11-24", "reason": "a bad joke" });
        let answer = app.run(&app.patient(id), mutation, json!({ "input": input })).await;
        assert_eq!(answer["errors"][0]["extensions"]["code"], "NOT_FOUND", "{answer}");
    }
}

//! Doses that are the same event.

use serde_json::{Value, json};
use shared::RecordId;

use super::{all_of, ask, merge, second, unmerge};
use crate::testing::TestApp;

/// Copies one dose from a card, as Dr Schiltz.
async fn copied(app: &TestApp, id: RecordId, code: &str, on: &str) {
    let input = json!({ "idempotencyKey": format!("copy-{}", app.op(&app.schiltz).new_id()),
        "recordId": id, "proof": "YELLOW_CARD",
        "doses": [{ "vaccineCode": code, "occurrence": on, "note": "second page" }] });
    let done = ask(app, &app.schiltz, "transcribeVaccinations", "vaccinations { id }", input).await;
    assert_eq!(done["userErrors"], json!([]), "{done}");
}

async fn events(app: &TestApp, id: RecordId) -> Vec<Value> {
    let dose = "{ id version vaccine { code } }";
    let query = format!(
        "query($id: RecordId!) {{ record(id: $id) {{ sameEvents {{ stays {dose} other {dose} }} }} }}"
    );
    let answer = app.run(&app.schiltz, &query, json!({ "id": id })).await;
    answer["data"]["record"]["sameEvents"].as_array().expect("a list").clone()
}

fn two(key: &str, id: RecordId, pair: &Value) -> Value {
    json!({ "idempotencyKey": key, "recordId": id,
        "vaccinationId": pair["stays"]["id"], "version": pair["stays"]["version"],
        "otherId": pair["other"]["id"], "otherVersion": pair["other"]["version"] })
}

const DOSES: &str = "vaccinations { id version status lot note joinedInto history { change } }";

#[tokio::test]
async fn the_more_exact_code_stays_and_takes_over_what_only_the_other_says() {
    for app in TestApp::on_each().await {
        let id = app.record("Ana", "1990-03-01", 7).await;
        let exact = app.dose(id, "VAC0510", "2020-05-04").await;
        copied(&app, id, "VAC0510", "2020-05-04").await;
        copied(&app, id, "VAC0510", "2020-05-05").await;
        let pairs = events(&app, id).await;
        assert_eq!(pairs.len(), 1, "{pairs:?}");
        assert_eq!(pairs[0]["stays"]["id"], json!(exact));
        let before = all_of(&app, id).await;
        let input = two("join-key-1", id, &pairs[0]);
        let done = ask(&app, &app.schiltz, "joinVaccinations", DOSES, input.clone()).await;
        let doses = &done["vaccinations"];
        assert_eq!(doses[0]["lot"], "U3J81V", "{done}");
        assert_eq!(doses[0]["note"], "second page");
        assert_eq!(doses[1]["status"], "ENTERED_IN_ERROR");
        assert_eq!(doses[1]["joinedInto"], json!(exact));
        assert_eq!(doses[1]["history"][0]["change"], "JOINED");
        assert_eq!(ask(&app, &app.schiltz, "joinVaccinations", DOSES, input).await, done);
        assert_eq!(events(&app, id).await, [Value::Null; 0]);
        let input = json!({ "idempotencyKey": "apart-key-1", "recordId": id,
            "vaccinationId": doses[1]["id"], "version": doses[1]["version"] });
        let done = ask(&app, &app.schiltz, "separateVaccinations", DOSES, input).await;
        assert_eq!(done["vaccinations"][1]["status"], "COMPLETED", "{done}");
        assert_eq!(done["vaccinations"][0]["note"], Value::Null);
        // All is said again as before; only the versions tell.
        let said = |lines: Vec<String>| -> Vec<String> {
            let cut = |line: String| line.split(" v").next().unwrap_or_default().to_owned();
            lines.into_iter().map(cut).collect()
        };
        assert_eq!(said(all_of(&app, id).await), said(before));
    }
}

#[tokio::test]
async fn what_was_kept_apart_is_not_proposed_again_and_no_warning() {
    for app in TestApp::on_each().await {
        let id = app.record("Ana", "1990-03-01", 7).await;
        app.dose(id, "VAC0510", "2020-05-04").await;
        copied(&app, id, "VAC0510", "2020-05-04").await;
        let pair = events(&app, id).await[0].clone();
        let input = two("keep-key-1", id, &pair);
        let done = ask(&app, &app.schiltz, "keepVaccinationsApart", DOSES, input).await;
        assert_eq!(done["userErrors"], json!([]), "{done}");
        assert_eq!(events(&app, id).await, [Value::Null; 0]);
        let query =
            "query($id: RecordId!) { record(id: $id) { vaccinations { warnings { code } } } }";
        let answer = app.run(&app.schiltz, query, json!({ "id": id })).await;
        for dose in answer["data"]["record"]["vaccinations"].as_array().expect("doses") {
            let warnings = dose["warnings"].as_array().expect("warnings");
            assert!(warnings.iter().all(|w| w["code"] != "POSSIBLE_DUPLICATE"), "{answer}");
        }
        let again = ask(&app, &app.schiltz, "joinVaccinations", DOSES, {
            let mut input = two("join-key-2", id, &pair);
            for (version, dose) in [("version", "vaccinationId"), ("otherVersion", "otherId")] {
                let now = done["vaccinations"]
                    .as_array()
                    .expect("doses")
                    .iter()
                    .find(|d| d["id"] == input[dose])
                    .expect("it")["version"]
                    .clone();
                input[version] = now;
            }
            input
        });
        assert_eq!(again.await["userErrors"][0]["code"], "NOT_APPLICABLE");
    }
}

#[tokio::test]
async fn doses_joined_across_two_records_come_apart_with_them() {
    for app in TestApp::on_each().await {
        let first = app.record("Ana", "1990-03-01", 7).await;
        let other = second(&app, &app.schiltz, "Anna", "1990-03-01", first).await;
        app.dose(first, "VAC0510", "2020-05-04").await;
        copied(&app, other, "VAC0510", "2020-05-04").await;
        let said = |lines: Vec<String>| -> Vec<String> {
            let cut = |line: String| match line.starts_with("dose") {
                true => line.split(" v").next().unwrap_or_default().to_owned(),
                false => line,
            };
            lines.into_iter().map(cut).collect()
        };
        let before = [said(all_of(&app, first).await), said(all_of(&app, other).await)];
        merge(&app, first, other).await;
        let pair = events(&app, first).await[0].clone();
        let done =
            ask(&app, &app.schiltz, "joinVaccinations", DOSES, two("join-key-3", other, &pair));
        assert_eq!(done.await["userErrors"], json!([]));
        unmerge(&app, first, &[], &[]).await;
        let after = [said(all_of(&app, first).await), said(all_of(&app, other).await)];
        assert_eq!(after, before);
    }
}

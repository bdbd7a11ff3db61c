//! The practice's worklist, what watchers are told, and what might be.

use futures::StreamExt;
use serde_json::{Value, json};

use super::{TETANUS, target};
use crate::testing::TestApp;

const WORKLIST: &str =
    "query($statuses: [AssessmentStatus!]! = [], $target: String, $first: Int! = 20,
    $after: String) { practice { worklist(statuses: $statuses, target: $target, first: $first,
        after: $after) { nodes { record { givenName } open { status target { code } } } pageInfo { hasNextPage endCursor } } } }";

async fn names(app: &TestApp, variables: Value) -> Vec<String> {
    let answer = app.run(&app.schiltz, WORKLIST, variables).await;
    assert_eq!(answer.get("errors"), None, "{answer}");
    let nodes = answer["data"]["practice"]["worklist"]["nodes"].as_array().expect("records");
    nodes.iter().map(|n| n["record"]["givenName"].as_str().expect("a name").to_owned()).collect()
}

#[tokio::test]
async fn the_worklist_shows_the_most_urgent_first_page_by_page() {
    for app in TestApp::on_each().await {
        app.record("Due", "2026-09-24", 101).await;
        app.record("Unknown", "1980-04-14", 102).await;
        app.record("Overdue", "2026-03-24", 103).await;
        assert_eq!(names(&app, json!({})).await, ["Overdue", "Due", "Unknown"]);
        assert_eq!(names(&app, json!({ "statuses": ["UNKNOWN"] })).await, ["Unknown"]);
        let of_tetanus = json!({ "statuses": ["DUE", "UNKNOWN"], "target": TETANUS });
        assert_eq!(names(&app, of_tetanus).await, ["Due", "Unknown"]);
        assert_eq!(names(&app, json!({ "target": "DIS999" })).await, [""; 0]);
        // Page by page.
        let mut seen = Vec::new();
        let mut after = Value::Null;
        loop {
            let page = json!({ "first": 1, "after": after });
            let answer = app.run(&app.schiltz, WORKLIST, page).await;
            let list = &answer["data"]["practice"]["worklist"];
            seen.push(list["nodes"][0]["record"]["givenName"].clone());
            after = list["pageInfo"]["endCursor"].clone();
            if list["pageInfo"]["hasNextPage"] == json!(false) {
                break;
            }
        }
        assert_eq!(seen, ["Overdue", "Due", "Unknown"]);
        // Someone else's patients are in nobody's list.
        let other = app.run(&app.weber, WORKLIST, json!({})).await;
        assert_eq!(other["data"]["practice"]["worklist"]["nodes"], json!([]), "{other}");
        for wrong in
            [json!({ "statuses": ["COMPLETE"] }), json!({ "after": "x" }), json!({ "target": "x" })]
        {
            let refused = app.run(&app.schiltz, WORKLIST, wrong).await;
            assert_eq!(refused["errors"][0]["extensions"]["code"], "BAD_INPUT", "{refused}");
        }
    }
}

#[tokio::test]
async fn whoever_watches_is_told_of_the_records_they_may_read() {
    for app in TestApp::on_each().await {
        let id = app.record("Noé", "2026-09-24", 103).await;
        let watch = async |actor: &crate::authz::Actor| {
            let shown = app.sign_in(actor).await;
            let actor = crate::accounts::actor_of(&app.app, &shown).await.expect("it holds");
            let query = "subscription { assessmentChanged { recordId } }";
            let mut request = async_graphql::Request::new(query);
            request.data = crate::graphql::data_of(app.op(&actor).with_credential(shown));
            Box::pin(app.schema.execute_stream(request))
        };
        let mut mine = watch(&app.origer).await;
        let mut theirs = watch(&app.weber).await;
        // Polled once, a stream listens.
        assert!(futures::poll!(mine.next()).is_pending());
        assert!(futures::poll!(theirs.next()).is_pending());
        app.dose(id, "VAC0510", "2026-11-24").await;
        let told = mine.next().await.expect("an event");
        let told = serde_json::to_value(told).expect("JSON");
        assert_eq!(told["data"]["assessmentChanged"]["recordId"], json!(id), "{told}");
        for _ in 0..50 {
            assert!(futures::poll!(theirs.next()).is_pending(), "a stranger is told nothing");
            tokio::task::yield_now().await;
        }
    }
}

#[tokio::test]
async fn what_might_be_is_what_will_be_stored() {
    let query = "query($input: SimulateInput!) { simulate(input: $input) { rules asOf targets {
        target { code } status recommendedOn doses { position vaccinationId verdict } } } }";
    for app in TestApp::on_each().await {
        let id = app.record("Noé", "2026-09-24", 103).await;
        let input =
            json!({ "recordId": id, "doses": [{ "vaccineCode": "VAC0510", "on": "2026-11-24" }] });
        let answer = app.run(&app.schiltz, query, json!({ "input": input })).await;
        let might = target(&answer["data"]["simulate"], TETANUS);
        assert_eq!(might["status"], "UP_TO_DATE", "{answer}");
        assert_eq!(
            might["doses"][0],
            json!({ "position": 0, "vaccinationId": null, "verdict": "VALID" })
        );
        app.dose(id, "VAC0510", "2026-11-24").await;
        let input = json!({ "input": { "recordId": id } });
        let answer = app.run(&app.schiltz, query, input).await;
        let is = target(&answer["data"]["simulate"], TETANUS);
        for field in ["status", "recommendedOn"] {
            assert_eq!(is[field], might[field], "{field}");
        }
        // Someone who is made up, by last year's rules.
        let input = json!({ "birthDate": "1960-01-01", "ruleSet": "lu-2024", "asOf": "2025-01-01",
            "facts": [{ "code": "asplenia", "isSo": true }] });
        let answer = app.run(&app.schiltz, query, json!({ "input": input })).await;
        assert_eq!(answer["data"]["simulate"]["rules"], "lu-2024", "{answer}");
        for wrong in [
            json!({}),
            json!({ "recordId": id, "birthDate": "1960-01-01" }),
            json!({ "birthDate": "1960-01-01", "ruleSet": "no" }),
        ] {
            let refused = app.run(&app.schiltz, query, json!({ "input": wrong })).await;
            assert_eq!(refused["errors"][0]["extensions"]["code"], "BAD_INPUT", "{refused}");
        }
    }
}

#[tokio::test]
async fn the_trace_of_an_assessment_is_signed_and_follows_from_its_inputs() {
    let app = TestApp::new().await;
    let id = app.record("Noé", "2026-09-24", 103).await;
    let query = "query($id: RecordId!) { record(id: $id) { assessment { trace } } }";
    let answer = app.run(&app.schiltz, query, json!({ "id": id })).await;
    let trace = answer["data"]["record"]["assessment"]["trace"].as_str().expect("a trace");
    let storage = &app.app.config.storage;
    let key = crate::traces::key::signing(storage, &app.app.ids).expect("a key").verifying_key();
    assert_eq!(crate::traces::verify(trace.as_bytes(), &key), [""; 0]);
    let tampered = trace.replacen("2026-09-24", "2026-09-25", 1);
    assert_ne!(crate::traces::verify(tampered.as_bytes(), &key), [""; 0]);
}

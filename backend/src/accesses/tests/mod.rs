//! The access log through the schema.

use std::time::Duration;

use chrono::{DateTime, TimeDelta};
use serde_json::{Value, json};
use shared::RecordId;
use uuid::Uuid;

mod emergency;
mod question;
mod share;

use super::ReadMarks;
use crate::{authz::Actor, testing::TestApp};

#[test]
fn a_reading_is_new_again_after_the_pause() {
    let marks = ReadMarks::new(Duration::from_secs(600));
    let at = |s: i64| DateTime::from_timestamp(1_700_000_000 + s, 0).expect("a moment");
    let (reader, record) = ((Uuid::nil(), None), RecordId(Uuid::nil()));
    assert!(marks.is_new(reader, record, at(0)));
    assert!(!marks.is_new(reader, record, at(599)));
    assert!(marks.is_new(reader, record, at(600)));
    marks.forget(reader, record);
    assert!(marks.is_new(reader, record, at(601)));
}

/// Moves the service's clock.
fn wait(app: &TestApp, minutes: i64) {
    app.app.clock.set(app.app.clock.now() + TimeDelta::minutes(minutes));
}

async fn read(app: &TestApp, actor: &Actor, id: RecordId) {
    let query = "query($id: RecordId!) { record(id: $id) { givenName vaccinations { id } } }";
    let answer = app.run(actor, query, json!({ "id": id })).await;
    assert_eq!(answer["data"]["record"]["givenName"], "Noé", "{answer}");
}

/// The log as the person sees it, newest first, without their own readings.
async fn log(app: &TestApp, actor: &Actor, id: RecordId) -> Vec<String> {
    let query = "query($id: RecordId!) { record(id: $id) { accessLog(first: 100) { nodes {
        at action by { kind name practiceName } } } } }";
    let answer = app.run(actor, query, json!({ "id": id })).await;
    let nodes = answer["data"]["record"]["accessLog"]["nodes"].as_array();
    let nodes = nodes.unwrap_or_else(|| panic!("no log: {answer}"));
    let text = |v: &Value| v.as_str().unwrap_or("–").to_owned();
    nodes
        .iter()
        .filter(|n| n["by"]["kind"] != "PATIENT")
        .map(|n| {
            format!("{} {} {}", &text(&n["at"])[11..16], text(&n["action"]), text(&n["by"]["name"]))
        })
        .collect()
}

#[tokio::test]
async fn a_reading_is_logged_once_in_ten_minutes_and_seen_by_the_patient() {
    for app in TestApp::on_each().await {
        let id = app.record("Noé", "2025-04-14", 103).await;
        for _ in 0..3 {
            wait(&app, 3);
            read(&app, &app.schiltz, id).await;
        }
        wait(&app, 1);
        read(&app, &app.origer, id).await;
        wait(&app, 3);
        read(&app, &app.schiltz, id).await;
        assert_eq!(
            log(&app, &app.patient(id), id).await,
            [
                "09:13 READ Dr Nadine Schiltz",
                "09:10 READ Paul Origer",
                "09:03 READ Dr Nadine Schiltz",
                "09:00 CREATED Dr Nadine Schiltz",
            ]
        );
    }
}

#[tokio::test]
async fn a_reading_for_another_practice_is_another_reading() {
    for app in TestApp::on_each().await {
        let id = app.record("Noé", "2025-04-14", 103).await;
        let mutation = "mutation($input: OpenRecordInput!) {
            openRecord(input: $input) { userErrors { code } } }";
        let input = json!({ "idempotencyKey": "opening-1", "recordId": id, "reason": "fever" });
        app.run(&app.weber, mutation, json!({ "input": input })).await;
        wait(&app, 1);
        read(&app, &app.schiltz, id).await;
        wait(&app, 1);
        let mut elsewhere = app.schiltz.account().expect("a person").clone();
        elsewhere.practice = app.weber.practice().cloned();
        read(&app, &Actor::Account(elsewhere), id).await;
        let log = log(&app, &app.patient(id), id).await;
        assert_eq!(
            log[..2],
            ["09:02 READ Dr Nadine Schiltz", "09:01 READ Dr Nadine Schiltz"],
            "{log:?}"
        );
    }
}

#[tokio::test]
async fn a_list_of_the_practice_logs_only_whose_doses_it_shows() {
    for app in TestApp::on_each().await {
        let id = app.record("Noé", "2025-04-14", 103).await;
        wait(&app, 1);
        let query = "{ practice { records { nodes { givenName } } } }";
        app.run(&app.origer, query, json!({})).await;
        assert_eq!(log(&app, &app.patient(id), id).await, ["09:00 CREATED Dr Nadine Schiltz"]);
        let query = "{ practice { records { nodes { vaccinations { id } } } } }";
        app.run(&app.origer, query, json!({})).await;
        assert_eq!(log(&app, &app.patient(id), id).await[0], "09:01 READ Paul Origer");
    }
}

#[tokio::test]
async fn the_log_is_for_the_person_and_their_parents_alone_and_comes_in_pages() {
    for app in TestApp::on_each().await {
        let id = app.record("Noé", "2025-04-14", 103).await;
        for _ in 0..4 {
            wait(&app, 10);
            read(&app, &app.schiltz, id).await;
        }
        let query = "query($id: RecordId!, $after: String) { record(id: $id) {
            accessLog(first: 2, after: $after) { nodes { at } pageInfo { hasNextPage endCursor } } } }";
        let denied = app.run(&app.schiltz, query, json!({ "id": id })).await;
        assert_eq!(denied["errors"][0]["extensions"]["code"], "NOT_FOUND", "{denied}");
        let (mut after, mut seen, mut pages) = (Value::Null, Vec::new(), 0);
        let patient = app.patient(id);
        loop {
            let variables = json!({ "id": id, "after": after });
            let page = app.run(&patient, query, variables).await;
            let log = &page["data"]["record"]["accessLog"];
            let nodes = log["nodes"].as_array().unwrap_or_else(|| panic!("no log: {page}"));
            seen.extend(nodes.iter().map(|n| n["at"].to_string()));
            pages += 1;
            if log["pageInfo"]["hasNextPage"] == false {
                break;
            }
            after = log["pageInfo"]["endCursor"].clone();
        }
        // Created, four readings by the doctor, one by the patient.
        assert_eq!((seen.len(), pages), (6, 3), "{seen:?}");
        assert!(seen.windows(2).all(|w| w[1] <= w[0]), "{seen:?}");
        let variables = json!({ "id": id, "after": "nonsense" });
        let bad = app.run(&patient, query, variables).await;
        assert_eq!(bad["errors"][0]["extensions"]["code"], "BAD_INPUT", "{bad}");
    }
}

//! What follows from a merge: where ids lead, who sees what, what is refused.

use serde_json::{Value, json};

use super::{all_of, ask, merge, merge_input, merges, second, unmerge};
use crate::{authz::Actor, testing::TestApp};

#[tokio::test]
async fn the_old_id_leads_to_the_record_that_stays_for_everyone_and_everything() {
    for app in TestApp::on_each().await {
        let first = app.record("Ana", "1990-03-01", 7).await;
        let other = second(&app, &app.schiltz, "Anna", "1990-03-01", first).await;
        let child = app.record("Noé", "2025-04-14", 103).await;
        app.make_parent(other, child).await;
        let dose = app.dose(other, "VAC0541", "2020-05-04").await;
        let owner = app.patient(other);
        let shown = app.sign_in(&owner).await;
        merge(&app, first, other).await;
        let query = "query($id: RecordId!) { record(id: $id) { id relation
            identifiers { system } vaccinations { id } } }";
        let seen = app.run(&app.schiltz, query, json!({ "id": other })).await;
        assert_eq!(seen["data"]["record"]["id"], json!(first), "{seen}");
        assert_eq!(seen["data"]["record"]["vaccinations"], json!([{ "id": dose }]));
        assert_eq!(seen["data"]["record"]["identifiers"].as_array().map(Vec::len), Some(2));
        // The account that had the other record has this one now, and its child.
        let family = "{ viewer { records { relation record { id givenName } } } }";
        let mine = app.run_with(&shown, family, json!({})).await;
        let records = &mine["data"]["viewer"]["records"];
        assert_eq!(records[0]["record"]["id"], json!(first), "{mine}");
        assert_eq!(records[1]["record"]["id"], json!(child), "{mine}");
        // Found by either number, listed once.
        let find =
            "{ findRecords(input: { name: \"Ferreira\", birthDate: \"1990-03-01\" }) { id } }";
        let found = app.run(&app.schiltz, find, json!({})).await;
        assert_eq!(found["data"]["findRecords"], json!([{ "id": first }]), "{found}");
        let find = "{ findRecords(input: { identifier: { system: PASSPORT, issuer: \"SY\",
            value: \"N1990-03-01\" } }) { id canRead } }";
        let found = app.run(&app.schiltz, find, json!({})).await;
        assert_eq!(found["data"]["findRecords"], json!([{ "id": first, "canRead": true }]));
        let list = "{ practice { records { nodes { id } } } }";
        let listed = app.run(&app.schiltz, list, json!({})).await;
        let nodes = listed["data"]["practice"]["records"]["nodes"].as_array().expect("records");
        assert!(nodes.iter().all(|n| n["id"] != json!(other)), "{listed}");
        // A dose recorded under the old id stands in the record that stays.
        app.dose(other, "VAC0541", "2026-05-04").await;
        let seen = app.run(&app.schiltz, query, json!({ "id": first })).await;
        assert_eq!(seen["data"]["record"]["vaccinations"].as_array().map(Vec::len), Some(2));
    }
}

#[tokio::test]
async fn whoever_saw_one_record_sees_the_whole_and_only_their_own_afterwards() {
    for app in TestApp::on_each().await {
        let first = app.record("Ana", "1990-03-01", 7).await;
        let other = second(&app, &app.weber, "Anna", "1990-03-01", first).await;
        // Dr Schiltz may not join what she may not see.
        let query = "query($id: RecordId!, $other: RecordId!) {
            mergePreview(survivorId: $id, mergedId: $other) { practices } }";
        let both = json!({ "id": first, "other": other });
        let answer = app.run(&app.schiltz, query, both.clone()).await;
        assert_eq!(answer["errors"][0]["extensions"]["code"], "NOT_FOUND", "{answer}");
        let open =
            json!({ "idempotencyKey": "open-other", "recordId": other, "reason": "she is here" });
        ask(&app, &app.schiltz, "openRecord", "record { id }", open).await;
        let answer = app.run(&app.schiltz, query, both).await;
        let practices = &answer["data"]["mergePreview"]["practices"];
        assert_eq!(practices, &json!(["Pédiatrie Kirchberg"]), "{answer}");
        merge(&app, first, other).await;
        let read = "query($id: RecordId!) { record(id: $id) { id } }";
        for id in [first, other] {
            let seen = app.run(&app.weber, read, json!({ "id": id })).await;
            assert_eq!(seen["data"]["record"]["id"], json!(first), "{seen}");
        }
        let done = unmerge(&app, first, &[], &[]).await;
        assert_eq!(done["other"]["id"], json!(other), "{done}");
        let seen = app.run(&app.weber, read, json!({ "id": first })).await;
        assert_eq!(seen["data"]["record"], Value::Null, "{seen}");
        let seen = app.run(&app.weber, read, json!({ "id": other })).await;
        assert_eq!(seen["data"]["record"]["id"], json!(other), "{seen}");
    }
}

#[tokio::test]
async fn the_preview_says_what_the_merge_makes_of_the_status() {
    for app in TestApp::on_each().await {
        let first = app.record("Mila", "2024-05-02", 7).await;
        let other = second(&app, &app.schiltz, "Mila", "2024-05-02", first).await;
        for day in ["2024-07-02", "2024-09-02"] {
            app.dose(first, "VAC0510", day).await;
        }
        app.dose(other, "VAC0510", "2025-05-05").await;
        let status = "{ targets { target { code } status recommendedOn } }";
        let query = format!(
            "query($id: RecordId!, $other: RecordId!) {{ mergePreview(survivorId: $id, mergedId: $other) {{
                survivorNow {status} mergedNow {status} together {status} areRelated sameEvents {{ stays {{ id }} }} }} }}"
        );
        let both = json!({ "id": first, "other": other });
        let preview = app.run(&app.schiltz, &query, both).await["data"]["mergePreview"].clone();
        assert_ne!(preview["together"], preview["survivorNow"]);
        assert_ne!(preview["together"], preview["mergedNow"]);
        merge(&app, first, other).await;
        let query =
            format!("query($id: RecordId!) {{ record(id: $id) {{ assessment {status} }} }}");
        let after = app.run(&app.schiltz, &query, json!({ "id": other })).await;
        assert_eq!(after["data"]["record"]["assessment"], preview["together"], "{after}");
    }
}

#[tokio::test]
async fn what_cannot_be_joined_is_refused() {
    for app in TestApp::on_each().await {
        let mother = app.record("Ana", "1990-03-01", 7).await;
        let child = app.record("Noé", "2025-04-14", 103).await;
        app.make_parent(mother, child).await;
        let codes = |payload: &Value| payload["userErrors"][0]["code"].clone();
        let related = merge_input(&app, "merge-key-1", mother, child).await;
        let said = ask(&app, &app.schiltz, "mergeRecords", "record { id }", related).await;
        assert_eq!(codes(&said), "NOT_APPLICABLE", "{said}");
        let itself = merge_input(&app, "merge-key-2", mother, mother).await;
        let said = ask(&app, &app.schiltz, "mergeRecords", "record { id }", itself).await;
        assert_eq!(codes(&said), "NOT_APPLICABLE", "{said}");
        let other = second(&app, &app.schiltz, "Anna", "1990-03-01", mother).await;
        let mut stale = merge_input(&app, "merge-key-3", mother, other).await;
        stale["mergedVersion"] = json!(7);
        let said = ask(&app, &app.schiltz, "mergeRecords", "record { id }", stale).await;
        assert_eq!(codes(&said), "CONFLICT", "{said}");
        merge(&app, mother, other).await;
        let again = merge_input(&app, "merge-key-4", mother, other).await;
        let said = ask(&app, &app.schiltz, "mergeRecords", "record { id }", again).await;
        assert_eq!(codes(&said), "NOT_APPLICABLE", "{said}");
        // The owner sees one record and no way to take it apart.
        assert_eq!(merges(&app, &app.patient(mother), mother).await, [Value::Null; 0]);
        let id = merges(&app, &app.schiltz, mother).await[0]["id"].clone();
        let input = json!({ "idempotencyKey": "unmerge-key-1", "recordId": mother, "mergeId": id,
            "reason": "two people", "vaccinations": ["0190d1a0-0000-7000-8000-000000000000"] });
        let said = ask(&app, &app.schiltz, "unmergeRecords", "other { id }", input).await;
        assert_eq!(codes(&said), "NOT_FOUND", "{said}");
    }
}

#[tokio::test]
async fn three_records_of_one_person_come_apart_in_any_order() {
    for app in TestApp::on_each().await {
        for inner_first in [true, false] {
            let year = if inner_first { 1990 } else { 1984 };
            let born = format!("{year}-03-01");
            let first = app.record("Ana", &born, 7).await;
            let middle = second(&app, &app.schiltz, "Anna", &born, first).await;
            let last = app.record("Zoé", &format!("{year}-03-09"), 8).await;
            app.dose(middle, "VAC0541", "2020-05-04").await;
            app.dose(last, "VAC0541", "2021-05-04").await;
            let ids = [first, middle, last];
            let mut before = Vec::new();
            for id in ids {
                before.push(all_of(&app, id).await);
            }
            merge(&app, middle, last).await;
            merge(&app, first, middle).await;
            let read = "query($id: RecordId!) { record(id: $id) { id vaccinations { id } } }";
            let seen = app.run(&app.schiltz, read, json!({ "id": last })).await;
            assert_eq!(seen["data"]["record"]["id"], json!(first), "{seen}");
            assert_eq!(seen["data"]["record"]["vaccinations"].as_array().map(Vec::len), Some(2));
            let mut held = merges(&app, &app.schiltz, first).await;
            assert_eq!(held.len(), 2);
            if inner_first {
                held.reverse();
            }
            for (at, merge) in held.iter().enumerate() {
                // The outer one undone first, the inner one holds in the record in between.
                let id = if at == 1 && !inner_first { middle } else { first };
                let input = json!({ "idempotencyKey": format!("apart-{year}-{at}"), "recordId": id,
                    "mergeId": merge["id"], "reason": "three people" });
                let done = ask(&app, &app.schiltz, "unmergeRecords", "other { id }", input).await;
                assert_eq!(done["userErrors"], json!([]), "{done}");
            }
            for (id, before) in ids.into_iter().zip(before) {
                assert_eq!(all_of(&app, id).await, before);
            }
        }
    }
}

#[tokio::test]
async fn the_log_of_each_shows_the_time_as_one_and_nothing_else_of_the_other() {
    for app in TestApp::on_each().await {
        let wait = |minutes| {
            app.app.clock.set(app.app.clock.now() + chrono::TimeDelta::minutes(minutes));
        };
        let first = app.record("Ana", "1990-03-01", 7).await;
        let other = second(&app, &app.schiltz, "Anna", "1990-03-01", first).await;
        wait(11);
        app.dose(other, "VAC0541", "2020-05-04").await;
        wait(11);
        merge(&app, first, other).await;
        wait(11);
        app.dose(first, "VAC0541", "2021-05-04").await;
        wait(11);
        unmerge(&app, first, &[], &[]).await;
        wait(11);
        app.dose(first, "VAC0541", "2022-05-04").await;
        let log = async |actor: Actor, id| {
            let query = "query($id: RecordId!) { record(id: $id) { accessLog(first: 100) { nodes {
                action by { kind } } } } }";
            let answer = app.run(&actor, query, json!({ "id": id })).await;
            let nodes = answer["data"]["record"]["accessLog"]["nodes"].as_array().cloned();
            let nodes = nodes.unwrap_or_else(|| panic!("no log: {answer}"));
            let recorded = nodes.iter().filter(|n| n["action"] == "VACCINATION_RECORDED").count();
            let merged = nodes.iter().filter(|n| n["action"] == "UNMERGED").count();
            (recorded, merged)
        };
        assert_eq!(log(app.patient(first), first).await, (2, 1));
        // Its own dose, and the one recorded while both were one; both sides of the end.
        assert_eq!(log(app.patient(other), other).await, (2, 2));
    }
}

#[tokio::test]
async fn a_watcher_of_the_old_id_is_told_of_what_happens_where_it_leads() {
    for app in TestApp::on_each().await {
        let first = app.record("Ana", "1990-03-01", 7).await;
        let other = second(&app, &app.schiltz, "Anna", "1990-03-01", first).await;
        let shown = app.sign_in(&app.origer).await;
        let mut events = app.changes(&shown, other).await;
        let (sender, mut heard) = tokio::sync::mpsc::unbounded_channel();
        let watching = tokio::spawn(async move {
            while let Some(event) = futures::StreamExt::next(&mut events).await {
                sender.send(serde_json::to_value(event).expect("JSON")).ok();
            }
        });
        tokio::time::sleep(std::time::Duration::from_millis(200)).await;
        merge(&app, first, other).await;
        let patience = std::time::Duration::from_secs(30);
        let told = tokio::time::timeout(patience, heard.recv()).await.expect("told of the merge");
        assert!(told.is_some_and(|told| told["errors"].is_null()));
        app.dose(first, "VAC0541", "2021-05-04").await;
        loop {
            let told =
                tokio::time::timeout(patience, heard.recv()).await.expect("told of the dose");
            let told = told.expect("an event");
            assert_eq!(told["data"]["recordChanged"]["recordId"], json!(other), "{told}");
            if told["data"]["recordChanged"]["parts"][0] == "VACCINATIONS" {
                break;
            }
        }
        watching.abort();
    }
}

#[tokio::test]
async fn what_was_known_before_a_merge_is_what_this_record_said_then() {
    for app in TestApp::on_each().await {
        let first = app.record("Mila", "2024-05-02", 7).await;
        let other = second(&app, &app.schiltz, "Mila", "2024-05-02", first).await;
        app.dose(other, "VAC0510", "2024-07-02").await;
        let query = "query($id: RecordId!, $at: DateTime) { record(id: $id) {
            assessment(knownAt: $at) { targets { status } } } }";
        let status = async |at: Option<chrono::DateTime<chrono::Utc>>| {
            let answer = app.run(&app.schiltz, query, json!({ "id": first, "at": at })).await;
            assert_eq!(answer.get("errors"), None, "{answer}");
            answer["data"]["record"]["assessment"].clone()
        };
        let (before, then) = (status(None).await, app.app.clock.now());
        app.app.clock.set(then + chrono::TimeDelta::minutes(1));
        merge(&app, first, other).await;
        assert_ne!(status(None).await, before);
        assert_eq!(status(Some(then)).await, before);
    }
}

#[tokio::test]
async fn requests_for_correction_go_with_the_dose_or_the_person_and_come_back() {
    for app in TestApp::on_each().await {
        let first = app.record("Ana", "1990-03-01", 7).await;
        let other = second(&app, &app.schiltz, "Anna", "1990-03-01", first).await;
        let dose = app.dose(other, "VAC0541", "2020-05-04").await;
        let owner = app.patient(other);
        for (subject, dose) in [("VACCINATION", json!(dose)), ("PERSON", Value::Null)] {
            let input = json!({ "idempotencyKey": format!("asking-{subject}"), "recordId": other,
                "subject": subject, "vaccinationId": dose, "words": "not as in the passport" });
            ask(&app, &owner, "requestCorrection", "request { id }", input).await;
        }
        let seen = async |id| {
            let query = "query($id: RecordId!) { record(id: $id) {
                correctionRequests { id subject } } }";
            let answer = app.run(&app.schiltz, query, json!({ "id": id })).await;
            let all = answer["data"]["record"]["correctionRequests"].as_array().cloned();
            all.unwrap_or_else(|| panic!("no record: {answer}"))
        };
        let before = seen(other).await;
        assert_eq!(before.len(), 2);
        merge(&app, first, other).await;
        assert_eq!(seen(first).await, before);
        // One is answered under the old id.
        let input = json!({ "idempotencyKey": "answer-k1", "recordId": other,
            "requestId": before[0]["id"], "outcome": "CORRECTED" });
        ask(&app, &app.schiltz, "answerCorrection", "request { status }", input).await;
        unmerge(&app, first, &[], &[]).await;
        assert_eq!(seen(first).await, Vec::<Value>::new());
        assert_eq!(seen(other).await, before);
    }
}

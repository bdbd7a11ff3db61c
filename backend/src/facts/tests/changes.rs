//! Correcting, ending and voiding, and two people who do so at once.

use futures::future::join_all;
use serde_json::{Value, json};

use super::{faults, of_record, one, run, say};
use crate::testing::TestApp;

#[tokio::test]
async fn an_end_is_a_new_version_and_the_old_one_stays_visible() {
    for app in TestApp::on_each().await {
        let id = app.record("Lea", "1990-03-01", 7).await;
        let fact = app.fact(id, "cancer").await;
        let input = json!({ "idempotencyKey": "end-fact-1", "recordId": id, "factId": fact,
            "version": 1, "reason": "healed for five years", "answer": true,
            "from": "2018-02-01", "to": "2021-03-31" });
        let fields =
            "fact { version history { version change reason changes { field before after } } }";
        let payload = run(&app, &app.schiltz, "correctFact", fields, input.clone()).await;
        expect_test::expect![[r#"
            {
              "change": "CORRECTED",
              "changes": [
                {
                  "after": "2018-02-01",
                  "before": null,
                  "field": "FROM"
                },
                {
                  "after": "2021-03-31",
                  "before": null,
                  "field": "TO"
                }
              ],
              "reason": "healed for five years",
              "version": 2
            }"#]]
        .assert_eq(&format!("{:#}", payload["fact"]["history"][0]));
        assert_eq!(run(&app, &app.schiltz, "correctFact", fields, input.clone()).await, payload);
        // From the old version it is a conflict, which shows what is there.
        let mut late = input;
        late["idempotencyKey"] = json!("end-fact-2");
        late["to"] = json!("2022-03-31");
        let late = one(&app, &app.origer, "correctFact", late).await;
        assert_eq!(faults(&late), ["version CONFLICT"]);
        assert_eq!((&late["fact"], &late["conflict"]["to"]), (&Value::Null, &json!("2021-03-31")));
    }
}

#[tokio::test]
async fn a_void_fact_says_nothing_any_more_and_stays_visible_to_who_asks_for_it() {
    for app in TestApp::on_each().await {
        let id = app.record("Lea", "1990-03-01", 7).await;
        let fact = app.fact(id, "asplenia").await;
        let input = json!({ "idempotencyKey": "void-fact-1", "recordId": id, "factId": fact,
            "version": 1, "reason": "another patient" });
        let payload = one(&app, &app.schiltz, "voidFact", input.clone()).await;
        assert_eq!(payload["fact"]["status"], "ENTERED_IN_ERROR", "{payload}");
        assert_eq!(one(&app, &app.schiltz, "voidFact", input.clone()).await, payload);
        let shown = of_record(
            &app,
            &app.patient(id),
            id,
            "facts { id } all: facts(includeVoid: true) { status history { change reason } }",
        )
        .await;
        assert_eq!(shown["facts"], json!([]));
        assert_eq!(
            shown["all"][0]["history"][0],
            json!({ "change": "VOIDED", "reason": "another patient" })
        );
        let mut again = input.clone();
        again["idempotencyKey"] = json!("void-fact-2");
        again["version"] = json!(2);
        let again = one(&app, &app.schiltz, "voidFact", again).await;
        assert_eq!(faults(&again), ["factId ALREADY_VOID"]);
        // It can be said anew.
        app.fact(id, "asplenia").await;
    }
}

#[tokio::test]
async fn who_told_a_fact_may_take_it_back_until_a_professional_stands_for_it() {
    for app in TestApp::on_each().await {
        let id = app.record("Lea", "1990-03-01", 7).await;
        let patient = app.patient(id);
        let told =
            json!([{ "code": "asplenia", "answer": true }, { "code": "cancer", "answer": true }]);
        let told = say(&app, &patient, "reportFacts", id, told).await;
        let input = |key: &str, fact: &Value, version: i32| {
            json!({ "idempotencyKey": key, "recordId": id, "factId": fact["id"], "version": version,
                "reason": "I mixed it up" })
        };
        let (spleen, cancer) = (&told["facts"][0], &told["facts"][1]);
        let back = one(&app, &patient, "voidFact", input("take-back-1", spleen, 1)).await;
        assert_eq!(back["fact"]["status"], "ENTERED_IN_ERROR", "{back}");
        let confirm = json!({ "idempotencyKey": "confirm-it", "recordId": id,
            "factId": cancer["id"], "version": 1 });
        one(&app, &app.schiltz, "confirmFact", confirm).await;
        let late = one(&app, &patient, "voidFact", input("take-back-2", cancer, 2)).await;
        assert_eq!(faults(&late), ["factId CONFIRMED"]);
        let mut correct = input("take-back-3", cancer, 2);
        correct["answer"] = json!(false);
        let late = one(&app, &patient, "correctFact", correct).await;
        assert_eq!(faults(&late), ["factId CONFIRMED"]);
    }
}

#[tokio::test]
async fn of_many_editors_at_once_exactly_one_is_first() {
    for app in TestApp::on_each().await {
        let id = app.record("Lea", "1990-03-01", 7).await;
        let fact = app.fact(id, "cancer").await;
        let all = (0..10).map(|i| {
            let mut input = json!({ "idempotencyKey": format!("editor-{i:02}"), "recordId": id,
                "factId": fact, "version": 1, "reason": "I was first" });
            let app = &app;
            async move {
                if i % 2 == 0 {
                    return one(app, &app.origer, "voidFact", input).await;
                }
                input["answer"] = json!(true);
                input["note"] = json!(format!("editor {i}"));
                one(app, &app.schiltz, "correctFact", input).await
            }
        });
        let all = join_all(all).await;
        assert_eq!(all.iter().filter(|p| p["fact"]["version"] == 2).count(), 1, "{all:?}");
        let versions = app.database.texts("SELECT change AS name FROM fact_version").await;
        assert_eq!(versions.len(), 2);
    }
}

#[tokio::test]
async fn a_correction_that_contradicts_another_fact_is_refused() {
    for app in TestApp::on_each().await {
        let id = app.record("Lea", "1990-03-01", 7).await;
        let facts = json!([{ "code": "asplenia", "answer": false, "to": "2019-05-01" },
            { "code": "asplenia", "answer": true, "from": "2019-05-02" }]);
        let said = say(&app, &app.schiltz, "enterFacts", id, facts).await;
        let input = json!({ "idempotencyKey": "overlap-1", "recordId": id, "version": 1,
            "factId": said["facts"][1]["id"], "reason": "it was earlier", "answer": true,
            "from": "2019-04-02" });
        let refused = one(&app, &app.schiltz, "correctFact", input).await;
        assert_eq!(faults(&refused), ["from ALREADY_KNOWN"]);
    }
}

#[tokio::test]
async fn a_fact_of_one_record_is_not_reached_through_another() {
    for app in TestApp::on_each().await {
        let id = app.record("Lea", "1990-03-01", 7).await;
        let other = app.record("Noé", "2025-04-14", 103).await;
        let fact = app.fact(id, "asplenia").await;
        let input = json!({ "idempotencyKey": "through-1", "recordId": other, "factId": fact,
            "version": 1, "reason": "curious" });
        let payload = one(&app, &app.schiltz, "voidFact", input).await;
        assert_eq!(faults(&payload), ["factId NOT_FOUND"]);
        assert_eq!(payload["conflict"], Value::Null);
    }
}

//! What facts do to the assessment, and what is then still worth asking.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use shared::RecordId;

use super::{of_record, one, say};
use crate::testing::TestApp;

/// The status of each disease.
async fn statuses(app: &TestApp, id: RecordId) -> BTreeMap<String, String> {
    let fields = "assessment { targets { target { code } status } }";
    let answer = of_record(app, &app.schiltz, id, fields).await;
    let targets = answer["assessment"]["targets"].as_array().expect("targets").clone();
    let text = |v: &Value| v.as_str().expect("a text").to_owned();
    targets.iter().map(|t| (text(&t["target"]["code"]), text(&t["status"]))).collect()
}

async fn questions(app: &TestApp, id: RecordId) -> Vec<String> {
    let answer = of_record(app, &app.schiltz, id, "factQuestions { code }").await;
    let asked = answer["factQuestions"].as_array().expect("questions").clone();
    asked.iter().map(|q| q["code"].as_str().expect("a code").to_owned()).collect()
}

#[tokio::test]
async fn a_fact_changes_the_status_and_voiding_it_changes_it_back() {
    for app in TestApp::on_each().await {
        let id = app.record("Lea", "1990-03-01", 7).await;
        let before = statuses(&app, id).await;
        assert!(questions(&app, id).await.contains(&"asplenia".to_owned()));
        let fact = app.fact(id, "asplenia").await;
        let after = statuses(&app, id).await;
        let changed: Vec<String> = before
            .iter()
            .filter(|(code, status)| after[*code] != **status)
            .map(|(code, status)| format!("{code} {status} → {}", after[code]))
            .collect();
        assert!(!changed.is_empty(), "asplenia changed nothing: {after:?}");
        assert!(changed.iter().any(|c| c.ends_with("→ DUE")), "{changed:?}");
        assert!(!questions(&app, id).await.contains(&"asplenia".to_owned()));
        let input = json!({ "idempotencyKey": "void-fact-9", "recordId": id, "factId": fact,
            "version": 1, "reason": "another patient" });
        one(&app, &app.schiltz, "voidFact", input).await;
        assert_eq!(statuses(&app, id).await, before);
    }
}

#[tokio::test]
async fn no_is_an_answer_too_and_is_not_asked_again() {
    for app in TestApp::on_each().await {
        let id = app.record("Lea", "1990-03-01", 7).await;
        let asked = questions(&app, id).await;
        let no: Vec<Value> = asked
            .iter()
            .filter(|code| *code != "history_complete")
            .map(|code| json!({ "code": code, "answer": false }))
            .collect();
        let said = say(&app, &app.schiltz, "enterFacts", id, json!(no)).await;
        assert_eq!(said["userErrors"], json!([]));
        let left = questions(&app, id).await;
        assert!(left.iter().all(|code| code == "history_complete"), "{left:?}");
    }
}

#[tokio::test]
async fn what_is_told_counts_before_it_is_confirmed() {
    for app in TestApp::on_each().await {
        let id = app.record("Lea", "1990-03-01", 7).await;
        let told = json!([{ "code": "refused:DIS003", "answer": true }]);
        say(&app, &app.patient(id), "reportFacts", id, told).await;
        assert_eq!(statuses(&app, id).await["DIS003"], "REFUSED");
        let input = of_record(&app, &app.schiltz, id, "assessment { input }").await;
        let input: Value =
            serde_json::from_str(input["assessment"]["input"].as_str().expect("a text"))
                .expect("JSON");
        assert_eq!(input["facts"], json!([{ "code": "refused:DIS003" }]));
    }
}

#[tokio::test]
async fn whether_the_past_is_known_is_what_was_said_before_what_follows_from_the_age() {
    let app = TestApp::new().await;
    let id = app.record("Noé", "2026-10-14", 103).await;
    let facts = async || {
        let input = of_record(&app, &app.schiltz, id, "assessment { input }").await;
        let input: Value =
            serde_json::from_str(input["assessment"]["input"].as_str().expect("a text"))
                .expect("JSON");
        input["facts"].clone()
    };
    assert_eq!(facts().await, json!([{ "code": "history_complete" }]));
    let no = json!([{ "code": "history_complete", "answer": false }]);
    say(&app, &app.schiltz, "enterFacts", id, no).await;
    assert_eq!(facts().await, json!([{ "code": "history_complete", "value": false }]));
}

#[tokio::test]
async fn a_question_says_how_it_is_answered_and_what_it_decides() {
    let app = TestApp::new().await;
    let id = app.record("Lea", "1990-03-01", 7).await;
    let fields = "factQuestions(all: true) { code text(locale: EN) kind unit least most takesNo
        needsFrom target { code } decides { code } }";
    let answer = of_record(&app, &app.schiltz, id, fields).await;
    let all = answer["factQuestions"].as_array().expect("questions");
    let of = |code: &str| all.iter().find(|q| q["code"] == code).expect("a question");
    expect_test::expect![[r#"
        {
          "code": "pregnancy",
          "decides": [],
          "kind": "YES_NO",
          "least": null,
          "most": null,
          "needsFrom": true,
          "takesNo": true,
          "target": null,
          "text": "Is the person pregnant? Since when (first day of the last period)?",
          "unit": null
        }"#]]
    .assert_eq(&format!("{:#}", {
        let mut q = of("pregnancy").clone();
        q["decides"] = json!([]);
        q
    }));
    assert_ne!(of("pregnancy")["decides"], json!([]));
    let number = of("birth_weight");
    assert_eq!(
        (&number["least"], &number["most"], &number["takesNo"]),
        (&json!(200), &json!(8000), &json!(false))
    );
    assert_eq!(of("refused:DIS003")["text"], Value::Null);
    assert_eq!(of("severe_reaction:DIS003")["target"]["code"], "DIS003");
    // What cannot be said of a woman is not among them.
    assert!(all.iter().all(|q| q["code"] != "msm"));
    // What is asked comes first.
    let asked = of_record(&app, &app.schiltz, id, "factQuestions { code decides { code } }").await;
    let asked = asked["factQuestions"].as_array().expect("questions");
    assert!(asked.iter().all(|q| q["decides"] != json!([])));
    assert_eq!(asked[0]["code"], all[0]["code"]);
    assert!(asked.len() < all.len());
}

#[tokio::test]
async fn what_was_known_of_the_profile_then_can_be_asked_again() {
    for app in TestApp::on_each().await {
        let id = app.record("Lea", "1990-03-01", 7).await;
        let minute = chrono::TimeDelta::minutes(1);
        let moments: [chrono::DateTime<chrono::Utc>; 3] =
            std::array::from_fn(|i| app.app.clock.now() + minute * i32::try_from(i).unwrap_or(0));
        app.app.clock.set(moments[1]);
        let told = json!([{ "code": "refused:DIS003", "answer": true }]);
        let said = say(&app, &app.schiltz, "enterFacts", id, told).await;
        app.app.clock.set(moments[2]);
        let input = json!({ "idempotencyKey": "void-fact-8", "recordId": id, "version": 1,
            "factId": said["facts"][0]["id"], "reason": "another patient" });
        one(&app, &app.schiltz, "voidFact", input).await;
        let query = "query($id: RecordId!, $at: DateTime!) { record(id: $id) {
            assessment(knownAt: $at) { input } } }";
        let mut known = Vec::new();
        for moment in moments {
            let variables = json!({ "id": id, "at": moment.to_rfc3339() });
            let answer = app.run(&app.schiltz, query, variables).await;
            let input = answer["data"]["record"]["assessment"]["input"].as_str();
            let input = input.unwrap_or_else(|| panic!("no input: {answer}"));
            let input: Value = serde_json::from_str(input).expect("JSON");
            known.push(input["facts"].as_array().map_or(0, Vec::len));
        }
        assert_eq!(known, [0, 1, 0]);
    }
}

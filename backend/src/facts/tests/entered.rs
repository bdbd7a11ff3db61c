//! Entering facts, by professionals and by the family.

use futures::future::join_all;
use serde_json::json;

use super::{FACT, faults, many, of_record, run, say};
use crate::testing::TestApp;

#[tokio::test]
async fn what_a_doctor_enters_is_confirmed_and_the_record_shows_it() {
    for app in TestApp::on_each().await {
        let id = app.record("Lea", "1990-03-01", 7).await;
        let input = json!({ "idempotencyKey": "enter-facts-1", "recordId": id, "facts": [
            { "code": "asplenia", "answer": true, "from": "2019-05-02", "note": " after a fall " },
            { "code": "hiv_cd4", "answer": false },
            { "code": "refused:DIS008", "answer": true }] });
        let payload = many(&app, &app.schiltz, "enterFacts", input.clone()).await;
        assert_eq!(faults(&payload), Vec::<String>::new(), "{payload}");
        let again = many(&app, &app.schiltz, "enterFacts", input).await;
        assert_eq!(again, payload, "the same key answers the same");
        let shown = of_record(&app, &app.origer, id, &format!("facts {{ {FACT} }}")).await;
        assert_eq!(shown["facts"], payload["facts"], "by code, as the input happens to be");
        let first = &payload["facts"][0];
        let expected = json!({ "id": first["id"], "version": 1, "status": "ACTIVE",
            "provenance": "ENTERED", "code": "asplenia", "answer": true, "number": null,
            "from": "2019-05-02", "to": null, "isConfirmed": true, "note": "after a fall" });
        assert_eq!(first, &expected);
        let words = "facts { question(locale: DE) unit target { code } endsBy
            recordedBy { kind name practiceName } history { version change reason by { name } } }";
        let words = of_record(&app, &app.schiltz, id, words).await;
        expect_test::expect![[r#"
            {
              "endsBy": null,
              "history": [
                {
                  "by": {
                    "name": "Dr Nadine Schiltz"
                  },
                  "change": "RECORDED",
                  "reason": null,
                  "version": 1
                }
              ],
              "question": null,
              "recordedBy": {
                "kind": "PRACTITIONER",
                "name": "Dr Nadine Schiltz",
                "practiceName": "Cabinet médical Belair"
              },
              "target": {
                "code": "DIS008"
              },
              "unit": null
            }"#]]
        .assert_eq(&format!("{:#}", words["facts"][2]));
        assert_eq!(words["facts"][1]["unit"], "/µl");
        let question = words["facts"][0]["question"].as_str();
        assert_eq!(
            question,
            Some("Fehlt die Milz oder arbeitet sie nicht (auch Sichelzellkrankheit)?")
        );
    }
}

#[tokio::test]
async fn what_a_mother_tells_waits_for_a_professional_who_confirms_it_once() {
    for app in TestApp::on_each().await {
        let (own, child) = family(&app).await;
        let mother = app.patient(own);
        let told = json!([{ "code": "gestational_age_at_birth", "answer": true, "number": 31 }]);
        let payload = say(&app, &mother, "reportFacts", child, told).await;
        let fact = &payload["facts"][0];
        assert_eq!(
            (&fact["isConfirmed"], &fact["provenance"]),
            (&json!(false), &json!("REPORTED"))
        );
        let input = json!({ "idempotencyKey": "confirm-f1", "recordId": child,
            "factId": fact["id"], "version": 1 });
        let fields = "fact { isConfirmed version provenance history { change by { name }
            changes { field before after } } }";
        let confirmed = run(&app, &app.origer, "confirmFact", fields, input.clone()).await;
        expect_test::expect![[r#"
            {
              "history": [
                {
                  "by": {
                    "name": "Paul Origer"
                  },
                  "change": "CONFIRMED",
                  "changes": [
                    {
                      "after": "true",
                      "before": "false",
                      "field": "CONFIRMED"
                    }
                  ]
                },
                {
                  "by": {
                    "name": "Ana Ferreira"
                  },
                  "change": "RECORDED",
                  "changes": []
                }
              ],
              "isConfirmed": true,
              "provenance": "REPORTED",
              "version": 2
            }"#]]
        .assert_eq(&format!("{:#}", confirmed["fact"]));
        assert_eq!(run(&app, &app.origer, "confirmFact", fields, input.clone()).await, confirmed);
        let mut other = input;
        other["idempotencyKey"] = json!("confirm-f2");
        other["version"] = json!(2);
        let late = run(&app, &app.origer, "confirmFact", fields, other).await;
        assert_eq!(faults(&late), ["factId ALREADY_CONFIRMED"]);
        // What was done is in the log that the family reads.
        let log = of_record(&app, &mother, child, "accessLog { nodes { action } }").await;
        let log = log["accessLog"]["nodes"].to_string();
        assert!(log.contains("FACT_ENTERED") && log.contains("FACT_CONFIRMED"), "{log}");
    }
}

#[tokio::test]
async fn parents_are_not_asked_what_is_their_childs_own_matter() {
    let app = TestApp::new().await;
    let (own, child) = {
        let own = app.record("Lea", "1980-03-01", 7).await;
        let child = app.record("Ben", "2009-04-14", 103).await;
        app.make_parent(own, child).await;
        (own, child)
    };
    let codes = |answer: &serde_json::Value| answer["factQuestions"].to_string();
    let fields = "factQuestions(all: true) { code }";
    let parent = codes(&of_record(&app, &app.patient(own), child, fields).await);
    let oneself = codes(&of_record(&app, &app.patient(child), child, fields).await);
    let doctor = codes(&of_record(&app, &app.schiltz, child, fields).await);
    assert_eq!(oneself, doctor);
    for code in ["hiv_cd4", "multiple_partners", "sex_work"] {
        assert!(doctor.contains(code) && !parent.contains(code), "{code}");
    }
    assert!(parent.contains("asplenia"));
}

#[tokio::test]
async fn two_answers_for_the_same_time_are_one_too_many() {
    for app in TestApp::on_each().await {
        let id = app.record("Lea", "1990-03-01", 7).await;
        let doctor = &app.schiltz;
        let yes = json!([{ "code": "asplenia", "answer": true, "from": "2019-05-02" }]);
        assert_eq!(faults(&say(&app, doctor, "enterFacts", id, yes.clone()).await).len(), 0);
        let before = app.database.row_counts().await;
        for facts in [yes.clone(), json!([{ "code": "asplenia", "answer": false }])] {
            let told = say(&app, &app.patient(id), "reportFacts", id, facts).await;
            assert_eq!(faults(&told), ["facts.0.code ALREADY_KNOWN"]);
        }
        let twice = json!([{ "code": "dialysis", "answer": true }, { "code": "dialysis", "answer": false }]);
        let twice = say(&app, doctor, "enterFacts", id, twice).await;
        assert_eq!(faults(&twice), ["facts.1.code REPEATED"]);
        assert_eq!(before, app.database.row_counts().await);
        // Another time is another fact: a «no» before it, a pregnancy after the first.
        let apart = json!([{ "code": "asplenia", "answer": false, "to": "2019-05-01" },
            { "code": "pregnancy", "answer": true, "from": "2024-01-10" },
            { "code": "pregnancy", "answer": true, "from": "2026-06-02" },
            { "code": "hiv_cd4", "answer": true, "number": 410, "from": "2024-01-10" },
            { "code": "hiv_cd4", "answer": true, "number": 180, "from": "2026-06-02" }]);
        let apart = say(&app, doctor, "enterFacts", id, apart).await;
        assert_eq!(faults(&apart), Vec::<String>::new());
    }
}

#[tokio::test]
async fn of_many_who_say_the_same_at_once_exactly_one_is_first() {
    for app in TestApp::on_each().await {
        let id = app.record("Lea", "1990-03-01", 7).await;
        let fact = json!([{ "code": "asplenia", "answer": true }]);
        let all = (0..8).map(|i| {
            let actor = if i % 2 == 0 { &app.schiltz } else { &app.origer };
            say(&app, actor, "enterFacts", id, fact.clone())
        });
        let all = join_all(all).await;
        assert_eq!(all.iter().filter(|p| faults(p).is_empty()).count(), 1, "{all:?}");
        let rows = app.database.texts("SELECT code AS name FROM fact").await;
        assert_eq!(rows, ["asplenia"]);
    }
}

/// A mother and her child.
async fn family(app: &TestApp) -> (shared::RecordId, shared::RecordId) {
    let own = app.record("Lea", "1990-03-01", 7).await;
    let child = app.record("Noé", "2025-04-14", 103).await;
    app.make_parent(own, child).await;
    (own, child)
}

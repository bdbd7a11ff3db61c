//! Doses given here, and doses not given.

use futures::future::join_all;
use serde_json::{Value, json};
use shared::RecordId;

use super::{codes, doses, many, run};
use crate::testing::TestApp;

fn two_doses(key: &str, id: RecordId) -> Value {
    json!({ "idempotencyKey": key, "recordId": id, "givenOn": "2026-11-24", "note": "calme",
        "doses": [
            { "vaccineCode": "VAC0510", "lot": "u3j 81v", "expiresOn": "2027-06-30", "serial": "SN-1",
              "site": "LEFT_THIGH", "route": "INTRAMUSCULAR", "quantityMl": 0.5 },
            { "vaccineCode": "VAC0017", "lot": "W012345" },
        ] })
}

#[tokio::test]
async fn several_doses_are_recorded_at_once_by_who_gave_them() {
    for app in TestApp::on_each().await {
        let id = app.record("Noé", "2025-04-14", 103).await;
        let fields =
            "vaccinations { vaccine { code } lot expiresOn serial site route quantityMl note
            performer { name role } practice { name } country recordedBy { kind name practiceName }
            provenance isConfirmed proof version }";
        let payload =
            run(&app, &app.origer, "recordVaccinations", fields, two_doses("several-1", id)).await;
        assert_eq!(codes(&payload), [""; 0], "{payload}");
        expect_test::expect![[r#"
            {
              "country": "LU",
              "expiresOn": "2027-06-30",
              "isConfirmed": true,
              "lot": "U3J81V",
              "note": "calme",
              "performer": {
                "name": "Paul Origer",
                "role": "NURSE"
              },
              "practice": {
                "name": "Cabinet médical Belair"
              },
              "proof": null,
              "provenance": "GIVEN_HERE",
              "quantityMl": 0.5,
              "recordedBy": {
                "kind": "PRACTITIONER",
                "name": "Paul Origer",
                "practiceName": "Cabinet médical Belair"
              },
              "route": "INTRAMUSCULAR",
              "serial": "SN-1",
              "site": "LEFT_THIGH",
              "vaccine": {
                "code": "VAC0510"
              },
              "version": 1
            }"#]]
        .assert_eq(&format!("{:#}", payload["vaccinations"][0]));
        assert_eq!(payload["vaccinations"][1]["vaccine"]["code"], "VAC0017");
        // The nurse writes down what the doctor gave.
        let doctor = app.schiltz.account().and_then(|a| a.practitioner.clone());
        let mut input = two_doses("several-2", id);
        input["performerId"] = json!(doctor.expect("a doctor").id);
        let payload = run(&app, &app.origer, "recordVaccinations", fields, input).await;
        let dose = &payload["vaccinations"][0];
        assert_eq!(dose["performer"]["name"], "Dr Nadine Schiltz", "{payload}");
        assert_eq!(dose["recordedBy"]["name"], "Paul Origer");
    }
}

#[tokio::test]
async fn of_several_doses_all_are_recorded_or_none() {
    for app in TestApp::on_each().await {
        let id = app.record("Noé", "2025-04-14", 103).await;
        let before = app.database.row_counts().await;
        let mut input = two_doses("all-or-none", id);
        input["doses"][1]["lot"] = json!("W01 <2345>");
        let payload = many(&app, &app.schiltz, "recordVaccinations", input).await;
        assert_eq!(codes(&payload), ["MALFORMED_LOT"], "{payload}");
        assert_eq!(payload["userErrors"][0]["field"], json!(["doses", "1", "lot"]));
        assert_eq!(payload["vaccinations"], json!([]));
        assert_eq!(before, app.database.row_counts().await);
        // What was refused did not use up its key.
        let payload = many(&app, &app.schiltz, "recordVaccinations", two_doses("all-or-none", id));
        assert_eq!(payload.await["vaccinations"].as_array().map(Vec::len), Some(2));
    }
}

#[tokio::test]
async fn the_same_key_records_once_and_answers_the_same() {
    for app in TestApp::on_each().await {
        let id = app.record("Noé", "2025-04-14", 103).await;
        let name = "recordVaccinations";
        let input = two_doses("twice-the-key", id);
        let first = many(&app, &app.schiltz, name, input.clone()).await;
        let before = app.database.row_counts().await;
        assert_eq!(many(&app, &app.schiltz, name, input.clone()).await, first);
        let mut other = input.clone();
        other["doses"][0]["lot"] = json!("OTHER");
        let reused = many(&app, &app.schiltz, name, other).await;
        assert_eq!(codes(&reused), ["KEY_REUSED"], "{reused}");
        // The same words for another mutation are another use.
        let input = json!({ "idempotencyKey": "twice-the-key", "recordId": id, "on": "2026-11-24",
            "vaccineCode": "VAC0017", "reason": "OUT_OF_STOCK" });
        let reused = many(&app, &app.schiltz, "recordNotGiven", input).await;
        assert_eq!(codes(&reused), ["KEY_REUSED"], "{reused}");
        assert_eq!(before, app.database.row_counts().await);
    }
}

#[tokio::test]
async fn the_same_key_many_times_at_once_records_once() {
    for app in TestApp::on_each().await {
        let id = app.record("Noé", "2025-04-14", 103).await;
        let input = two_doses("at-once-1", id);
        let all = (0..20).map(|_| many(&app, &app.schiltz, "recordVaccinations", input.clone()));
        let all = join_all(all).await;
        assert_eq!(all[0]["vaccinations"].as_array().map(Vec::len), Some(2), "{}", all[0]);
        assert!(all.iter().all(|p| *p == all[0]), "{all:?}");
        assert_eq!(doses(&app, id, true).await.len(), 2);
    }
}

#[tokio::test]
async fn a_dose_not_given_says_why() {
    for app in TestApp::on_each().await {
        let id = app.record("Noé", "2025-04-14", 103).await;
        let input = json!({ "idempotencyKey": "not-given-1", "recordId": id, "on": "2026-11-24",
            "vaccineCode": "VAC0017", "reason": "OTHER", "note": "parents want to think" });
        let fields =
            "vaccinations { status notGivenReason note occurrence isConfirmed provenance lot
            performer { name } warnings { code } }";
        let payload = run(&app, &app.schiltz, "recordNotGiven", fields, input).await;
        assert_eq!(
            payload["vaccinations"],
            json!([{ "status": "NOT_DONE", "notGivenReason": "OTHER", "note": "parents want to think",
                "occurrence": "2026-11-24", "isConfirmed": true, "provenance": "GIVEN_HERE",
                "lot": null, "performer": null, "warnings": [] }]),
            "{payload}"
        );
    }
}

#[tokio::test]
async fn a_day_in_luxembourg_is_today_though_it_is_yesterday_in_utc() {
    let app = TestApp::new().await;
    let id = app.record("Noé", "2025-04-14", 103).await;
    app.app.clock.set("2026-11-24T23:30:00Z".parse().expect("a moment"));
    let mut input = two_doses("midnight-1", id);
    input["givenOn"] = json!("2026-11-25");
    let payload = many(&app, &app.schiltz, "recordVaccinations", input).await;
    assert_eq!(codes(&payload), [""; 0], "{payload}");
}

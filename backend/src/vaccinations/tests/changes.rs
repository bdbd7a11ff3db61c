//! Correcting, voiding, and two people who do so at once.

use futures::future::join_all;
use serde_json::{Value, json};

use super::{codes, doses, lot_correction, one, run};
use crate::testing::TestApp;

#[tokio::test]
async fn a_correction_is_a_new_version_and_the_old_one_stays_visible() {
    for app in TestApp::on_each().await {
        let id = app.record("Noé", "2025-04-14", 103).await;
        let dose = app.dose(id, "VAC0510", "2025-06-16").await;
        let mut input = lot_correction("correct-1", id, dose, &app, "u3j 82v");
        input["quantityMl"] = json!(0.5);
        input["site"] = json!("LEFT_THIGH");
        input["occurrence"] = json!("2025-06-17");
        let fields = "vaccination { version lot history { version change reason by { name }
            changes { field before after } } }";
        let payload = run(&app, &app.origer, "correctVaccination", fields, input.clone()).await;
        expect_test::expect![[r#"
            {
              "by": {
                "name": "Paul Origer"
              },
              "change": "CORRECTED",
              "changes": [
                {
                  "after": "2025-06-17",
                  "before": "2025-06-16",
                  "field": "OCCURRENCE"
                },
                {
                  "after": "U3J82V",
                  "before": "U3J81V",
                  "field": "LOT"
                },
                {
                  "after": "LEFT_THIGH",
                  "before": null,
                  "field": "SITE"
                },
                {
                  "after": "0.5",
                  "before": null,
                  "field": "QUANTITY_ML"
                }
              ],
              "reason": "typed the wrong lot",
              "version": 2
            }"#]]
        .assert_eq(&format!("{:#}", payload["vaccination"]["history"][0]));
        assert_eq!(payload["vaccination"]["history"][1]["change"], "RECORDED", "{payload}");
        let again = run(&app, &app.origer, "correctVaccination", fields, input).await;
        assert_eq!(again, payload);
    }
}

#[tokio::test]
async fn of_two_editors_the_second_is_shown_what_the_first_made_of_it() {
    for app in TestApp::on_each().await {
        let id = app.record("Noé", "2025-04-14", 103).await;
        let dose = app.dose(id, "VAC0510", "2025-06-16").await;
        let name = "correctVaccination";
        let first = lot_correction("first-ed", id, dose, &app, "FIRST");
        let first = one(&app, &app.schiltz, name, first).await;
        assert_eq!(first["vaccination"]["lot"], "FIRST", "{first}");
        assert_eq!(first["conflict"], Value::Null);
        let before = app.database.row_counts().await;
        let second = lot_correction("second-ed", id, dose, &app, "SECOND");
        let second = one(&app, &app.origer, name, second).await;
        assert_eq!(codes(&second), ["CONFLICT"], "{second}");
        assert_eq!(second["vaccination"], Value::Null);
        assert_eq!(second["conflict"]["lot"], "FIRST");
        assert_eq!(second["conflict"]["version"], 2);
        assert_eq!(before, app.database.row_counts().await);
        // A void of the old version is a conflict too; of the new one it is done.
        let mut void = json!({ "idempotencyKey": "doses-void-ed", "recordId": id, "vaccinationId": dose,
            "version": 1, "reason": "wrong child" });
        let late = one(&app, &app.origer, "voidVaccination", void.clone()).await;
        assert_eq!(codes(&late), ["CONFLICT"], "{late}");
        void["version"] = json!(2);
        let done = one(&app, &app.origer, "voidVaccination", void).await;
        assert_eq!(done["vaccination"]["status"], "ENTERED_IN_ERROR", "{done}");
    }
}

#[tokio::test]
async fn of_many_editors_at_once_exactly_one_is_first() {
    for app in TestApp::on_each().await {
        let id = app.record("Noé", "2025-04-14", 103).await;
        let dose = app.dose(id, "VAC0510", "2025-06-16").await;
        let all = (0..12).map(|i| {
            let key = format!("editor-{i:02}");
            let correct = lot_correction(&key, id, dose, &app, &format!("LOT{i}"));
            let void = json!({ "idempotencyKey": key, "recordId": id, "vaccinationId": dose,
                "version": 1, "reason": "wrong child" });
            let app = &app;
            async move {
                match i % 2 {
                    0 => one(app, &app.schiltz, "correctVaccination", correct).await,
                    _ => one(app, &app.origer, "voidVaccination", void).await,
                }
            }
        });
        let all = join_all(all).await;
        let done = all.iter().filter(|p| p["vaccination"]["version"] == 2).count();
        assert_eq!(done, 1, "{all:?}");
        let versions = "SELECT content AS name FROM vaccination_version";
        assert_eq!(app.database.texts(versions).await.len(), 2);
    }
}

#[tokio::test]
async fn a_void_dose_stays_visible_to_who_asks_for_it() {
    for app in TestApp::on_each().await {
        let id = app.record("Noé", "2025-04-14", 103).await;
        let dose = app.dose(id, "VAC0510", "2025-06-16").await;
        app.dose(id, "VAC0017", "2026-05-04").await;
        let input = json!({ "idempotencyKey": "doses-void-1", "recordId": id, "vaccinationId": dose,
            "version": 1, "reason": "given to the twin brother" });
        let payload = one(&app, &app.schiltz, "voidVaccination", input.clone()).await;
        assert_eq!(payload["vaccination"]["status"], "ENTERED_IN_ERROR", "{payload}");
        assert_eq!(doses(&app, id, false).await, ["VAC0017 2026-05-04 COMPLETED"]);
        assert_eq!(
            doses(&app, id, true).await,
            ["VAC0017 2026-05-04 COMPLETED", "VAC0510 2025-06-16 ENTERED_IN_ERROR"]
        );
        // The patient sees it with its reason.
        let query = "query($id: RecordId!, $dose: VaccinationId!) { record(id: $id) {
            vaccination(id: $dose) { status history { change reason } } } }";
        let variables = json!({ "id": id, "dose": dose });
        let seen = app.run(&app.patient(id), query, variables).await;
        assert_eq!(
            seen["data"]["record"]["vaccination"]["history"][0],
            json!({ "change": "VOIDED", "reason": "given to the twin brother" }),
            "{seen}"
        );
        // Once more with the key: the same; with another: it is void already.
        let again = one(&app, &app.schiltz, "voidVaccination", input.clone()).await;
        assert_eq!(again, payload);
        let mut other = input;
        other["idempotencyKey"] = json!("void-again");
        other["version"] = json!(2);
        let refused = one(&app, &app.schiltz, "voidVaccination", other).await;
        assert_eq!(codes(&refused), ["ALREADY_VOID"], "{refused}");
    }
}

#[tokio::test]
async fn a_dose_of_one_record_is_not_reached_through_another() {
    for app in TestApp::on_each().await {
        let id = app.record("Noé", "2025-04-14", 103).await;
        let other = app.record("Lea", "1990-03-01", 7).await;
        let dose = app.dose(id, "VAC0510", "2025-06-16").await;
        let query = "query($id: RecordId!, $dose: VaccinationId!) { record(id: $id) {
            vaccination(id: $dose) { lot } } }";
        let seen = app.run(&app.schiltz, query, json!({ "id": other, "dose": dose })).await;
        assert_eq!(seen["data"]["record"], json!({ "vaccination": null }), "{seen}");
        let payload = one(
            &app,
            &app.schiltz,
            "correctVaccination",
            lot_correction("through-1", other, dose, &app, "OTHER"),
        )
        .await;
        assert_eq!(codes(&payload), ["NOT_FOUND"], "{payload}");
        assert_eq!(payload["conflict"], Value::Null);
    }
}

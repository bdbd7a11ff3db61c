//! Doses copied, told and imported, and their confirmation.

use serde_json::{Value, json};
use shared::RecordId;

use super::{codes, doses, many, run};
use crate::{authz::Scope, testing::TestApp};

fn card(key: &str, id: RecordId, proof: &str) -> Value {
    let doses: Vec<Value> = [
        ("VAC0510", "2025-06-16"),
        ("VAC0510", "2025-08"),
        ("VAC0135", "2025"),
        ("VAC0017", "2026-04-01/2026-05-31"),
        ("VAC0541", "unknown"),
    ]
    .iter()
    .map(|(code, when)| json!({ "vaccineCode": code, "occurrence": when, "country": "pt", "lot": "a 1" }))
    .collect();
    json!({ "idempotencyKey": key, "recordId": id, "proof": proof, "doses": doses })
}

/// Whether each of the doses is confirmed.
fn confirmed(payload: &Value) -> Vec<bool> {
    let doses = payload["vaccinations"].as_array().expect("doses");
    doses.iter().map(|d| d["isConfirmed"].as_bool().expect("yes or no")).collect()
}

#[tokio::test]
async fn five_rows_of_a_yellow_card_are_copied_with_partial_dates() {
    for app in TestApp::on_each().await {
        let id = app.record("Noé", "2025-04-14", 103).await;
        let name = "transcribeVaccinations";
        let payload = many(&app, &app.origer, name, card("doses-card-1", id, "YELLOW_CARD")).await;
        assert_eq!(codes(&payload), [""; 0], "{payload}");
        assert_eq!(confirmed(&payload), [true; 5]);
        assert_eq!(
            doses(&app, id, false).await,
            [
                "VAC0017 2026-04-01/2026-05-31 COMPLETED",
                "VAC0135 2025 COMPLETED",
                "VAC0510 2025-08 COMPLETED",
                "VAC0510 2025-06-16 COMPLETED",
                "VAC0541 unknown COMPLETED",
            ]
        );
        let query = "query($id: RecordId!) { record(id: $id) { vaccinations {
            occurredFrom occurredTo country lot proof provenance performer { name } } } }";
        let seen = app.run(&app.schiltz, query, json!({ "id": id })).await;
        assert_eq!(
            seen["data"]["record"]["vaccinations"][2],
            json!({ "occurredFrom": "2025-08-01", "occurredTo": "2025-08-31", "country": "PT",
                "lot": "A1", "proof": "YELLOW_CARD", "provenance": "TRANSCRIBED", "performer": null })
        );
        // What is only remembered nobody has seen.
        let payload = many(&app, &app.origer, name, card("doses-card-2", id, "STATEMENT")).await;
        assert_eq!(confirmed(&payload), [false; 5]);
    }
}

#[tokio::test]
async fn a_parent_tells_a_dose_and_the_doctor_confirms_it() {
    for app in TestApp::on_each().await {
        let id = app.record("Noé", "2025-04-14", 103).await;
        let mother = app.record("Lea", "1990-03-01", 7).await;
        app.make_parent(mother, id).await;
        let name = "reportVaccinations";
        let told =
            many(&app, &app.patient(mother), name, card("doses-told-1", id, "STATEMENT")).await;
        assert_eq!(confirmed(&told), [false; 5], "{told}");
        let references: Vec<Value> = told["vaccinations"]
            .as_array()
            .expect("doses")
            .iter()
            .take(2)
            .map(|d| json!({ "vaccinationId": d["id"], "version": d["version"] }))
            .collect();
        let input =
            json!({ "idempotencyKey": "confirm-1", "recordId": id, "vaccinations": references });
        let fields = "vaccinations { isConfirmed version provenance practice { name }
            recordedBy { kind name }
            history { version change by { kind name } reason changes { field before after } } }";
        let payload = run(&app, &app.schiltz, "confirmVaccinations", fields, input.clone()).await;
        expect_test::expect![[r#"
            {
              "history": [
                {
                  "by": {
                    "kind": "PRACTITIONER",
                    "name": "Dr Nadine Schiltz"
                  },
                  "change": "CONFIRMED",
                  "changes": [
                    {
                      "after": "true",
                      "before": "false",
                      "field": "CONFIRMED"
                    }
                  ],
                  "reason": null,
                  "version": 2
                },
                {
                  "by": {
                    "kind": "PATIENT",
                    "name": "Ana Ferreira"
                  },
                  "change": "RECORDED",
                  "changes": [],
                  "reason": null,
                  "version": 1
                }
              ],
              "isConfirmed": true,
              "practice": null,
              "provenance": "REPORTED",
              "recordedBy": {
                "kind": "PATIENT",
                "name": "Ana Ferreira"
              },
              "version": 2
            }"#]]
        .assert_eq(&format!("{:#}", payload["vaccinations"][0]));
        // Twice the key is one confirmation; another key finds nothing to confirm.
        let again = run(&app, &app.schiltz, "confirmVaccinations", fields, input.clone()).await;
        assert_eq!(again, payload);
        let mut other = input;
        other["idempotencyKey"] = json!("confirm-2");
        other["vaccinations"][0]["version"] = json!(2);
        let refused = many(&app, &app.schiltz, "confirmVaccinations", other).await;
        assert_eq!(codes(&refused), ["ALREADY_CONFIRMED", "CONFLICT"], "{refused}");
    }
}

#[tokio::test]
async fn a_machine_imports_doses_that_wait_for_confirmation() {
    for app in TestApp::on_each().await {
        let id = app.record("Noé", "2025-04-14", 103).await;
        let machine = app.machine(&[Scope::VaccinationsWrite]);
        let input = card("import-1", id, "PRACTICE_FILE");
        let payload = many(&app, &machine, "importVaccinations", input.clone()).await;
        assert_eq!(confirmed(&payload), [false; 5], "{payload}");
        assert_eq!(many(&app, &machine, "importVaccinations", input).await, payload);
        // Writing is not reading: nothing else of the record is shown with it.
        let fields = "vaccinations { record { givenName } }";
        let query = format!(
            "mutation($input: ImportVaccinationsInput!) {{ importVaccinations(input: $input) {{ {fields} }} }}"
        );
        let input = json!({ "input": card("import-2", id, "PRACTICE_FILE") });
        let answer = app.run(&machine, &query, input).await;
        assert_eq!(answer["errors"][0]["extensions"]["code"], "NOT_FOUND", "{answer}");
        let query = "query($id: RecordId!) { record(id: $id) { givenName } }";
        let answer = app.run(&machine, query, json!({ "id": id })).await;
        assert_eq!(answer["data"]["record"], Value::Null, "{answer}");
    }
}

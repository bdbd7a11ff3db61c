//! Changing how a person is reached.

use futures::future::join_all;
use serde_json::{Value, json};
use shared::RecordId;

use super::codes;
use crate::{authz::Actor, testing::TestApp};

async fn change(app: &TestApp, actor: &Actor, id: RecordId, key: &str, but: Value) -> Value {
    let mutation = "mutation($input: ChangeContactInput!) { changeContact(input: $input) {
        record { version language email phone commune } userErrors { code field message } } }";
    let mut input = json!({ "idempotencyKey": key, "recordId": id, "version": 1, "language": "PT",
        "email": "lea@Example.LU", "phone": " +352 26 12 34 ", "commune": "Mamer" });
    input.as_object_mut().expect("an object").extend(but.as_object().expect("an object").clone());
    let answer = app.run(actor, mutation, json!({ "input": input })).await;
    assert_eq!(answer.get("errors"), None, "{answer}");
    answer["data"]["changeContact"].clone()
}

#[tokio::test]
async fn practice_and_patient_change_the_contact_one_after_the_other() {
    for app in TestApp::on_each().await {
        let id = app.record("Noé", "2025-04-14", 103).await;
        let first = change(&app, &app.origer, id, "contact-1", json!({})).await;
        assert_eq!(
            first["record"],
            json!({ "version": 2, "language": "PT", "email": "lea@example.lu",
                "phone": "+352 26 12 34", "commune": "Mamer" }),
            "{first}"
        );
        // The patient still had version 1 on screen.
        let but = json!({ "email": "", "phone": null });
        let stale = change(&app, &app.patient(id), id, "contact-2", but).await;
        assert_eq!(codes(&stale), ["CONFLICT"], "{stale}");
        assert_eq!(stale["userErrors"][0]["field"], json!(["version"]));
        let but = json!({ "version": 2, "email": " ", "phone": null });
        let second = change(&app, &app.patient(id), id, "contact-2", but).await;
        assert_eq!(
            second["record"],
            json!({ "version": 3, "language": "PT", "email": null, "phone": null,
                "commune": "Mamer" }),
            "{second}"
        );
        let versions = "SELECT content AS name FROM record_version ORDER BY version";
        assert_eq!(app.database.texts(versions).await.len(), 3);
    }
}

#[tokio::test]
async fn of_many_who_change_at_once_one_is_first() {
    for app in TestApp::on_each().await {
        let id = app.record("Noé", "2025-04-14", 103).await;
        let all = join_all((0..10).map(|i| {
            let but = json!({ "commune": format!("Commune {i}") });
            let (app, key) = (&app, format!("contact-{i:02}"));
            async move { change(app, &app.schiltz, id, &key, but).await }
        }))
        .await;
        let done = all.iter().filter(|p| p["record"]["version"] == 2).count();
        let late = all.iter().filter(|p| codes(p) == ["CONFLICT"]).count();
        assert_eq!((done, late), (1, 9), "{all:?}");
    }
}

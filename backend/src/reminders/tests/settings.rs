//! What a recipient sees and says.

use serde_json::{Value, json};

use super::{confirmed, find_all, folder, send, set_day};
use crate::{authz::Actor, testing::TestApp};

async fn shown(app: &TestApp, actor: &Actor, id: shared::RecordId) -> Value {
    let query = "query($id: RecordId!) { record(id: $id) { remindersSent
        reminders { isOn lead copiesOtherParent address version }
        messages { nodes { kind state reminders { record { givenName } target { code } dueOn state } } } } }";
    let answer = app.run(actor, query, json!({ "id": id })).await;
    assert_eq!(answer.get("errors"), None, "{answer}");
    answer["data"]["record"].clone()
}

#[tokio::test]
async fn the_family_sees_what_was_written_and_a_practice_how_often() {
    for app in TestApp::on_each().await {
        let mother = app.record("Lea", "1990-03-01", 7).await;
        let child = app.record("Noé", "2026-10-20", 1).await;
        app.make_parent(mother, child).await;
        confirmed(&app, mother, "lea@example.lu").await;
        let (_kept, transport) = folder();
        set_day(&app, "2026-11-25");
        find_all(&app).await;
        send(&app, &transport).await;
        let own = shown(&app, &app.patient(mother), mother).await;
        let nodes = own["messages"]["nodes"].as_array().expect("messages");
        assert_eq!(nodes[0]["kind"], "REMINDER", "{own}");
        assert_eq!(nodes[0]["state"], "SENT");
        assert_eq!(nodes[0]["reminders"][0]["record"]["givenName"], "Noé");
        assert_eq!(nodes[1]["kind"], "CONFIRM_ADDRESS");
        let theirs = shown(&app, &app.schiltz, child).await;
        assert_eq!(theirs["messages"], Value::Null);
        assert!(0 < theirs["remindersSent"].as_u64().expect("a number"), "{theirs}");
    }
}

#[tokio::test]
async fn who_wants_two_weeks_is_told_two_weeks_before() {
    for app in TestApp::on_each().await {
        let id = app.record("Noé", "2026-10-20", 1).await;
        confirmed(&app, id, "lea@example.lu").await;
        let mutation = "mutation($input: ChangeRemindersInput!) { changeReminders(input: $input) {
            userErrors { code field } } }";
        let input = json!({ "idempotencyKey": "two-weeks", "recordId": id, "version": 0,
            "isOn": true, "lead": "TWO_WEEKS", "copiesOtherParent": false });
        let answer = app.run(&app.schiltz, mutation, json!({ "input": input })).await;
        assert_eq!(answer["data"]["changeReminders"]["userErrors"], json!([]), "{answer}");
        let stale = json!({ "idempotencyKey": "one-week-1", "recordId": id, "version": 0,
            "isOn": true, "lead": "ONE_WEEK", "copiesOtherParent": false });
        let answer = app.run(&app.schiltz, mutation, json!({ "input": stale })).await;
        assert_eq!(
            answer["data"]["changeReminders"]["userErrors"][0]["code"], "CONFLICT",
            "{answer}"
        );
        let first_tetanus = "SELECT tell_on || '' AS name FROM reminder WHERE target = 'DIS003'";
        for day in ["2026-11-25", "2026-12-05"] {
            set_day(&app, day);
            find_all(&app).await;
            assert_eq!(app.database.texts(first_tetanus).await, [""; 0], "on {day}");
        }
        set_day(&app, "2026-12-06");
        find_all(&app).await;
        assert_eq!(app.database.texts(first_tetanus).await, ["2026-12-06"]);
    }
}

//! Records through the schema.

use serde_json::json;

use crate::testing::TestApp;

const RECORD: &str =
    "query($id: RecordId!) { record(id: $id) { givenName birthDate ageYears relation
    vaccinations { vaccine { name(locale: FR) { text } } occurrence lot } } }";

#[tokio::test]
async fn a_record_is_for_its_practice_and_its_person_only() {
    for app in TestApp::on_each().await {
        let id = app.record("Noé", "2025-04-14", 103).await;
        let seen = app.run(&app.origer, RECORD, json!({ "id": id })).await;
        assert_eq!(seen["data"]["record"]["givenName"], "Noé", "{seen}");
        assert_eq!(seen["data"]["record"]["relation"], "PRACTICE");
        let own = app.run(&app.patient(id), RECORD, json!({ "id": id })).await;
        assert_eq!(own["data"]["record"]["relation"], "SELF", "{own}");
        let stranger = app.run(&app.weber, RECORD, json!({ "id": id })).await;
        assert_eq!(stranger["data"], json!({ "record": null }), "{stranger}");
    }
}

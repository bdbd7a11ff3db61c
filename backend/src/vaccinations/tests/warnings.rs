//! What is strange is said and kept.

use serde_json::{Value, json};
use shared::RecordId;

use super::{many, run};
use crate::testing::TestApp;

async fn warnings(app: &TestApp, id: RecordId) -> Vec<String> {
    let query = "query($id: RecordId!) { record(id: $id) { vaccinations {
        vaccine { code } occurrence warnings { code other } } } }";
    let answer = app.run(&app.schiltz, query, json!({ "id": id })).await;
    let doses = answer["data"]["record"]["vaccinations"].as_array();
    let doses = doses.unwrap_or_else(|| panic!("no record: {answer}"));
    let mut lines: Vec<String> = doses
        .iter()
        .flat_map(|d| {
            let dose = format!("{} {}", d["vaccine"]["code"], d["occurrence"]).replace('"', "");
            let warnings = d["warnings"].as_array().expect("warnings").clone();
            warnings.into_iter().map(move |w| format!("{dose}: {}", w["code"]).replace('"', ""))
        })
        .collect();
    lines.sort();
    lines
}

async fn give(app: &TestApp, id: RecordId, key: &str, on: &str, dose: Value) -> Value {
    let input = json!({ "idempotencyKey": key, "recordId": id, "givenOn": on, "doses": [dose] });
    let fields = "vaccinations { id warnings { code other } }";
    run(app, &app.schiltz, "recordVaccinations", fields, input).await
}

#[tokio::test]
async fn the_same_dose_or_a_more_general_one_on_the_same_day_is_a_possible_duplicate() {
    for app in TestApp::on_each().await {
        let id = app.record("Noé", "2025-04-14", 103).await;
        let first = app.dose(id, "VAC0510", "2026-05-04").await;
        assert_eq!(warnings(&app, id).await, [""; 0]);
        // Both doses name each other, and the answer of the mutation says so at once.
        let dose = json!({ "vaccineCode": "VAC0510", "lot": "OTHER" });
        let second = give(&app, id, "duplicate-1", "2026-05-04", dose).await;
        assert_eq!(
            second["vaccinations"][0]["warnings"],
            json!([{ "code": "POSSIBLE_DUPLICATE", "other": first }]),
            "{second}"
        );
        let twice = "VAC0510 2026-05-04: POSSIBLE_DUPLICATE";
        assert_eq!(warnings(&app, id).await, [twice, twice]);
        // Another product, another day, a month: none.
        app.dose(id, "VAC0017", "2026-05-04").await;
        app.dose(id, "VAC0510", "2026-05-05").await;
        let doses = json!([{ "vaccineCode": "VAC0510", "occurrence": "2026-05" }]);
        let input = json!({ "idempotencyKey": "duplicate-2", "recordId": id,
            "proof": "YELLOW_CARD", "doses": doses });
        many(&app, &app.schiltz, "transcribeVaccinations", input).await;
        assert_eq!(warnings(&app, id).await, [twice, twice]);
        // A void dose is no duplicate.
        let input = json!({ "idempotencyKey": "duplicate-3", "recordId": id,
            "vaccinationId": first, "version": 1, "reason": "typed twice" });
        super::one(&app, &app.schiltz, "voidVaccination", input).await;
        assert_eq!(warnings(&app, id).await, [""; 0]);
        // The abstract vaccine covers the brand, whichever was written first.
        let general = catalogue_general("VAC0510");
        let doses = json!([{ "vaccineCode": general, "occurrence": "2026-05-05" }]);
        let input = json!({ "idempotencyKey": "duplicate-4", "recordId": id,
            "proof": "YELLOW_CARD", "doses": doses });
        many(&app, &app.schiltz, "transcribeVaccinations", input).await;
        assert_eq!(
            warnings(&app, id).await,
            [
                "VAC0510 2026-05-05: POSSIBLE_DUPLICATE".to_owned(),
                format!("{general} 2026-05-05: POSSIBLE_DUPLICATE"),
            ]
        );
    }
}

/// The first abstract concept that covers a brand.
fn catalogue_general(brand: &str) -> String {
    let catalogue = crate::catalogue_api::catalogue();
    let brand = brand.parse().expect("a code");
    let general = catalogue
        .vaccines()
        .iter()
        .find(|v| v.is_abstract && catalogue.is_same_or_more_general(v.code, brand));
    general.expect("each brand has its abstract concept").code.to_string()
}

#[tokio::test]
async fn an_expired_lot_is_said_and_one_that_expires_that_day_is_not() {
    for app in TestApp::on_each().await {
        let id = app.record("Noé", "2025-04-14", 103).await;
        for (key, expires_on) in [("expiry-last", "2026-11-24"), ("expiry-past", "2026-11-23")] {
            let dose = json!({ "vaccineCode": "VAC0510", "lot": "A1", "expiresOn": expires_on });
            let payload = give(&app, id, key, "2026-11-24", dose).await;
            assert_eq!(payload["vaccinations"].as_array().map(Vec::len), Some(1), "{payload}");
        }
        let expired: Vec<String> = warnings(&app, id).await;
        let expired = expired.iter().filter(|w| w.ends_with("EXPIRED_LOT")).count();
        assert_eq!(expired, 1);
    }
}

#[tokio::test]
async fn a_product_outside_its_licensed_ages_is_said() {
    for app in TestApp::on_each().await {
        // GARDASIL 9 is licensed from nine years, M-M-RVAXPRO from nine months.
        let id = app.record("Noé", "2017-11-24", 103).await;
        app.dose(id, "VAC0523", "2026-11-23").await;
        assert_eq!(warnings(&app, id).await, ["VAC0523 2026-11-23: AGE_NOT_LICENSED"]);
        let id = app.record("Lea", "2017-11-23", 7).await;
        app.dose(id, "VAC0523", "2026-11-23").await;
        assert_eq!(warnings(&app, id).await, [""; 0]);
    }
}

//! What of the practice's records waits for a professional's word.

use chrono::TimeDelta;
use serde_json::{Value, json};

use super::{one, say};
use crate::{authz::Actor, testing::TestApp};

const LIST: &str = "query($after: String) { practice { factsToConfirm(first: 2, after: $after) {
    nodes { id code record { givenName } } pageInfo { hasNextPage endCursor } } } }";

async fn page(app: &TestApp, actor: &Actor, after: &Value) -> Value {
    let answer = app.run(actor, LIST, json!({ "after": after })).await;
    assert_eq!(answer.get("errors"), None, "{answer}");
    answer["data"]["practice"]["factsToConfirm"].clone()
}

fn codes(page: &Value) -> Vec<&str> {
    let nodes = page["nodes"].as_array().expect("a list");
    nodes.iter().map(|n| n["code"].as_str().expect("a code")).collect()
}

#[tokio::test]
async fn what_was_told_waits_oldest_first_until_it_is_confirmed() {
    for app in TestApp::on_each().await {
        let id = app.record("Lea", "1990-03-01", 7).await;
        let patient = app.patient(id);
        for code in ["metabolic_disease", "asplenia", "chronic_lung_disease"] {
            app.app.clock.set(app.app.clock.now() + TimeDelta::minutes(1));
            let told =
                say(&app, &patient, "reportFacts", id, json!([{ "code": code, "answer": true }]))
                    .await;
            assert_eq!(told["userErrors"], json!([]), "{told}");
        }
        // What a professional enters waits for nobody.
        say(&app, &app.schiltz, "enterFacts", id, json!([{ "code": "care_home", "answer": true }]))
            .await;
        let first = page(&app, &app.origer, &Value::Null).await;
        assert_eq!(codes(&first), ["metabolic_disease", "asplenia"], "{first}");
        assert_eq!(first["nodes"][0]["record"]["givenName"], "Lea");
        let second = page(&app, &app.origer, &first["pageInfo"]["endCursor"]).await;
        assert_eq!(codes(&second), ["chronic_lung_disease"], "{second}");
        assert_eq!(second["pageInfo"]["hasNextPage"], false);
        let input = json!({ "idempotencyKey": "confirm-first", "recordId": id,
            "factId": first["nodes"][0]["id"], "version": 1 });
        one(&app, &app.schiltz, "confirmFact", input).await;
        let left = page(&app, &app.origer, &Value::Null).await;
        assert_eq!(codes(&left), ["asplenia", "chronic_lung_disease"], "{left}");
        // Another practice has none of them.
        assert_eq!(codes(&page(&app, &app.weber, &Value::Null).await), [""; 0]);
    }
}

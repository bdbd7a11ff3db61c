//! Vaccinations through the schema.

use serde_json::{Value, json};
use shared::{RecordId, VaccinationId};

use crate::{authz::Actor, testing::TestApp};

mod changes;
mod checks;
mod lists;
mod record;
mod taken_over;
mod warnings;

/// What of a dose the tests look at.
const DOSE: &str = "id version status provenance vaccine { code } occurrence lot isConfirmed";

/// Runs a mutation of several doses and gives its payload.
async fn many(app: &TestApp, actor: &Actor, name: &str, input: Value) -> Value {
    run(app, actor, name, &format!("vaccinations {{ {DOSE} }}"), input).await
}

/// Runs a mutation of one dose and gives its payload.
async fn one(app: &TestApp, actor: &Actor, name: &str, input: Value) -> Value {
    let fields = format!("vaccination {{ {DOSE} }} conflict {{ {DOSE} }}");
    run(app, actor, name, &fields, input).await
}

async fn run(app: &TestApp, actor: &Actor, name: &str, fields: &str, input: Value) -> Value {
    let kind = format!("{}{}Input", name[..1].to_uppercase(), &name[1..]);
    let query = format!(
        "mutation($input: {kind}!) {{
            {name}(input: $input) {{ {fields} userErrors {{ code field message }} }} }}"
    );
    let answer = app.run(actor, &query, json!({ "input": input })).await;
    assert_eq!(answer.get("errors"), None, "{answer}");
    answer["data"][name].clone()
}

/// The codes of a payload's errors.
fn codes(payload: &Value) -> Vec<&str> {
    let errors = payload["userErrors"].as_array().expect("a list of errors");
    errors.iter().map(|e| e["code"].as_str().expect("a code")).collect()
}

/// The doses of a record as its practice sees them, each as `product when`.
async fn doses(app: &TestApp, id: RecordId, include_void: bool) -> Vec<String> {
    let query = "query($id: RecordId!, $void: Boolean!) { record(id: $id) {
        vaccinations(includeVoid: $void) { vaccine { code } occurrence status } } }";
    let answer = app.run(&app.schiltz, query, json!({ "id": id, "void": include_void })).await;
    let rows = answer["data"]["record"]["vaccinations"].as_array();
    let rows = rows.unwrap_or_else(|| panic!("no record: {answer}"));
    let text = |v: &Value| v.as_str().expect("a text").to_owned();
    let line = |r: &Value| {
        format!("{} {} {}", text(&r["vaccine"]["code"]), text(&r["occurrence"]), text(&r["status"]))
    };
    rows.iter().map(line).collect()
}

/// A correction of a dose given here to another lot.
fn lot_correction(key: &str, id: RecordId, dose: VaccinationId, app: &TestApp, lot: &str) -> Value {
    let performer = app.schiltz.account().and_then(|a| a.practitioner.clone());
    json!({ "idempotencyKey": key, "recordId": id, "vaccinationId": dose, "version": 1,
        "reason": "typed the wrong lot", "vaccineCode": "VAC0510", "occurrence": "2025-06-16",
        "lot": lot, "performerId": performer.expect("Dr Schiltz is a doctor").id, "country": "LU" })
}

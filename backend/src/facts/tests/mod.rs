//! The health profile through the schema.

use serde_json::{Value, json};
use shared::RecordId;

use crate::{authz::Actor, testing::TestApp};

mod assessed;
mod changes;
mod entered;
mod listed;

/// What of a fact the tests look at.
const FACT: &str = "id version status provenance code answer number from to isConfirmed note";

/// Runs a mutation of several facts and gives its payload.
async fn many(app: &TestApp, actor: &Actor, name: &str, input: Value) -> Value {
    run(app, actor, name, &format!("facts {{ {FACT} }}"), input).await
}

/// Runs a mutation of one fact and gives its payload.
async fn one(app: &TestApp, actor: &Actor, name: &str, input: Value) -> Value {
    let fields = format!("fact {{ {FACT} }} conflict {{ {FACT} }}");
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

/// Says these facts of a person.
async fn say(app: &TestApp, actor: &Actor, name: &str, id: RecordId, facts: Value) -> Value {
    let key = format!("say-{}", app.op(actor).new_id());
    many(app, actor, name, json!({ "idempotencyKey": key, "recordId": id, "facts": facts })).await
}

/// The codes of a payload's errors, each with its field.
fn faults(payload: &Value) -> Vec<String> {
    let errors = payload["userErrors"].as_array().expect("a list of errors");
    let text = |v: &Value| v.as_str().expect("a text").to_owned();
    let fault = |e: &Value| {
        let field = e["field"].as_array().expect("a path").iter().map(text).collect::<Vec<_>>();
        format!("{} {}", field.join("."), text(&e["code"]))
    };
    errors.iter().map(fault).collect()
}

/// Something asked of a record.
async fn of_record(app: &TestApp, actor: &Actor, id: RecordId, fields: &str) -> Value {
    let query = format!("query($id: RecordId!) {{ record(id: $id) {{ {fields} }} }}");
    let answer = app.run(actor, &query, json!({ "id": id })).await;
    assert_eq!(answer.get("errors"), None, "{answer}");
    answer["data"]["record"].clone()
}

//! Joining records and taking them apart, through the schema.

use sea_orm::EntityTrait;
use serde_json::{Value, json};
use shared::RecordId;

use crate::{
    accesses::{record_access, record_relation},
    assessments::entity::assessment,
    authz::Actor,
    facts::fact,
    records::{record, record_identifier},
    testing::TestApp,
    vaccinations::{vaccination, vaccination_version},
};

mod identity;
mod one;
mod same;

/// A second record of someone, without a matricule, whoever looks like them, as that actor.
async fn second(
    app: &TestApp,
    actor: &Actor,
    given: &str,
    born: &str,
    first: RecordId,
) -> RecordId {
    let input = json!({
        "idempotencyKey": format!("second-{given}-{born}"),
        "identifiers": [{ "system": "PASSPORT", "issuer": "SY", "value": format!("N{born}") }],
        "familyName": "Ferreira", "givenName": given, "birthDate": born,
        "sex": "FEMALE", "language": "PT", "notTheSameAs": [first],
    });
    let mutation = "mutation($input: CreateRecordInput!) { createRecord(input: $input) {
        record { id } userErrors { code field } } }";
    let answer = app.run(actor, mutation, json!({ "input": input })).await;
    let id = answer["data"]["createRecord"]["record"]["id"].as_str();
    id.unwrap_or_else(|| panic!("no record: {answer}")).parse().expect("an id")
}

/// Asks as that actor and gives the payload of that name.
async fn ask(app: &TestApp, actor: &Actor, name: &str, fields: &str, input: Value) -> Value {
    let kind = match name {
        "joinVaccinations" | "keepVaccinationsApart" => "TwoVaccinationsInput".to_owned(),
        _ => format!("{}{}Input", name[..1].to_uppercase(), &name[1..]),
    };
    let query = format!(
        "mutation($input: {kind}!) {{
            {name}(input: $input) {{ {fields} userErrors {{ code field message }} }} }}"
    );
    let answer = app.run(actor, &query, json!({ "input": input })).await;
    assert_eq!(answer.get("errors"), None, "{answer}");
    answer["data"][name].clone()
}

async fn merge_input(app: &TestApp, key: &str, survivor: RecordId, merged: RecordId) -> Value {
    let mut versions = Vec::new();
    for id in [survivor, merged] {
        let query = "query($id: RecordId!) { record(id: $id) { version } }";
        let found = app.run(&app.schiltz, query, json!({ "id": id })).await;
        versions.push(found["data"]["record"]["version"].clone());
    }
    json!({ "idempotencyKey": key, "survivorId": survivor, "survivorVersion": versions[0],
        "mergedId": merged, "mergedVersion": versions[1], "reason": "the same passport was shown" })
}

/// Joins the second into the first, as Dr Schiltz.
async fn merge(app: &TestApp, survivor: RecordId, merged: RecordId) {
    let key = format!("merge-{}", app.op(&app.schiltz).new_id());
    let input = merge_input(app, &key, survivor, merged).await;
    let done = ask(app, &app.schiltz, "mergeRecords", "record { id }", input).await;
    assert_eq!(done["record"]["id"], json!(survivor), "{done}");
}

/// The merges of a record, newest first.
async fn merges(app: &TestApp, actor: &Actor, id: RecordId) -> Vec<Value> {
    let query = "query($id: RecordId!) { record(id: $id) { merges { id mergedId reason by { name }
        since { vaccinations { id lot } facts { id code } } } } }";
    let answer = app.run(actor, query, json!({ "id": id })).await;
    let found = answer["data"]["record"]["merges"].as_array();
    found.unwrap_or_else(|| panic!("no record: {answer}")).clone()
}

/// Takes the newest merge of a record apart, with these of the time since.
async fn unmerge(app: &TestApp, id: RecordId, doses: &[Value], facts: &[Value]) -> Value {
    let held = merges(app, &app.schiltz, id).await;
    let input = json!({ "idempotencyKey": format!("unmerge-{}", app.op(&app.schiltz).new_id()),
        "recordId": id, "mergeId": held[0]["id"], "reason": "two cousins of the same name",
        "vaccinations": doses, "facts": facts });
    ask(app, &app.schiltz, "unmergeRecords", "record { id } other { id }", input).await
}

/// All that a record is, without ids and moments: who looks at two of these sees no difference
/// if there is none.
async fn all_of(app: &TestApp, id: RecordId) -> Vec<String> {
    let db = &app.app.db;
    let mut all = Vec::new();
    for row in vaccination::Entity::find().all(db).await.expect("doses") {
        if row.record_id != id {
            continue;
        }
        let versions = vaccination_version::Entity::find().all(db).await.expect("versions");
        let mut said: Vec<_> = versions
            .into_iter()
            .filter(|v| v.vaccination_id == row.id)
            .map(|v| (v.version, v.change, v.record_id == id))
            .collect();
        said.sort();
        all.push(format!(
            "dose {:?} {} {} {} {} {:?} v{} {said:?}",
            row.lot,
            row.vaccine_code,
            row.occurrence,
            row.status,
            row.is_confirmed,
            row.note,
            row.version
        ));
    }
    for row in fact::Entity::find().all(db).await.expect("facts") {
        if row.record_id == id {
            all.push(format!("fact {} {} v{}", row.code, row.status, row.version));
        }
    }
    for row in record_identifier::Entity::find().all(db).await.expect("numbers") {
        if row.record_id == id {
            all.push(format!("number {} {} {:?}", row.system, row.value, row.superseded_at));
        }
    }
    for row in record_access::Entity::find().all(db).await.expect("accesses") {
        if row.record_id == id {
            all.push(format!("access {} {} {:?}", row.practice_name, row.basis, row.ended_at));
        }
    }
    for row in record_relation::Entity::find().all(db).await.expect("relations") {
        if row.record_id == id || row.holder_record_id == id {
            let role = if row.record_id == id { "child" } else { "parent" };
            all.push(format!("relation {role} {} {:?}", row.kind, row.ended_at));
        }
    }
    let row = assessment::Entity::find_by_id(id).one(db).await.expect("an assessment");
    let row = row.map(|a| (a.rules, a.as_of, a.stable_until, a.open, a.content, a.input_hash));
    all.push(format!("assessment {row:?}"));
    let row = record::Entity::find_by_id(id).one(db).await.expect("a record").expect("a record");
    all.push(format!(
        "person {} {} {} v{} {:?} {:?}",
        row.given_name, row.family_name, row.birth_date, row.version, row.email, row.merged_into
    ));
    all.sort();
    all
}

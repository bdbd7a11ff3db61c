//! What is stored is what is derived, whatever happened before.

use rand::{Rng, SeedableRng, rngs::StdRng};
use serde_json::{Value, json};
use shared::{Date, RecordId};

use super::{TETANUS, assessment, target, void};
use crate::{
    assessments::commands::out_of_step,
    authz::{Actor, Scope},
    testing::TestApp,
};

/// Products that meet each other: combinations, live ones, one of unknown kind.
const VACCINES: [&str; 6] = ["VAC0510", "VAC0560", "VAC0053", "VAC0541", "VAC0088", "VAC0002"];

async fn stored_agrees(app: &TestApp, after: &str) {
    let op = app.op(&Actor::System);
    let found = out_of_step(&op, |_| {}).await.expect("an answer");
    assert_eq!(found, [], "not the derived one after {after}");
}

/// One dose of the record that is not void, with its version.
async fn some_dose(app: &TestApp, rng: &mut StdRng, id: RecordId) -> Option<(Value, Value, Value)> {
    let query = "query($id: RecordId!) { record(id: $id) { vaccinations {
        id version isConfirmed vaccine { code } } } }";
    let answer = app.run(&app.schiltz, query, json!({ "id": id })).await;
    let doses = answer["data"]["record"]["vaccinations"].as_array().expect("doses").clone();
    if doses.is_empty() {
        return None;
    }
    let dose = &doses[rng.random_range(0..doses.len())];
    Some((dose["id"].clone(), dose["version"].clone(), dose["isConfirmed"].clone()))
}

fn some_day(rng: &mut StdRng, born: Date) -> Date {
    let last = "2026-11-24".parse::<Date>().expect("a day");
    born.plus_days(rng.random_range(0..=last.days_since(born)))
}

/// Enters a fact or voids one.
async fn fact(app: &TestApp, rng: &mut StdRng, id: RecordId, day: Date, key: &str) -> String {
    let query = "query($id: RecordId!) { record(id: $id) { facts { id version } } }";
    let answer = app.run(&app.schiltz, query, json!({ "id": id })).await;
    let held = answer["data"]["record"]["facts"].as_array().expect("facts").clone();
    let (name, input) = if let Some(fact) = held.first().filter(|_| rng.random_ratio(1, 2)) {
        let input = json!({ "idempotencyKey": key, "recordId": id, "factId": fact["id"],
            "version": fact["version"], "reason": "not so" });
        ("voidFact", input)
    } else {
        let code = ["asplenia", "hiv", "refused:DIS003", "history_complete"];
        let code = code[rng.random_range(0..code.len())];
        let fact = json!({ "code": code, "answer": rng.random_ratio(2, 3), "from": day });
        ("enterFacts", json!({ "idempotencyKey": key, "recordId": id, "facts": [fact] }))
    };
    let type_name = format!("{}{}Input", name[..1].to_uppercase(), &name[1..]);
    let mutation = format!(
        "mutation($input: {type_name}!) {{ {name}(input: $input) {{ userErrors {{ code }} }} }}"
    );
    let answer = app.run(&app.schiltz, &mutation, json!({ "input": input })).await;
    assert_eq!(answer.get("errors"), None, "{name}: {answer}");
    format!("{name} {input} {answer}")
}

/// Does something at random and says what; refusals are as good as successes.
async fn something(
    app: &TestApp,
    rng: &mut StdRng,
    id: RecordId,
    born: Date,
    step: usize,
) -> String {
    let key = format!("step-{step:06}");
    let vaccine = VACCINES[rng.random_range(0..VACCINES.len())];
    let day = some_day(rng, born);
    let (name, actor, input) = match rng.random_range(0..7) {
        6 => return fact(app, rng, id, day, &key).await,
        0 | 1 => (
            "transcribeVaccinations",
            app.schiltz.clone(),
            json!({ "proof": "YELLOW_CARD", "doses": [{ "vaccineCode": vaccine, "occurrence": day }] }),
        ),
        2 => (
            "importVaccinations",
            app.machine(&Scope::ALL),
            json!({ "proof": "PRACTICE_FILE", "doses": [{ "vaccineCode": vaccine,
                "occurrence": &day.to_string()[..7] }] }),
        ),
        other => {
            let Some((dose, version, is_confirmed)) = some_dose(app, rng, id).await else {
                return "nothing".to_owned();
            };
            match other {
                3 => (
                    "correctVaccination",
                    app.schiltz.clone(),
                    json!({ "vaccinationId": dose, "version": version, "reason": "misread",
                        "vaccineCode": vaccine, "occurrence": day }),
                ),
                4 => (
                    "voidVaccination",
                    app.schiltz.clone(),
                    json!({ "vaccinationId": dose, "version": version, "reason": "never given" }),
                ),
                _ if is_confirmed == json!(false) => (
                    "confirmVaccinations",
                    app.schiltz.clone(),
                    json!({ "vaccinations": [{ "vaccinationId": dose, "version": version }] }),
                ),
                _ => return "nothing".to_owned(),
            }
        }
    };
    let mut input = input;
    input["idempotencyKey"] = json!(key);
    input["recordId"] = json!(id);
    let type_name = format!("{}{}Input", name[..1].to_uppercase(), &name[1..]);
    let mutation = format!(
        "mutation($input: {type_name}!) {{ {name}(input: $input) {{ userErrors {{ code }} }} }}"
    );
    let answer = app.run(&actor, &mutation, json!({ "input": input })).await;
    assert_eq!(answer.get("errors"), None, "{name}: {answer}");
    format!("{name} {input}")
}

#[tokio::test]
async fn after_any_sequence_of_changes_what_is_stored_is_what_is_derived() {
    for (seed, app) in TestApp::on_each().await.into_iter().enumerate() {
        let mut rng = StdRng::seed_from_u64(20 + seed as u64);
        let mut people = Vec::new();
        for (name, born) in [("Noé", "2026-05-14"), ("Lea", "2015-03-01"), ("Jean", "1950-01-31")]
        {
            let id = app.record(name, born, 103).await;
            people.push((id, born.parse::<Date>().expect("a day")));
        }
        for step in 0..90 {
            let (id, born) = people[step % people.len()];
            let did = something(&app, &mut rng, id, born, step).await;
            stored_agrees(&app, &did).await;
        }
    }
}

#[tokio::test]
async fn what_is_read_is_what_is_stored() {
    for app in TestApp::on_each().await {
        let id = app.record("Noé", "2026-09-24", 103).await;
        app.dose(id, "VAC0510", "2026-11-24").await;
        let rows = "SELECT content AS name FROM assessment";
        let content: Value =
            serde_json::from_str(&app.database.texts(rows).await[0]).expect("JSON");
        let held = content.as_array().expect("targets").iter();
        let held = held.map(|t| (t["t"].clone(), t["s"].as_str().map(str::to_uppercase)));
        let read = assessment(&app, id).await;
        let read = read["targets"].as_array().expect("targets").iter();
        let read =
            read.map(|t| (t["target"]["code"].clone(), t["status"].as_str().map(str::to_owned)));
        assert_eq!(held.collect::<Vec<_>>(), read.collect::<Vec<_>>());
    }
}

#[tokio::test]
async fn the_history_says_what_was_held_and_what_was_known_then_can_be_asked_again() {
    for app in TestApp::on_each().await {
        let query = "query($id: RecordId!, $at: DateTime, $on: Date, $rules: String) {
            record(id: $id) { assessment(knownAt: $at, asOf: $on, ruleSet: $rules) { rules asOf
                targets { target { code } status history { status since rules knownAt } } } } }";
        let ask = async |id: RecordId, other: Value| {
            let mut variables = other;
            variables["id"] = json!(id);
            let answer = app.run(&app.schiltz, query, variables).await;
            assert_eq!(answer.get("errors"), None, "{answer}");
            answer["data"]["record"]["assessment"].clone()
        };
        let id = app.record("Noé", "2026-09-24", 103).await;
        let minute = chrono::TimeDelta::minutes(1);
        app.app.clock.set(app.app.clock.now() + minute);
        let dose = app.dose(id, "VAC0510", "2026-11-24").await;
        let known_at = app.app.clock.now();
        app.app.clock.set(known_at + minute);
        void(&app, id, dose).await;

        let tetanus = target(&ask(id, json!({})).await, TETANUS);
        let history = tetanus["history"].as_array().expect("a history");
        let statuses: Vec<_> = history.iter().map(|h| h["status"].clone()).collect();
        assert_eq!(statuses, ["DUE", "UP_TO_DATE", "DUE"]);
        assert_eq!(history[1]["knownAt"], "2026-11-24T09:01:00+00:00");
        // As it was known while the dose stood there.
        let then = ask(id, json!({ "at": known_at.to_rfc3339() })).await;
        assert_eq!(target(&then, TETANUS)["status"], "UP_TO_DATE");
        // Before the record was there, nothing was known.
        let before = ask(id, json!({ "at": "2026-11-24T08:00:00Z" })).await;
        assert_eq!(before, Value::Null);
        // Another day, and the rules of another year.
        let later = ask(id, json!({ "on": "2027-06-01" })).await;
        assert_eq!(
            (&later["asOf"], &target(&later, TETANUS)["status"]),
            (&json!("2027-06-01"), &json!("OVERDUE"))
        );
        let earlier = ask(id, json!({ "rules": "lu-2023" })).await;
        assert_eq!(earlier["rules"], "lu-2023");
        let unknown = app.run(&app.schiltz, query, json!({ "id": id, "rules": "lu-1999" })).await;
        assert_eq!(unknown["errors"][0]["extensions"]["code"], "BAD_INPUT");
        assert!(unknown["errors"][0]["message"].as_str().is_some_and(|m| m.contains("lu-2023")));
    }
}

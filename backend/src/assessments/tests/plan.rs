//! Plans through the schema.

use engine::{
    plan::{PlanOptions, plan},
    rules::lu,
};
use serde_json::{Value, json};

use super::TETANUS;
use crate::{authz::Scope, testing::TestApp};

const PLAN: &str = "query($input: PlanInput!) { plan(input: $input) { recordId ruleSet asOf until
    lateDays isProven notice(locale: FR) visits { on injections { vaccine { code name(locale: DE) {
    text } } doses { target { code } doseNumber recommendedOn overdueOn rule { id text(locale: PT) }
    } also { code } } reaches { target { code } before after } } notPlanned { target { code } reason
    text(locale: LB) recommendedOn } assumptions { code text(locale: EN) targets { code } } } }";

async fn planned(app: &TestApp, input: Value) -> Value {
    let answer = app.run(&app.schiltz, PLAN, json!({ "input": input })).await;
    assert_eq!(answer.get("errors"), None, "{answer}");
    answer["data"]["plan"].clone()
}

/// The day of each visit, its products, and their doses: `DIS003 1`.
fn visits(plan: &Value) -> Vec<(String, Vec<(String, Vec<String>)>)> {
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    let dose = |dose: &Value| format!("{} {}", text(&dose["target"]["code"]), dose["doseNumber"]);
    let list = |value: &Value| value.as_array().expect("a list").clone();
    let injection = |one: &Value| {
        (text(&one["vaccine"]["code"]), list(&one["doses"]).iter().map(dose).collect())
    };
    let visit =
        |v: &Value| (text(&v["on"]), list(&v["injections"]).iter().map(injection).collect());
    list(&plan["visits"]).iter().map(visit).collect()
}

#[tokio::test]
async fn the_schema_plans_what_the_engine_plans() {
    for app in TestApp::on_each().await {
        let id = app.record("Noé", "2025-04-14", 103).await;
        app.dose(id, "VAC0510", "2025-06-16").await;
        let query = "query($id: RecordId!) { record(id: $id) { assessment { input } } }";
        let answer = app.run(&app.schiltz, query, json!({ "id": id })).await;
        let told = answer["data"]["record"]["assessment"]["input"].as_str().expect("the input");
        let person = serde_json::from_str(told).expect("a person");
        let today = "2026-11-24".parse().expect("a day");
        for (most, own) in [(None, json!({})), (Some(2), json!({ "maxInjections": 2 }))] {
            let rules = lu::rule_set(None).expect("the rule set");
            let options = PlanOptions { max_injections: most, ..PlanOptions::default() };
            let engine = plan(&rules, &person, today, &options);
            let mut input = own;
            input["recordId"] = json!(id);
            let said = planned(&app, input).await;
            let expected: Vec<_> = engine
                .visits
                .iter()
                .map(|visit| {
                    let injections = visit.injections.iter().map(|one| {
                        let doses = one.doses.iter();
                        let doses = doses.map(|d| format!("{} {}", d.target, d.dose_number));
                        (one.vaccine.to_string(), doses.collect())
                    });
                    (visit.on.to_string(), injections.collect())
                })
                .collect();
            assert!(2 < expected.len(), "{said}");
            assert_eq!(visits(&said), expected);
            let of_engine = serde_json::to_value(&engine).expect("JSON");
            for field in ["asOf", "until", "lateDays", "isProven"] {
                assert_eq!(said[field], of_engine[field], "{field}");
            }
            assert_eq!(said["ruleSet"], "lu-2026");
            assert_eq!(said["recordId"], json!(id));
            let left: Vec<_> = engine.not_planned.iter().map(|n| json!(n.target)).collect();
            let left_said = said["notPlanned"].as_array().expect("a list").iter();
            assert_eq!(left_said.map(|n| n["target"]["code"].clone()).collect::<Vec<_>>(), left);
        }
    }
}

#[tokio::test]
async fn what_the_practice_allows_is_heard_and_what_is_left_out_is_said() {
    let app = TestApp::new().await;
    let toddler = json!({ "birthDate": "2025-01-10", "asOf": "2026-04-15",
        "facts": [{ "code": "refused:DIS045" }], "firstVisit": "2026-05-04",
        "until": "2026-12-31", "maxInjections": 1, "products": ["VAC0510", "VAC0053"],
        "daysBetweenVisits": 35, "daysEarly": 0, "without": ["DIS025"] });
    let plan = planned(&app, toddler).await;
    let visits = visits(&plan);
    assert_eq!(visits[0].0, "2026-05-04", "{plan}");
    assert!(visits.iter().all(|(day, injections)| {
        day.as_str() <= "2026-12-31"
            && injections.len() == 1
            && ["VAC0510", "VAC0053"].contains(&&*injections[0].0)
    }));
    let days: Vec<shared::Date> = visits.iter().map(|v| v.0.parse().expect("a day")).collect();
    assert!(days.windows(2).all(|pair| 35 <= pair[1].days_since(pair[0])), "{days:?}");
    let reason = |code: &str| {
        let left = plan["notPlanned"].as_array().expect("a list");
        left.iter().find(|n| n["target"]["code"] == code).map(|n| n["reason"].clone())
    };
    assert_eq!(reason("DIS045"), Some(json!("REFUSED")), "{plan}");
    assert_eq!(reason("DIS025"), Some(json!("LEFT_OUT")));
    assert_eq!(plan["assumptions"][0]["code"], "NOTHING_GIVEN_BEFORE");
    for words in ["/notPlanned/0/text", "/assumptions/0/text", "/notice"] {
        assert!(plan.pointer(words).and_then(Value::as_str).is_some_and(|t| !t.is_empty()));
    }
    let first = &plan["visits"][0];
    let rule = first.pointer("/injections/0/doses/0/rule/text").and_then(Value::as_str);
    assert!(rule.is_some_and(|text| !text.is_empty()), "{first}");
    assert!(first["reaches"].as_array().is_some_and(|r| !r.is_empty()));
    // Another rule set, and what might be given today.
    let given = json!({ "birthDate": "2025-01-10", "asOf": "2025-04-15", "ruleSet": "lu-2024",
        "facts": [{ "code": "history_complete" }],
        "doses": [{ "vaccineCode": "VAC0510", "on": "2025-04-15" }] });
    let plan = planned(&app, given).await;
    assert_eq!(plan["ruleSet"], "lu-2024");
    let doses = plan["visits"].as_array().expect("visits").iter().flat_map(|v| {
        let injections = v["injections"].as_array().expect("a list");
        injections.iter().flat_map(|i| i["doses"].as_array().expect("a list").clone())
    });
    let tetanus: Vec<_> = doses.filter(|d| d["target"]["code"] == TETANUS).collect();
    assert_eq!(tetanus[0]["doseNumber"], 2, "{plan}");
}

#[tokio::test]
async fn a_wrong_wish_is_refused_with_the_field_and_its_rule() {
    let app = TestApp::new().await;
    let twenty_one_years = json!("2047-11-25");
    for (field, value) in [
        ("maxInjections", json!(0)),
        ("maxInjections", json!(13)),
        ("daysBetweenVisits", json!(0)),
        ("daysBetweenVisits", json!(366)),
        ("daysEarly", json!(-1)),
        ("firstVisit", json!("2026-11-23")),
        ("until", json!("2026-11-23")),
        ("until", twenty_one_years),
        ("products", json!(["VAC9999"])),
        ("products", json!(vec!["VAC0510"; 401])),
        ("without", json!(["DIS999"])),
        ("ruleSet", json!("lu-1999")),
    ] {
        let mut input = json!({ "birthDate": "2025-01-10" });
        input[field] = value;
        let refused = app.run(&app.schiltz, PLAN, json!({ "input": input })).await;
        let error = &refused["errors"][0];
        assert_eq!(error["extensions"]["code"], "BAD_INPUT", "{refused}");
        let words = error["message"].as_str().unwrap_or_default();
        assert!(words.contains(&format!("`{field}`")), "{field}: {words}");
    }
    let nobody = app.run(&app.schiltz, PLAN, json!({ "input": {} })).await;
    assert_eq!(nobody["errors"][0]["extensions"]["code"], "BAD_INPUT", "{nobody}");
}

#[tokio::test]
async fn who_may_not_read_the_record_gets_no_plan_and_a_machine_of_the_practice_does() {
    for app in TestApp::on_each().await {
        let id = app.record("Noé", "2025-04-14", 103).await;
        let input = json!({ "input": { "recordId": id } });
        let stranger = app.run(&app.weber, PLAN, input.clone()).await;
        assert_eq!(stranger["errors"][0]["extensions"]["code"], "NOT_FOUND", "{stranger}");
        let reader = app.machine(&[Scope::RecordsRead]);
        for actor in [app.patient(id), app.origer.clone(), reader] {
            let own = app.run(&actor, PLAN, input.clone()).await;
            assert!(own["data"]["plan"]["visits"][0].is_object(), "{own}");
        }
    }
}

//! The input and output as JSON, as `docs/engine.md` documents them.

use engine::{
    assess,
    assessment::Assessment,
    person::Person,
    plan::{Plan, PlanOptions, plan},
    rules::lu,
};
use expect_test::expect;

const PERSON: &str = r#"{
  "birthDate": "2025-01-15",
  "sex": "female",
  "facts": [{ "code": "asplenia", "value": false }, { "code": "no_such_fact" }],
  "doses": [
    { "on": "2025-03-15", "vaccine": "VAC0510" },
    { "on": "2025-05", "vaccine": "VAC0510" },
    { "on": "2024-12-31", "vaccine": "VAC0510" },
    { "on": "2025-05-15", "vaccine": "VAC9999" }
  ]
}"#;

#[test]
fn a_person_is_read_and_an_assessment_written() {
    let rules = lu::rule_set(None).expect("the built-in rule set compiles");
    let person: Person = serde_json::from_str(PERSON).expect("a person");
    let assessment = assess(&rules, &person, "2025-06-15".parse().expect("a day"));
    let json = serde_json::to_value(&assessment).expect("JSON");
    let keys: Vec<&String> = json.as_object().expect("an object").keys().collect();
    expect![[r#"["asOf", "findings", "groups", "rules", "stableUntil", "targets"]"#]]
        .assert_eq(&format!("{keys:?}"));
    let pertussis = json["targets"]
        .as_array()
        .and_then(|all| all.iter().find(|t| t["target"] == "Pertussis"))
        .expect("pertussis");
    expect![[r#"
        {
          "code": "DIS003",
          "confidence": "decided",
          "datesDiffer": true,
          "doseNumber": 3,
          "doses": [
            {
              "on": "2025-03-15",
              "position": 0,
              "reasons": [],
              "vaccine": "VAC0510",
              "validFrom": null,
              "verdict": "valid"
            },
            {
              "on": "2025-05",
              "position": 1,
              "reasons": [
                "interval_grace_period"
              ],
              "vaccine": "VAC0510",
              "validFrom": null,
              "verdict": "valid"
            }
          ],
          "earliestOn": "2025-12-15",
          "latestOn": null,
          "overdueOn": "2025-06-15",
          "possible": [
            "overdue",
            "up_to_date"
          ],
          "questions": [
            "gestational_age_at_birth",
            "birth_weight"
          ],
          "reasons": [
            {
              "code": "recommended",
              "rule": "dtpp-child-3-plus-1"
            },
            {
              "code": "uncertain_date",
              "doses": [
                1
              ]
            }
          ],
          "recommendedOn": "2025-05-29",
          "rule": "dtpp-child-3-plus-1",
          "status": "unknown",
          "target": "Pertussis",
          "vaccines": [
            "VAC0014",
            "VAC0510",
            "VAC0535"
          ]
        }"#]]
    .assert_eq(&serde_json::to_string_pretty(pertussis).expect("JSON"));
    expect![[r#"[{"code":"unknown_fact","fact":1},{"code":"dose_before_birth","dose":2},{"code":"unknown_vaccine","dose":3}]"#]].assert_eq(&json["findings"].to_string());
}

#[test]
fn an_unknown_field_of_a_person_is_refused() {
    let text = PERSON.replace("\"sex\"", "\"gender\"");
    let error = serde_json::from_str::<Person>(&text).expect_err("refused");
    assert!(error.to_string().contains("unknown field `gender`"), "{error}");
}

#[test]
fn an_answer_and_a_plan_are_read_back_as_they_were_written() {
    let day = "2025-06-15".parse().expect("a day");
    let person: Person = serde_json::from_str(PERSON).expect("a person");
    for version in lu::VERSIONS {
        let rules = lu::rule_set(Some(version)).expect("the built-in rule set compiles");
        let answer = assess(&rules, &person, day);
        let json = serde_json::to_string(&answer).expect("JSON");
        let read: Assessment = serde_json::from_str(&json).expect("an assessment");
        assert_eq!(read, answer);
        assert_eq!(serde_json::to_string(&read).expect("JSON"), json);
        let planned = plan(&rules, &person, day, &PlanOptions::default());
        assert!(!planned.visits.is_empty() && !planned.assumptions.is_empty());
        let json = serde_json::to_string(&planned).expect("JSON");
        let read: Plan = serde_json::from_str(&json).expect("a plan");
        assert_eq!(read, planned);
        assert_eq!(serde_json::to_string(&read).expect("JSON"), json);
    }
}

#[test]
fn a_word_that_no_answer_has_is_refused() {
    let rules = lu::rule_set(None).expect("the built-in rule set compiles");
    let person: Person = serde_json::from_str(PERSON).expect("a person");
    let answer = assess(&rules, &person, "2025-06-15".parse().expect("a day"));
    let json = serde_json::to_string(&answer).expect("JSON");
    for (word, other) in [
        (r#""verdict":"valid""#, r#""verdict":"good""#),
        (r#""interval_grace_period""#, r#""patience""#),
        (r#""code":"unknown_vaccine""#, r#""code":"odd""#),
        (r#""on":"2025-05""#, r#""on":"May""#),
    ] {
        assert!(json.contains(word), "{word} in {json}");
        let changed = json.replace(word, other);
        assert!(serde_json::from_str::<Assessment>(&changed).is_err(), "{other}");
    }
}

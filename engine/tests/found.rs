//! What the naive evaluator and the properties found: a case for each.

use std::sync::LazyLock;

use engine::{
    assess,
    assessment::{Assessment, ReasonCode, TargetAssessment, Verdict},
    person::Person,
    rules::{RuleSet, lu},
};

static RULES: LazyLock<RuleSet> =
    LazyLock::new(|| lu::rule_set(None).expect("the built-in rule set compiles"));

fn answer(person: &str, as_of: &str) -> Assessment {
    let person: Person = serde_json::from_str(person).expect("a person");
    assess(&RULES, &person, as_of.parse().expect("a day"))
}

fn target<'a>(assessment: &'a Assessment, code: &str) -> &'a TargetAssessment {
    assessment.targets.iter().find(|t| *t.code == *code).expect("the target")
}

#[test]
fn a_number_counts_only_while_its_fact_holds() {
    let person = |to: &str| {
        format!(
            r#"{{"birthDate":"1990-01-01","facts":[{{"code":"hiv_cd4","from":"2010-01-01","to":"{to}","value":180}}]}}"#
        )
    };
    let measles = |to: &str| {
        let assessment = answer(&person(to), "2026-01-01");
        target(&assessment, "DIS008").status
    };
    assert_eq!(format!("{:?}", measles("2026-12-31")), "Contraindicated");
    assert_ne!(format!("{:?}", measles("2012-12-31")), "Contraindicated");
}

#[test]
fn an_immunoglobulin_known_by_its_kind_is_no_vaccine() {
    // VAC0863: hepatitis B immunoglobulin, unspecified.
    let with = answer(
        r#"{"birthDate":"2025-01-15","doses":[{"on":"2025-01-15","vaccine":"VAC0863"}]}"#,
        "2025-03-01",
    );
    let without = answer(r#"{"birthDate":"2025-01-15"}"#, "2025-03-01");
    assert_eq!(target(&with, "DIS006"), target(&without, "DIS006"));
}

#[test]
fn a_vaccine_known_by_its_kind_is_no_antibody_where_no_rule_asks_for_vaccines() {
    let rules = lu::rule_set(Some("2023")).expect("the built-in rule set compiles");
    // VAC1228: a vaccine against RSV; in 2023 only antibodies counted.
    let infant = r#"{"birthDate":"2023-10-20","doses":[{"on":"2023-11-20","vaccine":"VAC1228"}]}"#;
    let person: Person = serde_json::from_str(infant).expect("a person");
    let assessment = assess(&rules, &person, "2023-12-01".parse().expect("a day"));
    let verdict = target(&assessment, "DIS058").doses.first().map(|dose| dose.verdict);
    assert_eq!(verdict, Some(Verdict::NotValid));
}

#[test]
fn the_order_of_two_facts_of_one_code_does_not_matter() {
    let one = r#"{"code":"hiv_cd4","from":"2010-01-01","value":180}"#;
    let other = r#"{"code":"hiv_cd4","from":"2020-01-01","value":190}"#;
    let person =
        |facts: [&str; 2]| format!(r#"{{"birthDate":"1990-01-01","facts":[{}]}}"#, facts.join(","));
    assert_eq!(
        answer(&person([one, other]), "2026-01-01").targets,
        answer(&person([other, one]), "2026-01-01").targets
    );
}

#[test]
fn days_that_were_not_tried_are_owned_up_to() {
    let assessment = answer(
        r#"{"birthDate":"1960-01-15","doses":[{"on":"unknown","vaccine":"VAC0568"}]}"#,
        "2026-01-01",
    );
    let tetanus = target(&assessment, "DIS002");
    assert!(tetanus.reasons.iter().any(|r| r.code == ReasonCode::TooManyReadings), "{tetanus:?}");
}

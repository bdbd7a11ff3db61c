//! What the loader refuses, each with its file, its line and what to do.

use engine::rules::{RuleFile, load, lu};
use expect_test::{Expect, expect};

/// Loads the built-in set with one file changed, and says what is wrong.
fn check(file: &str, from: &str, to: &str, expected: &Expect) {
    let files = lu::files("2026").expect("the version");
    let mut hit = false;
    let changed: Vec<(&str, String)> = files
        .iter()
        .map(|(name, text)| {
            if *name == file {
                assert!(text.contains(from), "{file} does not contain `{from}`");
                hit = true;
                (*name, text.replacen(from, to, 1))
            } else {
                (*name, (*text).to_owned())
            }
        })
        .collect();
    assert!(hit, "no file {file}");
    let changed: Vec<RuleFile<'_>> = changed.iter().map(|(n, t)| (*n, t.as_str())).collect();
    let problems = load(&changed, lu::nuva()).err().unwrap_or_default();
    let text: Vec<String> = problems.iter().map(ToString::to_string).collect();
    expected.assert_eq(&text.join("\n"));
}

#[test]
fn every_built_in_version_compiles() {
    for version in lu::VERSIONS {
        let set = lu::rule_set(Some(version)).unwrap_or_else(|p| panic!("{version}: {p:?}"));
        assert_eq!(set.name, format!("lu-{version}"));
        assert!(set.rules.iter().all(|r| set.sources.contains_key(&r.source)));
    }
    assert!(lu::rule_set(Some("1999")).is_err());
}

#[test]
fn an_unknown_class_is_refused() {
    check("rabies.toml", r#"give = ["rabies-product"]"#, r#"give = ["rabis"]"#, &expect![[""]]);
}

#[test]
fn an_unknown_fact_is_refused() {
    check("rabies.toml", r#"fact = "rabies_exposure""#, r#"fact = "bats""#, &expect![[""]]);
}

#[test]
fn a_missing_language_is_refused() {
    check("rabies.toml", "text.lb = ", "text.lu = ", &expect![[""]]);
}

#[test]
fn a_missing_source_is_refused() {
    check("rabies.toml", r#"source = "SMPC", "#, "", &expect![[""]]);
    check("rabies.toml", r#"source = "SMPC""#, r#"source = "hearsay""#, &expect![[""]]);
}

#[test]
fn a_duplicate_id_is_refused() {
    check("rabies.toml", r#"id = "rabies-exposed""#, r#"id = "mmr""#, &expect![[""]]);
}

#[test]
fn a_gap_and_an_overlap_of_starting_ages_are_refused() {
    let file = "meningococcus-b.toml";
    check(file, r#"start_until = "6 months""#, r#"start_until = "5 months""#, &expect![[""]]);
    check(file, r#"start_until = "6 months""#, r#"start_until = "7 months""#, &expect![[""]]);
}

#[test]
fn numbers_out_of_order_are_refused() {
    check("varicella.toml", r#"late = "24 months""#, r#"late = "13 months""#, &expect![[""]]);
}

#[test]
fn an_interval_that_cannot_be_met_is_refused() {
    check(
        "rotavirus.toml",
        r#"until = "24 weeks + 1 day" }, after = [{ min = "4 weeks" }]"#,
        r#"until = "24 weeks + 1 day" }, after = [{ min = "30 weeks" }]"#,
        &expect![[""]],
    );
}

#[test]
fn what_would_be_given_must_count() {
    check(
        "zoster.toml",
        r#"count = ["shingrix"], age = { counts = "18 years", min = "50 years""#,
        r#"count = ["zostavax"], age = { counts = "18 years", min = "50 years""#,
        &expect![[""]],
    );
}

#[test]
fn an_unreadable_period_is_refused() {
    check("rabies.toml", r#"min = "7 days""#, r#"min = "a week""#, &expect![[""]]);
}

#[test]
fn an_unknown_key_is_refused() {
    check("rabies.toml", "[[series]]", "[[serie]]", &expect![[""]]);
}

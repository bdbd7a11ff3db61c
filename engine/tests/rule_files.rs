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
    check(
        "rabies.toml",
        r#"give = ["rabies-product"]"#,
        r#"give = ["rabis"]"#,
        &expect![[r#"
            rabies.toml:2: unknown class `rabis`: add it to vaccines.toml, or take one of abrysvo-product, bexsero, bexsero-product, covid-product, dtap-booster, dtap-ipv-booster, dtap-ipv-child, dukoral-product, encepur, encepur-product, gardasil-9, hepa-adult, hepa-child, hepb-adult, hepb-adult-dose, hepb-child, hepb-dialysis-dose, hepb-dialysis-product, hexavalent, hib-single, immunoglobulin, imvanex-product, influenza-before-2025, influenza-enhanced, influenza-standard, je-product, live-injected, menacwy, menacwy-product, menc, menc-product, mmr-or-varicella, mmr-product, mmrv-product, mva, pcv10, pcv13, pcv13-or-15, pcv15, pcv20, pcv21, pcv7, pneumovax-product, ppsv, prevenar-20, rabies-product, rotarix, rotarix-product, rotateq, rotateq-product, rsv-adult-product, rsv-antibody, rsv-antibody-product, rsv-vaccine, shingrix, shingrix-product, tbe-neudoerfl-product, tbe-not-encepur, tbe-product, trumenba, trumenba-product, typhoid-product, varicella-product, yellow-fever-product, zostavax
            rabies.toml:2: unknown class `rabis`: add it to vaccines.toml, or take one of abrysvo-product, bexsero, bexsero-product, covid-product, dtap-booster, dtap-ipv-booster, dtap-ipv-child, dukoral-product, encepur, encepur-product, gardasil-9, hepa-adult, hepa-child, hepb-adult, hepb-adult-dose, hepb-child, hepb-dialysis-dose, hepb-dialysis-product, hexavalent, hib-single, immunoglobulin, imvanex-product, influenza-before-2025, influenza-enhanced, influenza-standard, je-product, live-injected, menacwy, menacwy-product, menc, menc-product, mmr-or-varicella, mmr-product, mmrv-product, mva, pcv10, pcv13, pcv13-or-15, pcv15, pcv20, pcv21, pcv7, pneumovax-product, ppsv, prevenar-20, rabies-product, rotarix, rotarix-product, rotateq, rotateq-product, rsv-adult-product, rsv-antibody, rsv-antibody-product, rsv-vaccine, shingrix, shingrix-product, tbe-neudoerfl-product, tbe-not-encepur, tbe-product, trumenba, trumenba-product, typhoid-product, varicella-product, yellow-fever-product, zostavax
            rabies.toml:2: unknown class `rabis`: add it to vaccines.toml, or take one of abrysvo-product, bexsero, bexsero-product, covid-product, dtap-booster, dtap-ipv-booster, dtap-ipv-child, dukoral-product, encepur, encepur-product, gardasil-9, hepa-adult, hepa-child, hepb-adult, hepb-adult-dose, hepb-child, hepb-dialysis-dose, hepb-dialysis-product, hexavalent, hib-single, immunoglobulin, imvanex-product, influenza-before-2025, influenza-enhanced, influenza-standard, je-product, live-injected, menacwy, menacwy-product, menc, menc-product, mmr-or-varicella, mmr-product, mmrv-product, mva, pcv10, pcv13, pcv13-or-15, pcv15, pcv20, pcv21, pcv7, pneumovax-product, ppsv, prevenar-20, rabies-product, rotarix, rotarix-product, rotateq, rotateq-product, rsv-adult-product, rsv-antibody, rsv-antibody-product, rsv-vaccine, shingrix, shingrix-product, tbe-neudoerfl-product, tbe-not-encepur, tbe-product, trumenba, trumenba-product, typhoid-product, varicella-product, yellow-fever-product, zostavax"#]],
    );
}

#[test]
fn an_unknown_fact_is_refused() {
    check(
        "rabies.toml",
        r#"fact = "rabies_exposure""#,
        r#"fact = "bats""#,
        &expect!["rabies.toml:6: unknown fact `bats`: add it to facts.toml"],
    );
}

#[test]
fn a_missing_language_is_refused() {
    check(
        "rabies.toml",
        "text.lb = ",
        "text.lu = ",
        &expect!["rabies.toml:5: `rabies-exposed` has no text in `lb`: add it"],
    );
}

#[test]
fn a_missing_source_is_refused() {
    check(
        "rabies.toml",
        r#"source = "SMPC", "#,
        "",
        &expect!["rabies.toml:7: missing field `source`"],
    );
    check(
        "rabies.toml",
        r#"source = "SMPC""#,
        r#"source = "hearsay""#,
        &expect!["rabies.toml:7: unknown source `hearsay`: add it to schedule.toml"],
    );
}

#[test]
fn a_duplicate_id_is_refused() {
    check(
        "rabies.toml",
        r#"id = "rabies-exposed""#,
        r#"id = "mmr""#,
        &expect!["rabies.toml:5: rule id `mmr` is used twice: every id must be unique"],
    );
}

#[test]
fn a_gap_and_an_overlap_of_starting_ages_are_refused() {
    let file = "meningococcus-b.toml";
    check(
        file,
        r#"start_until = "6 months""#,
        r#"start_until = "5 months""#,
        &expect!["meningococcus-b.toml:31: gap: nothing is default from 5 months to 6 months"],
    );
    check(
        file,
        r#"start_until = "6 months""#,
        r#"start_until = "7 months""#,
        &expect!["meningococcus-b.toml:31: overlap: two defaults can start at 6 months"],
    );
}

#[test]
fn numbers_out_of_order_are_refused() {
    check(
        "varicella.toml",
        r#"late = "24 months""#,
        r#"late = "13 months""#,
        &expect!["varicella.toml:52: these must rise: counts, min, due, late, until"],
    );
}

#[test]
fn an_interval_that_cannot_be_met_is_refused() {
    check(
        "rotavirus.toml",
        r#"until = "24 weeks + 1 day" }, after = [{ min = "4 weeks" }]"#,
        r#"until = "24 weeks + 1 day" }, after = [{ min = "30 weeks" }]"#,
        &expect![
            "rotavirus.toml:24: dose 2 can never be met: its intervals lead beyond its `until`"
        ],
    );
}

#[test]
fn what_would_be_given_must_count() {
    check(
        "zoster.toml",
        r#"count = ["shingrix"], age = { counts = "18 years", min = "50 years""#,
        r#"count = ["zostavax"], age = { counts = "18 years", min = "50 years""#,
        &expect![
            "zoster.toml:5: dose 1: `VAC0567` would be given but does not count: add its class to `count`"
        ],
    );
}

#[test]
fn an_unreadable_period_is_refused() {
    check(
        "rabies.toml",
        r#"min = "7 days""#,
        r#"min = "a week""#,
        &expect![
            "rabies.toml:15: `a week` is not a period: write `4 weeks`, `6 months`, `10 years - 4 days`"
        ],
    );
}

#[test]
fn an_unknown_key_is_refused() {
    check(
        "rabies.toml",
        "[[series]]",
        "[[serie]]",
        &expect![
            "rabies.toml:4: unknown field `serie`, expected one of `targets`, `give`, `immune`, `forbidden`, `series`"
        ],
    );
}

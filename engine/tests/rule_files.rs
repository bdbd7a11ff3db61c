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
        &expect![[
            r#"rabies.toml:2: unknown class `rabis`: add it to vaccines.toml, or take one that is there such as rabies-product, rotarix, rotarix-product"#
        ]],
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
        &expect![[
            r#"meningococcus-b.toml:32: gap: nothing is default from 5 months to 6 months: let `start_from` be where another ends"#
        ]],
    );
    check(
        file,
        r#"start_until = "6 months""#,
        r#"start_until = "7 months""#,
        &expect![[
            r#"meningococcus-b.toml:32: overlap: two defaults can start at 6 months: let `start_from` be where another ends"#
        ]],
    );
}

#[test]
fn numbers_out_of_order_are_refused() {
    check(
        "varicella.toml",
        r#"late = "24 months""#,
        r#"late = "13 months""#,
        &expect!["varicella.toml:53: these must rise: counts, min, due, late, until"],
    );
}

#[test]
fn an_interval_that_cannot_be_met_is_refused() {
    check(
        "rotavirus.toml",
        r#"until = "24 weeks + 1 day" }, after = [{ min = "4 weeks" }]"#,
        r#"until = "24 weeks + 1 day" }, after = [{ min = "30 weeks" }]"#,
        &expect![[
            r#"rotavirus.toml:24: dose 2 can never be met: its intervals lead beyond its `until`"#
        ]],
    );
}

#[test]
fn what_would_be_given_must_count() {
    check(
        "zoster.toml",
        r#"count = ["shingrix"], age = { counts = "18 years", min = "50 years""#,
        r#"count = ["zostavax"], age = { counts = "18 years", min = "50 years""#,
        &expect![[
            r#"zoster.toml:5: dose 1: `VAC0567` would be given but does not count: add its class to `count`"#
        ]],
    );
}

#[test]
fn an_unreadable_period_is_refused() {
    check(
        "rabies.toml",
        r#"min = "7 days""#,
        r#"min = "a week""#,
        &expect![[
            r#"rabies.toml:15: `a week` is not a period: write `4 weeks`, `6 months`, `10 years - 4 days`"#
        ]],
    );
}

#[test]
fn an_unknown_key_is_refused() {
    check(
        "rabies.toml",
        "[[series]]",
        "[[serie]]",
        &expect![
            "rabies.toml:4: unknown field `serie`, expected one of `targets`, `give`, `immune`, `forbidden`, `otherwise`, `series`"
        ],
    );
}

#[test]
fn an_unknown_target_season_valence_or_vaccine_is_refused() {
    check(
        "rabies.toml",
        r#"targets = ["DIS030"]"#,
        r#"targets = ["DIS999"]"#,
        &expect![[r#"
        rabies.toml:1: unknown target `DIS999`: see schedules/nuva.txt
        rabies.toml:5: dose 1: `VAC0028` would be given but does not count: add its class to `count`
        rabies.toml:5: dose 2: `VAC0028` would be given but does not count: add its class to `count`
        rabies.toml:5: dose 3: `VAC0028` would be given but does not count: add its class to `count`"#]],
    );
    check(
        "influenza.toml",
        r#"season = "influenza-child""#,
        r#"season = "summer""#,
        &expect!["influenza.toml:17: unknown season `summer`: see schedule.toml"],
    );
    check(
        "vaccines.toml",
        r#"bexsero = { has = ["4CMenB"] }"#,
        r#"bexsero = { has = ["4CMenZ"] }"#,
        &expect![[r#"
            vaccines.toml:66: unknown valence `4CMenZ`: see schedules/nuva.txt
            meningococcus-b.toml:26: class `bexsero` is empty: give it `codes`, `has` or `any` in vaccines.toml
            meningococcus-b.toml:14: dose 1: `VAC0495` would be given but does not count: add its class to `count`
            meningococcus-b.toml:27: class `bexsero` is empty: give it `codes`, `has` or `any` in vaccines.toml
            meningococcus-b.toml:14: dose 2: `VAC0495` would be given but does not count: add its class to `count`
            meningococcus-b.toml:28: class `bexsero` is empty: give it `codes`, `has` or `any` in vaccines.toml
            meningococcus-b.toml:14: dose 3: `VAC0495` would be given but does not count: add its class to `count`
            meningococcus-b.toml:44: class `bexsero` is empty: give it `codes`, `has` or `any` in vaccines.toml
            meningococcus-b.toml:32: dose 1: `VAC0495` would be given but does not count: add its class to `count`
            meningococcus-b.toml:45: class `bexsero` is empty: give it `codes`, `has` or `any` in vaccines.toml
            meningococcus-b.toml:32: dose 2: `VAC0495` would be given but does not count: add its class to `count`
            meningococcus-b.toml:46: class `bexsero` is empty: give it `codes`, `has` or `any` in vaccines.toml
            meningococcus-b.toml:32: dose 3: `VAC0495` would be given but does not count: add its class to `count`
            meningococcus-b.toml:62: class `bexsero` is empty: give it `codes`, `has` or `any` in vaccines.toml
            meningococcus-b.toml:50: dose 1: `VAC0495` would be given but does not count: add its class to `count`
            meningococcus-b.toml:63: class `bexsero` is empty: give it `codes`, `has` or `any` in vaccines.toml
            meningococcus-b.toml:50: dose 2: `VAC0495` would be given but does not count: add its class to `count`
            meningococcus-b.toml:64: class `bexsero` is empty: give it `codes`, `has` or `any` in vaccines.toml
            meningococcus-b.toml:50: dose 3: `VAC0495` would be given but does not count: add its class to `count`
            meningococcus-b.toml:80: class `bexsero` is empty: give it `codes`, `has` or `any` in vaccines.toml
            meningococcus-b.toml:68: dose 1: `VAC0495` would be given but does not count: add its class to `count`
            meningococcus-b.toml:81: class `bexsero` is empty: give it `codes`, `has` or `any` in vaccines.toml
            meningococcus-b.toml:68: dose 2: `VAC0495` would be given but does not count: add its class to `count`
            meningococcus-b.toml:110: class `bexsero` is empty: give it `codes`, `has` or `any` in vaccines.toml
            meningococcus-b.toml:100: dose 1: `VAC0495` would be given but does not count: add its class to `count`
            meningococcus-b.toml:111: class `bexsero` is empty: give it `codes`, `has` or `any` in vaccines.toml
            meningococcus-b.toml:100: dose 2: `VAC0495` would be given but does not count: add its class to `count`"#]],
    );
    check(
        "vaccines.toml",
        r#"codes = ["VAC0495"]"#,
        r#"codes = ["VAC9999"]"#,
        &expect![[r#"
            vaccines.toml:26: unknown vaccine `VAC9999`: see schedules/nuva.txt
            meningococcus-b.toml:2: class `bexsero-product` is empty: give it `codes`, `has` or `any` in vaccines.toml"#]],
    );
    check(
        "vaccines.toml",
        r#"passive = ["VAC1127""#,
        r#"passive = ["VAC9999""#,
        &expect!["vaccines.toml:5: unknown valence or vaccine `VAC9999`: see schedules/nuva.txt"],
    );
}

#[test]
fn a_class_without_a_vaccine_is_refused() {
    check(
        "vaccines.toml",
        r#"zostavax = { has = ["Shingles-LA"] }"#,
        r#"zostavax = { has = ["Shingles-LA"], lacks = ["Shingles-LA"] }"#,
        &expect![[r#"
            zoster.toml:20: class `zostavax` is empty: give it `codes`, `has` or `any` in vaccines.toml
            zoster.toml:39: class `zostavax` is empty: give it `codes`, `has` or `any` in vaccines.toml
            zoster.toml:54: class `zostavax` is empty: give it `codes`, `has` or `any` in vaccines.toml"#]],
    );
}

#[test]
fn a_target_with_rules_twice_or_in_no_rule_is_refused() {
    check(
        "rabies.toml",
        r#"targets = ["DIS030"]"#,
        r#"targets = []"#,
        &expect![[r#"
        rabies.toml:1: no `targets`: name at least one NUVA target such as `DIS001`
        rabies.toml:5: dose 1: `VAC0028` would be given but does not count: add its class to `count`
        rabies.toml:5: dose 2: `VAC0028` would be given but does not count: add its class to `count`
        rabies.toml:5: dose 3: `VAC0028` would be given but does not count: add its class to `count`"#]],
    );
    check(
        "typhoid.toml",
        r#"targets = ["DIS018"]"#,
        r#"targets = ["DIS030"]"#,
        &expect![[r#"
        typhoid.toml:1: target `DIS030` has rules twice: keep them in one file
        typhoid.toml:5: dose 1: `VAC0041` would be given but does not count: add its class to `count`
        typhoid.toml:5: dose 2: `VAC0041` would be given but does not count: add its class to `count`"#]],
    );
    check(
        "diphtheria-tetanus-pertussis-polio.toml",
        r#"only = ["DIS003"]"#,
        r#"only = ["DIS005"]"#,
        &expect![
            "diphtheria-tetanus-pertussis-polio.toml:120: `DIS005` is no target of this file: add it to `targets`"
        ],
    );
    check(
        "schedule.toml",
        r#"targets = ["DIS008", "DIS009", "DIS010"]"#,
        r#"targets = ["DIS008", "DIS009", "DIS001"]"#,
        &expect![[
            r#"schedule.toml:56: group `Measles, mumps, rubella`: `DIS001` has no rules or is grouped twice: take it out"#
        ]],
    );
}

#[test]
fn a_fact_that_is_defined_twice_or_badly_is_refused() {
    check(
        "facts.toml",
        r#"code = "birth_weight""#,
        r#"code = "history_complete""#,
        &expect![[r#"
            facts.toml:21: fact `history_complete` is defined twice: keep one
            facts.toml:437: cannot read `birth_weight < 1500`: write `code`, `code < 33`, `born < 1981-01-01` or `born in 09..02`, each code defined above"#]],
    );
    check(
        "facts.toml",
        r#"sex = "female""#,
        r#"sex = "woman""#,
        &expect!["facts.toml:30: unknown sex `woman`: write `female` or `male`"],
    );
    check(
        "facts.toml",
        r#""birth_weight < 1500""#,
        r#""birth_weight below 1500""#,
        &expect![[
            r#"facts.toml:437: cannot read `birth_weight below 1500`: write `code`, `code < 33`, `born < 1981-01-01` or `born in 09..02`, each code defined above"#
        ]],
    );
    check(
        "facts.toml",
        r#"any = ["born in 09..02"]"#,
        r#"any = ["born in 9..13"]"#,
        &expect![[
            r#"facts.toml:511: cannot read `born in 9..13`: write `code`, `code < 33`, `born < 1981-01-01` or `born in 09..02`, each code defined above"#
        ]],
    );
    check(
        "facts.toml",
        r#"all = ["msm", "multiple_partners"]"#,
        r#"all = []"#,
        &expect!["facts.toml:494: say from what it follows: `any` or `all`"],
    );
    check(
        "facts.toml",
        r#"question.pt = "Já houve"#,
        r#"question.it = "Já houve"#,
        &expect!["facts.toml:528: `severe_reaction` has no text in `pt`: add it"],
    );
}

#[test]
fn an_immunity_needs_one_reason() {
    check(
        "measles-mumps-rubella.toml",
        r#"fact = "immune_measles_mumps_rubella"
"#,
        r#"fact = "immune_measles_mumps_rubella"
born_before = "1981-01-01"
"#,
        &expect!["measles-mumps-rubella.toml:7: say either `fact` or `born_before`"],
    );
}

#[test]
fn a_day_that_does_not_exist_is_refused() {
    check(
        "rabies.toml",
        r#"valid_from = "2023-01-01""#,
        r#"valid_from = "2023-02-30""#,
        &expect!["rabies.toml:7: `2023-02-30` is no such day in the calendar"],
    );
    check(
        "schedule.toml",
        r#"valid_from = "2025-10-01""#,
        r#"valid_from = "autumn""#,
        &expect!["schedule.toml:5: `autumn` is not a date: write `2026-11-24`"],
    );
    check(
        "schedule.toml",
        r#"rsv = { from = "09-01""#,
        r#"rsv = { from = "9/1""#,
        &expect!["schedule.toml:46: `9/1` is no day of the year: write `10-01`"],
    );
    check(
        "measles-mumps-rubella.toml",
        r#"born_before = "1981-01-01""#,
        r#"born_before = "1981""#,
        &expect!["measles-mumps-rubella.toml:14: `1981` is not a date: write `2026-11-24`"],
    );
}

#[test]
fn a_dose_points_only_to_one_before_it() {
    check(
        "hepatitis-b.toml",
        r#"{ dose = 1, counts = "4 months""#,
        r#"{ dose = 3, counts = "4 months""#,
        &expect!["hepatitis-b.toml:43: dose 3: `dose` must be an earlier one"],
    );
    check(
        "hepatitis-b.toml",
        r#"{ dose = 1, counts = "4 months""#,
        r#"{ dose = 0, counts = "4 months""#,
        &expect!["hepatitis-b.toml:43: dose 3: `dose` must be an earlier one"],
    );
    check(
        "influenza.toml",
        r#"again_from = 3"#,
        r#"again_from = 4"#,
        &expect!["influenza.toml:5: dose 3: `again_from` must be 1 to 3"],
    );
    check(
        "influenza.toml",
        r#"again_from = 3"#,
        r#"again_from = 0"#,
        &expect!["influenza.toml:5: dose 3: `again_from` must be 1 to 3"],
    );
}

#[test]
fn a_series_for_history_alone_has_no_days_of_its_own() {
    let said = expect![
        "japanese-encephalitis.toml:20: `history_only` is never offered: leave out `default`, `start_from`, `start_until`, `due` and `late`"
    ];
    check(
        "japanese-encephalitis.toml",
        r#"counts = "7 days", min = "7 days""#,
        r#"counts = "7 days", min = "7 days", due = "7 days""#,
        &said,
    );
    check(
        "japanese-encephalitis.toml",
        "history_only = true",
        "history_only = true\nstart_from = \"18 years\"",
        &said,
    );
}

#[test]
fn a_number_that_is_not_looked_at_is_refused() {
    check(
        "rabies.toml",
        "  {},",
        r#"  { age = { counts = "1 day" } },"#,
        &expect!["rabies.toml:14: `counts` alone is not looked at: add `min`, or leave it out"],
    );
    check(
        "mpox.toml",
        "valid_at_least = 2",
        "valid_at_least = 0",
        &expect!["mpox.toml:30: `valid_at_least` and `valid_under` count from 1"],
    );
}

#[test]
fn what_may_be_given_is_never_late() {
    check(
        "zoster.toml",
        r#"after = [{ counts = "1 month", min = "2 months", due = "2 months" }]"#,
        r#"after = [{ counts = "1 month", min = "2 months", due = "2 months", late = "6 months" }]"#,
        &expect!["zoster.toml:5: what `may_be_given` is never overdue: leave out `late`"],
    );
}

#[test]
fn an_unknown_sex_or_confidence_is_refused() {
    check(
        "hepatitis-a.toml",
        r#"id = "hepa-risk""#,
        r#"id = "hepa-risk"
sex = "girls""#,
        &expect!["hepatitis-a.toml:14: unknown sex `girls`: write `female` or `male`"],
    );
    check(
        "rabies.toml",
        r#"confidence = "general""#,
        r#"confidence = "sure""#,
        &expect![[
            r#"rabies.toml:7: unknown variant `sure`, expected one of `own_text`, `press`, `inferred`, `proxy_be`, `proxy_fr`, `proxy_de`, `proxy_who`, `general`, `decided`"#
        ]],
    );
}

#[test]
fn an_interval_out_of_order_is_refused() {
    check(
        "hepatitis-a.toml",
        r#"after = [{ min = "6 months", due = "6 months" }]"#,
        r#"after = [{ min = "6 months", due = "5 months" }]"#,
        &expect!["hepatitis-a.toml:14: these must rise: counts, min, due, late, until"],
    );
}

#[test]
fn a_missing_file_and_an_unreadable_vaccine_are_refused() {
    let files = lu::files("2026").expect("the version");
    let problems = load(&files[1..], lu::nuva()).err().unwrap_or_default();
    let text: Vec<String> = problems.iter().map(ToString::to_string).collect();
    expect!["schedule.toml:1: the rule set has no such file: add it"].assert_eq(&text.join("\n"));
    let problems = load(files, "VAC0001|c|ACT-HIB").err().unwrap_or_default();
    let text: Vec<String> = problems.iter().map(ToString::to_string).collect();
    expect!["nuva.txt:1: write `code|kind|name|valences|targets`"].assert_eq(&text.join("\n"));
}

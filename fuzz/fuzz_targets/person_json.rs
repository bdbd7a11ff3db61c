//! Any text as a person: read or refused, and whoever is read is assessed without a panic.
//!
//! The first line is a day, the rest the person.
#![no_main]

use std::sync::LazyLock;

use engine::{assess, person::Person, rules::{RuleSet, lu}};
use libfuzzer_sys::fuzz_target;

static RULES: LazyLock<RuleSet> =
    LazyLock::new(|| lu::rule_set(None).expect("the built-in rule set compiles"));

fuzz_target!(|text: &str| {
    let (day, json) = text.split_once('\n').unwrap_or(("2026-01-15", text));
    let Ok(as_of) = day.parse::<shared::Date>() else { return };
    let Ok(mut person) = serde_json::from_str::<Person>(json) else { return };
    person.doses.truncate(12);
    let assessment = assess(&RULES, &person, as_of);
    assert_eq!(assessment.targets.len(), RULES.schedule.antigens.len());
    assert!(serde_json::to_string(&assessment).is_ok());
});

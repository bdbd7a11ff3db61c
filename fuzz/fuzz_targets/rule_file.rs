//! Any text as a disease file: compiled or refused with a line of it, and what compiles assesses.
//!
//! Beside the head, classes and facts of the small invented rule set: so that a compilation costs
//! little and a minute tries many files.
#![no_main]

#[expect(dead_code, reason = "only its files are needed")]
#[path = "../../engine/tests/tiny/mod.rs"]
mod tiny;

use engine::{assess, person::Person, rules::{RuleFile, load}};
use libfuzzer_sys::fuzz_target;

const NUVA: &str = include_str!("../../engine/tests/tiny/nuva.txt");
const PERSON: &str = r#"{"birthDate":"2020-02-29","facts":[{"code":"weight","value":1200}],"doses":[
    {"on":"2020-12-01","vaccine":"VAC0053"},{"on":"2021-06","vaccine":"VAC0088"},
    {"on":"2022-06-01","vaccine":"VAC0121"},{"on":"2022-11-01","vaccine":"VAC1347"}]}"#;

fuzz_target!(|text: &str| {
    let is_kept = |f: &&RuleFile<'_>| ["schedule.toml", "vaccines.toml", "facts.toml"].contains(&f.0);
    let mut all: Vec<RuleFile<'_>> = tiny::FILES.iter().filter(is_kept).copied().collect();
    all.push(("fuzzed.toml", text));
    match load(&all, NUVA) {
        Ok(rules) => {
            let person: Person = serde_json::from_str(PERSON).expect("a person");
            for day in ["2020-02-29", "2022-07-01", "2026-01-15"] {
                let assessment = assess(&rules, &person, day.parse().expect("a day"));
                assert_eq!(assessment.targets.len(), rules.schedule.antigens.len());
            }
            let bytes = rules.to_bytes();
            let again = engine::rules::RuleSet::from_bytes(&bytes).expect("its own bytes");
            assert_eq!(again.to_bytes(), bytes);
        }
        Err(problems) => assert!(!problems.is_empty()),
    }
});

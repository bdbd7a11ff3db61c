//! Any text as a disease file: compiled or refused with a line of it, and what compiles assesses.
#![no_main]

use engine::{assess, person::Person, rules::{RuleFile, load, lu}};
use libfuzzer_sys::fuzz_target;

const PERSON: &str = r#"{"birthDate":"2020-02-29","doses":[
    {"on":"2020-05-01","vaccine":"VAC0028"},{"on":"2020-06","vaccine":"VAC0028"},
    {"on":"2021-06-01","vaccine":"VAC0514"},{"on":"2022-06-01","vaccine":"VAC0053"}]}"#;

fuzz_target!(|text: &str| {
    let files = lu::files("2026").expect("the version");
    // The head's groups name targets whose files are left out here.
    let head = files.iter().find(|f| f.0 == "schedule.toml").expect("the head").1;
    let head = head.split("[[groups]]").next().unwrap_or_default();
    let mut all: Vec<RuleFile<'_>> = vec![("schedule.toml", head)];
    all.extend(files.iter().filter(|f| ["vaccines.toml", "facts.toml"].contains(&f.0)));
    all.push(("fuzzed.toml", text));
    match load(&all, lu::nuva()) {
        Ok(rules) => {
            let person: Person = serde_json::from_str(PERSON).expect("a person");
            for day in ["2020-02-29", "2022-07-01", "2026-01-15"] {
                let assessment = assess(&rules, &person, day.parse().expect("a day"));
                assert_eq!(assessment.targets.len(), rules.schedule.antigens.len());
            }
        }
        Err(problems) => assert!(!problems.is_empty()),
    }
});

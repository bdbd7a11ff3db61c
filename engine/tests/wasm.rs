//! The Wasm module answers like the native engine, byte for byte.
//!
//! `cargo xtask test --only wasm-equal` builds the module and says where it is in
//! `CARNET_ENGINE_WASM`; without that nothing is compared, and that is said loudly.

#[expect(dead_code, reason = "only the random people are needed")]
mod spec;
#[expect(dead_code, reason = "only the reader of cases is needed")]
mod support;

use std::{env, fs, path::Path, process::Command};

use engine::{
    Assessor,
    person::Person,
    rules::{Language, RuleSet, lu},
};
use shared::Date;
use spec::{country::Country, persons, random::Random};

/// How many random people are compared for each version.
const RANDOM: u64 = 300;

/// The golden cases of a version, then random people.
fn people(version: &str, rules: &RuleSet) -> Vec<(Person, Date)> {
    let folder =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases").join(format!("lu-{version}"));
    let mut out = Vec::new();
    for entry in fs::read_dir(&folder).expect("the folder of the cases") {
        let text = fs::read_to_string(entry.expect("a file").path()).expect("a file of cases");
        for line in text.lines().map(str::trim) {
            if !line.is_empty() && !line.starts_with('#') {
                let case = support::parse(rules, line).unwrap_or_else(|e| panic!("{line}: {e}"));
                out.push((case.person, case.as_of));
            }
        }
    }
    let country = Country::new(version);
    out.extend((0..RANDOM).map(|seed| persons::person(&country, &mut Random::new(seed))));
    out
}

#[test]
fn wasm_answers_like_the_native_engine_byte_for_byte() {
    let Some(module) = env::var_os("CARNET_ENGINE_WASM") else {
        eprintln!("\n*** CARNET_ENGINE_WASM is not set: Wasm was NOT compared ***\n");
        return;
    };
    let (mut input, mut expected) = (String::new(), String::new());
    for version in lu::VERSIONS {
        let rules = lu::rule_set(Some(version)).expect("the built-in rule set compiles");
        let mut assessor = Assessor::new();
        for (person, as_of) in people(version, &rules) {
            let json = serde_json::to_string(&person).expect("JSON");
            input.push_str(&format!("{version}\t{as_of}\t{json}\n"));
            let answer = assessor.assess(&rules, &person, as_of);
            expected.push_str(&serde_json::to_string(&answer).expect("JSON"));
            expected.push('\n');
        }
    }
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    for version in lu::VERSIONS {
        let rules = lu::rule_set(Some(version)).expect("the built-in rule set compiles");
        let bytes = rules.to_bytes_in(Language::Fr);
        fs::write(folder.join(format!("{version}.bin")), bytes).expect("a folder for tests");
    }
    let (from, to) = (folder.join("people.txt"), folder.join("answers.txt"));
    fs::write(&from, &input).expect("a folder for tests");
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("wasm/equal.cjs");
    let status = Command::new("node")
        .args([script.as_path(), Path::new(&module), &from, &to])
        .status()
        .expect("Node is there");
    assert!(status.success(), "Node failed");
    let found = fs::read_to_string(&to).expect("the answers of Wasm");
    assert!(900 < expected.lines().count());
    for ((expected, found), person) in expected.lines().zip(found.lines()).zip(input.lines()) {
        assert_eq!(expected, found, "{person}");
    }
    assert_eq!(expected, found);
}

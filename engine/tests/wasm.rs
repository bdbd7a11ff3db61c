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

/// The directory with CDC's data, or `None` outside CI.
#[cfg(feature = "cdsi")]
fn data() -> Option<std::path::PathBuf> {
    let dir = env::var_os("CDSI_DATA").map(std::path::PathBuf::from);
    if dir.is_none() {
        let in_ci = env::var("CI").is_ok_and(|v| v == "true");
        assert!(!in_ci, "CDSI_DATA is not set: CI must compare CDC's cases in Wasm");
        eprintln!(
            "\n*** CDSI_DATA is not set: CDC's published cases were NOT compared in Wasm ***\n"
        );
    }
    dir
}

#[cfg(feature = "cdsi")]
#[test]
fn wasm_answers_cdcs_published_cases_like_the_native_engine_byte_for_byte() {
    use engine::{cdsi_cases, run::Runner, schedule::cdsi::antigen_files};
    let Some(module) = env::var_os("CARNET_ENGINE_WASM") else {
        eprintln!("\n*** CARNET_ENGINE_WASM is not set: Wasm was NOT compared ***\n");
        return;
    };
    let Some(dir) = data() else { return };
    let folder = cdsi_cases::folder(&dir).expect("CDC's data");
    let mut files = vec![folder.join("ScheduleSupportingData.xml")];
    files.extend(antigen_files(&folder).expect("CDC's data"));
    let files: Vec<String> = files.iter().map(|f| f.display().to_string()).collect();
    let temporary = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let (list, to) = (temporary.join("cdsi-files.txt"), temporary.join("cdsi-answers.txt"));
    fs::write(&list, files.join("\n")).expect("a folder for tests");
    let schedule = cdsi_cases::load_schedule(&dir).expect("CDC's data");
    let mut runner = Runner::new();
    for name in ["healthy-4.45.jsonl", "underlying-conditions-4.6.jsonl"] {
        let cases = dir.join("test-cases").join(name);
        let text = fs::read_to_string(&cases).expect("CDC's cases");
        let lines = text.lines().filter(|line| !line.trim().is_empty());
        let expected: Vec<String> = lines
            .map(|line| cdsi_cases::answer(&schedule, &mut runner, line).expect("a case"))
            .collect();
        assert!(200 < expected.len(), "{}", expected.len());
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("wasm/cdsi.cjs");
        let status = Command::new("node")
            .args([script.as_path(), Path::new(&module), &list, &cases, &to])
            .status()
            .expect("Node is there");
        assert!(status.success(), "Node failed");
        let found = fs::read_to_string(&to).expect("the answers of Wasm");
        assert_eq!(found.lines().count(), expected.len());
        for (expected, found) in expected.iter().zip(found.lines()) {
            assert_eq!(expected, found);
        }
    }
}

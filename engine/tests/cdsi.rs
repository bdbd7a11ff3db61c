//! CDC's published cases, read by path from `CDSI_DATA` (laid out as `docs/cdsi.md` says).
//!
//! Without `CDSI_DATA` nothing can be tested: that is said loudly, and is a failure in CI.
#![cfg(feature = "cdsi")]

use std::{collections::BTreeSet, path::PathBuf};

use engine::cdsi_cases::{Report, run};

/// The directory with CDC's data, or `None` outside CI.
fn data() -> Option<PathBuf> {
    let dir = std::env::var_os("CDSI_DATA").map(PathBuf::from);
    if dir.is_none() {
        let in_ci = std::env::var("CI").is_ok_and(|v| v == "true");
        assert!(!in_ci, "CDSI_DATA is not set: CI must run CDC's cases");
        eprintln!("\n*** CDSI_DATA is not set: CDC's published cases were NOT run ***\n");
    }
    dir
}

fn report(file: &str) -> Option<Report> {
    let dir = data()?;
    let cases = dir.join("test-cases").join(file);
    Some(run(&dir, &cases, None).expect("CDC's files can be read"))
}

#[test]
fn every_healthy_case_is_right_in_forecast_dose_and_reason() {
    let Some(report) = report("healthy-4.45.jsonl") else { return };
    assert_eq!(report.misses, Vec::<String>::new());
    assert!(0 < report.forecasts && 0 < report.doses);
    assert_eq!(report.forecasts_right, report.forecasts);
    assert_eq!(report.doses_right, report.doses);
    let unmet: Vec<_> =
        report.other_reasons.iter().filter(|line| !line.contains("2018-0022")).collect();
    assert!(unmet.is_empty(), "{unmet:?}");
}

#[test]
fn every_missed_case_of_underlying_conditions_is_explained_in_the_docs() {
    let Some(report) = report("underlying-conditions-4.6.jsonl") else { return };
    let docs = include_str!("../../docs/cdsi.md");
    let missed: BTreeSet<&str> =
        report.misses.iter().filter_map(|line| line.split_whitespace().nth(1)).collect();
    for id in &missed {
        assert!(docs.contains(&format!("| `{id}` |")), "docs/cdsi.md does not explain {id}");
    }
    assert!(243 * report.forecasts <= 262 * report.forecasts_right, "{report}");
}

#[test]
fn a_case_can_be_explained() {
    let Some(dir) = data() else { return };
    let cases = dir.join("test-cases/healthy-4.45.jsonl");
    let report = run(&dir, &cases, Some("2013-0001")).expect("CDC's files can be read");
    let text = report.explanation.expect("the case is there");
    assert!(text.contains("Diphtheria standard series"), "{text}");
    assert!(run(&dir, &cases, Some("no-such-case")).is_err());
}

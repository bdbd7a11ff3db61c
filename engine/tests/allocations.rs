//! How often an assessment asks for memory: counted, and bounded.

mod typical;

use engine::{Assessor, rules::lu};

#[test]
fn an_assessment_asks_for_memory_only_to_hold_its_answer() {
    let rules = lu::rule_set(None).expect("the built-in rule set compiles");
    let as_of = typical::date("2026-01-15");
    let mut counts = Vec::new();
    for person in typical::people() {
        let mut assessor = Assessor::new();
        let first = assessor.assess(&rules, &person, as_of);
        let info = allocation_counter::measure(|| {
            assert_eq!(assessor.assess(&rules, &person, as_of), first);
        });
        counts.push(info.count_total);
    }
    assert!(counts.iter().all(|count| *count <= 100), "allocations for each person: {counts:?}");
}

#[cfg(feature = "cdsi")]
#[test]
fn a_pass_over_cdcs_data_asks_for_no_memory() {
    use engine::{cdsi_cases, run::Runner};
    let Some(dir) = std::env::var_os("CDSI_DATA").map(std::path::PathBuf::from) else {
        let in_ci = std::env::var("CI").is_ok_and(|v| v == "true");
        assert!(!in_ci, "CDSI_DATA is not set: CI must count on CDC's data");
        eprintln!("\n*** CDSI_DATA is not set: CDC's data was NOT counted ***\n");
        return;
    };
    let schedule = cdsi_cases::load_schedule(&dir).expect("CDC's data");
    let cases = cdsi_cases::read_cases(&dir.join("test-cases/healthy-4.45.jsonl")).expect("cases");
    let mut runner = Runner::new();
    let people: Vec<_> =
        cases.iter().map(|c| cdsi_cases::person(&schedule, c).expect("a person")).collect();
    let mut all = || {
        for (case, as_of) in &people {
            runner.run(&schedule, case, *as_of);
        }
    };
    all();
    assert_eq!(allocation_counter::measure(all).count_total, 0);
}

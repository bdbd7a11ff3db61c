//! The engine against the naive evaluator of `spec`, on random histories.
//!
//! Ten thousand for each rule set in every run; `ORACLE_HISTORIES=1000000` for the nightly
//! size. A failure prints its seed (`ORACLE_SEED` begins there) and the smallest history
//! that still differs.

mod spec;

use engine::{
    Assessor,
    person::Person,
    rules::lu,
    run::Runner,
    schedule::{Schedule, compile::compile, source::Source},
};
use shared::Date;
use spec::{Patient, compare, country::Country, people, persons, random::Random};

/// How many differing histories are shown.
const SHOWN: usize = 5;

/// The number in an environment variable, else `usual`.
fn from_environment(name: &str, usual: u64) -> u64 {
    match std::env::var(name) {
        Ok(text) => text.replace('_', "").parse().expect("a number"),
        Err(_) => usual,
    }
}

/// A share of the histories: all of them in hundredths.
fn histories(share: u64) -> std::ops::Range<u64> {
    let seed = from_environment("ORACLE_SEED", 1);
    seed..seed + from_environment("ORACLE_HISTORIES", 10_000) * share / 100
}

/// Takes parts of a history away while something still differs.
fn shrink<T: Clone>(whole: T, parts: fn(&T) -> Vec<T>, differs: &mut dyn FnMut(&T) -> bool) -> T {
    let mut small = whole;
    while let Some(smaller) = parts(&small).into_iter().find(|s| differs(s)) {
        small = smaller;
    }
    small
}

fn smaller_patients(patient: &Patient) -> Vec<Patient> {
    let mut out = Vec::new();
    for i in 0..patient.doses.len() {
        let mut one = patient.clone();
        one.doses.remove(i);
        out.push(one);
    }
    for i in 0..patient.facts.len() {
        let mut one = patient.clone();
        one.facts.remove(i);
        out.push(one);
    }
    out
}

fn smaller_persons(person: &Person) -> Vec<Person> {
    let mut out = Vec::new();
    for i in 0..person.doses.len() {
        let mut one = person.clone();
        one.doses.remove(i);
        out.push(one);
    }
    for i in 0..person.facts.len() {
        let mut one = person.clone();
        one.facts.remove(i);
        out.push(one);
    }
    out
}

/// Every group's forecast and every verdict, for a schedule.
fn check_groups(source: &Source, schedule: &Schedule, share: u64) {
    let mut runner = Runner::new();
    let mut found = Vec::new();
    let mut doses = 0;
    for seed in histories(share) {
        let (patient, as_of) = people::patient(source, &mut Random::new(seed));
        doses += patient.doses.len();
        let mut differences =
            |p: &Patient| compare::groups(source, schedule, &mut runner, p, as_of);
        if differences(&patient).is_empty() {
            continue;
        }
        let small = shrink(patient, smaller_patients, &mut |p| !differences(p).is_empty());
        let day = Date::from_days_since_epoch;
        let given: Vec<String> = small
            .doses
            .iter()
            .map(|d| format!("{} {}{}", day(d.on), d.vaccine, if d.is_spoilt { "!" } else { "" }))
            .collect();
        found.push(format!(
            "seed {seed}: born {} {}, {:?}, {given:?}, as of {}\n{}",
            day(small.birth),
            small.gender,
            small.facts,
            day(as_of),
            differences(&small).join("\n")
        ));
    }
    assert!(0 < doses, "no history holds a dose");
    say(&source.name, &found);
}

/// Every target's answer in words, for a version of Luxembourg's rules.
fn check_words(version: &str, share: u64) {
    let country = Country::new(version);
    let rules = lu::rule_set(Some(version)).expect("the built-in rule set compiles");
    let mut assessor = Assessor::new();
    let mut found = Vec::new();
    let mut uncertain = 0;
    for seed in histories(share) {
        let (person, as_of) = persons::person(&country, &mut Random::new(seed));
        let today = as_of.days_since_epoch();
        uncertain += u32::from(1 < spec::words::readings(&country, &person, today));
        let mut differences =
            |p: &Person| compare::words(&country, &rules, &mut assessor, p, as_of);
        if differences(&person).is_empty() {
            continue;
        }
        let small = shrink(person, smaller_persons, &mut |p| !differences(p).is_empty());
        found.push(format!(
            "seed {seed}: as of {as_of} {}\n{}",
            serde_json::to_string(&small).expect("JSON"),
            differences(&small).join("\n")
        ));
    }
    assert!(0 < uncertain, "no history is uncertain");
    say(&country.source.name, &found);
}

fn say(name: &str, found: &[String]) {
    assert!(
        found.is_empty(),
        "{name}: {} histories differ\n\n{}\n",
        found.len(),
        found.iter().take(SHOWN).cloned().collect::<Vec<_>>().join("\n\n")
    );
}

/// The earliest day of every forecast, by force.
fn check_earliest(source: &Source, people: u64) {
    let mut found = Vec::new();
    let mut looked_at = 0;
    let first = from_environment("ORACLE_SEED", 1);
    for seed in first..first + people {
        let (patient, as_of) = people::patient(source, &mut Random::new(seed));
        let (count, wrong) = spec::earliest::check(source, &patient, as_of);
        looked_at += count;
        found.extend(wrong.into_iter().map(|w| format!("seed {seed}: {w}")));
    }
    assert!(0 < looked_at, "no forecast was looked at");
    say(&source.name, &found);
}

/// Every day until the answer may change is looked at, up to that many.
const DAYS: i32 = 250;

#[test]
fn luxembourgs_answers_are_stable_day_by_day() {
    let country = Country::new("2026");
    let rules = lu::rule_set(None).expect("the built-in rule set compiles");
    let mut assessor = Assessor::new();
    let mut days = 0;
    for seed in 0..200 {
        let (person, as_of) = persons::person(&country, &mut Random::new(seed));
        let now = assessor.assess(&rules, &person, as_of);
        let last = now.stable_until.days_since(as_of) - 1;
        for after in (1..=last.min(DAYS)).chain([last]) {
            let day = as_of.plus_days(after);
            let then = assessor.assess(&rules, &person, day);
            assert_eq!(now.targets, then.targets, "seed {seed} on {day}: {person:?}");
            days += 1;
        }
    }
    assert!(2_000 < days, "only {days} days were looked at");
}

fn check_luxembourg_groups(version: &str) {
    let source = Country::new(version).source;
    let schedule = compile(&source).expect("the source compiles");
    check_groups(&source, &schedule, 20);
}

#[test]
fn luxembourgs_groups_of_2026_agree_with_the_naive_evaluator() {
    check_luxembourg_groups("2026");
}

#[test]
fn luxembourgs_earliest_days_are_the_earliest() {
    check_earliest(&Country::new("2026").source, 40);
}

#[test]
fn luxembourgs_answers_of_2026_agree_with_the_naive_evaluator() {
    check_words("2026", 100);
}

#[test]
fn luxembourgs_answers_of_2024_agree_with_the_naive_evaluator() {
    check_words("2024", 30);
}

#[test]
fn luxembourgs_answers_of_2023_agree_with_the_naive_evaluator() {
    check_words("2023", 30);
}

#[test]
fn a_rule_that_differs_by_a_day_is_noticed() {
    let source = Country::new("2026").source;
    let mut other = source.clone();
    let of_rotavirus = other.antigens.iter_mut().filter(|a| a.name == "DIS032");
    for dose in of_rotavirus.flat_map(|a| &mut a.series).flat_map(|s| &mut s.doses) {
        for max in dose.ages.iter_mut().filter_map(|a| a.max.as_mut()) {
            max.days += 1;
        }
    }
    let schedule = compile(&other).expect("the source compiles");
    let mut runner = Runner::new();
    let noticed = (0..2000)
        .map(|seed| people::patient(&source, &mut Random::new(seed)))
        .filter(|(p, on)| !compare::groups(&source, &schedule, &mut runner, p, *on).is_empty())
        .count();
    assert!(0 < noticed);
}

/// CDC's data, or `None` outside CI.
#[cfg(feature = "cdsi")]
fn cdc() -> Option<Source> {
    let Some(dir) = std::env::var_os("CDSI_DATA").map(std::path::PathBuf::from) else {
        let in_ci = std::env::var("CI").is_ok_and(|v| v == "true");
        assert!(!in_ci, "CDSI_DATA is not set: CI must compare on CDC's data");
        eprintln!("\n*** CDSI_DATA is not set: CDC's data was NOT compared ***\n");
        return None;
    };
    Some(engine::cdsi_cases::load_source(&dir).expect("CDC's data"))
}

#[cfg(feature = "cdsi")]
#[test]
fn cdcs_groups_agree_with_the_naive_evaluator() {
    let Some(source) = cdc() else { return };
    let schedule = compile(&source).expect("CDC's data compiles");
    check_groups(&source, &schedule, 100);
}

#[cfg(feature = "cdsi")]
#[test]
fn cdcs_earliest_days_are_the_earliest() {
    let Some(source) = cdc() else { return };
    check_earliest(&source, 40);
}

//! People per second on one core, and how much faster that is than the naive evaluator.
//!
//! CPU time of this thread, not time on the wall: the machine may be busy. The best of some
//! rounds counts. `CDSI_DATA=DIR cargo bench -p engine --features cdsi` also measures CDC's cases.

#[path = "../tests/spec/mod.rs"]
mod spec;
#[path = "../tests/typical/mod.rs"]
mod typical;

use std::{fs, hint::black_box, io::Write as _};

use engine::{
    Assessor,
    plan::{PlanOptions, plan},
    rules::{Language, RuleSet, lu},
};
use spec::{compare, country::Country, persons, random::Random, words};

/// How often everything is measured.
const ROUNDS: usize = 7;
/// Microseconds that a round lasts at least.
const LONG_ENOUGH: f64 = 150_000.0;

/// Nanoseconds of CPU that this thread has had, as Linux counts them.
fn cpu() -> f64 {
    let text = fs::read_to_string("/proc/thread-self/schedstat").expect("Linux counts CPU time");
    text.split_whitespace().next().and_then(|t| t.parse().ok()).expect("a number")
}

/// Microseconds for one call of `work`, at best.
fn measure(mut work: impl FnMut()) -> f64 {
    let mut time = |calls: u32| {
        let start = cpu();
        for _ in 0..calls {
            work();
        }
        (cpu() - start) / 1000.0
    };
    // Linux counts a running thread's time in ticks of some milliseconds: take long enough.
    let mut calls = 1;
    while time(calls) < LONG_ENOUGH {
        calls *= 2;
    }
    let best = (0..ROUNDS).map(|_| time(calls)).fold(f64::INFINITY, f64::min);
    best / f64::from(calls)
}

fn say(line: &str) {
    writeln!(std::io::stdout(), "{line}").expect("a terminal");
}

fn report(what: &str, people: usize, fast: f64, slow: f64) {
    let (fast, slow) = (fast / people as f64, slow / people as f64);
    say(&format!(
        "{what}: {fast:.1} µs a person, {:.0} people a second; naive {slow:.0} µs; ratio {:.0}",
        1e6 / fast,
        slow / fast
    ));
}

fn luxembourg() {
    let rules = lu::rule_set(None).expect("the built-in rule set compiles");
    let country = Country::new("2026");
    let as_of = typical::date("2026-01-15");
    let people = typical::people();
    let mut assessor = Assessor::new();
    let fast = measure(|| {
        for person in &people {
            black_box(assessor.assess(&rules, black_box(person), as_of));
        }
    });
    let slow = measure(|| {
        for person in &people {
            black_box(words::assess(&country, person, as_of.days_since_epoch()));
        }
    });
    report("lu-2026, typical people, whole answers", people.len(), fast, slow);

    let nasty: Vec<_> =
        (0..200).map(|seed| persons::person(&country, &mut Random::new(seed))).collect();
    for (person, as_of) in &nasty {
        let differences = compare::words(&country, &rules, &mut assessor, person, *as_of);
        assert!(differences.is_empty(), "{differences:?}");
    }
    let fast = measure(|| {
        for (person, as_of) in &nasty {
            black_box(assessor.assess(&rules, black_box(person), *as_of));
        }
    });
    say(&format!("lu-2026, random people with uncertain doses: {:.1} µs a person", fast / 200.0));
    let mut longest = 0.0_f64;
    for max_injections in [None, Some(2)] {
        let options = PlanOptions { max_injections, ..PlanOptions::default() };
        for person in &people {
            let took = measure(|| {
                black_box(plan(&rules, black_box(person), as_of, &options));
            });
            longest = longest.max(took);
        }
    }
    say(&format!(
        "lu-2026, a plan, the longest of the typical people's: {:.1} ms",
        longest / 1000.0
    ));
    let bytes = rules.to_bytes_in(Language::Fr);
    let read = measure(|| {
        black_box(RuleSet::from_bytes(black_box(&bytes)).expect("its own bytes"));
    });
    say(&format!("lu-2026, reading the rule set from its bytes: {:.2} ms", read / 1000.0));
    let compile = measure(|| {
        black_box(lu::rule_set(None).expect("the built-in rule set compiles"));
    });
    say(&format!("lu-2026, compiling the rule set: {:.1} ms", compile / 1000.0));
}

/// A person of the engine's core as the naive evaluator wants it; without trade names.
#[cfg(feature = "cdsi")]
fn patient(schedule: &engine::schedule::Schedule, case: &engine::case::Case) -> spec::Patient {
    spec::Patient {
        birth: case.birth,
        gender: match case.gender {
            1 => "Female",
            2 => "Male",
            _ => "Unknown",
        }
        .to_owned(),
        facts: Vec::new(),
        doses: case
            .doses
            .iter()
            .map(|d| spec::Given {
                on: d.on,
                vaccine: schedule
                    .vaccines
                    .get(usize::from(d.vaccine))
                    .map(|v| v.code.clone())
                    .unwrap_or_default(),
                trade_name: String::new(),
                is_spoilt: d.is_sub_standard,
            })
            .collect(),
    }
}

#[cfg(feature = "cdsi")]
fn cdc() {
    use engine::{cdsi_cases, run::Runner, schedule::compile::compile};
    use spec::people;
    let Some(dir) = std::env::var_os("CDSI_DATA").map(std::path::PathBuf::from) else {
        say("*** CDSI_DATA is not set: CDC's cases are NOT measured ***");
        return;
    };
    let source = cdsi_cases::load_source(&dir).expect("CDC's data");
    let schedule = compile(&source).expect("CDC's data compiles");
    let file = dir.join("test-cases/healthy-4.45.jsonl");
    let published = cdsi_cases::read_cases(&file).expect("CDC's cases");
    let cases: Vec<_> = published
        .iter()
        .map(|case| cdsi_cases::person(&schedule, case).expect("a person"))
        .collect();
    let patients: Vec<_> = cases.iter().map(|(case, _)| patient(&schedule, case)).collect();
    let mut runner = Runner::new();
    let mut count = 0;
    let fast = measure(|| {
        for (case, as_of) in &cases {
            runner.run(black_box(&schedule), black_box(case), *as_of);
            for group in &schedule.groups {
                for kind in compare::KINDS {
                    count += usize::from(runner.group(&schedule, case, group, kind).is_some());
                }
            }
        }
    });
    let slow = measure(|| {
        for (patient, (_, as_of)) in patients.iter().zip(&cases) {
            black_box(spec::assess(&source, patient, *as_of));
        }
    });
    assert!(0 < count, "nothing was forecast");
    report("us-cdc, the healthy cases, all groups forecast", cases.len(), fast, slow);
    for seed in 0..200 {
        let (patient, as_of) = people::patient(&source, &mut Random::new(seed));
        let differences = compare::groups(&source, &schedule, &mut runner, &patient, as_of);
        assert!(differences.is_empty(), "{differences:?}");
    }
    assert!(spec::earliest::check(&source, &patients[0], cases[0].1).1.is_empty());
    let compile = measure(|| {
        black_box(compile(black_box(&source)).expect("CDC's data compiles"));
    });
    say(&format!("us-cdc, compiling the rule set from its source: {:.2} ms", compile / 1000.0));
}

#[cfg(not(feature = "cdsi"))]
fn cdc() {
    say("*** built without the feature `cdsi`: CDC's cases are NOT measured ***");
}

fn main() {
    luxembourg();
    cdc();
}

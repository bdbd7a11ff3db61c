//! People per second, CDC's cases (given by `CDSI_DATA`) and Luxembourg's rules.

use std::{hint::black_box, path::PathBuf};

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use engine::{
    Assessor,
    person::{Dose, Person},
    rules::lu,
};
use shared::{Date, PartialDate, Sex};

fn date(text: &str) -> Date {
    text.parse().expect("a day")
}

/// A few people as they are met: an infant, a schoolchild, an adult, a pensioner.
fn people() -> Vec<Person> {
    let person = |birth: &str, doses: &[(&str, &str)]| Person {
        birth_date: date(birth),
        sex: Sex::Female,
        facts: Vec::new(),
        doses: doses
            .iter()
            .map(|(on, vaccine)| Dose {
                on: PartialDate::Day { on: date(on) },
                vaccine: (*vaccine).to_owned(),
                sub_standard: false,
            })
            .collect(),
    };
    vec![
        person(
            "2025-09-15",
            &[("2025-11-15", "VAC0510"), ("2025-11-15", "VAC0900"), ("2025-11-15", "VAC0514")],
        ),
        person(
            "2018-01-15",
            &[
                ("2018-03-15", "VAC0510"),
                ("2018-05-15", "VAC0510"),
                ("2018-12-15", "VAC0510"),
                ("2018-03-15", "VAC0123"),
                ("2018-05-15", "VAC0123"),
                ("2018-12-15", "VAC0123"),
                ("2019-01-15", "VAC0121"),
                ("2019-05-15", "VAC0121"),
                ("2019-02-15", "VAC0850"),
            ],
        ),
        person(
            "1990-01-15",
            &[("1990-03-15", "VAC0510"), ("2005-02-01", "VAC0568"), ("2015-02-01", "VAC0568")],
        ),
        person("1950-01-15", &[("2025-10-15", "VAC1347"), ("2020-01-15", "VAC0336")]),
    ]
}

fn luxembourg(c: &mut Criterion) {
    let rules = lu::rule_set(None).expect("the built-in rule set compiles");
    let people = people();
    let as_of = date("2026-01-15");
    let mut group = c.benchmark_group("lu");
    group.throughput(Throughput::Elements(people.len() as u64));
    let mut assessor = Assessor::new();
    group.bench_function("assess", |b| {
        b.iter(|| {
            for person in &people {
                black_box(assessor.assess(&rules, black_box(person), as_of));
            }
        });
    });
    group.finish();
    c.bench_function("lu/compile", |b| b.iter(|| black_box(lu::rule_set(None))));
}

#[cfg(feature = "cdsi")]
fn cdc(c: &mut Criterion) {
    use engine::{cdsi_cases, run::Runner};
    let Some(dir) = std::env::var_os("CDSI_DATA").map(PathBuf::from) else {
        eprintln!("*** CDSI_DATA is not set: CDC's cases are NOT measured ***");
        return;
    };
    let schedule = cdsi_cases::load_schedule(&dir).expect("CDC's data");
    let file = dir.join("test-cases/healthy-4.45.jsonl");
    let cases: Vec<_> = cdsi_cases::read_cases(&file)
        .expect("CDC's cases")
        .iter()
        .map(|case| cdsi_cases::person(&schedule, case).expect("a person"))
        .collect();
    let mut group = c.benchmark_group("cdc");
    group.throughput(Throughput::Elements(cases.len() as u64));
    let mut runner = Runner::new();
    group.bench_function("run", |b| {
        b.iter(|| {
            for (case, as_of) in &cases {
                runner.run(black_box(&schedule), black_box(case), *as_of);
            }
        });
    });
    group.finish();
}

#[cfg(not(feature = "cdsi"))]
fn cdc(_: &mut Criterion) {
    let _: Option<PathBuf> = None;
    eprintln!("*** built without the feature `cdsi`: CDC's cases are NOT measured ***");
}

criterion_group!(benches, luxembourg, cdc);
criterion_main!(benches);

//! Each number of the rule data a unit off: does a golden case notice?

use std::{collections::BTreeMap, fmt::Write as _, thread};

use engine::rules::{RuleFile, load, lu};

use crate::{
    VERSION, cases,
    numbers::{Number, numbers},
    support,
};

/// What came of one change.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Outcome {
    Refused,
    Noticed,
    Survived,
}

/// One change and what came of it.
struct Mutant {
    file: &'static str,
    line: usize,
    change: String,
    outcome: Outcome,
}

pub(crate) fn report() -> String {
    let files = lu::files(VERSION).expect("the version");
    let rules = lu::rule_set(Some(VERSION)).expect("the built-in rule set compiles");
    let cases = cases::read(&rules);
    let mut work: Vec<(&RuleFile<'static>, Number, String)> = Vec::new();
    for file in files {
        for number in numbers(file.1) {
            for instead in number.instead.clone() {
                let same = Number {
                    instead: Vec::new(),
                    name: number.name.clone(),
                    at: number.at.clone(),
                    ..number
                };
                work.push((file, same, instead));
            }
        }
    }
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let share = work.len().div_ceil(threads).max(1);
    let mut mutants = Vec::new();
    thread::scope(|scope| {
        let cases = &cases;
        let running: Vec<_> = work
            .chunks(share)
            .map(|part| scope.spawn(move || part.iter().map(|w| mutant(files, cases, w)).collect()))
            .collect();
        for thread in running {
            let found: Vec<Mutant> = thread.join().expect("a thread that does not panic");
            mutants.extend(found);
        }
    });
    text(&mutants, cases.len())
}

fn mutant(
    files: &[RuleFile<'static>],
    cases: &[support::Case],
    (file, number, instead): &(&RuleFile<'static>, Number, String),
) -> Mutant {
    let mut changed = file.1.to_owned();
    changed.replace_range(number.at.clone(), instead);
    let all: Vec<RuleFile<'_>> =
        files.iter().map(|f| if f.0 == file.0 { (f.0, changed.as_str()) } else { *f }).collect();
    let outcome = match load(&all, lu::nuva()) {
        Err(_) => Outcome::Refused,
        Ok(rules) if cases.iter().all(|case| cases::is_met(&rules, case)) => Outcome::Survived,
        Ok(_) => Outcome::Noticed,
    };
    let change = format!("`{}` as `{instead}`", number.name);
    Mutant { file: file.0, line: number.line, change, outcome }
}

fn text(mutants: &[Mutant], cases: usize) -> String {
    let count = |outcome| mutants.iter().filter(|m| m.outcome == outcome).count();
    let (refused, noticed) = (count(Outcome::Refused), count(Outcome::Noticed));
    let all = mutants.len().max(1);
    let mut out = format!(
        "<!-- Made by `cargo run -p engine --example report`. -->\n\n# Do the golden cases notice a wrong number?\n\n\
         Every number of the rule data of lu-{VERSION} that rules compute with was changed by one unit, \
         down and up, as it is written (a day, a week, a month, a year, one). \
         {cases} golden cases were then asked.\n\n\
         **{} of {all} changes are noticed ({:.1} %)**: {noticed} by a golden case, {refused} by the compiler, \
         which refuses them; {} are not.\n",
        noticed + refused,
        (noticed + refused) as f64 * 100.0 / all as f64,
        count(Outcome::Survived)
    );
    let mut files: BTreeMap<&str, Vec<&Mutant>> = BTreeMap::new();
    for mutant in mutants {
        files.entry(mutant.file).or_default().push(mutant);
    }
    out.push_str("\n| file | changes | noticed |\n|---|---|---|\n");
    for (file, all) in &files {
        let seen = all.iter().filter(|m| m.outcome != Outcome::Survived).count();
        let _ = writeln!(out, "| {file} | {} | {seen} |", all.len());
    }
    out.push_str("\n## Not noticed\n\n| file | line | change |\n|---|---|---|\n");
    for mutant in mutants.iter().filter(|m| m.outcome == Outcome::Survived) {
        let _ = writeln!(out, "| {} | {} | {} |", mutant.file, mutant.line, mutant.change);
    }
    out
}

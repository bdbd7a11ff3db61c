//! Each number of the rule data a unit off: does a golden case notice?

use std::{collections::BTreeMap, fmt::Write as _, thread};

use engine::rules::{RuleFile, RuleSet, load, lu};

use crate::{
    VERSION, cases, equivalent,
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
    place: String,
    change: String,
    outcome: Outcome,
}

/// A number of a rule file, a unit off.
pub(crate) struct Change {
    file: &'static RuleFile<'static>,
    number: Number,
    instead: String,
}

impl Change {
    /// The rules with that change, unless the compiler refuses it.
    pub(crate) fn rules(&self) -> Option<RuleSet> {
        let mut changed = self.file.1.to_owned();
        changed.replace_range(self.number.at.clone(), &self.instead);
        let files = lu::files(VERSION).expect("the version").iter();
        let all: Vec<RuleFile<'_>> =
            files.map(|f| if f.0 == self.file.0 { (f.0, changed.as_str()) } else { *f }).collect();
        load(&all, lu::nuva()).ok()
    }

    /// What was changed, where.
    pub(crate) fn text(&self) -> String {
        format!("{}:{} `{}` as `{}`", self.file.0, self.number.line, self.number.name, self.instead)
    }
}

/// Every change to a file.
pub(crate) fn changes(name: &str) -> Vec<Change> {
    let mut out = Vec::new();
    for file in lu::files(VERSION).expect("the version").iter().filter(|f| f.0 == name) {
        for number in numbers(file.1) {
            for instead in number.instead.clone() {
                let number = Number {
                    instead: Vec::new(),
                    place: number.place.clone(),
                    name: number.name.clone(),
                    at: number.at.clone(),
                    ..number
                };
                out.push(Change { file, number, instead });
            }
        }
    }
    out
}

/// What the cases notice, of one file or of all.
pub(crate) fn report(only: Option<&str>) -> String {
    let files = lu::files(VERSION).expect("the version");
    let rules = lu::rule_set(Some(VERSION)).expect("the built-in rule set compiles");
    let cases = cases::read(&rules);
    let is_wanted = |name: &str| only.is_none_or(|only| name.strip_suffix(".toml") == Some(only));
    let work: Vec<Change> =
        files.iter().filter(|f| is_wanted(f.0)).flat_map(|f| changes(f.0)).collect();
    let names = names(&rules);
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let share = work.len().div_ceil(threads).max(1);
    let mut mutants = Vec::new();
    thread::scope(|scope| {
        let (names, cases) = (&names, &cases);
        let running: Vec<_> = work
            .chunks(share)
            .map(|part| scope.spawn(move || part.iter().map(|c| mutant(names, cases, c)).collect()))
            .collect();
        for thread in running {
            let found: Vec<Mutant> = thread.join().expect("a thread that does not panic");
            mutants.extend(found);
        }
    });
    text(&mutants, cases.len())
}

/// The code and the name of each target.
fn names(rules: &RuleSet) -> Vec<(String, String)> {
    let codes = rules.schedule.antigens.iter().map(|a| a.name.clone());
    codes.zip(rules.target_names.iter().cloned()).collect()
}

fn mutant(names: &[(String, String)], cases: &[support::Case], change: &Change) -> Mutant {
    // First the cases of the file's own diseases: one of them will notice.
    let own = names.iter().filter(|(code, _)| change.file.1.contains(&format!("\"{code}\"")));
    let own: Vec<_> = own.collect();
    let is_own = |case: &&support::Case| {
        own.iter().any(|(code, name)| case.expected.contains(code) || case.expected.contains(name))
    };
    let (first, last): (Vec<_>, Vec<_>) = cases.iter().partition(is_own);
    let outcome = match change.rules() {
        None => Outcome::Refused,
        Some(rules) if first.into_iter().chain(last).all(|c| cases::is_met(&rules, c)) => {
            Outcome::Survived
        }
        Some(_) => Outcome::Noticed,
    };
    let text = format!("`{}` as `{}`", change.number.name, change.instead);
    Mutant {
        file: change.file.0,
        line: change.number.line,
        place: change.number.place.clone(),
        change: text,
        outcome,
    }
}

fn text(mutants: &[Mutant], cases: usize) -> String {
    let count = |outcome| mutants.iter().filter(|m| m.outcome == outcome).count();
    let (refused, noticed) = (count(Outcome::Refused), count(Outcome::Noticed));
    let all = mutants.len().max(1);
    let survivors: Vec<&Mutant> =
        mutants.iter().filter(|m| m.outcome == Outcome::Survived).collect();
    let why = |m: &Mutant| equivalent::why(m.file, &m.place, &m.change);
    let explained = survivors.iter().filter(|m| why(m).is_some()).count();
    let share = |part: usize, of: usize| part as f64 * 100.0 / of.max(1) as f64;
    let mut out = format!(
        "<!-- Made by `cargo run -p engine --example report`. -->\n\n# Do the golden cases notice a wrong number?\n\n\
         Every number of the rule data of lu-{VERSION} that rules compute with was changed by one unit, \
         down and up, as it is written (a day, a week, a month, a year, one). \
         {cases} golden cases were then asked.\n\n\
         **{} of {all} changes are noticed ({:.1} %)**: {noticed} by a golden case, {refused} by the compiler, \
         which refuses them; {} are not. Of {explained} of those no person could notice anything, as said \
         below; without them {:.1} % are noticed.\n",
        noticed + refused,
        share(noticed + refused, all),
        survivors.len(),
        share(noticed + refused, all - explained),
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
    out.push_str(
        "\n## Not noticed\n\n| file | line | rule | change | why nobody can |\n|---|---|---|---|---|\n",
    );
    for mutant in survivors {
        let Mutant { file, line, place, change, .. } = mutant;
        let why = why(mutant).unwrap_or_default();
        let _ = writeln!(out, "| {file} | {line} | {place} | {change} | {why} |");
    }
    // What is said to be beyond notice and was noticed is said wrongly.
    for mutant in mutants.iter().filter(|m| m.outcome == Outcome::Noticed) {
        if let Some(why) = why(mutant) {
            let Mutant { file, line, change, .. } = mutant;
            let _ = writeln!(out, "\n**Noticed all the same**: {file}:{line} {change} ({why})");
        }
    }
    out
}

//! Drafts of golden cases for what no case reaches or notices yet. Each is to be judged
//! against the recommendation's text before it becomes a case: what stands behind `=>` is only
//! what the engine says.

use std::collections::BTreeSet;

use engine::{
    assess,
    assessment::TargetAssessment,
    person::FactValue,
    rules::{RuleSet, lu},
    schedule::source::AntigenSource,
};
use shared::Sex;

use crate::{
    VERSION,
    branches::{self, Branch},
    cases, mutations,
    pool::{Candidate, pool},
    spec::country::Country,
    support,
};

/// What drafts for one file of the rules are made from.
struct Draft<'a> {
    rules: &'a RuleSet,
    country: &'a Country,
    /// The codes of the file's targets.
    targets: &'a [String],
    people: &'a [Candidate],
}

/// Prints drafts for one file of the rules.
pub(crate) fn propose(stem: &str, count: usize) {
    let name = format!("{stem}.toml");
    let rules = lu::rule_set(Some(VERSION)).expect("the built-in rule set compiles");
    let country = Country::new(VERSION);
    let file = lu::files(VERSION).expect("the version").iter().find(|f| f.0 == name);
    let table: toml::Table = file.expect("a file of the rules").1.parse().expect("TOML");
    let targets: Vec<String> = table["targets"]
        .as_array()
        .expect("targets")
        .iter()
        .filter_map(|t| t.as_str().map(str::to_owned))
        .collect();
    let mut cases = cases::read(&rules);
    let people = pool(&country, &targets, count, 11);
    let draft = Draft { rules: &rules, country: &country, targets: &targets, people: &people };
    println!("# branches");
    let new = draft.for_branches(&cases);
    cases.extend(new);
    println!("# changes");
    draft.for_changes(&mut cases, &name);
}

impl Draft<'_> {
    fn is_ours(&self, target: &TargetAssessment) -> bool {
        self.targets.iter().any(|code| **code == *target.code)
    }

    /// Whether a rule of the branches' report is one of the file's.
    fn has_rule(&self, rule: &str) -> bool {
        let own = |a: &AntigenSource| {
            self.targets.contains(&a.name)
                && (rule == format!("{} itself", a.name)
                    || a.series.iter().any(|s| branches::rule(s) == rule))
        };
        self.country.source.antigens.iter().any(own)
    }

    fn branches_of(&self, c: &Candidate) -> BTreeSet<Branch> {
        let mut here = BTreeSet::new();
        branches::walk(self.country, &c.person, c.day(), Some(self.targets), &mut here);
        here
    }

    /// The answers for the file's targets.
    fn answers(&self, rules: &RuleSet, c: &Candidate) -> Vec<TargetAssessment> {
        let answer = assess(rules, &c.person, c.day());
        answer.targets.into_iter().filter(|t| self.is_ours(t)).collect()
    }

    fn for_branches(&self, cases: &[support::Case]) -> Vec<support::Case> {
        let (all, reached) = branches::of(self.country, cases);
        let mut missing: BTreeSet<Branch> =
            all.difference(&reached).filter(|b| self.has_rule(&b.0)).cloned().collect();
        let mut drafts = Vec::new();
        // First people whose answer follows the very rule, then anyone.
        for strict in [true, false] {
            for candidate in self.people {
                if missing.is_empty() {
                    break;
                }
                if let Some(line) = self.reaching(candidate, &mut missing, strict) {
                    println!("{line}");
                    drafts.push(support::parse(self.rules, &line).expect("a line"));
                }
            }
        }
        for branch in &missing {
            println!("## NOT FOUND {}: {}", branch.0, branch.1);
        }
        drafts
    }

    /// The line of a person who reaches a branch that is missing.
    fn reaching(
        &self,
        candidate: &Candidate,
        missing: &mut BTreeSet<Branch>,
        strict: bool,
    ) -> Option<String> {
        let first = self.branches_of(candidate).intersection(missing).next().cloned()?;
        let follows = |t: &TargetAssessment| t.rule.as_deref() == Some(first.0.as_str());
        let is_followed = |c: &Candidate| self.answers(self.rules, c).iter().any(follows);
        if strict && !is_followed(candidate) {
            return None;
        }
        let reaches =
            |c: &Candidate| self.branches_of(c).contains(&first) && (!strict || is_followed(c));
        let small = smaller(candidate, &reaches);
        let here = self.branches_of(&small);
        for branch in here.intersection(missing) {
            println!("## {}: {}{}", branch.0, branch.1, if strict { "" } else { " (beside)" });
        }
        missing.retain(|b| !here.contains(b));
        let answers = self.answers(self.rules, &small);
        let target = answers.iter().find(|t| follows(t)).or(answers.first())?;
        Some(line(self.rules, &small, target, "doses why rule"))
    }

    fn for_changes(&self, cases: &mut Vec<support::Case>, name: &str) {
        let before: Vec<_> = self.people.iter().map(|c| self.answers(self.rules, c)).collect();
        let survivors = survivors(name);
        let (mut drafts, mut lost) = (0, Vec::new());
        for change in mutations::changes(name) {
            if !survivors.is_empty() && !survivors.contains(&change.text()) {
                continue;
            }
            let Some(changed) = change.rules() else { continue };
            if !cases.iter().all(|case| cases::is_met(&changed, case)) {
                continue;
            }
            let Some(line) = self.noticing(&before, &changed) else {
                lost.push(change.text());
                continue;
            };
            println!("## {}\n{line}", change.text());
            let case = support::parse(self.rules, &line).expect("a line");
            if cases::is_met(&changed, &case) {
                println!("## …NOT NOTICED BY ITS LINE");
            }
            cases.push(case);
            drafts += 1;
        }
        for text in &lost {
            println!("## NOT FOUND {text}");
        }
        println!("# {drafts} drafts, {} not found", lost.len());
    }

    /// The line of a person for whom changed rules say otherwise.
    fn noticing(&self, before: &[Vec<TargetAssessment>], changed: &RuleSet) -> Option<String> {
        let mut all = self.people.iter().zip(before);
        let (candidate, _) = all.find(|(c, before)| differs(before, &self.answers(changed, c)))?;
        let small = smaller(candidate, &|c| {
            differs(&self.answers(self.rules, c), &self.answers(changed, c))
        });
        let (mine, theirs) = (self.answers(self.rules, &small), self.answers(changed, &small));
        let (target, other) = mine.iter().zip(&theirs).find(|(a, b)| differs_one(a, b))?;
        Some(line(self.rules, &small, target, &keys(target, other)))
    }
}

/// What a line has to say, so that the difference shows.
fn keys(target: &TargetAssessment, other: &TargetAssessment) -> String {
    let why = target.doses.iter().zip(&other.doses).any(|(a, b)| a.reasons != b.reasons);
    [
        (true, "doses"),
        (target.rule != other.rule, "rule"),
        (target.recommended_on != other.recommended_on, "due"),
        (target.latest_on != other.latest_on, "until"),
        (target.questions != other.questions, "ask"),
        (why, "why"),
    ]
    .into_iter()
    .filter_map(|(shows, key)| shows.then_some(key))
    .collect::<Vec<_>>()
    .join(" ")
}

/// Leaves out what is not needed.
fn smaller(candidate: &Candidate, still: &dyn Fn(&Candidate) -> bool) -> Candidate {
    let mut best = candidate.clone();
    loop {
        let mut shorter = Vec::new();
        for i in 0..best.person.doses.len() {
            let mut c = best.clone();
            c.person.doses.remove(i);
            shorter.push(c);
        }
        for i in 0..best.person.facts.len() {
            let mut c = best.clone();
            c.person.facts.remove(i);
            shorter.push(c);
            let mut c = best.clone();
            if c.person.facts[i].from.take().is_some() {
                shorter.push(c);
            }
        }
        if best.person.sex != Sex::Unknown {
            let mut c = best.clone();
            c.person.sex = Sex::Unknown;
            shorter.push(c);
        }
        match shorter.into_iter().find(|c| still(c)) {
            Some(c) => best = c,
            None => return best,
        }
    }
}

/// What the last report says that no case noticed; nothing if its lines no longer fit.
fn survivors(name: &str) -> BTreeSet<String> {
    if std::env::var_os("ALL_CHANGES").is_some() {
        return BTreeSet::new();
    }
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/engine-mutations.md");
    let text = std::fs::read_to_string(path).unwrap_or_default();
    let cells = |line: &str| -> Option<String> {
        let mut cells = line.split('|').map(str::trim).skip(1);
        let (file, line, change) = (cells.next()?, cells.next()?, cells.next()?);
        (file == name).then(|| format!("{file}:{line} {change}"))
    };
    text.lines().filter_map(cells).filter(|text| text.contains(" as `")).collect()
}

fn differs(a: &[TargetAssessment], b: &[TargetAssessment]) -> bool {
    a.len() != b.len() || a.iter().zip(b).any(|(a, b)| differs_one(a, b))
}

fn differs_one(a: &TargetAssessment, b: &TargetAssessment) -> bool {
    a.status != b.status
        || a.earliest_on != b.earliest_on
        || a.recommended_on != b.recommended_on
        || a.overdue_on != b.overdue_on
        || a.latest_on != b.latest_on
        || a.dose_number != b.dose_number
        || a.rule != b.rule
        || a.questions != b.questions
        || a.doses != b.doses
}

/// A line of a case file.
fn line(rules: &RuleSet, c: &Candidate, target: &TargetAssessment, keys: &str) -> String {
    let mut like = "status".to_owned();
    let due = target.recommended_on.is_some()
        && (target.recommended_on != target.earliest_on || keys.contains("due"));
    for (key, is_there) in [
        ("from", target.earliest_on.is_some()),
        ("due", due),
        ("late", target.overdue_on.is_some()),
        ("no.", target.dose_number.is_some()),
    ] {
        if is_there {
            like.push_str(&format!(" {key}"));
        }
    }
    for key in keys.split_whitespace() {
        let is_there = match key {
            "due" => false,
            "doses" | "why" => !target.doses.is_empty(),
            "rule" => target.rule.is_some(),
            _ => true,
        };
        if is_there {
            like.push_str(&format!(" {key}"));
        }
    }
    let said = support::describe(target, &like);
    format!("{}; as of {} => {} {said}", history(rules, c), c.day(), target.target)
}

/// A person's history as it begins a line.
fn history(rules: &RuleSet, c: &Candidate) -> String {
    let sex = match c.person.sex {
        Sex::Female => " F",
        Sex::Male => " M",
        _ => "",
    };
    let mut out = format!("born {}{sex}", c.person.birth_date);
    for fact in &c.person.facts {
        out.push_str(&format!("; +{}", fact.code));
        match fact.value {
            Some(FactValue::Number(n)) => out.push_str(&format!("={n}")),
            Some(FactValue::Bool(b)) => out.push_str(&format!("={b}")),
            None => {}
        }
        for day in [fact.from, fact.to].into_iter().flatten() {
            out.push_str(&format!(" {day}"));
        }
    }
    let mut last = "";
    for dose in &c.person.doses {
        if dose.vaccine != last {
            let found = rules.schedule.vaccines.iter().find(|v| v.code == dose.vaccine);
            let name = found.map_or(dose.vaccine.as_str(), |v| v.name.as_str());
            out.push_str(&format!("; {name}"));
        }
        out.push_str(&format!(" {}", dose.on));
        last = &dose.vaccine;
    }
    out
}

//! Drafts of golden cases for what no case reaches or notices yet. Each is to be judged
//! against the recommendation's text before it becomes a case: what stands behind `=>` is only
//! what the engine says.

use std::collections::BTreeSet;

use engine::{
    assess,
    assessment::{Assessment, TargetAssessment},
    person::FactValue,
    rules::{RuleSet, lu},
};
use shared::Sex;

use crate::{
    VERSION, branches, cases, mutations,
    pool::{Candidate, pool},
    spec::country::Country,
    support,
};

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
    println!("# branches");
    for case in for_branches(&rules, &country, &targets, &people, &cases) {
        cases.push(case);
    }
    println!("# changes");
    for_changes(&rules, &targets, &people, &mut cases, &name);
}

fn for_branches(
    rules: &RuleSet,
    country: &Country,
    targets: &[String],
    people: &[Candidate],
    cases: &[support::Case],
) -> Vec<support::Case> {
    let (all, mut reached) = branches::of(country, cases);
    let is_ours = |rule: &str| {
        let own = |a: &engine::schedule::source::AntigenSource| {
            targets.contains(&a.name)
                && (rule == format!("{} itself", a.name)
                    || a.series.iter().any(|s| branches::rule(s) == rule))
        };
        country.source.antigens.iter().any(own)
    };
    let mut missing: BTreeSet<_> =
        all.difference(&reached).filter(|b| is_ours(&b.0)).cloned().collect();
    let mut drafts = Vec::new();
    // First people whose answer follows the very rule, then anyone.
    for strict in [true, false] {
        for candidate in people {
            if missing.is_empty() {
                break;
            }
            let mut here = BTreeSet::new();
            branches::walk(country, &candidate.person, candidate.day(), Some(targets), &mut here);
            let new: Vec<_> = here.intersection(&missing).cloned().collect();
            let Some(first) = new.first() else { continue };
            let answer = assess(rules, &candidate.person, candidate.day());
            let follows = |t: &TargetAssessment| t.rule.as_deref() == Some(first.0.as_str());
            if strict && !answer.targets.iter().any(follows) {
                continue;
            }
            let reaches = |c: &Candidate| {
                let mut here = BTreeSet::new();
                branches::walk(country, &c.person, c.day(), Some(targets), &mut here);
                here.contains(first)
                    && (!strict || assess(rules, &c.person, c.day()).targets.iter().any(follows))
            };
            let small = smaller(candidate, &reaches);
            let mut here = BTreeSet::new();
            branches::walk(country, &small.person, small.day(), Some(targets), &mut here);
            let answer = assess(rules, &small.person, small.day());
            let named = |t: &&TargetAssessment| targets.iter().any(|code| **code == *t.code);
            let target = answer.targets.iter().find(|t| named(t) && follows(t));
            let Some(target) = target.or_else(|| answer.targets.iter().find(named)) else {
                continue;
            };
            for branch in here.intersection(&missing) {
                println!("## {}: {}{}", branch.0, branch.1, if strict { "" } else { " (beside)" });
            }
            let line = line(rules, &small, target, "doses why rule");
            println!("{line}");
            missing.retain(|b| !here.contains(b));
            reached.extend(here);
            drafts.push(support::parse(rules, &line).expect("a line"));
        }
    }
    for branch in &missing {
        println!("## NOT FOUND {}: {}", branch.0, branch.1);
    }
    drafts
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

fn for_changes(
    rules: &RuleSet,
    targets: &[String],
    people: &[Candidate],
    cases: &mut Vec<support::Case>,
    name: &str,
) {
    let is_ours = |t: &TargetAssessment| targets.iter().any(|code| **code == *t.code);
    let mut before: Vec<Vec<TargetAssessment>> = Vec::new();
    for c in people {
        let answer = assess(rules, &c.person, c.day());
        before.push(answer.targets.into_iter().filter(|t| is_ours(t)).collect());
    }
    let survivors = survivors(name);
    let mut drafts = 0;
    let mut lost = Vec::new();
    for change in mutations::changes(name) {
        if !survivors.is_empty() && !survivors.contains(&change.text()) {
            continue;
        }
        let Some(changed) = change.rules() else { continue };
        if !cases.iter().all(|case| cases::is_met(&changed, case)) {
            continue;
        }
        let after = |c: &Candidate| -> Vec<TargetAssessment> {
            let answer: Assessment = assess(&changed, &c.person, c.day());
            answer.targets.into_iter().filter(|t| is_ours(t)).collect()
        };
        let seen = people.iter().zip(&before).find(|(c, before)| differs(before, &after(c)));
        let Some((candidate, _)) = seen else {
            lost.push(change.text());
            continue;
        };
        let of = |c: &Candidate| -> Vec<TargetAssessment> {
            let answer = assess(rules, &c.person, c.day());
            answer.targets.into_iter().filter(|t| is_ours(t)).collect()
        };
        let small = smaller(candidate, &|c| differs(&of(c), &after(c)));
        let (mine, theirs) = (of(&small), after(&small));
        let odd = mine.iter().zip(&theirs).find(|(a, b)| differs_one(a, b));
        let Some((target, other)) = odd else { continue };
        let mut keys = "doses".to_owned();
        if target.rule != other.rule {
            keys.push_str(" rule");
        }
        if target.recommended_on != other.recommended_on {
            keys.push_str(" due");
        }
        if target.latest_on != other.latest_on {
            keys.push_str(" until");
        }
        if target.questions != other.questions {
            keys.push_str(" ask");
        }
        if target.reasons != other.reasons {
            keys.push_str(" because");
        }
        if target.doses.iter().zip(&other.doses).any(|(a, b)| a.reasons != b.reasons) {
            keys.push_str(" why");
        }
        let line = line(rules, &small, target, &keys);
        println!("## {}\n{line}", change.text());
        let case = support::parse(rules, &line).expect("a line");
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
            out.push_str(&format!(
                "; {}",
                found.map_or(dose.vaccine.as_str(), |v| v.name.as_str())
            ));
        }
        out.push_str(&format!(" {}", dose.on));
        last = &dose.vaccine;
    }
    let mut like = "status".to_owned();
    for (key, is_there) in [
        ("from", target.earliest_on.is_some()),
        (
            "due",
            target.recommended_on.is_some()
                && (target.recommended_on != target.earliest_on || keys.contains("due")),
        ),
        ("late", target.overdue_on.is_some()),
        ("no.", target.dose_number.is_some()),
    ] {
        if is_there {
            like.push_str(&format!(" {key}"));
        }
    }
    for key in keys.split_whitespace() {
        let needs = match key {
            "due" => false,
            "doses" | "why" => !target.doses.is_empty(),
            "rule" => target.rule.is_some(),
            _ => true,
        };
        if needs {
            like.push_str(&format!(" {key}"));
        }
    }
    let said = support::describe(target, &like);
    format!("{out}; as of {} => {} {said}", c.day(), target.target)
}

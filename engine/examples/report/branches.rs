//! Which branches of which rules some golden case reaches, as the naive evaluator walks them.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
};

use engine::{
    person::Person,
    rules::lu,
    schedule::source::{AntigenSource, DoseSource, SeriesSource, SkipContext},
};
use shared::{Date, Sex};

use crate::{
    VERSION, cases, reach,
    spec::{self, Given, Patient, PatientSeries, country::Country},
    support,
};

/// Rule and branch.
pub(crate) type Branch = (String, String);

pub(crate) fn report() -> String {
    let rules = lu::rule_set(Some(VERSION)).expect("the built-in rule set compiles");
    let country = Country::new(VERSION);
    let cases = cases::read(&rules);
    let (all, reached) = of(&country, &cases);
    let beyond_reach = reach::beyond(&country.source);
    text(&all, &reached, &beyond_reach, cases.len())
}

/// Every branch, and those that cases reach.
pub(crate) fn of(
    country: &Country,
    cases: &[support::Case],
) -> (BTreeSet<Branch>, BTreeSet<Branch>) {
    let mut all: BTreeSet<Branch> = BTreeSet::new();
    for antigen in &country.source.antigens {
        possible(antigen, &mut all);
    }
    let beyond_reach = reach::beyond(&country.source);
    all.retain(|branch| !beyond_reach.contains_key(branch));
    let mut reached: BTreeSet<Branch> = BTreeSet::new();
    for case in cases {
        walk(country, &case.person, case.as_of, None, &mut reached);
    }
    (all, reached)
}

pub(crate) fn rule(series: &SeriesSource) -> String {
    series.name.split_once('/').map_or(series.name.as_str(), |(_, id)| id).to_owned()
}

/// Every branch that the data of an antigen has.
fn possible(antigen: &AntigenSource, all: &mut BTreeSet<Branch>) {
    let mut of_antigen = |branch: String| all.insert((format!("{} itself", antigen.name), branch));
    for code in &antigen.immunity_codes {
        of_antigen(format!("immune by {code}"));
    }
    for birth in &antigen.immunity_births {
        of_antigen(format!("immune by birth before {}", day(birth.before)));
    }
    for c in &antigen.contraindications {
        of_antigen(format!("forbidden by {}", c.observation));
    }
    for c in &antigen.vaccine_contraindications {
        of_antigen(format!("some vaccines forbidden by {}", c.observation));
    }
    for series in &antigen.series {
        let mut add = |branch: String| all.insert((rule(series), branch));
        for indication in &series.indications {
            add(format!("applies by {}", indication.observation));
        }
        for (i, dose) in series.doses.iter().enumerate() {
            for branch in of_dose(dose) {
                add(format!("dose {}: {branch}", i + 1));
            }
        }
        if series.doses.iter().all(|d| d.repeat_from.is_none()) {
            add("complete".to_owned());
        }
    }
}

fn of_dose(dose: &DoseSource) -> Vec<String> {
    let mut out = vec!["valid".to_owned(), "next".to_owned()];
    for age in &dose.ages {
        if age.absolute_min.is_some() {
            out.push("AgeTooYoung".to_owned());
        }
        if age.absolute_min != age.min && age.min.is_some() {
            out.push("AgeGracePeriod".to_owned());
        }
        if age.max.is_some() {
            out.extend(["AgeTooOld".to_owned(), "aged out".to_owned()]);
        }
    }
    for interval in &dose.intervals {
        if interval.absolute_min.is_some() {
            out.push("IntervalTooShort".to_owned());
        }
        if interval.absolute_min != interval.min && interval.min.is_some() {
            out.push("IntervalGracePeriod".to_owned());
        }
        if interval.max.is_some() {
            out.extend(["IntervalTooLong".to_owned(), "window over".to_owned()]);
        }
    }
    for (k, skip) in dose.skips.iter().enumerate() {
        let when = if skip.context == SkipContext::Forecast { " (forecast)" } else { "" };
        out.push(format!("passed over by skip {}{when}", k + 1));
    }
    if !dose.inadvertent.is_empty() {
        out.push("VaccineInadvertent".to_owned());
    }
    out
}

/// Walks every relevant series for one reading of a case, against all targets or some.
pub(crate) fn walk(
    country: &Country,
    person: &Person,
    as_of: Date,
    only: Option<&[String]>,
    reached: &mut BTreeSet<Branch>,
) {
    let today = as_of.days_since_epoch();
    let birth = person.birth_date.days_since_epoch();
    let given = |d: &engine::person::Dose| Given {
        on: d.on.range().map_or(birth, |range| range.from.days_since_epoch()),
        vaccine: d.vaccine.clone(),
        trade_name: String::new(),
        is_spoilt: d.sub_standard,
    };
    let mut doses: Vec<Given> = person.doses.iter().map(given).collect();
    doses.retain(|d| birth <= d.on && d.on <= today);
    doses.sort_by_key(|d| d.on);
    let gender = match person.sex {
        Sex::Female => "Female",
        Sex::Male => "Male",
        Sex::Other | Sex::Unknown => "Unknown",
    };
    let facts = country.holding(&person.facts, birth, today);
    let patient = Patient { birth, gender: gender.to_owned(), facts, doses };
    let relevant = spec::relevant(&country.source, &patient);
    let is_wanted = |a: &&AntigenSource| only.is_none_or(|only| only.contains(&a.name));
    for antigen in country.source.antigens.iter().filter(is_wanted) {
        of_antigen(antigen, &patient, reached);
        let doses: Vec<usize> = (0..patient.doses.len())
            .filter(|i| spec::is_against(&relevant, &patient, &patient.doses[*i], &antigen.name))
            .collect();
        for one in spec::all_series(&relevant, antigen, &patient, &doses, today) {
            of_series(&one, &patient, reached);
        }
    }
}

fn of_antigen(antigen: &AntigenSource, patient: &Patient, reached: &mut BTreeSet<Branch>) {
    let has = |code: &str| patient.fact(code).is_some();
    let mut add = |branch: String| reached.insert((format!("{} itself", antigen.name), branch));
    for code in antigen.immunity_codes.iter().filter(|c| has(c)) {
        add(format!("immune by {code}"));
    }
    for birth in antigen.immunity_births.iter().filter(|b| patient.birth < b.before) {
        if !birth.exclusions.iter().any(|c| has(c)) {
            add(format!("immune by birth before {}", day(birth.before)));
        }
    }
    for c in antigen.contraindications.iter().filter(|c| has(&c.observation)) {
        add(format!("forbidden by {}", c.observation));
    }
    for c in antigen.vaccine_contraindications.iter().filter(|c| has(&c.observation)) {
        add(format!("some vaccines forbidden by {}", c.observation));
    }
}

fn of_series(one: &PatientSeries<'_>, patient: &Patient, reached: &mut BTreeSet<Branch>) {
    let id = rule(one.series);
    let mut add = |branch: String| reached.insert((id.clone(), branch));
    for indication in &one.series.indications {
        if patient.fact(&indication.observation).is_some() {
            add(format!("applies by {}", indication.observation));
        }
    }
    for (_, judged) in &one.walked.verdicts {
        let Some(target) = judged.target else { continue };
        if judged.status == "Valid" {
            add(format!("dose {}: valid", target + 1));
        }
        for reason in &judged.reasons {
            add(format!("dose {}: {reason}", target + 1));
        }
    }
    for (target, skip) in one.walked.skipped.iter().chain(&one.forecast.skipped) {
        let context = one.series.doses[*target].skips[*skip].context;
        let when = if context == SkipContext::Forecast { " (forecast)" } else { "" };
        add(format!("dose {}: passed over by skip {}{when}", target + 1, skip + 1));
    }
    let number = one.forecast.target + 1;
    match one.forecast.status {
        "NotComplete" => add(format!("dose {number}: next")),
        "AgedOut" => add(format!("dose {number}: aged out")),
        "NotRecommended" => add(format!("dose {number}: window over")),
        "Complete" => add("complete".to_owned()),
        _ => false,
    };
}

fn day(day: engine::day::Day) -> Date {
    Date::from_days_since_epoch(day)
}

fn text(
    all: &BTreeSet<Branch>,
    reached: &BTreeSet<Branch>,
    beyond: &BTreeMap<Branch, &str>,
    cases: usize,
) -> String {
    let mut rules: BTreeMap<&str, (usize, Vec<&str>)> = BTreeMap::new();
    for branch in all {
        let of = rules.entry(&branch.0).or_default();
        if reached.contains(branch) {
            of.0 += 1;
        } else {
            of.1.push(&branch.1);
        }
    }
    let count = all.intersection(reached).count();
    let mut out = format!(
        "<!-- Made by `cargo run -p engine --example report`. -->\n\n# Which branches do the golden cases reach?\n\n\
         A branch is: a fact by which a rule applies, a dose that is valid, next, or not valid for each \
         reason its rule can give, each skip, the end of a series; per target: immunity and \
         contraindications. {cases} golden cases of lu-{VERSION} were walked.\n\n\
         **{count} of {} branches are reached ({:.1} %).**\n\n\
         | rule | reached | not reached |\n|---|---|---|\n",
        all.len(),
        count as f64 * 100.0 / all.len().max(1) as f64
    );
    for (rule, (reached, missing)) in rules {
        let of = reached + missing.len();
        let _ = writeln!(out, "| `{rule}` | {reached}/{of} | {} |", missing.join("; "));
    }
    out.push_str(
        "\n## Out of reach\n\nThe data themselves show that no person comes here; not counted above. \
         A case that did come here would stand in the last column.\n\n\
         | rule | branch | why | reached |\n|---|---|---|---|\n",
    );
    for ((rule, branch), why) in beyond {
        let is_reached = reached.contains(&(rule.clone(), branch.clone()));
        let odd = if is_reached { "**yes**" } else { "" };
        let _ = writeln!(out, "| `{rule}` | {branch} | {why} | {odd} |");
    }
    out
}

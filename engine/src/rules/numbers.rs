//! The numbers of a compiled rule, put into words again for doctors.

use super::RuleSet;
use crate::{
    day::Period,
    schedule::{
        AGE_ALWAYS, AGE_BLANK, AGE_NEVER, AgeIx, Condition, CountLogic, From, IntervalRule, Series,
        SeriesKind, Skip, SkipContext, TargetDose,
    },
};

/// One dose in words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Row {
    pub(super) dose: String,
    pub(super) age: String,
    pub(super) after: String,
    pub(super) other: String,
}

/// The series that a rule became: the first of those for its targets.
pub(super) fn series_of(set: &RuleSet, rule: usize) -> Option<&Series> {
    set.schedule.series.iter().find(|s| s.rule.map(usize::from) == Some(rule))
}

/// The disease, or group of diseases, that a rule is about.
pub(super) fn disease_of(set: &RuleSet, rule: usize) -> Option<String> {
    let series = series_of(set, rule)?;
    let group = set.schedule.groups.iter().find(|g| g.antigens.contains(&series.antigen))?;
    Some(group.name.clone())
}

/// The code of a fact.
pub(super) fn fact(set: &RuleSet, observation: u16) -> &str {
    set.schedule.observations.get(usize::from(observation)).map_or("", |o| o.code.as_str())
}

/// An age, if it is one and not a missing border.
pub(super) fn age(set: &RuleSet, age: AgeIx) -> Option<Period> {
    let is_border = matches!(age, AGE_ALWAYS | AGE_NEVER | AGE_BLANK);
    if is_border { None } else { set.schedule.ages.get(usize::from(age)).copied() }
}

/// `64 years 11 months`: an age as people say it.
fn in_words(period: Period) -> String {
    let (years, months) = (period.months / 12, period.months % 12);
    if years < 2 || months == 0 {
        return period.to_string();
    }
    let years = Period::years(years).to_string();
    format!("{years} {}", Period { months, days: period.days })
}

/// For whom a series is, if not for everyone.
pub(super) fn whom(set: &RuleSet, series: &Series) -> Option<String> {
    let mut parts = Vec::new();
    for window in series.indications.of(&set.schedule.indications) {
        let mut part = format!("`{}`", fact(set, window.observation));
        if let Some(from) = age(set, window.begin) {
            part.push_str(&format!(" from {}", in_words(from)));
        }
        if let Some(until) = age(set, window.end) {
            part.push_str(&format!(" until {}", in_words(until)));
        }
        parts.push(part);
    }
    if let Some(from) = age(set, series.min_age_to_start) {
        parts.push(format!("begun from {}", in_words(from)));
    }
    if let Some(until) = age(set, series.max_age_to_start) {
        parts.push(format!("begun before {}", in_words(until)));
    }
    if series.kind == SeriesKind::EvaluationOnly {
        parts.push("recognised only, not proposed".to_owned());
    }
    if series.may_be_given {
        parts.push("on request".to_owned());
    }
    (!parts.is_empty()).then(|| parts.join("; "))
}

/// The doses of a series in words.
pub(super) fn rows(set: &RuleSet, series: &Series) -> Vec<Row> {
    let doses = series.doses.of(&set.schedule.doses);
    let row = |(i, dose): (usize, &TargetDose)| Row {
        dose: (i + 1).to_string(),
        age: ages(set, dose),
        after: intervals(set, dose),
        other: others(set, i, dose),
    };
    doses.iter().enumerate().map(row).collect()
}

fn ages(set: &RuleSet, dose: &TargetDose) -> String {
    let Some(rule) = dose.ages.of(&set.schedule.age_rules).first() else { return String::new() };
    let parts = [
        ("from", age(set, rule.min)),
        ("counts from", age(set, rule.absolute_min).filter(|c| !is_grace(*c, age(set, rule.min)))),
        ("recommended at", age(set, rule.earliest)),
        ("late at", age(set, rule.latest)),
        ("before", age(set, rule.max)),
    ];
    joined(&parts)
}

/// Whether something counts from just the days of grace before its minimum.
fn is_grace(counts: Period, min: Option<Period>) -> bool {
    min.is_some_and(|min| counts.months == min.months && min.days - counts.days <= 4)
}

fn joined(parts: &[(&str, Option<Period>)]) -> String {
    let words = parts.iter().filter_map(|(word, period)| {
        let period = (*period)?;
        Some(format!("{word} {}", in_words(period)))
    });
    words.collect::<Vec<_>>().join(", ")
}

fn intervals(set: &RuleSet, dose: &TargetDose) -> String {
    let rules = dose.intervals.of(&set.schedule.intervals);
    rules.iter().map(|rule| interval(set, rule)).collect::<Vec<_>>().join("; ")
}

fn interval(set: &RuleSet, rule: &IntervalRule) -> String {
    let from = match rule.from {
        From::Previous => "the one before".to_owned(),
        From::TargetDose(number) => format!("dose {number}"),
        From::MostRecent(vaccines) => format!("a dose of {}", a_product_of(set, vaccines)),
        From::Observation(code) => format!("`{}`", fact(set, code)),
    };
    if rule.max == Some(Period::default()) {
        return format!("never after {from}");
    }
    let parts = [
        ("at least", rule.min),
        ("counts from", rule.absolute_min.filter(|c| !is_grace(*c, rule.min))),
        ("recommended", rule.earliest),
        ("late", rule.latest),
        ("before", rule.max),
    ];
    format!("{} after {from}", joined(&parts))
}

/// The first product of a set of vaccines, standing for all.
fn a_product_of(set: &RuleSet, vaccines: u16) -> String {
    let all = 0..set.schedule.vaccines.len();
    let has = |ix: &usize| u16::try_from(*ix).is_ok_and(|ix| set.schedule.set_has(vaccines, ix));
    let names: Vec<&str> = all
        .filter(has)
        .filter_map(|ix| set.schedule.vaccines.get(ix))
        .map(|v| v.name.as_str())
        .collect();
    match names.as_slice() {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [first, ..] => format!("{first} or the like"),
    }
}

fn others(set: &RuleSet, index: usize, dose: &TargetDose) -> String {
    let mut parts = Vec::new();
    if let Some(yearly) = dose.yearly {
        let (from, to) = (yearly.start, yearly.end);
        parts.push(format!(
            "season {:02}-{:02} to {:02}-{:02}",
            from.month, from.day, to.month, to.day
        ));
        if let Some(on) = yearly.age_on {
            parts.push(format!("age on {:02}-{:02}", on.month, on.day));
        }
    }
    for skip in dose.skips.of(&set.schedule.skips) {
        parts.push(format!("not needed {}", not_needed(set, skip)));
    }
    if usize::from(dose.next) <= index {
        parts.push(format!("then again from dose {}", dose.next + 1));
    }
    parts.join("; ")
}

fn not_needed(set: &RuleSet, skip: &Skip) -> String {
    let sets = skip.sets.of(&set.schedule.skip_sets);
    let conditions = sets.iter().flat_map(|s| s.conditions.of(&set.schedule.conditions));
    let words: Vec<String> = conditions.map(|c| condition(set, c)).collect();
    let asked =
        if skip.context == SkipContext::Forecast { " (only no longer asked for)" } else { "" };
    format!("{}{asked}", words.join(" and "))
}

fn condition(set: &RuleSet, condition: &Condition) -> String {
    match condition {
        Condition::Age { begin, end } => {
            joined(&[("from", age(set, *begin)), ("before", age(set, *end))])
        }
        Condition::Interval(period) => format!("once {period} have passed since the last dose"),
        Condition::IntervalWithin(period) => {
            format!("while less than {period} have passed since the last dose")
        }
        Condition::CompletedSeries(_) => "once another scheme is complete".to_owned(),
        Condition::Count(rule) => {
            let of = if rule.vaccines == 0 {
                "valid".to_owned()
            } else {
                format!("{} given", a_product_of(set, rule.vaccines))
            };
            let from = age(set, rule.begin_age)
                .map_or(String::new(), |a| format!(" from {}", in_words(a)));
            let count = rule.count;
            match rule.logic {
                CountLogic::GreaterThan => {
                    format!("once {} or more doses are {of}{from}", count + 1)
                }
                CountLogic::EqualTo => format!("while exactly {count} doses are {of}{from}"),
                CountLogic::LessThan => format!("while fewer than {count} doses are {of}{from}"),
            }
        }
    }
}

//! How an answer came about: every comparison that an assessment made, for whoever checks it.
//!
//! It is made by the assessment itself: the same code runs with a [`Tracer`] that is told of each
//! comparison, or without one. The same input always gives the same trace, byte for byte as JSON.

use std::sync::Arc;

use serde::Serialize;
use sha2::{Digest as _, Sha256};
use shared::Date;

use crate::{
    Assessor,
    assess::date,
    assessment::{Assessment, TargetWords},
    day::{ALWAYS, BLANK, Day, NEVER},
    person::Person,
    rules::RuleSet,
    schedule::Schedule,
    tracer::{Note, Tracer},
};

pub use crate::tracer::Kind;

/// How an answer came about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Trace {
    /// The version of the engine.
    pub engine: &'static str,
    /// The rule set, such as `lu-2026`.
    pub rules: Arc<str>,
    /// The SHA-256 of the rule set's bytes.
    pub rules_hash: String,
    /// The day of assessment.
    pub as_of: Date,
    /// What the engine was told.
    pub person: Person,
    /// What was compared, target by target.
    pub targets: Vec<TargetTrace>,
    /// The answer.
    pub assessment: Assessment,
}

/// What was compared for one target.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TargetTrace {
    /// The code of the target.
    pub target: Arc<str>,
    /// The rules that apply to the person and were followed.
    pub rules: Vec<Arc<str>>,
    /// Every comparison in the order in which it was made.
    pub comparisons: Vec<Comparison>,
}

/// One comparison.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Comparison {
    /// Which reading of an uncertain record, from 0.
    #[serde(skip_serializing_if = "is_first")]
    pub reading: u16,
    /// The rule.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rule: Option<Arc<str>>,
    /// The dose, by its position among those that were read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dose: Option<u16>,
    /// What was compared.
    pub kind: Kind,
    /// What stood on the left: a day, or a number.
    pub left: String,
    /// What stood on the right.
    pub right: String,
    /// Whether it held.
    pub holds: bool,
}

fn is_first(reading: &u16) -> bool {
    *reading == 0
}

/// Assesses a person on a day and writes down how.
#[must_use]
pub fn trace(rules: &RuleSet, person: &Person, as_of: Date) -> Trace {
    let tracer = Tracer::default();
    let assessment = Assessor::new().assess_traced(rules, person, as_of, Some(&tracer));
    let notes = tracer.into_notes();
    let of = |(antigen, words): (usize, &Arc<TargetWords>)| {
        let mine = || notes.iter().filter(|n| usize::from(n.antigen) == antigen);
        let rule = |n: &Note| rule_of(rules, &rules.schedule, n.series);
        let mut followed = Vec::new();
        for rule in mine().filter(|n| n.kind == Kind::RuleApplies).filter_map(rule) {
            if !followed.contains(&rule) {
                followed.push(rule);
            }
        }
        let comparison = |n: &Note| Comparison {
            reading: n.reading,
            rule: rule(n),
            dose: n.dose,
            kind: n.kind,
            left: side(n.kind, n.left),
            right: side(n.kind, n.right),
            holds: n.holds,
        };
        let comparisons = mine().map(comparison).collect();
        TargetTrace { target: words.code.clone(), rules: followed, comparisons }
    };
    Trace {
        engine: env!("CARGO_PKG_VERSION"),
        rules: rules.words.name.clone(),
        rules_hash: hash(rules),
        as_of,
        person: person.clone(),
        targets: rules.words.targets.iter().enumerate().map(of).collect(),
        assessment,
    }
}

/// The SHA-256 of a rule set's bytes, in hexadecimal digits.
#[must_use]
pub fn hash(rules: &RuleSet) -> String {
    Sha256::digest(rules.to_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn rule_of(rules: &RuleSet, schedule: &Schedule, series: u16) -> Option<Arc<str>> {
    let rule = schedule.series.get(usize::from(series))?.rule?;
    rules.words.rules.get(usize::from(rule)).cloned()
}

fn side(kind: Kind, value: Day) -> String {
    match value {
        _ if kind.is_of_numbers() => value.to_string(),
        BLANK => "blank".to_owned(),
        day if day <= ALWAYS => "always".to_owned(),
        day if NEVER <= day => "never".to_owned(),
        day => date(day).map_or_else(String::new, |day| day.to_string()),
    }
}

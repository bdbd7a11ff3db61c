//! Luxembourg's rule set for the naive evaluator: its source, and its facts read anew.

use std::collections::BTreeSet;

use engine::{
    day::{Day, Period, to_civil},
    person::{Fact, FactValue},
    rules::{lu, source},
    schedule::source::Source,
};

use super::ages::add;

/// A version of Luxembourg's rules.
pub(crate) struct Country {
    pub(crate) source: Source,
    /// Codes of facts, each with how long it lasts.
    pub(crate) facts: Vec<(String, Option<Period>)>,
    /// What follows from facts: a code and the terms of which one must hold.
    pub(crate) derived: Vec<(String, Vec<String>)>,
    /// For each abstract vaccine the products it can have been.
    pub(crate) products: Vec<(String, Vec<String>)>,
}

impl Country {
    pub(crate) fn new(version: &str) -> Self {
        let files = lu::files(version).expect("a version");
        let source = source(files, lu::nuva()).expect("rules without a problem");
        let file = |name: &str| {
            let text = files.iter().find(|f| f.0 == name).expect("the file").1;
            text.parse::<toml::Table>().expect("TOML")
        };
        let facts = file("facts.toml");
        let entries = |name: &str| facts[name].as_array().expect("a list").clone();
        let text = |entry: &toml::Value, key: &str| {
            entry.get(key).map(|v| v.as_str().expect("a text").to_owned())
        };
        let texts = |value: &toml::Value| -> Vec<String> {
            let list = value.as_array().expect("a list").iter();
            list.map(|v| v.as_str().expect("a text").to_owned()).collect()
        };
        let passive: BTreeSet<String> =
            texts(&file("vaccines.toml")["passive"]).into_iter().collect();
        Self {
            source,
            facts: entries("fact")
                .iter()
                .map(|e| {
                    let lasts = text(e, "lasts").map(|t| t.parse().expect("a period"));
                    (text(e, "code").expect("a code"), lasts)
                })
                .collect(),
            derived: entries("derived")
                .iter()
                .map(|e| (text(e, "code").expect("a code"), texts(&e["any"])))
                .collect(),
            products: products(&passive),
        }
    }

    /// The facts that hold on a day, with the day since when; with what follows from them.
    pub(crate) fn holding(
        &self,
        facts: &[Fact],
        birth: Day,
        today: Day,
    ) -> Vec<(String, Option<Day>)> {
        let mut found: Vec<(String, Option<Day>)> = Vec::new();
        let mut values: Vec<(String, i64, Option<Day>)> = Vec::new();
        for fact in facts {
            let Some((_, lasts)) = self.facts.iter().find(|(c, _)| *c == fact.code) else {
                continue;
            };
            let from = fact.from.map(|d| d.days_since_epoch());
            let to = fact.to.map(|d| d.days_since_epoch());
            let is_over = to.is_some_and(|to| to < today)
                || from.zip(*lasts).is_some_and(|(from, lasts)| add(from, lasts) <= today);
            let is_upside_down = from.zip(to).is_some_and(|(from, to)| to < from);
            let is_no = fact.value == Some(FactValue::Bool(false));
            if is_over || is_upside_down || is_no || from.is_some_and(|from| today < from) {
                continue;
            }
            found.push((fact.code.clone(), from));
            if let Some(FactValue::Number(number)) = fact.value {
                values.push((fact.code.clone(), number, from));
            }
        }
        for (code, terms) in &self.derived {
            let mut since: Vec<Option<Day>> = Vec::new();
            for term in terms {
                let words: Vec<&str> = term.split_whitespace().collect();
                match words[..] {
                    ["born", "<", day] => {
                        let day: shared::Date = day.parse().expect("a day");
                        if birth < day.days_since_epoch() {
                            since.push(None);
                        }
                    }
                    ["born", "in", months] => {
                        let (from, to) = months.split_once("..").expect("two months");
                        let mut month: i32 = from.parse().expect("a month");
                        let last: i32 = to.parse().expect("a month");
                        loop {
                            if to_civil(birth).month == month {
                                since.push(None);
                            }
                            if month == last {
                                break;
                            }
                            month = month % 12 + 1;
                        }
                    }
                    [other, "<", limit] => {
                        let limit: i64 = limit.parse().expect("a number");
                        let below = values.iter().filter(|(c, v, _)| c == other && *v < limit);
                        since.extend(below.map(|(_, _, from)| *from));
                    }
                    [other] => since
                        .extend(found.iter().filter(|(c, _)| c == other).map(|(_, from)| *from)),
                    _ => panic!("unreadable term `{term}`"),
                }
            }
            if let Some(latest) = since.into_iter().max() {
                found.push((code.clone(), latest));
            }
        }
        found
    }
}

/// For each abstract vaccine the products with the same targets.
fn products(passive: &BTreeSet<String>) -> Vec<(String, Vec<String>)> {
    let rows: Vec<Vec<&str>> = lu::nuva()
        .lines()
        .filter(|l| !l.is_empty() && !l.starts_with('#'))
        .map(|l| l.split('|').collect())
        .filter(|row: &Vec<&str>| row[1] != "t")
        .collect();
    let is_passive =
        |row: &[&str]| row[3].split_whitespace().any(|valence| passive.contains(valence));
    rows.iter()
        .filter(|row| row[1] == "a" && !is_passive(row.as_slice()))
        .map(|row| {
            let same =
                rows.iter().filter(|r| r[1] == "c" && r[4] == row[4] && !is_passive(r.as_slice()));
            (row[0].to_owned(), same.map(|r| r[0].to_owned()).collect())
        })
        .collect()
}

//! Luxembourg's rule set for the naive evaluator: its source, and its facts read anew.

use engine::{
    day::{Day, Period, to_civil},
    person::{Fact, FactValue},
    rules::{lu, source},
    schedule::source::Source,
};

use super::ages::add;

/// A fact that follows: one of `any`, every one of `all`, and none of `unless`.
pub(crate) struct Derived {
    pub(crate) code: String,
    pub(crate) any: Vec<String>,
    pub(crate) all: Vec<String>,
    pub(crate) unless: Vec<String>,
}

/// A version of Luxembourg's rules.
pub(crate) struct Country {
    pub(crate) source: Source,
    /// Codes of facts, each with how long it lasts.
    pub(crate) facts: Vec<(String, Option<Period>)>,
    /// What follows from facts.
    pub(crate) derived: Vec<Derived>,
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
        let vaccines = file("vaccines.toml");
        let part = |entry: &toml::Value, key: &str| entry.get(key).map(texts).unwrap_or_default();
        let mut known: Vec<(String, Option<Period>)> = entries("fact")
            .iter()
            .map(|e| {
                let lasts = text(e, "lasts").map(|t| t.parse().expect("a period"));
                (text(e, "code").expect("a code"), lasts)
            })
            .collect();
        if let Some(code) = facts.get("reaction").and_then(|r| text(r, "code")) {
            known.extend(source.antigens.iter().map(|a| (format!("{code}:{}", a.name), None)));
        }
        Self {
            source,
            facts: known,
            derived: entries("derived")
                .iter()
                .map(|e| Derived {
                    code: text(e, "code").expect("a code"),
                    any: part(e, "any"),
                    all: part(e, "all"),
                    unless: part(e, "unless"),
                })
                .collect(),
            products: products(&vaccines, &part),
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
        for derived in &self.derived {
            let held = |term: &String| since(term, birth, &found, &values);
            let any: Vec<Option<Day>> = derived.any.iter().filter_map(held).collect();
            let all: Vec<Option<Day>> = derived.all.iter().filter_map(held).collect();
            let is_any = derived.any.is_empty() || !any.is_empty();
            let is_barred = derived.unless.iter().any(|term| held(term).is_some());
            if is_any && all.len() == derived.all.len() && !is_barred {
                let latest = any.into_iter().chain(all).max().flatten();
                found.push((derived.code.clone(), latest));
            }
        }
        found
    }
}

/// Whether a term holds, and since when, if that is known.
fn since(
    term: &str,
    birth: Day,
    found: &[(String, Option<Day>)],
    values: &[(String, i64, Option<Day>)],
) -> Option<Option<Day>> {
    let words: Vec<&str> = term.split_whitespace().collect();
    match words[..] {
        ["born", "<", day] => {
            let day: shared::Date = day.parse().expect("a day");
            (birth < day.days_since_epoch()).then_some(None)
        }
        ["born", "in", months] => {
            let (from, to) = months.split_once("..").expect("two months");
            let mut month: i32 = from.parse().expect("a month");
            let last: i32 = to.parse().expect("a month");
            while month != last && month != to_civil(birth).month {
                month = month % 12 + 1;
            }
            (month == to_civil(birth).month).then_some(None)
        }
        [other, "<", limit] => {
            let limit: i64 = limit.parse().expect("a number");
            let below = values.iter().filter(|(c, v, _)| c == other && *v < limit);
            below.map(|(_, _, from)| *from).max()
        }
        [other] => found.iter().filter(|(c, _)| c == other).map(|(_, from)| *from).max(),
        _ => panic!("unreadable term `{term}`"),
    }
}

/// For each abstract vaccine the products with the same targets that have all that is known
/// of it: the classes of the rules it is in.
fn products(
    vaccines: &toml::Table,
    part: &dyn Fn(&toml::Value, &str) -> Vec<String>,
) -> Vec<(String, Vec<String>)> {
    let rows: Vec<Vec<&str>> = lu::nuva()
        .lines()
        .filter(|l| !l.is_empty() && !l.starts_with('#'))
        .map(|l| l.split('|').collect())
        .filter(|row: &Vec<&str>| row[1] != "t")
        .collect();
    let passive = part(&toml::Value::Table(vaccines.clone()), "passive");
    let holds = |row: &[&str], valence: &String| row[3].split_whitespace().any(|v| v == valence);
    let is_passive = |row: &[&str]| passive.iter().any(|p| p == row[0] || holds(row, p));
    let classes: Vec<&toml::Value> =
        vaccines["classes"].as_table().expect("a table").values().collect();
    let is_in = |row: &[&str], class: &toml::Value| {
        let (has, any) = (part(class, "has"), part(class, "any"));
        let fits = has.iter().all(|v| holds(row, v))
            && (any.is_empty() || any.iter().any(|v| holds(row, v)))
            && !part(class, "lacks").iter().any(|v| holds(row, v));
        part(class, "codes").iter().any(|c| c == row[0])
            || ((!has.is_empty() || !any.is_empty()) && fits)
    };
    rows.iter()
        .filter(|row| row[1] == "a" && !is_passive(row.as_slice()))
        .map(|row| {
            let known: Vec<_> = classes.iter().filter(|c| is_in(row, c)).collect();
            let same = rows.iter().filter(|r| {
                r[1] == "c"
                    && r[4] == row[4]
                    && !is_passive(r.as_slice())
                    && known.iter().all(|class| is_in(r, class))
            });
            (row[0].to_owned(), same.map(|r| r[0].to_owned()).collect())
        })
        .collect()
}

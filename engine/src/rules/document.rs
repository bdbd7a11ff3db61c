//! The rule set as a text for doctors: `docs/rules.md` is made by this.

use std::fmt::Write as _;

use super::{
    Confidence, Rule, RuleSet,
    facts::{Derived, Term},
    numbers,
    text::Language,
};

/// The newest rule set in words, then how the older ones were other; as Markdown.
#[must_use]
pub fn markdown(sets: &[RuleSet], language: Language) -> String {
    let mut out = String::new();
    let Some((newest, older)) = sets.split_last() else { return out };
    head(&mut out, newest, language);
    diseases(&mut out, newest, language, |_| true);
    facts(&mut out, newest);
    let mut later = newest;
    for set in older.iter().rev() {
        changes(&mut out, set, later, language);
        later = set;
    }
    sources(&mut out, sets);
    out
}

fn head(out: &mut String, set: &RuleSet, language: Language) {
    let _ = writeln!(out, "# Luxembourg's vaccination rules, {}\n", set.name);
    let _ = writeln!(out, "**{}**\n", set.notice.get(language));
    out.push_str(
        "Each rule stands with its source and how sure it is. *Proxy* means that no text of \
         Luxembourg was found and another country's practice is used; *decided by us* waits for a \
         doctor's review. The plan for everyone is marked ● and drawn in \
         [schedule.svg](schedule.svg). What is in and what is not stands in \
         [rules-coverage.md](rules-coverage.md). Minimum ages and intervals count up to four days sooner \
         unless «counts from» says otherwise.\n\n![The schedule, ages by diseases](schedule.svg)\n\n",
    );
    let _ = writeln!(out, "| how sure | rules |\n|---|---|");
    for confidence in ALL {
        let count = set.rules.iter().filter(|r| r.confidence == confidence).count();
        if 0 < count {
            let _ = writeln!(out, "| {} | {count} |", words(confidence));
        }
    }
    let conflicts = set.rules.iter().filter(|r| r.conflict.is_some()).count();
    let _ = writeln!(out, "| of these with an open conflict between sources | {conflicts} |");
}

fn diseases(out: &mut String, set: &RuleSet, language: Language, shown: impl Fn(&Rule) -> bool) {
    let mut file = "";
    for (ix, rule) in set.rules.iter().enumerate().filter(|(_, r)| shown(r)) {
        if rule.file != file {
            file = &rule.file;
            let _ = writeln!(out, "\n## {}", title(set, ix));
        }
        one(out, set, ix, rule, language);
    }
}

/// One rule: its words, where it was read, its numbers.
fn one(out: &mut String, set: &RuleSet, ix: usize, rule: &Rule, language: Language) {
    let mark = if rule.is_routine { " ●" } else { "" };
    let _ = writeln!(out, "\n### `{}`{mark}\n\n{}\n", rule.id, rule.text.get(language));
    if let Some(conflict) = &rule.conflict {
        let _ = writeln!(out, "> **Open conflict.** {conflict}\n");
    }
    let title = set.sources.get(&rule.source).map_or("", |s| s.title.as_str());
    let _ = writeln!(
        out,
        "{} · {} ({}) · since {}",
        words(rule.confidence),
        title,
        rule.source,
        rule.valid_from
    );
    let Some(series) = numbers::series_of(set, ix) else { return };
    if let Some(whom) = numbers::whom(set, series) {
        let _ = writeln!(out, "\nFor: {whom}.");
    }
    let rows = numbers::rows(set, series);
    let _ = writeln!(out, "\n| dose | age | after another | season and exceptions |");
    let _ = writeln!(out, "|---|---|---|---|");
    for row in rows {
        let _ = writeln!(out, "| {} | {} | {} | {} |", row.dose, row.age, row.after, row.other);
    }
}

/// What follows from what is known about a person.
fn facts(out: &mut String, set: &RuleSet) {
    let _ = writeln!(out, "\n## What follows from what is known\n\n| fact | follows from |");
    let _ = writeln!(out, "|---|---|");
    for derived in &set.facts.derived {
        let code = numbers::fact(set, derived.observation);
        let _ = writeln!(out, "| `{code}` | {} |", follows(set, derived));
    }
}

fn follows(set: &RuleSet, derived: &Derived) -> String {
    let of = |terms: &[Term], between: &str| {
        terms.iter().map(|t| term(set, *t)).collect::<Vec<_>>().join(between)
    };
    let mut out = of(&derived.any, " or ");
    if !derived.all.is_empty() {
        let _ = write!(out, "{}", of(&derived.all, " and "));
    }
    if !derived.unless.is_empty() {
        let _ = write!(out, ", but not {}", of(&derived.unless, " or "));
    }
    out
}

fn term(set: &RuleSet, term: Term) -> String {
    match term {
        Term::Holds(ix) => numbers::fact(set, ix).to_owned(),
        Term::Below(ix, limit) => format!("{} under {limit}", numbers::fact(set, ix)),
        Term::BornBefore(day) => format!("born before day {day}"),
        Term::BornIn(from, to) => format!("born in the months {from} to {to}"),
    }
}

/// What an older version says otherwise than the next one.
fn changes(out: &mut String, set: &RuleSet, later: &RuleSet, language: Language) {
    let _ = writeln!(out, "\n# What {} says otherwise than {}\n", set.name, later.name);
    let says = |set: &RuleSet, ix: usize, rule: &Rule| {
        let series = numbers::series_of(set, ix);
        let rows = series.map(|s| numbers::rows(set, s)).unwrap_or_default();
        (rule.text.get(language).to_owned(), rule.is_routine, rows)
    };
    let stands_in = |other: &RuleSet, id: &str| other.rules.iter().position(|r| r.id == id);
    let gone: Vec<_> = later.rules.iter().filter(|r| stands_in(set, &r.id).is_none()).collect();
    if !gone.is_empty() {
        let ids: Vec<_> = gone.iter().map(|r| format!("`{}`", r.id)).collect();
        let _ = writeln!(out, "Not in {}: {}.", set.name, ids.join(", "));
    }
    let other: Vec<usize> = (0..set.rules.len())
        .filter(|ix| {
            let Some(rule) = set.rules.get(*ix) else { return false };
            let Some(at) = stands_in(later, &rule.id) else { return true };
            later.rules.get(at).is_none_or(|new| says(later, at, new) != says(set, *ix, rule))
        })
        .collect();
    let is_other =
        |rule: &Rule| other.iter().any(|ix| set.rules.get(*ix).is_some_and(|r| r.id == rule.id));
    diseases(out, set, language, is_other);
}

fn sources(out: &mut String, sets: &[RuleSet]) {
    let _ = writeln!(out, "\n# Sources\n\n| id | title | address | read |\n|---|---|---|---|");
    let mut all = std::collections::BTreeMap::new();
    for set in sets {
        all.extend(set.sources.iter());
    }
    for (id, source) in all {
        let _ = writeln!(out, "| {id} | {} | {} | {} |", source.title, source.address, source.read);
    }
}

/// The names of the diseases a rule is about, or of what its file is about.
fn title(set: &RuleSet, rule: usize) -> String {
    let file = set.rules.get(rule).map_or("", |r| r.file.as_str());
    let of_file = |r: &Rule| r.file == file;
    let first = set.rules.iter().position(of_file).unwrap_or(rule);
    let names = (first..set.rules.len())
        .filter(|ix| set.rules.get(*ix).is_some_and(of_file))
        .find_map(|ix| numbers::disease_of(set, ix));
    match (names, file) {
        (Some(name), _) => name,
        (None, "facts.toml") => "Severe reactions".to_owned(),
        (None, _) => "Distance between vaccines".to_owned(),
    }
}

const ALL: [Confidence; 9] = [
    Confidence::OwnText,
    Confidence::Press,
    Confidence::Inferred,
    Confidence::ProxyBe,
    Confidence::ProxyFr,
    Confidence::ProxyDe,
    Confidence::ProxyWho,
    Confidence::General,
    Confidence::Decided,
];

pub(super) const fn words(confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::OwnText => "text of an authority",
        Confidence::Press => "press or communiqué",
        Confidence::Inferred => "inferred",
        Confidence::ProxyBe => "proxy: Belgium",
        Confidence::ProxyFr => "proxy: France",
        Confidence::ProxyDe => "proxy: Germany",
        Confidence::ProxyWho => "proxy: WHO",
        Confidence::General => "general knowledge",
        Confidence::Decided => "decided by us",
    }
}

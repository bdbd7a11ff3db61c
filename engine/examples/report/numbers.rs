//! The numbers of rule files: where they stand, and what they are a unit off.

use std::ops::Range;

/// A number of a rule file.
pub(crate) struct Number {
    /// The line, from 1.
    pub(crate) line: usize,
    /// The rule, fact or season it belongs to, with the number of the dose.
    pub(crate) place: String,
    /// The bytes that it takes.
    pub(crate) at: Range<usize>,
    /// The number with its unit, or the key before it.
    pub(crate) name: String,
    /// What stands there instead, a unit less and a unit more.
    pub(crate) instead: Vec<String>,
}

/// Keys whose values are numbers that rules compute with.
const KEYS: [&str; 4] = ["grace_days", "valid_at_least", "valid_under", "dose"];

/// Every number that rules compute with: periods, days, limits, counts. Not the order of
/// rules (`rank`, `track`, `again_from`), nor words, sources and dates of sources.
pub(crate) fn numbers(text: &str) -> Vec<Number> {
    let mut out = Vec::new();
    let mut start = 0;
    let mut place = Place::default();
    for (i, line) in text.split_inclusive('\n').enumerate() {
        place.read(line);
        let rules = line.split(" #").next().unwrap_or_default();
        if !is_words(rules) {
            for (at, name, instead) in of_line(rules) {
                let at = start + at.start..start + at.end;
                out.push(Number { line: i + 1, place: place.text(), at, name, instead });
            }
        }
        start += line.len();
    }
    out
}

/// Where in a file of rules a line stands.
#[derive(Default)]
struct Place {
    of: String,
    dose: usize,
}

impl Place {
    fn read(&mut self, line: &str) {
        let line = line.trim();
        let named = ["id = \"", "code = \""].iter().find_map(|key| line.strip_prefix(key));
        let named = named.and_then(|rest| rest.split('"').next());
        let season = line.split_once(" = { from = ").map(|(name, _)| name);
        if let Some(name) = named.or(season) {
            *self = Self { of: name.to_owned(), dose: 0 };
        }
        if line.starts_with('{') || line.starts_with("dose = [{") {
            self.dose += 1;
        }
    }

    fn text(&self) -> String {
        if self.dose == 0 { self.of.clone() } else { format!("{} dose {}", self.of, self.dose) }
    }
}

fn is_words(line: &str) -> bool {
    let line = line.trim_start();
    let begins = ["text.", "question.", "about", "notice.", "#", "title", "id ", "version"];
    begins.iter().any(|b| line.starts_with(b))
        || ["title = ", "valid_from = ", "codes = [", "has = [", "targets = ["]
            .iter()
            .any(|part| line.contains(part))
}

type Found = (Range<usize>, String, Vec<String>);

fn of_line(line: &str) -> Vec<Found> {
    let mut out = Vec::new();
    let bytes = line.as_bytes();
    let mut i = 0;
    while i < bytes.len() {
        let begins_word = i == 0 || !(bytes[i - 1].is_ascii_alphanumeric() || bytes[i - 1] == b'-');
        if !bytes[i].is_ascii_digit() || !begins_word {
            i += 1;
            continue;
        }
        let mut end = i;
        while end < bytes.len() && (bytes[end].is_ascii_digit() || bytes[end] == b'-') {
            end += 1;
        }
        let word = line[i..end].trim_end_matches('-');
        end = i + word.len();
        out.extend(of_word(line, i, word).map(|(name, instead)| (i..end, name, instead)));
        i = end.max(i + 1);
    }
    out
}

fn of_word(line: &str, at: usize, word: &str) -> Option<(String, Vec<String>)> {
    let (before, after) = (&line[..at], &line[at + word.len()..]);
    if let Some(number) = word.parse::<i64>().ok().filter(|_| !word.contains('-')) {
        let unit = after.trim_start().split(|c: char| !c.is_alphabetic()).next()?;
        let is_period = ["day", "week", "month", "year"].iter().any(|u| unit.starts_with(u));
        let key = before.trim_end().strip_suffix('=').map(str::trim_end);
        let key = key.and_then(|k| k.split(|c: char| !(c.is_alphabetic() || c == '_')).next_back());
        let is_limit = before.trim_end().ends_with('<');
        let name = if after.starts_with(' ') && is_period {
            format!("{number} {unit}")
        } else if is_limit {
            format!("< {number}")
        } else {
            let key = key.filter(|k| KEYS.contains(k))?;
            format!("{key} = {number}")
        };
        let less = (0 < number).then(|| (number - 1).to_string());
        return Some((name, less.into_iter().chain([(number + 1).to_string()]).collect()));
    }
    // A day of the year, or a day.
    let full = if word.len() == 5 { format!("2024-{word}") } else { word.to_owned() };
    let day: shared::Date = full.parse().ok()?;
    let write = |d: shared::Date| d.to_string().split_off(if word.len() == 5 { 5 } else { 0 });
    Some((word.to_owned(), vec![write(day.plus_days(-1)), write(day.plus_days(1))]))
}

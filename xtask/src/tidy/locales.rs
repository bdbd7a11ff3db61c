//! The words on screen: five languages, the same keys, the same placeholders, no empty text.
//!
//! A key missing in one language is only a warning of leptos_i18n's; a person would read the
//! wrong language. Plural forms differ between languages, so `_one`, `_other` … count as one.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::{Finding, Source};

const LANGUAGES: &[&str] = &["de", "en", "fr", "lb", "pt"];
/// The one the others are compared with.
const FIRST: &str = "en";
const PLURALS: &[&str] = &["_zero", "_one", "_two", "_few", "_many", "_other"];

type Texts = BTreeMap<String, BTreeSet<String>>;

/// Compares the files of `locales/`.
pub(super) fn examine(sources: &[Source]) -> Vec<Finding> {
    let files: Vec<&Source> = sources
        .iter()
        .filter(|source| source.path.starts_with("locales/") && source.path.ends_with(".json"))
        .collect();
    if files.is_empty() {
        return Vec::new();
    }
    let mut findings = Vec::new();
    let mut languages = BTreeMap::new();
    for file in files {
        match serde_json::from_str::<Value>(&file.text) {
            Ok(value) => {
                let mut texts = Texts::new();
                collect(file, "", &value, &mut texts, &mut findings);
                languages.insert(language_of(&file.path), (file, texts));
            }
            Err(error) => findings.push(file.finding(error.line(), format!("no JSON: {error}"))),
        }
    }
    for language in LANGUAGES.iter().filter(|language| !languages.contains_key(**language)) {
        let (path, line) = (format!("locales/{language}.json"), 1);
        findings.push(Finding { path, line, reason: "the language is missing".to_owned() });
    }
    compare(&languages, &mut findings);
    findings
}

fn language_of(path: &str) -> &str {
    path.trim_start_matches("locales/").trim_end_matches(".json")
}

/// Flattens nested keys; each with the placeholders of its text.
fn collect(
    file: &Source,
    key: &str,
    value: &Value,
    texts: &mut Texts,
    findings: &mut Vec<Finding>,
) {
    match value {
        Value::Object(children) => {
            for (name, child) in children {
                let key = if key.is_empty() { name.clone() } else { format!("{key}.{name}") };
                collect(file, &key, child, texts, findings);
            }
        }
        Value::String(text) => {
            if text.trim().is_empty() {
                findings.push(file.finding(line_of(file, key), format!("`{key}` is empty")));
            }
            let single = PLURALS.iter().find_map(|ending| key.strip_suffix(ending)).unwrap_or(key);
            texts.entry(single.to_owned()).or_default().extend(placeholders(text));
        }
        _ => findings.push(file.finding(line_of(file, key), format!("`{key}` is not a text"))),
    }
}

fn compare(languages: &BTreeMap<&str, (&Source, Texts)>, findings: &mut Vec<Finding>) {
    let Some((first_file, first)) = languages.get(FIRST) else { return };
    for (file, texts) in languages.values() {
        for (key, placeholders) in first {
            match texts.get(key) {
                None => findings.push(file.finding(1, format!("`{key}` is missing"))),
                Some(found) if found != placeholders => {
                    let reason = format!("`{key}` has other placeholders than {}", first_file.path);
                    findings.push(file.finding(line_of(file, key), reason));
                }
                Some(_) => {}
            }
        }
        for key in texts.keys().filter(|key| !first.contains_key(*key)) {
            let reason = format!("`{key}` is not in {}", first_file.path);
            findings.push(file.finding(line_of(file, key), reason));
        }
    }
}

/// The names between double braces.
fn placeholders(text: &str) -> Vec<String> {
    let pieces = text.split("{{").skip(1).filter_map(|piece| piece.split_once("}}"));
    pieces.map(|(name, _)| name.trim().to_owned()).collect()
}

/// Where the last part of a key stands first; close enough to find it.
fn line_of(file: &Source, key: &str) -> usize {
    let name = format!("\"{}", key.rsplit('.').next().unwrap_or(key));
    file.text.lines().position(|line| line.contains(&name)).map_or(1, |index| index + 1)
}

#[cfg(test)]
mod tests {
    use super::super::source;
    use super::*;

    fn all_but(odd: &str, odd_text: &str, text: &str) -> Vec<String> {
        let files: Vec<Source> = LANGUAGES
            .iter()
            .map(|language| {
                let text = if *language == odd { odd_text } else { text };
                source(&format!("locales/{language}.json"), text)
            })
            .collect();
        examine(&files).iter().map(Finding::to_string).collect()
    }

    const TEXT: &str = "{\n \"page\": {\n  \"title\": \"Hello {{ name }}\"\n }\n}";

    #[test]
    fn five_equal_languages_are_fine() {
        assert!(all_but("none", "", TEXT).is_empty());
        assert!(examine(&[source("src/lib.rs", "")]).is_empty());
    }

    #[test]
    fn a_missing_and_a_surplus_key_are_named() {
        let found = all_but("lb", "{\"page\": {\"titel\": \"Moien {{ name }}\"}}", TEXT);
        assert_eq!(
            found,
            [
                "locales/lb.json:1: `page.title` is missing",
                "locales/lb.json:1: `page.titel` is not in locales/en.json"
            ]
        );
    }

    #[test]
    fn an_empty_text_and_a_lost_placeholder_are_named_with_their_line() {
        assert_eq!(
            all_but("pt", "{\n \"page\": {\n  \"title\": \" \"\n }\n}", TEXT),
            [
                "locales/pt.json:3: `page.title` is empty",
                "locales/pt.json:3: `page.title` has other placeholders than locales/en.json"
            ]
        );
    }

    #[test]
    fn plural_forms_may_differ() {
        let english = "{\"n_one\": \"{{ count }} dose\", \"n_other\": \"{{ count }} doses\"}";
        let french = "{\"n_one\": \"une dose\", \"n_many\": \"{{ count }}\", \"n_other\": \"x\"}";
        assert!(all_but("fr", french, english).is_empty());
    }

    #[test]
    fn a_missing_language_and_broken_json_are_named() {
        let found = examine(&[source("locales/en.json", "{"), source("locales/de.json", "{}")]);
        let lines: Vec<String> = found.iter().map(Finding::to_string).collect();
        assert!(lines[0].starts_with("locales/en.json:1: no JSON"));
        assert!(lines.iter().any(|line| line == "locales/lb.json:1: the language is missing"));
    }
}

//! Reading an export back: [`read`] checks its form and that its parts agree, and names the
//! field and the rule of the first fault.

use std::fmt::Write as _;

use serde::de::DeserializeOwned;
use serde_json::Value;

use super::form::{Export, FORMAT, VERSION, Version};

/// What is wrong with an export: where, and by which rule.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{field}`: {rule}")]
pub struct ReadError {
    /// The path of the field: `vaccinations[2].content.lot`.
    pub field: String,
    /// What must be.
    pub rule: String,
}

impl ReadError {
    fn new(field: impl Into<String>, rule: impl Into<String>) -> Self {
        Self { field: field.into(), rule: rule.into() }
    }
}

/// Reads an export.
///
/// # Errors
/// The first fault, with its field and rule. It may quote what stands in the file.
pub fn read(file: &[u8]) -> Result<Export, ReadError> {
    let head: Value = parse(file)?;
    match head.get("format").and_then(Value::as_str) {
        Some(FORMAT) => {}
        _ => return Err(ReadError::new("format", format!("must be \"{FORMAT}\""))),
    }
    if head.get("version").and_then(Value::as_u64) != Some(u64::from(VERSION)) {
        let rule = format!("must be {VERSION}, the only version that this program reads");
        return Err(ReadError::new("version", rule));
    }
    let export: Export = parse(file)?;
    check(&export)?;
    Ok(export)
}

fn parse<T: DeserializeOwned>(file: &[u8]) -> Result<T, ReadError> {
    let mut json = serde_json::Deserializer::from_slice(file);
    let read = serde_path_to_error::deserialize(&mut json).map_err(|error| {
        let path = error.path().to_string();
        // Before the first field there is no path.
        let field = if path == "?" { ".".to_owned() } else { path };
        let rule = error.inner().to_string();
        // Where in the file it stands is said by the field.
        let rule = rule.rsplit_once(" at line ").map_or(rule.as_str(), |(rule, _)| rule);
        ReadError::new(field, rule)
    })?;
    json.end().map_err(|error| ReadError::new(".", error.to_string()))?;
    Ok(read)
}

/// Whether the parts agree with each other.
fn check(export: &Export) -> Result<(), ReadError> {
    let people = [("person".to_owned(), &export.person)].into_iter();
    let joined = export.joined.iter().enumerate().map(|(at, p)| (format!("joined[{at}]"), p));
    for (field, person) in people.chain(joined) {
        let numbers = person.versions.iter().map(|version| version.version);
        check_numbers(&format!("{field}.versions"), person.version, numbers)?;
    }
    for (at, dose) in export.vaccinations.iter().enumerate() {
        let field = format!("vaccinations[{at}]");
        check_versions(&field, dose.version, &dose.content, &dose.versions)?;
    }
    for (at, fact) in export.facts.iter().enumerate() {
        let field = format!("facts[{at}]");
        check_versions(&field, fact.version, &fact.content, &fact.versions)?;
    }
    check_once("vaccinations", export.vaccinations.iter().map(|dose| dose.id.0))?;
    check_once("facts", export.facts.iter().map(|fact| fact.id.0))?;
    check_once("access_log", export.access_log.iter().map(|entry| entry.id.0))?;
    for (at, question) in export.access_questions.iter().enumerate() {
        if !export.access_log.iter().any(|entry| entry.id == question.entry_id) {
            let field = format!("access_questions[{at}].entry_id");
            return Err(ReadError::new(field, "must be an entry of `access_log`"));
        }
    }
    for (at, request) in export.correction_requests.iter().enumerate() {
        let Some(id) = request.vaccination_id else { continue };
        if !export.vaccinations.iter().any(|dose| dose.id == id) {
            let field = format!("correction_requests[{at}].vaccination_id");
            return Err(ReadError::new(field, "must be one of `vaccinations`"));
        }
    }
    for (at, said) in export.confidentiality.iter().enumerate() {
        if !export.vaccinations.iter().any(|dose| dose.id == said.vaccination_id) {
            let field = format!("confidentiality[{at}].vaccination_id");
            return Err(ReadError::new(field, "must be one of `vaccinations`"));
        }
    }
    for (at, mail) in export.mails.iter().enumerate() {
        if !export.addresses.iter().any(|address| address.id == mail.address_id) {
            let field = format!("mails[{at}].address_id");
            return Err(ReadError::new(field, "must be one of `addresses`"));
        }
    }
    Ok(())
}

fn check_versions<T: PartialEq>(
    field: &str,
    version: i32,
    now: &T,
    versions: &[Version<T>],
) -> Result<(), ReadError> {
    let numbers = versions.iter().map(|version| version.version);
    check_numbers(&format!("{field}.versions"), version, numbers)?;
    if versions.last().is_none_or(|last| last.content != *now) {
        let rule = "must be what the last of `versions` says";
        return Err(ReadError::new(format!("{field}.content"), rule));
    }
    Ok(())
}

/// Versions are numbered from 1, without a gap, up to the present one.
fn check_numbers(
    field: &str,
    last: i32,
    numbers: impl Iterator<Item = i32>,
) -> Result<(), ReadError> {
    let numbers: Vec<i32> = numbers.collect();
    if numbers.iter().copied().eq(1..=last) {
        return Ok(());
    }
    let rule = format!("must be numbered 1 to {last}, as `version` says");
    Err(ReadError::new(field, rule))
}

fn check_once(field: &str, ids: impl Iterator<Item = uuid::Uuid>) -> Result<(), ReadError> {
    let mut seen = std::collections::HashSet::new();
    for (at, id) in ids.enumerate() {
        if !seen.insert(id) {
            return Err(ReadError::new(format!("{field}[{at}].id"), "must stand once"));
        }
    }
    Ok(())
}

/// What an export holds, counted, for whoever checks a file.
#[must_use]
pub fn summary(export: &Export) -> String {
    let mut text =
        format!("a whole export, made {}\n", export.made_at.format("%Y-%m-%d %H:%M UTC"));
    let lines = [
        ("records joined into it", export.joined.len()),
        ("doses", export.vaccinations.len()),
        ("versions of doses", export.vaccinations.iter().map(|dose| dose.versions.len()).sum()),
        ("facts", export.facts.len()),
        ("versions of facts", export.facts.iter().map(|fact| fact.versions.len()).sum()),
        ("diseases assessed", export.assessment.as_ref().map_or(0, |a| a.targets.len())),
        ("answers of before", export.assessments_before.len()),
        ("words of consent", export.consents.len()),
        ("practices with access", export.accesses.len()),
        ("entries of the access log", export.access_log.len()),
        ("people who act for the person", export.acted_for_by.len()),
        ("mails", export.mails.len()),
        ("reminders", export.reminders.len()),
    ];
    for (what, count) in lines {
        writeln!(text, "{count:8} {what}").expect("a text can be written to");
    }
    text.trim_end().to_owned()
}

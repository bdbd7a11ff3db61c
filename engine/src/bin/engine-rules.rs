//! `engine-rules FOLDER`: writes the built-in rule sets as a browser loads them, one file for each
//! version and language, and `rule-sets.json`, which names them, the oldest first.
//!
//! A file's name carries 16 hexadecimal digits that follow from its content, so that it may be kept for ever.

use std::{env, fs, path::Path, process::ExitCode};

use engine::rules::{Language, RuleSet, lu};
use serde::Serialize;

/// One rule set in the manifest.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Entry {
    /// `lu-2026`.
    name: String,
    /// The day from which it applies.
    valid_from: shared::Date,
    /// The file for each language.
    files: Vec<File>,
}

#[derive(Serialize)]
struct File {
    language: Language,
    file: String,
    bytes: usize,
}

fn main() -> ExitCode {
    let Some(folder) = env::args_os().nth(1) else {
        eprintln!("usage: engine-rules FOLDER");
        return ExitCode::from(2);
    };
    match write(Path::new(&folder)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("engine-rules: {problem}");
            ExitCode::FAILURE
        }
    }
}

fn write(folder: &Path) -> Result<(), String> {
    let mut manifest = Vec::new();
    for version in lu::VERSIONS {
        let rules = lu::rule_set(Some(version)).map_err(|problems| format!("{problems:?}"))?;
        manifest.push(entry(folder, &rules)?);
    }
    let text = serde_json::to_string(&manifest).map_err(|e| e.to_string())?;
    keep(folder, "rule-sets.json", text.as_bytes())
}

fn entry(folder: &Path, rules: &RuleSet) -> Result<Entry, String> {
    let mut files = Vec::new();
    for language in Language::ALL {
        let bytes = rules.to_bytes_in(language);
        let file = format!("{}-{}-{:016x}.bin", rules.name, language.code(), content_hash(&bytes));
        keep(folder, &file, &bytes)?;
        files.push(File { language, file, bytes: bytes.len() });
    }
    Ok(Entry {
        name: rules.name.clone(),
        valid_from: shared::Date::from_days_since_epoch(rules.valid_from),
        files,
    })
}

fn keep(folder: &Path, name: &str, bytes: &[u8]) -> Result<(), String> {
    let path = folder.join(name);
    fs::write(&path, bytes).map_err(|e| format!("{}: {e}", path.display()))
}

/// FNV-1a: names a file, guards nothing.
fn content_hash(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |sum, byte| {
        (sum ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

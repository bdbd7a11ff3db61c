//! Checking a trace: derived anew from its own inputs, compared byte by byte, its signature.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use ed25519_dalek::{Signature, VerifyingKey};
use engine::person::Person;
use serde::Deserialize;
use shared::Date;

use super::{canonical, document};
use crate::assessments::rule_sets;

/// As many characters of a difference are shown.
const SHOWN: usize = 60;

/// What of a document is needed to derive it anew.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Document {
    trace: Inputs,
    public_key: String,
    signature: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Inputs {
    engine: String,
    rules: String,
    rules_hash: String,
    as_of: Date,
    person: Person,
}

/// Everything that is wrong with a trace; empty if it is as it was signed with that key.
#[must_use]
pub fn verify(file: &[u8], trusted: &VerifyingKey) -> Vec<String> {
    let text = file.strip_suffix(b"\n").unwrap_or(file);
    let read: Document = match serde_json::from_slice(text) {
        Ok(read) => read,
        Err(error) => return vec![format!("it is no trace: {error}")],
    };
    let rules = match rule_sets::named(&read.trace.rules) {
        Ok(rules) => rules,
        Err(_) => return vec![format!("there is no rule set `{}` here", read.trace.rules)],
    };
    let derived = match canonical(rules, &read.trace.person, read.trace.as_of) {
        Ok(derived) => derived,
        Err(error) => return vec![error.to_string()],
    };
    let mut wrong = Vec::new();
    if read.trace.engine != env!("CARGO_PKG_VERSION") {
        wrong.push(format!("it is of engine {}, not of this one", read.trace.engine));
    }
    if read.trace.rules_hash != engine::trace::hash(rules) {
        wrong.push(format!("the rule set `{}` is another one here", read.trace.rules));
    }
    let expected = document(&derived, &read.public_key, &read.signature);
    wrong.extend(difference(text, expected.as_bytes()));
    if read.public_key != URL_SAFE_NO_PAD.encode(trusted.to_bytes()) {
        wrong.push("it is signed with another key".to_owned());
    }
    let signature = URL_SAFE_NO_PAD.decode(&read.signature).ok();
    let signature = signature.and_then(|bytes| Signature::from_slice(&bytes).ok());
    let holds = signature.is_some_and(|s| trusted.verify_strict(derived.as_bytes(), &s).is_ok());
    if !holds {
        wrong.push("the signature does not hold".to_owned());
    }
    wrong
}

/// The first byte at which two texts differ, with what stands there.
fn difference(found: &[u8], expected: &[u8]) -> Option<String> {
    if found == expected {
        return None;
    }
    let at = found.iter().zip(expected).take_while(|(a, b)| a == b).count();
    let near = |text: &[u8]| {
        let from = at.saturating_sub(SHOWN / 2);
        let part = text.get(from..text.len().min(from + SHOWN)).unwrap_or_default();
        String::from_utf8_lossy(part).into_owned()
    };
    Some(format!(
        "from byte {at} on it differs: it says `{}`, derived was `{}`",
        near(found),
        near(expected)
    ))
}

//! Traces: how an assessment came about, signed, so that it can be printed, kept and checked.
//!
//! The document is one line of JSON: `{"trace":…,"publicKey":"…","signature":"…"}`. The trace is what
//! [`engine::trace`] wrote, its signature Ed25519 over exactly those bytes, by the key of
//! [`key`]. [`verify()`] derives the trace anew from its inputs and compares every byte, so that a
//! single changed bit is refused wherever it stands.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use ed25519_dalek::{Signer as _, SigningKey};
use engine::{person::Person, rules::RuleSet};
use shared::Date;

pub mod command;
pub mod key;
#[cfg(test)]
mod tests;
pub mod verify;

pub use verify::verify;

/// The signed trace of an assessment. Whoever asks must be allowed to read the record.
///
/// # Errors
/// If it cannot be written as JSON.
pub fn signed(
    key: &SigningKey,
    rules: &RuleSet,
    person: &Person,
    as_of: Date,
) -> anyhow::Result<String> {
    let trace = canonical(rules, person, as_of)?;
    let signature = URL_SAFE_NO_PAD.encode(key.sign(trace.as_bytes()).to_bytes());
    let public_key = URL_SAFE_NO_PAD.encode(key.verifying_key().to_bytes());
    Ok(document(&trace, &public_key, &signature))
}

/// The trace as the one text that is signed.
fn canonical(rules: &RuleSet, person: &Person, as_of: Date) -> anyhow::Result<String> {
    Ok(serde_json::to_string(&engine::trace::trace(rules, person, as_of))?)
}

fn document(trace: &str, public_key: &str, signature: &str) -> String {
    format!(r#"{{"trace":{trace},"publicKey":"{public_key}","signature":"{signature}"}}"#)
}

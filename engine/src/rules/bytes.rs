//! A compiled rule set as bytes, so that a browser reads it instead of compiling it.
//!
//! `CRNTRULE`, the number of the format, the engine's version, a checksum, and the rule set in
//! [postcard](https://postcard.jamesmunns.com/wire-format). The same rule set always gives the
//! same bytes: their hash names it. What is read is checked before it is used ([`super::sound`]),
//! so that bytes from anywhere neither panic nor hang the engine.

use std::fmt;

use super::{Language, RuleSet, SharedCodes, sound};

/// What the bytes begin with.
const MAGIC: &[u8; 8] = b"CRNTRULE";
/// Raised whenever the layout of a rule set changes (a test in tests/bytes.rs tells).
const FORMAT: u8 = 2;
/// The engine that wrote them.
const ENGINE: &str = env!("CARGO_PKG_VERSION");

/// Why bytes are no rule set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BytesProblem {
    /// They do not begin as the bytes of a rule set do.
    NotARuleSet,
    /// They are in another format.
    OtherFormat(u8),
    /// They were written by another version of the engine.
    OtherEngine(String),
    /// They are not what was written: the checksum differs.
    Damaged,
    /// They cannot be read, although the checksum is right.
    Malformed,
    /// What they say cannot be used: the part that does not hold together.
    Unsound(&'static str),
}

impl fmt::Display for BytesProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotARuleSet => f.write_str("not a compiled rule set"),
            Self::OtherFormat(format) => {
                write!(f, "format {format}, and this engine reads format {FORMAT}: compile it anew")
            }
            Self::OtherEngine(engine) => {
                write!(f, "compiled by engine {engine}, this is {ENGINE}: compile it anew")
            }
            Self::Damaged => f.write_str("damaged: the checksum differs"),
            Self::Malformed => f.write_str("malformed: it cannot be read to its end"),
            Self::Unsound(part) => write!(f, "unsound: {part}"),
        }
    }
}

impl std::error::Error for BytesProblem {}

impl RuleSet {
    /// The rule set as bytes, with its texts in all languages.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        // Writing into memory cannot fail, nor is any value here one that postcard refuses.
        let body = postcard::to_allocvec(self).unwrap_or_default();
        let mut bytes = Vec::with_capacity(body.len() + 32);
        bytes.extend(MAGIC);
        bytes.push(FORMAT);
        bytes.push(u8::try_from(ENGINE.len()).unwrap_or(u8::MAX));
        bytes.extend(ENGINE.as_bytes());
        bytes.extend(checksum(&body).to_le_bytes());
        bytes.extend(body);
        bytes
    }

    /// The rule set as bytes for readers of one language: without the other texts, and without
    /// the vaccines' names, which the catalogue has.
    #[must_use]
    pub fn to_bytes_in(&self, language: Language) -> Vec<u8> {
        let mut set = self.clone();
        set.notice.keep_only(language);
        set.rules.iter_mut().for_each(|rule| rule.text.keep_only(language));
        set.facts.definitions.iter_mut().for_each(|fact| fact.question.keep_only(language));
        set.schedule.vaccines.iter_mut().for_each(|vaccine| vaccine.name.clear());
        set.to_bytes()
    }

    /// Reads what [`RuleSet::to_bytes`] wrote. Total: any bytes are either a rule set with which
    /// anyone can be assessed, or refused.
    ///
    /// # Errors
    /// What is wrong with the bytes.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, BytesProblem> {
        let rest = bytes.strip_prefix(MAGIC).ok_or(BytesProblem::NotARuleSet)?;
        let (format, rest) = rest.split_first().ok_or(BytesProblem::Damaged)?;
        if *format != FORMAT {
            return Err(BytesProblem::OtherFormat(*format));
        }
        let (length, rest) = rest.split_first().ok_or(BytesProblem::Damaged)?;
        let (engine, rest) =
            rest.split_at_checked(usize::from(*length)).ok_or(BytesProblem::Damaged)?;
        if engine != ENGINE.as_bytes() {
            return Err(BytesProblem::OtherEngine(String::from_utf8_lossy(engine).into_owned()));
        }
        let (sum, body) = rest.split_first_chunk::<8>().ok_or(BytesProblem::Damaged)?;
        if checksum(body) != u64::from_le_bytes(*sum) {
            return Err(BytesProblem::Damaged);
        }
        let (mut set, rest) =
            postcard::take_from_bytes::<Self>(body).map_err(|_| BytesProblem::Malformed)?;
        if !rest.is_empty() {
            return Err(BytesProblem::Malformed);
        }
        sound::check(&set).map_err(BytesProblem::Unsound)?;
        set.schedule.index_codes();
        set.words = SharedCodes::of(&set);
        Ok(set)
    }
}

/// FNV-1a: each step is a permutation, so that a single changed byte always shows. It guards
/// against accidents; whoever means harm is met by [`super::sound`].
fn checksum(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |sum, byte| {
        (sum ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

#[cfg(all(test, feature = "authoring"))]
mod tests {
    use super::*;
    use crate::rules::lu;

    /// The bytes with a body that was tampered with, and a checksum to match.
    fn resealed(bytes: &[u8], change: impl Fn(&mut Vec<u8>)) -> Vec<u8> {
        let head = MAGIC.len() + 2 + ENGINE.len();
        let mut body = bytes[head + 8..].to_vec();
        change(&mut body);
        let mut out = bytes[..head].to_vec();
        out.extend(checksum(&body).to_le_bytes());
        out.extend(body);
        out
    }

    #[test]
    fn bytes_of_another_kind_format_or_engine_are_refused_by_name() {
        let bytes = RuleSet::default().to_bytes();
        let problem = |bytes: &[u8]| RuleSet::from_bytes(bytes).expect_err("a problem");
        assert_eq!(problem(b""), BytesProblem::NotARuleSet);
        assert_eq!(problem(b"<!doctype html>"), BytesProblem::NotARuleSet);
        let mut other = bytes.clone();
        other[8] = FORMAT + 1;
        assert_eq!(problem(&other), BytesProblem::OtherFormat(FORMAT + 1));
        let mut other = bytes.clone();
        other[10] = b'9';
        assert!(matches!(problem(&other), BytesProblem::OtherEngine(_)));
        assert_eq!(problem(&resealed(&bytes, |b| b.push(0))), BytesProblem::Malformed);
        assert_eq!(
            problem(&resealed(&bytes, |b| b.truncate(b.len() - 1))),
            BytesProblem::Malformed
        );
    }

    #[test]
    fn every_tampered_body_is_refused_or_assesses_without_harm() {
        let bytes = lu::rule_set(None).expect("the built-in rule set compiles").to_bytes();
        let person: crate::person::Person = serde_json::from_str(
            r#"{"birthDate":"2020-02-29","facts":[{"code":"pregnancy","from":"2026-01-01"},
               {"code":"asplenia"}],"doses":[{"on":"2020-05-01","vaccine":"VAC0510"},
               {"on":"2020-06","vaccine":"VAC0900"}]}"#,
        )
        .expect("a person");
        let today = "2026-01-15".parse().expect("a day");
        let body = bytes.len() - MAGIC.len() - 2 - ENGINE.len() - 8;
        let (mut refused, mut read) = (0, 0);
        for at in (0..body).step_by(body / 331) {
            for bit in [0, 3, 7] {
                let tampered = resealed(&bytes, |body| body[at] ^= 1 << bit);
                match RuleSet::from_bytes(&tampered) {
                    Ok(set) => {
                        read += 1;
                        let assessment = crate::assess(&set, &person, today);
                        assert_eq!(assessment.targets.len(), set.schedule.antigens.len());
                    }
                    Err(_) => refused += 1,
                }
            }
        }
        assert!(30 < refused && 30 < read, "{refused} refused, {read} read");
    }
}

//! A look at a document's tokens before it is parsed.
//!
//! The parser recurses with every bracket and builds a pair for every token, so what
//! is too long or too deep must be refused before. The scanner agrees with the grammar
//! about strings and comments; where a string is faulty it stops with an error rather
//! than guess where the parser would go on (an unclosed `"""` is an empty string and
//! an open one to the parser, and brackets after it would go uncounted).

use super::{
    errors::{ErrorCode, Refusal},
    limits::Limits,
};

/// Refuses a document that is too long, has too many tokens or nests too deep.
pub(super) fn scan(document: &str, limits: &Limits) -> Result<(), Refusal> {
    if limits.document_bytes < document.len() {
        return Err(too_complex(format!(
            "the document is longer than {} bytes",
            limits.document_bytes
        )));
    }
    let mut rest = document.as_bytes();
    let (mut tokens, mut nesting) = (0, 0_usize);
    while let Some(&byte) = rest.first() {
        let length = match byte {
            b' ' | b'\t' | b'\r' | b'\n' | b',' => {
                rest = &rest[1..];
                continue;
            }
            b'#' => {
                rest = &rest[while_true(rest, |byte| !matches!(byte, b'\r' | b'\n'))..];
                continue;
            }
            b'"' => string(rest)?,
            b'.' => while_true(rest, |byte| byte == b'.').min(3),
            b'-' | b'_' | b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' => {
                1 + while_true(&rest[1..], is_word)
            }
            _ => 1,
        };
        match byte {
            b'{' | b'(' | b'[' => nesting += 1,
            b'}' | b')' | b']' => nesting = nesting.saturating_sub(1),
            _ => {}
        }
        tokens += 1;
        if limits.tokens < tokens {
            return Err(too_complex(format!(
                "the document has more than {} tokens",
                limits.tokens
            )));
        }
        if limits.nesting < nesting {
            return Err(too_complex(format!(
                "the document nests deeper than {} levels",
                limits.nesting
            )));
        }
        rest = &rest[length..];
    }
    Ok(())
}

fn too_complex(message: String) -> Refusal {
    Refusal::new(ErrorCode::TooComplex, message)
}

fn is_word(byte: u8) -> bool {
    // The dot and the sign belong to numbers; `1...a` counts as one token less.
    byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'.'
}

fn while_true(bytes: &[u8], holds: impl Fn(u8) -> bool) -> usize {
    bytes.iter().position(|&byte| !holds(byte)).unwrap_or(bytes.len())
}

/// The length of the string that begins here.
fn string(bytes: &[u8]) -> Result<usize, Refusal> {
    let unclosed = || Refusal::new(ErrorCode::BadRequest, "syntax error: a string is not closed");
    if let Some(inside) = bytes.strip_prefix(b"\"\"\"") {
        let mut at = 0;
        while let Some(after) = inside.get(at..).filter(|after| !after.is_empty()) {
            match after {
                [b'\\', b'"', b'"', b'"', ..] => at += 4,
                [b'"', b'"', b'"', ..] => return Ok(at + 6),
                _ => at += 1,
            }
        }
        return Err(unclosed());
    }
    let mut at = 1;
    loop {
        match bytes.get(at) {
            Some(b'"') => return Ok(at + 1),
            Some(b'\\') => at += 2,
            None | Some(b'\r' | b'\n') => return Err(unclosed()),
            Some(_) => at += 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens_fit(document: &str, tokens: usize) -> bool {
        scan(document, &Limits { tokens, ..Limits::default() }).is_ok()
    }

    fn message(document: &str) -> String {
        scan(document, &Limits::default()).expect_err("refused").message
    }

    #[test]
    fn tokens_are_counted_as_the_grammar_counts_them() {
        let document = r#"query Q($id: ID! = "a { b") { person(id: $id, n: -1.5e3) { ...F @skip(if: true) } } # {{{"#;
        assert!(tokens_fit(document, 34));
        assert!(!tokens_fit(document, 33));
    }

    #[test]
    fn brackets_in_strings_and_comments_do_not_nest() {
        let open = "{[(".repeat(50);
        for document in [
            format!("{{ a(b: \"{open}\") }}"),
            format!("{{ a(b: \"\\\"{open}\") }}"),
            format!("{{ a(b: \"\"\"{open}\\\"\"\" \" {open}\"\"\") }}"),
            format!("{{ a }} # {open}"),
            format!("# {open}\n{{ a }}"),
        ] {
            scan(&document, &Limits::default()).expect(&document);
        }
    }

    #[test]
    fn nesting_is_refused_whatever_bracket_makes_it() {
        for document in [
            "{a".repeat(60),
            format!("{{a(b:{}", "[".repeat(60)),
            format!("query($a:{}", "[".repeat(60)),
        ] {
            assert_eq!(message(&document), "the document nests deeper than 40 levels");
        }
    }

    #[test]
    fn a_faulty_string_cannot_hide_brackets() {
        let hidden = "[".repeat(10_000);
        for document in [
            format!("{{ a(b: [\"\"\"[\"{hidden}"),
            format!("{{ a(b: \"\n{hidden}"),
            "{ a(b: \"\\".to_owned(),
            format!("{{ a(b: \"\"\"\\\"\"\"{hidden}"),
        ] {
            assert_eq!(
                message(&document),
                "syntax error: a string is not closed",
                "{}",
                &document[..12]
            );
        }
    }

    #[test]
    fn a_long_document_is_refused_by_its_length() {
        assert_eq!(message(&" ".repeat(40_000)), "the document is longer than 32768 bytes");
    }

    #[test]
    fn five_thousand_aliases_are_too_many_tokens() {
        let aliases: String = (0..5_000).map(|n| format!("a{n}:b ")).collect();
        let limits = Limits { document_bytes: usize::MAX, ..Limits::default() };
        let refusal = scan(&format!("{{{aliases}}}"), &limits).expect_err("refused");
        assert_eq!(refusal.message, "the document has more than 2000 tokens");
    }
}

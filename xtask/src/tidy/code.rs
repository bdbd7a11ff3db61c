//! Rust's text without comments and without the contents of strings, line for line, so that
//! a rule about code is not broken by a sentence about it.

/// What stands at the start of a text, by its length in bytes.
enum Piece {
    Code(usize),
    /// A comment, a string or a character.
    Words(usize),
}

/// Blanks comments and string contents; line breaks stay where they were.
pub(super) fn code_of(text: &str) -> String {
    let mut code = String::with_capacity(text.len());
    let mut rest = text;
    while !rest.is_empty() {
        let length = match first_piece(rest) {
            Piece::Code(length) => {
                code.push_str(&rest[..length]);
                length
            }
            Piece::Words(length) => {
                let blank = |c| if c == '\n' { '\n' } else { ' ' };
                code.extend(rest[..length].chars().map(blank));
                length
            }
        };
        rest = &rest[length..];
    }
    code
}

/// The code up to the tests at the end of a file.
pub(super) fn code_without_tests(text: &str) -> String {
    let code = code_of(text);
    let mut lines: Vec<&str> = code.lines().collect();
    let is_test_module = |pair: &[&str]| {
        pair[0].trim() == "#[cfg(test)]" && pair[1].trim_start().starts_with("mod ")
    };
    let tests = lines.windows(2).position(|pair| is_test_module(pair) && pair[1].contains('{'));
    if let Some(start) = tests {
        lines.truncate(start);
    }
    lines.join("\n")
}

fn first_piece(text: &str) -> Piece {
    if text.starts_with("//") {
        return Piece::Words(text.find('\n').unwrap_or(text.len()));
    }
    if text.starts_with("/*") {
        return Piece::Words(block_comment(text));
    }
    if let Some(length) = raw_string(text) {
        return Piece::Words(length);
    }
    if text.starts_with('"') {
        return Piece::Words(string(text));
    }
    if let Some(length) = character(text) {
        return Piece::Words(length);
    }
    // A whole word at once, so that the `r` at its end does not begin a raw string.
    let word = text.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(text.len());
    let one = text.chars().next().map_or(1, char::len_utf8);
    Piece::Code(word.max(one))
}

fn block_comment(text: &str) -> usize {
    let (mut depth, mut at) = (0_usize, 0);
    while at < text.len() {
        let rest = &text[at..];
        if rest.starts_with("/*") {
            depth += 1;
            at += 2;
        } else if rest.starts_with("*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += rest.chars().next().map_or(1, char::len_utf8);
        }
    }
    text.len()
}

fn raw_string(text: &str) -> Option<usize> {
    let after = text.strip_prefix("br").or_else(|| text.strip_prefix('r'))?;
    let hashes = after.len() - after.trim_start_matches('#').len();
    let body = after[hashes..].strip_prefix('"')?;
    let end = format!("\"{}", "#".repeat(hashes));
    let start = text.len() - body.len();
    Some(body.find(&end).map_or(text.len(), |at| start + at + end.len()))
}

fn string(text: &str) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    text.len()
}

/// A character literal; a lifetime is none.
fn character(text: &str) -> Option<usize> {
    let mut chars = text.char_indices();
    chars.next().filter(|(_, quote)| *quote == '\'')?;
    let (_, first) = chars.next()?;
    if first == '\\' {
        let (after_escape, _) = chars.nth(1)?;
        return text[after_escape..].find('\'').map(|at| after_escape + at + 1);
    }
    let (at, second) = chars.next()?;
    (second == '\'').then_some(at + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_strings_are_blank_and_lines_stay() {
        let code = code_of("let a = \"x::y\"; // x::y\n/* x::y\n x::y */ let b = 'x';\nx::y();\n");
        assert_eq!(code.matches("x::y").count(), 1);
        assert_eq!(code.lines().nth(3), Some("x::y();"));
    }

    #[test]
    fn raw_strings_end_at_their_own_hashes() {
        let code = code_of("let a = r#\"x\"y\"#; let for_ = bar; z();");
        assert!(!code.contains('y') && code.contains("z();") && code.contains("bar"));
    }

    #[test]
    fn a_lifetime_is_no_character() {
        let code = code_of("fn f<'a>(x: &'a str) -> char { '\\'' } // '");
        assert!(code.contains("<'a>(x: &'a str)"));
        assert!(code.trim_end().ends_with('}'));
    }

    #[test]
    fn an_escaped_quote_does_not_end_a_string() {
        assert_eq!(code_of(r#"a("\"b"); c"#), "a(     ); c");
    }

    #[test]
    fn nested_comments_end_together() {
        assert_eq!(code_of("/* a /* b */ c */d"), "                 d");
    }

    #[test]
    fn tests_at_the_end_are_cut_off() {
        let text = "fn a() {}\n\n#[cfg(test)]\nmod tests {\n    fn b() {}\n}\n";
        assert_eq!(code_without_tests(text).trim(), "fn a() {}");
        assert!(code_without_tests("#[cfg(test)]\nmod tests;\nfn c() {}\n").contains("fn c"));
    }
}

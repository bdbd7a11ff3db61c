//! Files: small, introduced by their first line, nothing left undone.

use super::{Finding, Source, code::code_of};

const MOST_LINES: usize = 500;

/// Files that may be longer, each with its reason.
const LONG: &[(&str, &str)] = &[];

/// Marks of unfinished work, in any comment or text.
const MARKS: &[&str] = &["TODO", "FIXME", "XXX"];
/// This folder names what it forbids.
const NAMES_THEM: &str = "xtask/src/tidy/";

const UNFINISHED_RUST: &[&str] = &["todo!", "unimplemented!", "#[ignore", "#![allow", "#[allow"];
const UNFINISHED_SCRIPT: &[&str] = &[".only(", ".skip(", ".fixme("];

/// Breaches in one file.
pub(super) fn examine(source: &Source) -> Vec<Finding> {
    let mut findings = Vec::new();
    let is_rust = source.path.ends_with(".rs");
    let is_script = source.ends_with_any(&[".ts", ".js", ".mjs"]);
    let is_code = is_rust || is_script || source.ends_with_any(&[".css", ".html", ".sql", ".toml"]);
    if is_rust && !source.text.starts_with("//!") {
        findings.push(source.finding(1, "starts with `//!`: what this file is, and why"));
    }
    let is_long = MOST_LINES < source.text.lines().count();
    let may_be_long = LONG.iter().any(|(path, _)| *path == source.path);
    if (is_rust || is_script || source.path.ends_with(".css")) && is_long && !may_be_long {
        findings.push(source.finding(MOST_LINES + 1, "over 500 lines: make it a folder"));
    }
    if source.path.starts_with(NAMES_THEM) {
        return findings;
    }
    if is_code {
        let text = source.text.as_str();
        findings.extend(lines_with(source, text, MARKS, "unfinished work belongs in an issue"));
    }
    if is_rust {
        let code = code_of(&source.text);
        findings.extend(lines_with(
            source,
            &code,
            UNFINISHED_RUST,
            "nothing is left undone or silenced",
        ));
    }
    if is_script && source.path.starts_with("e2e/") {
        let text = source.text.as_str();
        findings.extend(lines_with(source, text, UNFINISHED_SCRIPT, "every test runs, always"));
    }
    findings
}

fn lines_with(source: &Source, text: &str, words: &[&str], reason: &str) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (number, line) in text.lines().enumerate() {
        if let Some(word) = words.iter().find(|word| line.contains(**word)) {
            findings.push(source.finding(number + 1, format!("`{word}`: {reason}")));
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::super::source;
    use super::*;

    fn breaches(path: &str, text: &str) -> Vec<String> {
        examine(&source(path, text)).iter().map(Finding::to_string).collect()
    }

    #[test]
    fn a_rust_file_begins_with_what_it_is() {
        assert!(breaches("a.rs", "//! What it is.\nfn a() {}\n").is_empty());
        assert_eq!(breaches("a.rs", "fn a() {}\n").len(), 1);
        assert!(breaches("a.ts", "const a = 1;\n").is_empty());
    }

    #[test]
    fn five_hundred_lines_are_enough() {
        let text = format!("//! x\n{}", "\n".repeat(499));
        assert!(breaches("a.rs", &text).is_empty());
        assert_eq!(breaches("a.rs", &format!("{text}\n")).len(), 1);
        assert_eq!(breaches("a.css", &"a {}\n".repeat(501)).len(), 1);
        assert!(breaches("a.json", &"1\n".repeat(501)).is_empty());
    }

    #[test]
    fn unfinished_work_is_found_in_comments_and_code() {
        assert_eq!(
            breaches("a.css", "/* TODO: blue */"),
            ["a.css:1: `TODO`: unfinished work belongs in an issue"]
        );
        assert_eq!(breaches("a.rs", "//! x\nfn a() { todo!() }").len(), 1);
        assert_eq!(breaches("a.rs", "//! x\n#[ignore = \"slow\"]").len(), 1);
        assert!(breaches("a.rs", "//! no `todo!` here\nlet a = \"#[ignore]\";").is_empty());
        assert!(breaches("README.md", "TODO").is_empty());
    }

    #[test]
    fn a_journey_is_neither_alone_nor_left_out() {
        assert_eq!(breaches("e2e/tests/a.spec.ts", "test.only('x', f);").len(), 1);
        assert_eq!(breaches("e2e/tests/a.spec.ts", "test.describe.skip('x', f);").len(), 1);
        assert!(breaches("e2e/tests/a.spec.ts", "test('x', f);").is_empty());
    }
}

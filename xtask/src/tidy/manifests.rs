//! `Cargo.toml` and `package.json`: every dependency has its reason, none is a pre-release,
//! and the pure crates depend on nothing impure (I1).

use super::{Finding, Source};

const IMPURE: &[&str] = &[
    "tokio",
    "async-std",
    "futures",
    "reqwest",
    "axum",
    "hyper",
    "sqlx",
    "rand",
    "getrandom",
    "tracing",
    "log",
    "leptos",
    "web-sys",
    "gloo-net",
];

/// Breaches in one manifest.
pub(super) fn examine(source: &Source) -> Vec<Finding> {
    match source.path.rsplit('/').next() {
        Some("Cargo.toml") => cargo(source),
        Some("package.json") => package(source),
        _ => Vec::new(),
    }
}

fn cargo(source: &Source) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut section = "";
    let is_pure = ["shared/Cargo.toml", "engine/Cargo.toml"].contains(&source.path.as_str());
    for (number, line) in source.text.lines().enumerate() {
        let line = line.trim();
        if line.starts_with('[') {
            section = line;
            continue;
        }
        let Some((name, value)) = line.split_once('=') else { continue };
        let name = name.trim().trim_end_matches(".workspace");
        let is_dependency = section.ends_with("dependencies]") && !line.starts_with('#');
        if !is_dependency {
            continue;
        }
        let mut say = |reason: String| findings.push(source.finding(number + 1, reason));
        let is_ours = value.contains("path =");
        if section == "[workspace.dependencies]" && !is_ours && comment(value).is_empty() {
            say(format!("`{name}` has no reason: say in a comment what it is for"));
        }
        if quoted(value).any(is_pre_release) {
            say(format!("`{name}` is no stable release"));
        }
        if is_pure && section == "[dependencies]" && IMPURE.contains(&name) && !is_optional(value) {
            say(format!("I1: `{name}` has no place in a pure crate"));
        }
        if is_pure && name == "chrono" && quoted(value).any(|word| word == "clock") {
            say("I1: `chrono` without its clock".to_owned());
        }
    }
    findings
}

fn package(source: &Source) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (number, line) in source.text.lines().enumerate() {
        if quoted(line).any(is_pre_release) {
            findings.push(source.finding(number + 1, "this is no stable release"));
        }
    }
    findings
}

fn is_optional(value: &str) -> bool {
    value.replace(' ', "").contains("optional=true")
}

/// What follows the first `#` outside quotes.
fn comment(value: &str) -> &str {
    let mut is_quoted = false;
    for (at, c) in value.char_indices() {
        match c {
            '"' => is_quoted = !is_quoted,
            '#' if !is_quoted => return value[at + 1..].trim(),
            _ => {}
        }
    }
    ""
}

fn quoted(value: &str) -> impl Iterator<Item = &str> {
    value.split('"').skip(1).step_by(2)
}

/// `1.2.0-rc.1`, `^2.0-beta`: digits and dots, then a hyphen and a word.
fn is_pre_release(word: &str) -> bool {
    let version = word.trim_start_matches(['^', '~', '=', '>', '<', ' ', 'v']);
    let Some((number, after)) = version.split_once('-') else { return false };
    let is_number = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_digit());
    number.contains('.') && number.split('.').all(is_number) && !after.is_empty()
}

#[cfg(test)]
mod tests {
    use super::super::source;
    use super::*;

    fn breaches(path: &str, text: &str) -> Vec<usize> {
        examine(&source(path, text)).iter().map(|finding| finding.line).collect()
    }

    #[test]
    fn a_dependency_of_the_workspace_has_its_reason() {
        let text =
            "[workspace.dependencies]\nours = { path = \"ours\" }\na = \"1\" # why\nb = \"1\"\n";
        assert_eq!(breaches("Cargo.toml", text), [4]);
        assert!(breaches("ours/Cargo.toml", "[dependencies]\nb.workspace = true\n").is_empty());
        assert!(breaches("Cargo.toml", "[package]\nname = \"b\"\n").is_empty());
    }

    #[test]
    fn only_stable_releases() {
        let text =
            "[dependencies]\na = \"2.0.0-rc.1\"\nb = { version = \"1.0-beta\" }\nc = \"1.2\"\n";
        assert_eq!(breaches("x/Cargo.toml", text), [2, 3]);
        assert_eq!(
            breaches("e2e/package.json", "{\n\"a\": \"^1.0.0-next.3\",\n\"b-c\": \"1.0.0\"\n}"),
            [2]
        );
        assert!(!is_pre_release("wasm32-unknown") && !is_pre_release("sqlx-postgres"));
    }

    #[test]
    fn pure_crates_depend_on_nothing_impure() {
        assert_eq!(breaches("engine/Cargo.toml", "[dependencies]\ntokio.workspace = true\n"), [2]);
        assert!(
            breaches("backend/Cargo.toml", "[dependencies]\ntokio.workspace = true\n").is_empty()
        );
        assert!(breaches("engine/Cargo.toml", "[dev-dependencies]\nrand = \"0.9\"\n").is_empty());
        let clock = "[dependencies]\nchrono = { workspace = true, features = [\"clock\"] }\n";
        assert_eq!(breaches("shared/Cargo.toml", clock), [2]);
    }
}

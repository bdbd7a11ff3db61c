//! The rule set as a text for doctors: `docs/rules.md` is made by this.

use std::fmt::Write as _;

use super::{Confidence, RuleSet, text::Language};

/// The rule set in words, as Markdown.
#[must_use]
pub fn markdown(set: &RuleSet, language: Language) -> String {
    let mut out = String::new();
    let _ = writeln!(out, "# Rule set {}\n\n{}\n", set.name, set.notice.get(language));
    let mut file = "";
    for rule in &set.rules {
        if rule.file != file {
            file = &rule.file;
            let _ = writeln!(out, "\n## {}\n", title(file));
            let _ = writeln!(out, "| rule | says | source | confidence | since |");
            let _ = writeln!(out, "|---|---|---|---|---|");
        }
        let mut says = rule.text.get(language).replace('|', "/");
        if let Some(conflict) = &rule.conflict {
            let _ = write!(says, " **Open conflict** {}", conflict.replace('|', "/"));
        }
        let _ = writeln!(
            out,
            "| `{}` | {says} | {} | {} | {} |",
            rule.id,
            rule.source,
            words(rule.confidence),
            rule.valid_from
        );
    }
    let _ = writeln!(out, "\n## Sources\n\n| id | title | address | read |\n|---|---|---|---|");
    for (id, source) in &set.sources {
        let _ = writeln!(out, "| {id} | {} | {} | {} |", source.title, source.address, source.read);
    }
    out
}

/// `measles-mumps-rubella.toml` as `Measles, mumps, rubella`.
fn title(file: &str) -> String {
    let name = file.trim_end_matches(".toml").replace('-', " ");
    let mut letters = name.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

fn words(confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::OwnText => "text of an authority",
        Confidence::Press => "press or communiqué",
        Confidence::Inferred => "inferred",
        Confidence::ProxyBe => "proxy: Belgium",
        Confidence::ProxyFr => "proxy: France",
        Confidence::ProxyDe => "proxy: Germany",
        Confidence::ProxyWho => "proxy: WHO",
        Confidence::General => "general knowledge",
        Confidence::Decided => "decided by us",
    }
}

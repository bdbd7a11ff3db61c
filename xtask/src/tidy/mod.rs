//! The invariants a compiler cannot keep, by path and line, each with its reason.
//!
//! | rule | what |
//! |---|---|
//! | I1 | `shared` and `engine` are pure ([`arrows`], [`manifests`]) |
//! | I3, I4, I8 | the database, GraphQL and the network stay in the files made for them ([`arrows`]) |
//! | words | all five languages hold the same keys, none empty ([`locales`]) |
//! | files | small, introduced by their first line, nothing left undone ([`sources`]) |
//! | manifests | every dependency has its reason and is a stable release ([`manifests`]) |

mod arrows;
mod code;
mod locales;
mod manifests;
mod sources;

use std::{fmt, fs, path::Path};

use anyhow::{Result, bail};

use crate::{console, files};

/// One breach of one rule.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Finding {
    path: String,
    line: usize,
    reason: String,
}

/// A text file of the project; the path has `/` between its parts.
struct Source {
    path: String,
    text: String,
}

impl Source {
    fn finding(&self, line: usize, reason: impl Into<String>) -> Finding {
        Finding { path: self.path.clone(), line, reason: reason.into() }
    }

    fn ends_with_any(&self, endings: &[&str]) -> bool {
        endings.iter().any(|ending| self.path.ends_with(ending))
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}:{}: {}", self.path, self.line, self.reason)
    }
}

/// Prints every breach and fails if there is one.
pub(crate) fn report(root: &Path) -> Result<()> {
    let sources = read(root)?;
    let findings = examine(&sources);
    for finding in &findings {
        console::plain(&finding.to_string());
    }
    if !findings.is_empty() {
        bail!("tidy found {} breaches", findings.len());
    }
    console::say(&format!("tidy: {} files, nothing to say", sources.len()));
    Ok(())
}

fn examine(sources: &[Source]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for source in sources {
        findings.extend(sources::examine(source));
        findings.extend(arrows::examine(source));
        findings.extend(manifests::examine(source));
    }
    findings.extend(locales::examine(sources));
    findings.sort();
    findings
}

fn read(root: &Path) -> Result<Vec<Source>> {
    let mut sources = Vec::new();
    for path in files::under(root, files::is_source)? {
        let Ok(text) = fs::read_to_string(root.join(&path)) else { continue };
        let path = path.to_string_lossy().replace('\\', "/");
        sources.push(Source { path, text });
    }
    Ok(sources)
}

#[cfg(test)]
fn source(path: &str, text: &str) -> Source {
    Source { path: path.to_owned(), text: text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_finding_reads_as_an_editor_wants_it() {
        let finding = source("a/b.rs", "").finding(7, "why");
        assert_eq!(finding.to_string(), "a/b.rs:7: why");
    }
}

//! The weight of the first screen: what a phone fetches before it shows anything.
//!
//! Counted are the Wasm, JavaScript and CSS that `index.html` names, as brotli. Two limits:
//! a fixed one, and two per cent above the recorded weight, so that growth is a decision
//! someone wrote down and not an accident. The goal is 250 kB and is not reached yet
//! (ADR 0013): until it is, every run says by how much, and the fixed limit keeps what we
//! have from growing. When it is reached, the limit becomes the goal.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, bail};

use crate::console;

/// What the first screen shall weigh at most, in bytes (250 kB).
const GOAL: u64 = 250_000;
/// What it may weigh at most until then.
const LIMIT: u64 = 610_000;
const RECORD: &str = "docs/bundle-size.txt";

/// Weighs `dist/` and writes the weight down.
pub(super) fn record(root: &Path, dist: &Path) -> Result<()> {
    let weight = total(&weigh(dist)?);
    if LIMIT < weight {
        bail!("{} is over the limit of {} and is not recorded", kb(weight), kb(LIMIT));
    }
    let text = format!(
        "The first screen's Wasm + JavaScript + CSS as brotli, in bytes. Written by \
         `cargo xtask web --record`.\n{weight}\n"
    );
    let file = root.join(RECORD);
    fs::create_dir_all(file.parent().unwrap_or(root))?;
    fs::write(&file, text).with_context(|| format!("cannot write {RECORD}"))?;
    console::say(&format!("recorded {} in {RECORD}", kb(weight)));
    Ok(())
}

/// Weighs `dist/`, prints the list, and refuses what is too heavy.
pub(super) fn compare(root: &Path, dist: &Path) -> Result<String> {
    let parts = weigh(dist)?;
    let weight = total(&parts);
    let mut rows: Vec<Vec<String>> = Vec::new();
    for (path, size) in &parts {
        rows.push(vec![path.display().to_string(), kb(*size)]);
    }
    rows.push(vec!["first screen as brotli".to_owned(), kb(weight)]);
    console::plain(console::table(&rows).trim_end_matches('\n'));
    judge(weight, recorded(root)?)
}

/// Judges the recorded weight alone.
pub(super) fn recorded_within_limit(root: &Path) -> Result<String> {
    match recorded(root)? {
        None => Ok("no bundle weight recorded yet".to_owned()),
        Some(weight) => judge(weight, Some(weight)),
    }
}

fn judge(weight: u64, recorded: Option<u64>) -> Result<String> {
    if LIMIT < weight {
        bail!("the first screen weighs {}; the limit is {}", kb(weight), kb(LIMIT));
    }
    let Some(recorded) = recorded else {
        return Ok(format!("{}; nothing recorded to compare with", kb(weight)));
    };
    if recorded * 102 < weight * 100 {
        bail!(
            "the first screen grew from {} to {}, by more than 2 %: make it smaller, or run \
             `cargo xtask web --record` and say in the commit what it is worth",
            kb(recorded),
            kb(weight)
        );
    }
    let over = weight.saturating_sub(GOAL);
    let goal = if over == 0 {
        String::new()
    } else {
        format!("; OVER THE GOAL of {} BY {}", kb(GOAL), kb(over))
    };
    Ok(format!("{} (recorded {}, limit {}){goal}", kb(weight), kb(recorded), kb(LIMIT)))
}

fn recorded(root: &Path) -> Result<Option<u64>> {
    let Ok(text) = fs::read_to_string(root.join(RECORD)) else { return Ok(None) };
    let number = text.lines().find_map(|line| line.trim().parse().ok());
    number.map(Some).with_context(|| format!("{RECORD} holds no number"))
}

/// Every asset of the first screen with its compressed size.
fn weigh(dist: &Path) -> Result<Vec<(PathBuf, u64)>> {
    let page = fs::read_to_string(dist.join("index.html"))
        .with_context(|| format!("no index.html in {}", dist.display()))?;
    let mut parts = Vec::new();
    for entry in fs::read_dir(dist)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let counted = [".wasm", ".js", ".css"].iter().any(|ending| name.ends_with(ending));
        if counted && page.contains(&name) {
            let packed = dist.join(format!("{name}.br"));
            let size = fs::metadata(&packed)
                .with_context(|| format!("{} has no compressed twin", path.display()))?
                .len();
            parts.push((PathBuf::from(name), size));
        }
    }
    if !parts.iter().any(|(path, _)| path.extension().is_some_and(|ending| ending == "wasm")) {
        bail!("{} names no Wasm file in its index.html", dist.display());
    }
    parts.sort_by_key(|(_, size)| std::cmp::Reverse(*size));
    Ok(parts)
}

fn total(parts: &[(PathBuf, u64)]) -> u64 {
    parts.iter().map(|(_, size)| size).sum()
}

fn kb(bytes: u64) -> String {
    format!("{}.{} kB", bytes / 1000, bytes % 1000 / 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn over_the_limit_is_refused_whatever_was_recorded() {
        assert!(judge(LIMIT, Some(LIMIT)).is_ok());
        assert!(judge(LIMIT + 1, Some(LIMIT + 1)).is_err());
    }

    #[test]
    fn a_weight_over_the_goal_is_said() {
        let said = judge(GOAL + 1_000, Some(GOAL + 1_000)).expect("within the limit");
        assert!(said.contains("OVER THE GOAL of 250.0 kB BY 1.0 kB"), "{said}");
        assert!(!judge(GOAL, Some(GOAL)).expect("within the limit").contains("GOAL"));
    }

    #[test]
    fn two_per_cent_more_pass_and_a_byte_more_does_not() {
        assert!(judge(102_000, Some(100_000)).is_ok());
        assert!(judge(102_001, Some(100_000)).is_err());
        assert!(judge(50_000, Some(100_000)).is_ok());
    }

    #[test]
    fn only_what_the_page_names_is_counted() {
        let dist = std::env::temp_dir().join(format!("carnet-budget-{}", std::process::id()));
        fs::create_dir_all(&dist).unwrap();
        fs::write(dist.join("index.html"), "a_bg.wasm s.css").unwrap();
        for (name, size) in [("a_bg.wasm", 30), ("s.css", 20), ("late.js", 500), ("x.svg", 9)] {
            fs::write(dist.join(name), "").unwrap();
            fs::write(dist.join(format!("{name}.br")), "x".repeat(size)).unwrap();
        }
        let weight = total(&weigh(&dist).unwrap());
        fs::remove_file(dist.join("s.css.br")).unwrap();
        let missing = weigh(&dist).is_err();
        fs::remove_dir_all(&dist).unwrap();
        assert_eq!(weight, 50);
        assert!(missing);
    }
}

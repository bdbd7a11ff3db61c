//! The weight of what a browser fetches: Wasm, JavaScript and CSS, as brotli.
//!
//! The first screen is what `index.html` names: all that is fetched before anything is shown.
//! It may weigh 250 kB. A part of the program that is fetched later ([`super::parts`]) is weighed
//! with the first screen before it: so much has come when the first page of that part is shown.
//! The heaviest rule set (one version in one language) is weighed by itself.
//! Everything may grow by two per cent over what is recorded, so that growth is a decision
//! someone wrote down and not an accident.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, bail};

use super::parts;
use crate::console;

/// What the first screen may weigh at most, in bytes (250 kB).
const LIMIT: u64 = 250_000;
const RECORD: &str = "docs/bundle-size.txt";
const FIRST: &str = "first_screen";
const RULE_SET: &str = "rule_set";
const HEAD: &str =
    "# Wasm + JavaScript + CSS as brotli, in bytes: the first screen, and with it each part that is
# fetched later; by itself the heaviest rule set. Written by `cargo xtask web --record`.
";

/// Weights by what is shown.
type Weights = BTreeMap<String, u64>;

/// Weighs `dist/` and writes the weights down.
pub(super) fn record(root: &Path, dist: &Path) -> Result<()> {
    let weights = weigh(dist)?;
    within_limit(&weights)?;
    let mut text = HEAD.to_owned();
    for (name, weight) in &weights {
        text.push_str(&format!("{name} {weight}\n"));
    }
    let file = root.join(RECORD);
    fs::create_dir_all(file.parent().unwrap_or(root))?;
    fs::write(&file, text).with_context(|| format!("cannot write {RECORD}"))?;
    console::say(&format!("recorded in {RECORD}"));
    Ok(())
}

/// Weighs `dist/`, prints the list, and refuses what is too heavy.
pub(super) fn compare(root: &Path, dist: &Path) -> Result<String> {
    let mut rows: Vec<Vec<String>> = Vec::new();
    for (path, size) in first_screen(dist)? {
        rows.push(vec![path.display().to_string(), kb(size)]);
    }
    let weights = weigh(dist)?;
    for (name, weight) in &weights {
        rows.push(vec![format!("{name} as brotli"), kb(*weight)]);
    }
    console::plain(console::table(&rows).trim_end_matches('\n'));
    judge(&weights, &recorded(root)?)
}

/// Judges the recorded weights alone.
pub(super) fn recorded_within_limit(root: &Path) -> Result<String> {
    let weights = recorded(root)?;
    judge(&weights, &weights)
}

fn judge(weights: &Weights, recorded: &Weights) -> Result<String> {
    within_limit(weights)?;
    for (name, weight) in weights {
        let Some(before) = recorded.get(name) else {
            bail!("`{name}` is not in {RECORD}: run `cargo xtask web --record`");
        };
        if before * 102 < weight * 100 {
            bail!(
                "{name} grew from {} to {}, by more than 2 %: make it smaller, or run \
                 `cargo xtask web --record` and say in the commit what it is worth",
                kb(*before),
                kb(*weight)
            );
        }
    }
    let first = weights.get(FIRST).copied().unwrap_or_default();
    Ok(format!("first screen {} of {}", kb(first), kb(LIMIT)))
}

fn within_limit(weights: &Weights) -> Result<()> {
    let first = weights.get(FIRST).copied().with_context(|| format!("no weight of {FIRST}"))?;
    if LIMIT < first {
        bail!("the first screen weighs {}; the limit is {}", kb(first), kb(LIMIT));
    }
    Ok(())
}

fn recorded(root: &Path) -> Result<Weights> {
    let text = fs::read_to_string(root.join(RECORD))
        .with_context(|| format!("no {RECORD}: run `cargo xtask web --record`"))?;
    text.lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| {
            let (name, number) = line.split_once(' ').unwrap_or((line, ""));
            let number = number.parse().with_context(|| format!("{RECORD}: no number: {line}"))?;
            Ok((name.to_owned(), number))
        })
        .collect()
}

/// The first screen, and with it each part.
fn weigh(dist: &Path) -> Result<Weights> {
    let first: u64 = first_screen(dist)?.iter().map(|(_, size)| size).sum();
    let mut weights = Weights::from([(FIRST.to_owned(), first)]);
    weights.insert(RULE_SET.to_owned(), heaviest_rule_set(dist)?);
    for (part, files) in parts::fetched_by(dist)? {
        let mut weight = first;
        for file in files {
            weight += packed_size(dist, &file)?;
        }
        weights.insert(part, weight);
    }
    Ok(weights)
}

/// The compressed size of the heaviest rule set.
fn heaviest_rule_set(dist: &Path) -> Result<u64> {
    let mut heaviest = None;
    for entry in fs::read_dir(dist)? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if name.ends_with(".bin") {
            heaviest = heaviest.max(Some(packed_size(dist, &name)?));
        }
    }
    heaviest.with_context(|| format!("{} holds no rule set", dist.display()))
}

/// Every asset that the page names with its compressed size, the heaviest first.
fn first_screen(dist: &Path) -> Result<Vec<(PathBuf, u64)>> {
    let page = fs::read_to_string(dist.join("index.html"))
        .with_context(|| format!("no index.html in {}", dist.display()))?;
    let mut assets = Vec::new();
    for entry in fs::read_dir(dist)? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        let counted = [".wasm", ".js", ".css"].iter().any(|ending| name.ends_with(ending));
        if counted && page.contains(&name) {
            let size = packed_size(dist, &name)?;
            assets.push((PathBuf::from(name), size));
        }
    }
    if !assets.iter().any(|(path, _)| path.extension().is_some_and(|ending| ending == "wasm")) {
        bail!("{} names no Wasm file in its index.html", dist.display());
    }
    assets.sort_by_key(|(_, size)| std::cmp::Reverse(*size));
    Ok(assets)
}

fn packed_size(dist: &Path, name: &str) -> Result<u64> {
    let packed = dist.join(format!("{name}.br"));
    let data = fs::metadata(&packed).with_context(|| format!("{name} has no compressed twin"))?;
    Ok(data.len())
}

fn kb(bytes: u64) -> String {
    format!("{}.{} kB", bytes / 1000, bytes % 1000 / 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn weights(first: u64, hand: u64) -> Weights {
        Weights::from([(FIRST.to_owned(), first), ("hand".to_owned(), hand)])
    }

    #[test]
    fn a_first_screen_over_the_limit_is_refused_whatever_was_recorded() {
        let at = weights(LIMIT, LIMIT);
        let over = weights(LIMIT + 1, LIMIT + 1);
        assert!(judge(&at, &at).is_ok());
        assert!(judge(&over, &over).is_err());
    }

    #[test]
    fn two_per_cent_more_pass_and_a_byte_more_does_not() {
        let before = weights(100_000, 200_000);
        assert!(judge(&weights(102_000, 204_000), &before).is_ok());
        assert!(judge(&weights(102_001, 204_000), &before).is_err());
        assert!(judge(&weights(102_000, 204_001), &before).is_err());
        assert!(judge(&weights(50_000, 50_000), &before).is_ok());
    }

    #[test]
    fn a_part_that_nobody_recorded_is_refused() {
        let before = Weights::from([(FIRST.to_owned(), 100_000)]);
        assert!(judge(&weights(100_000, 1), &before).is_err());
    }

    #[test]
    fn what_the_page_names_is_the_first_screen_and_a_part_comes_on_top() {
        let dist = std::env::temp_dir().join(format!("carnet-budget-{}", std::process::id()));
        fs::create_dir_all(&dist).unwrap();
        fs::write(dist.join("index.html"), "a_bg.wasm s.css parts-ab.js").unwrap();
        let files = [
            ("a_bg.wasm", 30),
            ("s.css", 20),
            ("late.js", 500),
            ("x.svg", 9),
            ("b-ab.wasm", 7),
            ("lu-1-fr.bin", 4),
            ("lu-2-fr.bin", 5),
        ];
        for (name, size) in files {
            fs::write(dist.join(name), "").unwrap();
            fs::write(dist.join(format!("{name}.br")), "x".repeat(size)).unwrap();
        }
        let script = "const __chunk_2 = makeLoad(() => {\n const src = fetch(new URL(\"./b-ab.wasm\")); }\n, []);\n\
                      export const __wasm_split_load_hand = wrapAsyncCb(makeLoad(() => x, \
                      [__chunk_2]));";
        fs::write(dist.join("parts-ab.js"), script).unwrap();
        fs::write(dist.join("parts-ab.js.br"), "").unwrap();
        let weighed = weigh(&dist).unwrap();
        fs::remove_file(dist.join("s.css.br")).unwrap();
        let missing = weigh(&dist).is_err();
        fs::remove_dir_all(&dist).unwrap();
        let mut expected = weights(50, 57);
        expected.insert(RULE_SET.to_owned(), 5);
        assert_eq!(weighed, expected);
        assert!(missing);
    }
}

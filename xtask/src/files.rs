//! The files of the project, without what builds and tests leave behind.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};

/// Folders that hold nothing anyone wrote.
const LEFT_BEHIND: &[&str] =
    &[".git", "target", "dist", "node_modules", "test-results", "playwright-report"];

/// Every file under a folder, in order, as paths from `root`; `keep` decides which of the
/// folders directly under the root are entered.
pub(crate) fn under(root: &Path, keep: impl Fn(&str) -> bool) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for (name, path) in entries(root)? {
        if path.is_dir() && !keep(&name) {
            continue;
        }
        collect(&path, &mut found)?;
    }
    let strip = |path: PathBuf| path.strip_prefix(root).map(Path::to_path_buf).unwrap_or(path);
    let mut found: Vec<PathBuf> = found.into_iter().map(strip).collect();
    found.sort();
    Ok(found)
}

fn collect(path: &Path, found: &mut Vec<PathBuf>) -> Result<()> {
    if path.is_symlink() {
        return Ok(());
    }
    if !path.is_dir() {
        found.push(path.to_path_buf());
        return Ok(());
    }
    for (name, child) in entries(path)? {
        if !LEFT_BEHIND.contains(&name.as_str()) {
            collect(&child, found)?;
        }
    }
    Ok(())
}

fn entries(folder: &Path) -> Result<Vec<(String, PathBuf)>> {
    let read = || format!("cannot read {}", folder.display());
    let mut entries = Vec::new();
    for entry in fs::read_dir(folder).with_context(read)? {
        let entry = entry.with_context(read)?;
        entries.push((entry.file_name().to_string_lossy().into_owned(), entry.path()));
    }
    Ok(entries)
}

/// Whether a folder directly under the root belongs to the project's sources.
pub(crate) fn is_source(name: &str) -> bool {
    !LEFT_BEHIND.contains(&name) && name != "data"
}

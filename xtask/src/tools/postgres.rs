//! PostgreSQL's programs, which Debian keeps outside the search path.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result};

use super::{Found, apt};
use crate::process::{find_on_path, output};

const DEBIAN: &str = "/usr/lib/postgresql";

/// Finds the folder of `initdb` and `postgres`, or installs Debian's package.
pub(super) fn ensure() -> Result<PathBuf> {
    if let Some(folder) = find() {
        return Ok(folder);
    }
    apt::install(&["postgresql"], "every test runs on PostgreSQL too")?;
    find().context("Debian's postgresql was installed, but there is no `initdb`")
}

/// Says which version it is.
pub(super) fn describe(folder: &Path) -> Result<Found> {
    let words = output(Command::new(folder.join("postgres")).arg("--version"))?;
    let version = words.split_whitespace().nth(2).unwrap_or("unknown").to_owned();
    Ok(Found { what: "postgresql", version, place: folder.to_path_buf() })
}

fn find() -> Option<PathBuf> {
    newest(Path::new(DEBIAN)).or_else(|| {
        let initdb = fs::canonicalize(find_on_path("initdb")?).ok()?;
        initdb.parent().filter(|folder| is_whole(folder)).map(Path::to_path_buf)
    })
}

/// The highest version under Debian's folder.
fn newest(debian: &Path) -> Option<PathBuf> {
    let versions = fs::read_dir(debian).ok()?.flatten();
    let numbered = versions
        .filter_map(|entry| Some((entry.file_name().to_str()?.parse::<u32>().ok()?, entry.path())));
    let whole = numbered.filter(|(_, path)| is_whole(&path.join("bin")));
    whole.max_by_key(|(version, _)| *version).map(|(_, path)| path.join("bin"))
}

fn is_whole(folder: &Path) -> bool {
    ["initdb", "postgres", "pg_isready"].iter().all(|name| folder.join(name).exists())
}

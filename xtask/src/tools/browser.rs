//! Chromium, for the browser journeys. Playwright's own download is not used: Debian's
//! Chromium gets its security updates from Debian.

use std::{path::PathBuf, process::Command};

use anyhow::{Context, Result};

use super::{Found, apt};
use crate::process::{find_on_path, output};

const NAMES: &[&str] = &["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/// Finds Chromium or installs it.
pub(super) fn ensure() -> Result<Found> {
    let place = match find() {
        Some(place) => place,
        None => {
            apt::install(&["chromium", "fonts-dejavu-core"], "the browser journeys drive it")?;
            find().context("Debian's chromium was installed but is not on the search path")?
        }
    };
    let version = output(Command::new(&place).arg("--version"))?;
    let version = version.split_whitespace().find(|word| word.starts_with(char::is_numeric));
    Ok(Found { what: "chromium", version: version.unwrap_or("unknown").to_owned(), place })
}

fn find() -> Option<PathBuf> {
    let named = std::env::var_os("CARNET_CHROMIUM").map(PathBuf::from);
    named.or_else(|| NAMES.iter().find_map(|name| find_on_path(name)))
}

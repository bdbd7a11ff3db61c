//! Programs from crates.io: Trunk, wasm-bindgen's command line, wasm-split.

use std::fs;

use anyhow::{Context, Result, bail};

use super::{Found, Toolbox};
use crate::{console, process::run};

/// The last Trunk that our compiler builds: 0.22 asks for rustc 1.96.1.
const TRUNK: &str = "0.21.14";

/// The one that goes with `wasm_split_helpers` 0.2.3.
const WASM_SPLIT: &str = "0.2.4";

/// Finds Trunk or installs it.
pub(super) fn trunk(toolbox: &Toolbox) -> Result<Found> {
    let why = "it puts the front end together (about 5 minutes, once)";
    let (name, krate, version) = ("trunk", "trunk", TRUNK);
    ensure(toolbox, &Wanted { name, krate, version, features: &[], locked: true, why })
}

/// Finds the program that cuts a Wasm file into parts, or installs it.
pub(super) fn wasm_split(toolbox: &Toolbox) -> Result<Found> {
    let why = "it cuts the program into parts (about 2 minutes, once)";
    let (name, krate, version) = ("wasm-split-cli", "wasm_split_cli_support", WASM_SPLIT);
    let features = &["build-binary"];
    ensure(toolbox, &Wanted { name, krate, version, features, locked: true, why })
}

/// Finds wasm-bindgen's program of the very version in our lock file, or installs it.
pub(super) fn wasm_bindgen(toolbox: &Toolbox) -> Result<Found> {
    let lock = fs::read_to_string(toolbox.repo().join("Cargo.lock"))?;
    let version = locked_version(&lock, "wasm-bindgen")
        .context("Cargo.lock holds no `wasm-bindgen`: is the front end a member?")?;
    let why = "it writes the JavaScript around the Wasm (about 2 minutes, once)";
    // Not by its own lock file: 0.2.130's asks for a version the registry may lack.
    let (name, krate, locked) = ("wasm-bindgen", "wasm-bindgen-cli", false);
    ensure(toolbox, &Wanted { name, krate, version, features: &[], locked, why })
}

struct Wanted<'a> {
    name: &'static str,
    krate: &'static str,
    version: &'a str,
    features: &'static [&'static str],
    locked: bool,
    why: &'a str,
}

fn ensure(toolbox: &Toolbox, wanted: &Wanted<'_>) -> Result<Found> {
    let Wanted { name, krate, version, .. } = wanted;
    let place = toolbox.bin().join(name);
    let is_there = || {
        let kept = fs::read_to_string(toolbox.tools.join(".crates.toml")).unwrap_or_default();
        place.exists() && is_installed(&kept, krate, version)
    };
    if !is_there() {
        install(toolbox, wanted)?;
        if !is_there() {
            bail!("{krate} was installed but `{name}` {version} is not in {}", place.display());
        }
    }
    Ok(Found { what: name, version: (*version).to_owned(), place })
}

fn install(toolbox: &Toolbox, wanted: &Wanted<'_>) -> Result<()> {
    let Wanted { krate, version, features, why, .. } = wanted;
    console::say(&format!("installing {krate} {version}: {why}"));
    // Kept until it is installed, so that an interrupted build goes on where it was.
    let build = toolbox.tools.join("build");
    let mut cargo = toolbox.command("cargo")?;
    cargo
        .current_dir(&toolbox.tools)
        .args(["install", krate, "--version", version, "--force", "--root"])
        .arg(&toolbox.tools)
        .env("CARGO_TARGET_DIR", &build)
        .env("CARGO_PROFILE_RELEASE_LTO", "false")
        .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
        .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1");
    if wanted.locked {
        cargo.arg("--locked");
    }
    if !features.is_empty() {
        cargo.args(["--features", &features.join(",")]);
    }
    run(&mut cargo)?;
    fs::remove_dir_all(&build).ok();
    Ok(())
}

/// Whether Cargo's own list of what it installed, `.crates.toml`, names that version.
fn is_installed(kept: &str, krate: &str, version: &str) -> bool {
    let start = format!("\"{krate} {version} (");
    kept.lines().any(|line| line.starts_with(&start))
}

fn locked_version<'a>(lock: &'a str, name: &str) -> Option<&'a str> {
    let name = format!("name = \"{name}\"");
    let mut lines = lock.lines().skip_while(|line| *line != name);
    lines.nth(1)?.strip_prefix("version = \"")?.strip_suffix('"')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_version_is_not_the_one_wanted() {
        let kept = "[v1]\n\"trunk 0.21.14 (registry+https://x)\" = [\"trunk\"]\n";
        assert!(is_installed(kept, "trunk", "0.21.14"));
        assert!(!is_installed(kept, "trunk", "0.21.1"));
        assert!(!is_installed(kept, "runk", "0.21.14"));
        assert!(!is_installed("", "trunk", "0.21.14"));
    }

    #[test]
    fn the_version_is_the_one_of_that_very_package() {
        let lock = "[[package]]\nname = \"wasm-bindgen-futures\"\nversion = \"0.4.1\"\n\n\
                    [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n";
        assert_eq!(locked_version(lock, "wasm-bindgen"), Some("0.2.130"));
        assert_eq!(locked_version(lock, "wasm"), None);
    }
}

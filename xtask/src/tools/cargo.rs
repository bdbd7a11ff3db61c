//! Programs from crates.io: Trunk and wasm-bindgen's command line.

use std::{fs, path::Path};

use anyhow::{Context, Result};

use super::{Found, Toolbox};
use crate::{
    console,
    process::{output, run},
};

/// The last Trunk that our compiler builds: 0.22 asks for rustc 1.96.1.
const TRUNK: &str = "0.21.14";

/// Finds Trunk or installs it.
pub(super) fn trunk(toolbox: &Toolbox) -> Result<Found> {
    let why = "it puts the front end together (about 5 minutes, once)";
    ensure(toolbox, &Wanted { name: "trunk", krate: "trunk", version: TRUNK, locked: true, why })
}

/// Finds wasm-bindgen's program of the very version in our lock file, or installs it.
pub(super) fn wasm_bindgen(toolbox: &Toolbox) -> Result<Found> {
    let lock = fs::read_to_string(toolbox.repo().join("Cargo.lock"))?;
    let version = locked_version(&lock, "wasm-bindgen")
        .context("Cargo.lock holds no `wasm-bindgen`: is the front end a member?")?;
    let why = "it writes the JavaScript around the Wasm (about 2 minutes, once)";
    // Not by its own lock file: 0.2.130's asks for a version the registry may lack.
    let (name, krate, locked) = ("wasm-bindgen", "wasm-bindgen-cli", false);
    ensure(toolbox, &Wanted { name, krate, version, locked, why })
}

struct Wanted<'a> {
    name: &'static str,
    krate: &'static str,
    version: &'a str,
    locked: bool,
    why: &'a str,
}

fn ensure(toolbox: &Toolbox, wanted: &Wanted<'_>) -> Result<Found> {
    let place = toolbox.bin().join(wanted.name);
    if installed_version(&place).as_deref() != Some(wanted.version) {
        install(toolbox, wanted)?;
        let installed = installed_version(&place);
        if installed.as_deref() != Some(wanted.version) {
            let now = installed.unwrap_or_else(|| "missing".to_owned());
            anyhow::bail!("{} is {now}, not {}", wanted.name, wanted.version);
        }
    }
    Ok(Found { what: wanted.name, version: wanted.version.to_owned(), place })
}

fn install(toolbox: &Toolbox, wanted: &Wanted<'_>) -> Result<()> {
    let Wanted { krate, version, why, .. } = wanted;
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
    run(&mut cargo)?;
    fs::remove_dir_all(&build).ok();
    Ok(())
}

fn installed_version(place: &Path) -> Option<String> {
    let words = output(std::process::Command::new(place).arg("--version")).ok()?;
    words.split_whitespace().nth(1).map(str::to_owned)
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
    fn the_version_is_the_one_of_that_very_package() {
        let lock = "[[package]]\nname = \"wasm-bindgen-futures\"\nversion = \"0.4.1\"\n\n\
                    [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n";
        assert_eq!(locked_version(lock, "wasm-bindgen"), Some("0.2.130"));
        assert_eq!(locked_version(lock, "wasm"), None);
    }
}

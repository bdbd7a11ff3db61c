//! The Rust toolchain's own parts.

use anyhow::{Context, Result};

use super::{Found, Toolbox};
use crate::{
    console,
    process::{find_on_path, output, run},
};

/// Finds the compiler, and adds rustfmt and clippy if this is a minimal installation.
pub(super) fn ensure(toolbox: &Toolbox) -> Result<Found> {
    for (tool, component) in [("fmt", "rustfmt"), ("clippy", "clippy")] {
        if output(toolbox.command("cargo")?.args([tool, "--version"])).is_ok() {
            continue;
        }
        console::say(&format!("adding {component} to the Rust toolchain: the checks use it"));
        run(toolbox.command("rustup")?.args(["component", "add", component]))?;
    }
    let words = output(toolbox.command("rustc")?.arg("--version"))?;
    let version = words.split_whitespace().nth(1).unwrap_or("unknown").to_owned();
    let place = find_on_path("cargo").context("cargo is not on the search path")?;
    Ok(Found { what: "rust", version, place })
}

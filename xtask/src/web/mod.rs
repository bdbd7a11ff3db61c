//! Building the front end into `dist/`: Trunk, then the rule sets, then the parts, then
//! compressed twins, then the weight.
//!
//! A build is skipped when `dist/.fingerprint` says that nothing it is made of has changed.

mod budget;
mod early;
mod parts;

use std::{fs, path::PathBuf};

use anyhow::{Context, Result};

use crate::{
    console, fingerprint,
    process::run,
    tools::{Toolbox, WasmTarget},
};

pub(crate) use early::Early;

const STAMP: &str = ".fingerprint";
const PRECOMPRESS: &str = include_str!("precompress.mjs");

/// How the front end is built.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Profile {
    /// Small: what people get.
    Release,
    /// Quick: for work on the pages.
    Dev,
}

/// Where the built front end is.
pub(crate) fn folder(toolbox: &Toolbox) -> PathBuf {
    toolbox.repo().join("dist")
}

/// `cargo xtask web`.
pub(crate) fn command(toolbox: &Toolbox, profile: Profile, record: bool) -> Result<()> {
    build(toolbox, profile)?;
    match profile {
        Profile::Dev => Ok(()),
        Profile::Release if record => budget::record(toolbox.repo(), &folder(toolbox)),
        Profile::Release => weigh(toolbox).map(drop),
    }
}

/// Builds what is not up to date.
pub(crate) fn build(toolbox: &Toolbox, profile: Profile) -> Result<()> {
    let stamp = stamp(toolbox, profile)?;
    if is_built(toolbox, &stamp) {
        console::say("the front end in dist/ is up to date");
        return Ok(());
    }
    let target = toolbox.for_the_web()?;
    console::say("building the front end with Trunk");
    trunk(toolbox, &target, profile)?;
    rule_sets(toolbox)?;
    if profile == Profile::Release {
        parts::cut(toolbox, &folder(toolbox))?;
        precompress(toolbox)?;
    }
    fs::write(folder(toolbox).join(STAMP), stamp)?;
    Ok(())
}

/// Weighs the release build and compares it with the limits; answers the note for the table.
pub(crate) fn weigh(toolbox: &Toolbox) -> Result<String> {
    budget::compare(toolbox.repo(), &folder(toolbox))
}

/// Compares what can be compared without a build: the recorded weight with the limit, and
/// with `dist/` if that is the release build of these very sources.
pub(crate) fn weigh_if_built(toolbox: &Toolbox) -> Result<String> {
    let recorded = budget::recorded_within_limit(toolbox.repo())?;
    if is_built(toolbox, &stamp(toolbox, Profile::Release)?) {
        return weigh(toolbox);
    }
    Ok(recorded)
}

fn stamp(toolbox: &Toolbox, profile: Profile) -> Result<String> {
    Ok(format!("{profile:?} {}", fingerprint::of_the_web(toolbox.repo())?))
}

fn is_built(toolbox: &Toolbox, stamp: &str) -> bool {
    let built = fs::read_to_string(folder(toolbox).join(STAMP));
    let enough = stamp.replacen(&format!("{:?}", Profile::Dev), "Release", 1);
    built.is_ok_and(|built| built == stamp || built == enough)
}

fn trunk(toolbox: &Toolbox, target: &WasmTarget, profile: Profile) -> Result<()> {
    let mut trunk = toolbox.command("trunk")?;
    target.apply(&mut trunk);
    trunk.args(["build", "--offline"]);
    if profile == Profile::Release {
        trunk.args(["--release", "--features", "split"]).envs(parts::BUILD_ENV);
    }
    // Trunk takes `NO_COLOR=1` for a mistake: it wants a word.
    run(trunk.env_remove("NO_COLOR"))
}

/// The rule sets as the browser reads them, and `rule-sets.json`, which names them.
fn rule_sets(toolbox: &Toolbox) -> Result<()> {
    console::say("writing the rule sets");
    let mut cargo = toolbox.command("cargo")?;
    cargo.args(["run", "--quiet", "-p", "engine", "--bin", "engine-rules", "--"]);
    run(cargo.arg(folder(toolbox))).context("cannot write the rule sets")
}

fn precompress(toolbox: &Toolbox) -> Result<()> {
    console::say("compressing with brotli, quality 11");
    let mut node = toolbox.command("node")?;
    node.args(["--input-type=module", "--eval", PRECOMPRESS]).arg(folder(toolbox));
    run(&mut node).context("cannot compress dist/")
}

//! Node and npm packages: wasm-opt for the build, and what the tests in `e2e/` need.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result, bail};

use super::{Found, Toolbox, apt};
use crate::{
    console,
    process::{find_on_path, output, run},
};

/// Node 22, as several test packages ask; the one on the search path may be older.
const NODE: &str = "22";
/// wasm-opt; Debian's binaryen is too old for what rustc emits.
const BINARYEN: &str = "132";
/// Says what `npm ci` installed last.
const STAMP: &str = "node_modules/.carnet-lock";

/// Finds Node 22 and wasm-opt, or installs them.
pub(super) fn ensure(toolbox: &Toolbox) -> Result<Vec<Found>> {
    if !is_ready(toolbox) {
        npm()?;
        let folder = toolbox.tools.join("node");
        fs::create_dir_all(&folder)?;
        console::say(&format!(
            "installing node@{NODE} and binaryen@{BINARYEN} from npm: scripts and wasm-opt"
        ));
        let mut npm = toolbox.command("npm")?;
        npm.args(["install", "--no-audit", "--no-fund", "--no-progress", "--prefix"]);
        npm.arg(&folder).current_dir(&folder);
        npm.args([format!("node@{NODE}"), format!("binaryen@{BINARYEN}")]);
        run(&mut npm)?;
        if !is_ready(toolbox) {
            bail!("npm ran, but node {NODE} or wasm-opt {BINARYEN} is not in {folder:?}");
        }
    }
    let node = toolbox.node_bin().join("node");
    let wasm_opt = toolbox.node_bin().join("wasm-opt");
    let version = version_of(&node)?.trim_start_matches('v').to_owned();
    Ok(vec![
        Found { what: "node", version, place: node },
        Found { what: "wasm-opt", version: BINARYEN.to_owned(), place: wasm_opt },
    ])
}

/// Installs the packages of `e2e/package-lock.json` into the clone, if they are not there.
pub(super) fn packages(toolbox: &Toolbox) -> Result<()> {
    let folder = toolbox.repo().join("e2e");
    let lock = fs::read_to_string(folder.join("package-lock.json"))
        .context("cannot read e2e/package-lock.json")?;
    let stamp = folder.join(STAMP);
    if fs::read_to_string(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    npm()?;
    console::say("installing the npm packages of e2e/: the browser journeys and protocol checks");
    let mut npm = toolbox.command("npm")?;
    npm.args(["ci", "--no-audit", "--no-fund", "--no-progress", "--ignore-scripts"]);
    npm.current_dir(&folder).env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    run(&mut npm)?;
    fs::write(stamp, lock)?;
    Ok(())
}

fn npm() -> Result<PathBuf> {
    if let Some(npm) = find_on_path("npm") {
        return Ok(npm);
    }
    apt::install(&["npm"], "it fetches Node 22, wasm-opt and the test packages")?;
    find_on_path("npm").context("Debian's npm was installed but is not on the search path")
}

fn is_ready(toolbox: &Toolbox) -> bool {
    let bin = toolbox.node_bin();
    let node = version_of(&bin.join("node")).is_ok_and(|v| v.starts_with(&format!("v{NODE}.")));
    let wasm_opt =
        fs::read_to_string(toolbox.tools.join("node/node_modules/binaryen/package.json"))
            .is_ok_and(|text| text.contains(&format!("\"version\": \"{BINARYEN}.")));
    node && wasm_opt && bin.join("wasm-opt").exists()
}

fn version_of(program: &Path) -> Result<String> {
    output(Command::new(program).arg("--version"))
}

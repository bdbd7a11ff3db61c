//! The tools that build and test: found if they are there, installed if not, kept outside
//! the clone so that the next one finds them.
//!
//! Each file is one kind of tool and offers `ensure`, which is cheap when nothing is missing.

mod apt;
mod browser;
mod cargo;
mod node;
mod postgres;
mod rust;
mod wasm;

use std::{
    env,
    ffi::OsString,
    fs::{self, File},
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result};

use crate::console;

pub(crate) use wasm::WasmTarget;

/// Where the project and its tools are.
pub(crate) struct Toolbox {
    repo: PathBuf,
    tools: PathBuf,
}

/// A tool with its version and place, for the reader.
struct Found {
    what: &'static str,
    version: String,
    place: PathBuf,
}

impl Toolbox {
    /// Finds the project's root and the folder of the tools.
    pub(crate) fn find() -> Result<Self> {
        let package = env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
        let package = package.unwrap_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")));
        let repo = package.parent().context("xtask has no folder above it")?.to_path_buf();
        let tools = match (env::var_os("CARNET_TOOLS"), env::var_os("HOME")) {
            (Some(folder), _) => PathBuf::from(folder),
            (None, Some(home)) => Path::new(&home).join(".cache/carnet/tools"),
            (None, None) => anyhow::bail!("set `CARNET_TOOLS` or `HOME`: tools need a place"),
        };
        Ok(Self { repo, tools })
    }

    /// The root of the project.
    pub(crate) fn repo(&self) -> &Path {
        &self.repo
    }

    fn bin(&self) -> PathBuf {
        self.tools.join("bin")
    }

    fn node_bin(&self) -> PathBuf {
        self.tools.join("node/node_modules/.bin")
    }

    /// The search path with our tools before everything else.
    pub(crate) fn search_path(&self) -> Result<OsString> {
        let old = env::var_os("PATH").unwrap_or_default();
        let ours = [self.bin(), self.node_bin()];
        env::join_paths(ours.into_iter().chain(env::split_paths(&old)))
            .context("a folder of the search path holds a colon")
    }

    /// A command at the project's root that finds our tools.
    pub(crate) fn command(&self, program: &str) -> Result<Command> {
        let mut command = Command::new(program);
        command.current_dir(&self.repo).env("PATH", self.search_path()?);
        // Cargo told xtask about xtask; a Cargo below must not believe it is meant.
        for (name, _) in env::vars_os() {
            let words = name.to_string_lossy();
            if words.starts_with("CARGO_PKG_") || words.starts_with("CARGO_MANIFEST_") {
                command.env_remove(&name);
            }
        }
        Ok(command)
    }

    /// Waits until no other `cargo xtask` is installing; released when dropped.
    fn lock(&self) -> Result<File> {
        fs::create_dir_all(&self.tools)
            .with_context(|| format!("cannot make {}", self.tools.display()))?;
        let file = File::create(self.tools.join(".lock"))?;
        if file.try_lock().is_err() {
            console::say("waiting: another cargo xtask is installing tools");
            file.lock()?;
        }
        Ok(file)
    }

    /// What builds native crates and checks them: rustfmt and clippy beside the compiler.
    pub(crate) fn for_checks(&self) -> Result<()> {
        rust::ensure(self).map(drop)
    }

    /// What builds the front end: Wasm target, Trunk, wasm-bindgen, wasm-split, Node, wasm-opt.
    pub(crate) fn for_the_web(&self) -> Result<WasmTarget> {
        let target = self.for_wasm()?;
        let _lock = self.lock()?;
        cargo::trunk(self)?;
        cargo::wasm_bindgen(self)?;
        cargo::wasm_split(self)?;
        node::ensure(self)?;
        Ok(target)
    }

    /// The Wasm target alone.
    pub(crate) fn for_wasm(&self) -> Result<WasmTarget> {
        let _lock = self.lock()?;
        wasm::ensure(self)
    }

    /// What runs scripts and browser tests: Node and the packages of `e2e/`.
    pub(crate) fn for_scripts(&self) -> Result<()> {
        let _lock = self.lock()?;
        node::ensure(self)?;
        node::packages(self)
    }

    /// Chromium's program.
    pub(crate) fn chromium(&self) -> Result<PathBuf> {
        let _lock = self.lock()?;
        browser::ensure().map(|found| found.place)
    }

    /// The folder of PostgreSQL's programs.
    pub(crate) fn postgres(&self) -> Result<PathBuf> {
        let _lock = self.lock()?;
        postgres::ensure()
    }
}

/// Installs or finds everything and prints what, which and where.
pub(crate) fn report(toolbox: &Toolbox) -> Result<()> {
    let mut all = vec![rust::ensure(toolbox)?];
    toolbox.for_the_web()?;
    all.push(wasm::describe(toolbox)?);
    all.push(cargo::trunk(toolbox)?);
    all.push(cargo::wasm_bindgen(toolbox)?);
    all.push(cargo::wasm_split(toolbox)?);
    all.extend(node::ensure(toolbox)?);
    toolbox.for_scripts()?;
    all.push(browser::ensure()?);
    all.push(postgres::describe(&toolbox.postgres()?)?);
    let row = |found: &Found| {
        vec![found.what.to_owned(), found.version.clone(), found.place.display().to_string()]
    };
    let rows: Vec<Vec<String>> = all.iter().map(row).collect();
    console::plain(console::table(&rows).trim_end_matches('\n'));
    Ok(())
}

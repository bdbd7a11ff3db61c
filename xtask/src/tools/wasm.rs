//! The standard library for Wasm, had in one of two ways.
//!
//! 1. `rustup target add`: the ordinary way, tried first.
//! 2. Where rustup's servers cannot be reached: Debian's security suite has a newer Rust under
//!    the name *rustc-web*, with the library's source, from which the target is built once.
//!    It is linked as toolchain `debian-web` and used for the Wasm build alone; the native
//!    crates keep the default toolchain.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result, bail};

use super::{Found, Toolbox, apt};
use crate::{
    console,
    process::{output, run},
};

const TARGET: &str = "wasm32-unknown-unknown";
const DEBIAN_PACKAGES: &[&str] = &["rustc-web", "cargo-web", "rust-web-src", "rust-web-llvm"];
const DEBIAN_TOOLCHAIN: &str = "debian-web";
const DEBIAN_LIBRARY: &str = "/usr/lib/rustlib/wasm32-unknown-unknown/lib";
/// How long rustup may try, in seconds: some networks swallow packets without a word.
const RUSTUP_PATIENCE: &str = "300";

/// Which toolchain builds for Wasm.
pub(crate) enum WasmTarget {
    /// The one that builds everything else.
    Default,
    /// Debian's, with the linker of the default one.
    Debian { linker: PathBuf },
}

impl WasmTarget {
    /// Makes a command build for Wasm.
    pub(crate) fn apply(&self, command: &mut Command) {
        if let Self::Debian { linker } = self {
            command
                .env("RUSTUP_TOOLCHAIN", DEBIAN_TOOLCHAIN)
                .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", linker);
        }
    }

    /// Whether clippy knows this target; Debian's toolchain comes without.
    pub(crate) fn has_clippy(&self) -> bool {
        matches!(self, Self::Default)
    }
}

/// Finds the target or installs it. `CARNET_WASM=debian` goes the second way at once.
pub(super) fn ensure(toolbox: &Toolbox) -> Result<WasmTarget> {
    let wants_debian = env::var("CARNET_WASM").is_ok_and(|way| way == "debian");
    let sysroot = sysroot(toolbox)?;
    if !wants_debian && (has_library(&sysroot) || add_by_rustup(toolbox, &sysroot)?) {
        return Ok(WasmTarget::Default);
    }
    let linker = sysroot.join(format!("lib/rustlib/{}/bin/rust-lld", host(toolbox)?));
    if !linker.exists() {
        bail!("there is no {}: install Rust by rustup", linker.display());
    }
    ensure_debian(toolbox)?;
    Ok(WasmTarget::Debian { linker })
}

/// Says which way it is had.
pub(super) fn describe(toolbox: &Toolbox) -> Result<Found> {
    let (version, place) = match ensure(toolbox)? {
        WasmTarget::Default => ("by rustup", sysroot(toolbox)?.join("lib/rustlib").join(TARGET)),
        WasmTarget::Debian { .. } => ("by Debian", PathBuf::from(DEBIAN_LIBRARY)),
    };
    Ok(Found { what: "wasm target", version: version.to_owned(), place })
}

fn sysroot(toolbox: &Toolbox) -> Result<PathBuf> {
    Ok(PathBuf::from(output(toolbox.command("rustc")?.args(["--print", "sysroot"]))?))
}

fn host(toolbox: &Toolbox) -> Result<String> {
    let words = output(toolbox.command("rustc")?.arg("-vV"))?;
    let host = words.lines().find_map(|line| line.strip_prefix("host: "));
    Ok(host.context("rustc does not say its host")?.to_owned())
}

fn has_library(sysroot: &Path) -> bool {
    let library = sysroot.join("lib/rustlib").join(TARGET).join("lib");
    let files = fs::read_dir(library).into_iter().flatten().flatten();
    files.into_iter().any(|file| file.file_name().to_string_lossy().starts_with("libstd-"))
}

fn add_by_rustup(toolbox: &Toolbox, sysroot: &Path) -> Result<bool> {
    console::say("adding the Wasm target to the Rust toolchain: the front end runs in the browser");
    let mut rustup = toolbox.command("timeout")?;
    rustup.args([RUSTUP_PATIENCE, "rustup", "target", "add", TARGET]);
    rustup.env("RUSTUP_MAX_RETRIES", "1");
    let ran = run(&mut rustup);
    if let Err(error) = &ran {
        console::say(&format!("{error:#}; trying Debian's rustc-web instead"));
    }
    Ok(ran.is_ok() && has_library(sysroot))
}

fn ensure_debian(toolbox: &Toolbox) -> Result<()> {
    let source = Path::new("/usr/lib/rustlib/src/rust/library");
    if !Path::new("/usr/bin/rustc").exists() || !source.exists() {
        apt::install(DEBIAN_PACKAGES, "it has the source of Wasm's standard library")?;
    }
    if !compiles(toolbox)? {
        build_library(toolbox)?;
        if !compiles(toolbox)? {
            bail!("the Wasm library in {DEBIAN_LIBRARY} was built but does not work");
        }
    }
    let known = output(toolbox.command("rustup")?.args(["toolchain", "list"]))?;
    if !known.lines().any(|line| line.split_whitespace().next() == Some(DEBIAN_TOOLCHAIN)) {
        run(toolbox.command("rustup")?.args(["toolchain", "link", DEBIAN_TOOLCHAIN, "/usr"]))?;
    }
    Ok(())
}

/// Whether Debian's compiler has a library for Wasm that is of its own version.
fn compiles(toolbox: &Toolbox) -> Result<bool> {
    let folder = toolbox.tools.join("probe");
    fs::create_dir_all(&folder)?;
    fs::write(folder.join("probe.rs"), "pub fn probe() -> String { String::new() }\n")?;
    let mut rustc = Command::new("/usr/bin/rustc");
    rustc.current_dir(&folder).args(["--crate-type", "rlib", "--target", TARGET, "probe.rs"]);
    let compiled = output(&mut rustc).is_ok();
    fs::remove_dir_all(&folder)?;
    Ok(compiled)
}

fn build_library(toolbox: &Toolbox) -> Result<()> {
    console::say("building Wasm's standard library from Debian's source (40 s, once)");
    let scratch = toolbox.tools.join("wasm-std");
    fs::create_dir_all(scratch.join("src"))?;
    fs::write(scratch.join("src/lib.rs"), "")?;
    fs::write(
        scratch.join("Cargo.toml"),
        "[package]\nname = \"scratch\"\nedition = \"2021\"\n[lib]\ncrate-type = [\"rlib\"]\n\
         [profile.release]\npanic = \"abort\"\n[workspace]\n",
    )?;
    let mut cargo = Command::new("/usr/bin/cargo");
    cargo
        .current_dir(&scratch)
        .args(["build", "--release", "-Zbuild-std=std,panic_abort", "--target", TARGET])
        .env("RUSTC_BOOTSTRAP", "1")
        // Without it a later fat LTO fails with «Can't find section .llvmbc».
        .env("RUSTFLAGS", "-Cembed-bitcode=yes")
        .env("RUSTC", "/usr/bin/rustc")
        .env("CARGO_TARGET_DIR", scratch.join("target"))
        .env_remove("RUSTUP_TOOLCHAIN");
    run(&mut cargo)?;
    install_library(&scratch.join("target").join(TARGET).join("release/deps"))?;
    fs::remove_dir_all(&scratch)?;
    // Built anew, the library has new hashes; what was compiled against the old one is void.
    fs::remove_dir_all(toolbox.repo().join("target").join(TARGET)).ok();
    Ok(())
}

fn install_library(built: &Path) -> Result<()> {
    let mut files = Vec::new();
    for entry in fs::read_dir(built)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if name.ends_with(".rlib") && !name.starts_with("libscratch") {
            files.push(path);
        }
    }
    run(apt::as_root("rm")?.args(["-rf", DEBIAN_LIBRARY]))?;
    run(apt::as_root("mkdir")?.args(["-p", DEBIAN_LIBRARY]))?;
    run(apt::as_root("cp")?.args(files).arg(DEBIAN_LIBRARY))
}

//! Cutting the program into parts that are fetched when they are needed (ADR 0013).
//!
//! Trunk has built and bound the whole program; from the same Wasm file, before binding,
//! wasm-split makes the part that starts and those that are fetched later. They replace
//! Trunk's two files in `dist/`. All of them, with the script that loads the parts, carry one
//! hash in their names, made from what is in them: they belong together.

use std::{
    fs,
    hash::{DefaultHasher, Hash, Hasher},
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result};

use crate::{console, process::run, tools::Toolbox};

/// What Trunk's Cargo must do differently so that the file can be cut: keep the names and
/// say where addresses stand. The parts of a page are put together at run time, not compiled
/// anew for each page, which is smaller.
pub(super) const BUILD_ENV: [(&str, &str); 2] = [
    ("CARGO_PROFILE_WASM_RELEASE_STRIP", "none"),
    (
        "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS",
        "-C link-arg=--emit-relocs --cfg erase_components",
    ),
];

const WHOLE: &str = "target/wasm32-unknown-unknown/wasm-release/frontend.wasm";
const LOADER: &str = "__wasm_split.js";
const OPTIMISE: &[&str] = &[
    "-Oz",
    "--strip-debug",
    "--strip-producers",
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-multivalue",
    "--enable-reference-types",
];

/// Replaces the program in `dist` by its parts.
pub(super) fn cut(toolbox: &Toolbox, dist: &Path) -> Result<()> {
    console::say("cutting the program into parts");
    let work = toolbox.repo().join("target/parts");
    if work.exists() {
        fs::remove_dir_all(&work)?;
    }
    let (cut, bound, small) = (work.join("cut"), work.join("bound"), work.join("small"));
    fs::create_dir_all(&small)?;
    let mut split = toolbox.command("wasm-split-cli")?;
    run(split.args(["--out-name", "frontend", WHOLE]).arg(&cut))?;
    let mut bind = toolbox.command("wasm-bindgen")?;
    bind.args([
        "--target",
        "web",
        "--no-typescript",
        "--keep-lld-exports",
        "--out-name",
        "frontend",
        "--out-dir",
    ]);
    run(bind.arg(&bound).arg(cut.join("frontend.wasm")))?;

    let mut wasm = vec![bound.join("frontend_bg.wasm")];
    wasm.extend(files(&cut)?.into_iter().filter(|file| is_later(file)));
    for file in &wasm {
        let out = small.join(file.file_name().unwrap_or_default());
        let mut optimise = toolbox.command("wasm-opt")?;
        quietly(optimise.args(OPTIMISE).arg(file).arg("-o").arg(out))?;
    }
    fs::copy(bound.join("frontend.js"), small.join("frontend.js"))?;
    fs::copy(cut.join(LOADER), small.join(LOADER))?;
    publish(&files(&small)?, dist)
}

/// Whether a file of wasm-split's is one that is fetched later.
fn is_later(file: &Path) -> bool {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    name.ends_with(".wasm") && (name.starts_with("chunk_") || name.starts_with("split_"))
}

/// Puts the files into `dist` under hashed names and makes the page name them.
fn publish(made: &[PathBuf], dist: &Path) -> Result<()> {
    let mut hasher = DefaultHasher::new();
    for file in made {
        file.file_name().hash(&mut hasher);
        fs::read(file)?.hash(&mut hasher);
    }
    let hash = format!("{:016x}", hasher.finish());
    let page_file = dist.join("index.html");
    let page = fs::read_to_string(&page_file)?;
    for name in trunks_names(&page)? {
        fs::remove_file(dist.join(name)).ok();
    }
    let names: Vec<String> = made
        .iter()
        .filter_map(|file| Some(file.file_name()?.to_string_lossy().into_owned()))
        .collect();
    for (file, name) in made.iter().zip(&names) {
        let out = dist.join(hashed(name, &hash));
        if name.ends_with(".js") {
            fs::write(out, with_hashes(&fs::read_to_string(file)?, &names, &hash))?;
        } else {
            fs::copy(file, out)?;
        }
    }
    fs::write(page_file, renamed(&page, &hash)?)?;
    Ok(())
}

/// `chunk_3.wasm` with the hash: `chunk_3-0123456789abcdef.wasm`; the server keeps such names
/// for ever.
fn hashed(name: &str, hash: &str) -> String {
    if name == LOADER {
        return format!("parts-{hash}.js");
    }
    if let Some(stem) = name.strip_suffix("_bg.wasm") {
        return format!("{stem}-{hash}_bg.wasm");
    }
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
    format!("{stem}-{hash}.{ending}")
}

/// A script that fetches the other files by their hashed names. Where a name is only what the
/// Wasm calls a script, it stays.
fn with_hashes(script: &str, names: &[String], hash: &str) -> String {
    names.iter().fold(script.to_owned(), |script, name| {
        let to = hashed(name, hash);
        script
            .replace(&format!("from \"./{name}\""), &format!("from \"./{to}\""))
            .replace(&format!("URL(\"./{name}\""), &format!("URL(\"./{to}\""))
    })
}

/// The names of Trunk's two files in the page.
fn trunks_names(page: &str) -> Result<[String; 2]> {
    let stem = trunks_stem(page)?;
    Ok([format!("{stem}.js"), format!("{stem}_bg.wasm")])
}

fn trunks_stem(page: &str) -> Result<&str> {
    let found = page.split_once("href=\"/frontend-").and_then(|(_, rest)| rest.split_once(".js"));
    let (hash, _) = found.context("Trunk's page does not name the program")?;
    let start = page.find(&format!("frontend-{hash}")).unwrap_or_default();
    page.get(start..start + "frontend-".len() + hash.len())
        .context("Trunk's page names the program in an unknown way")
}

/// The page with our names, and the loader fetched beside the program.
fn renamed(page: &str, hash: &str) -> Result<String> {
    let page = page.replace(trunks_stem(page)?, &format!("frontend-{hash}"));
    let loader = hashed(LOADER, hash);
    let link = format!("<link rel=\"modulepreload\" href=\"/{loader}\" crossorigin=\"anonymous\">");
    Ok(page.replacen("</head>", &format!("{link}</head>"), 1))
}

/// Each part with the files that it is made of, as the loader in `dist` fetches them.
pub(super) fn fetched_by(dist: &Path) -> Result<Vec<(String, Vec<String>)>> {
    let scripts = files(dist)?.into_iter().filter(|file| {
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        name.starts_with("parts-") && name.ends_with(".js")
    });
    let mut parts = Vec::new();
    for script in scripts {
        parts.extend(parts_of(&fs::read_to_string(script)?));
    }
    Ok(parts)
}

/// Reads what wasm-split writes: a line that begins with a constant says what it fetches and
/// which other constants must have been fetched.
fn parts_of(script: &str) -> Vec<(String, Vec<String>)> {
    let mut own: Vec<(&str, Option<String>, Vec<&str>)> = Vec::new();
    for text in script.split("const __").skip(1) {
        let Some((name, body)) = text.split_once(" = ") else { continue };
        let file = body.split_once("URL(\"./").and_then(|(_, rest)| rest.split_once('"'));
        let list = body.rsplit_once(", [").and_then(|(_, rest)| rest.split_once("])"));
        let needs = list.map_or("", |(list, _)| list).split(", ").filter(|need| !need.is_empty());
        own.push((name, file.map(|(file, _)| file.to_owned()), needs.collect()));
    }
    let file_of = |name: &str| own.iter().find(|(own, ..)| *own == name)?.1.clone();
    own.iter()
        .filter_map(|(name, file, needs)| {
            let part = name.strip_prefix("wasm_split_load_")?;
            let needed = needs.iter().filter_map(|need| file_of(need.strip_prefix("__")?));
            Some((part.to_owned(), file.clone().into_iter().chain(needed).collect()))
        })
        .collect()
}

fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        files.push(entry?.path());
    }
    files.sort();
    Ok(files)
}

/// Runs a program that warns of what is known to be harmless: its words are shown if it fails.
fn quietly(command: &mut Command) -> Result<()> {
    crate::process::output(command).map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "<head><link rel=\"modulepreload\" href=\"/frontend-00ff.js\"><link \
                        rel=\"preload\" href=\"/frontend-00ff_bg.wasm\" as=\"fetch\"></head>";

    #[test]
    fn the_page_names_our_files_and_no_longer_trunks() {
        let hash = "0123456789abcdef";
        assert_eq!(trunks_names(PAGE).unwrap(), ["frontend-00ff.js", "frontend-00ff_bg.wasm"]);
        let page = renamed(PAGE, hash).unwrap();
        for name in ["frontend.js", "frontend_bg.wasm", LOADER] {
            assert!(page.contains(&format!("\"/{}\"", hashed(name, hash))), "{name}: {page}");
        }
        assert!(!page.contains("00ff"));
        assert!(renamed("<head></head>", hash).is_err());
    }

    #[test]
    fn a_script_names_the_hashed_files() {
        let names = ["chunk_1.wasm".to_owned(), "chunk_10.wasm".to_owned(), LOADER.to_owned()];
        let script = "import * as a from \"./__wasm_split.js\"; new URL(\"./chunk_1.wasm\"); \
                      new URL(\"./chunk_10.wasm\"); ({ \"./__wasm_split.js\": a })";
        assert_eq!(
            with_hashes(script, &names, "ab"),
            "import * as a from \"./parts-ab.js\"; new URL(\"./chunk_1-ab.wasm\"); \
             new URL(\"./chunk_10-ab.wasm\"); ({ \"./__wasm_split.js\": a })"
        );
    }
}

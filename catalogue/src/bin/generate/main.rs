//! `cargo run -p catalogue --features generate --bin catalogue-generate -- <domain data>`
//! writes `catalogue/data/catalogue.tsv` from the source tables in that folder.

use std::{fs, path::PathBuf};

use anyhow::{Context, Result};

fn main() -> Result<()> {
    let folder = std::env::args_os().nth(1).map(PathBuf::from);
    let folder = folder.context("name the folder of the source tables")?;
    let sources = catalogue::generate::Sources::read(&folder)?;
    let text = catalogue::generate::generate(&sources)?;
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/data/catalogue.tsv");
    fs::write(file, text).with_context(|| format!("cannot write {file}"))
}

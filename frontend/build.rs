//! Reads the contract and the words, so that a field or a key that does not exist
//! does not compile.

use std::{env, error::Error, fs, path::PathBuf};

use leptos_i18n_build::{Config, ParseOptions, TranslationsInfos};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=../schema.graphql");
    println!("cargo::rerun-if-changed=../catalogue/data/catalogue.tsv");
    println!(
        "cargo::rustc-env=CATALOGUE_HASH={:016x}",
        hash(&fs::read("../catalogue/data/catalogue.tsv")?)
    );
    cynic_codegen::register_schema("carnet").from_sdl_file("../schema.graphql")?.as_default()?;

    let words = Config::new("en")?
        .add_locales(["fr", "de", "lb", "pt"])?
        .locales_path("../locales")
        .parse_options(ParseOptions::new().interpolate_display(true));
    let words = TranslationsInfos::parse(words)?;
    words.rerun_if_locales_changed();
    words.emit_diagnostics();
    words.generate_i18n_module(PathBuf::from(env::var("OUT_DIR")?).join("i18n"))?;
    Ok(())
}

/// FNV-1a: tells one state of the data from another in an address.
fn hash(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

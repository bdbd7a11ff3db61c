//! Reads the contract and the words, so that a field or a key that does not exist
//! does not compile.

use std::{env, error::Error, path::PathBuf};

use leptos_i18n_build::{Config, ParseOptions, TranslationsInfos};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=../schema.graphql");
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

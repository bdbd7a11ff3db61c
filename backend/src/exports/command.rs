//! `carnet export check FILE`.

use std::{fs, path::PathBuf};

use anyhow::Context as _;
use clap::{Args, Subcommand};

use super::read::{read, summary};

/// What to do with an export.
#[derive(Debug, Subcommand)]
pub enum ExportCommand {
    /// Read an export (JSON) back: its form, and that its parts agree; say what it holds.
    Check(CheckArgs),
}

/// Which export.
#[derive(Debug, Args)]
pub struct CheckArgs {
    /// The file.
    file: PathBuf,
}

impl ExportCommand {
    /// Checks it and says what it holds.
    ///
    /// # Errors
    /// The first fault, with its field and rule.
    pub fn run(&self) -> anyhow::Result<String> {
        let Self::Check(args) = self;
        let file = fs::read(&args.file).with_context(|| args.file.display().to_string())?;
        let export = read(&file).with_context(|| args.file.display().to_string())?;
        Ok(summary(&export))
    }
}

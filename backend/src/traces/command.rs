//! `carnet verify-trace FILE`.

use std::{fs, path::PathBuf};

use anyhow::{Context as _, bail};
use clap::Args;

use super::{key, verify};
use crate::{config::StorageConfig, ids::Ids};

/// Which trace, and by which key.
#[derive(Debug, Args)]
pub struct VerifyTraceArgs {
    /// The trace.
    file: PathBuf,
    /// The public key to trust, as the trace of a trusted server names it; by default the key of this server.
    #[arg(long)]
    public_key: Option<String>,
    #[command(flatten)]
    storage: StorageConfig,
}

impl VerifyTraceArgs {
    /// Checks it and says so.
    ///
    /// # Errors
    /// What differs.
    pub fn run(&self) -> anyhow::Result<String> {
        let trusted = match &self.public_key {
            Some(text) => key::public(text).context("--public-key")?,
            None => key::signing(&self.storage, &Ids::random())?.verifying_key(),
        };
        let file = fs::read(&self.file).with_context(|| self.file.display().to_string())?;
        let wrong = verify(&file, &trusted);
        if !wrong.is_empty() {
            bail!("the trace is not as it was signed:\n  {}", wrong.join("\n  "));
        }
        Ok("the trace is as it was signed, and follows from its inputs".to_owned())
    }
}

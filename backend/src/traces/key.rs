//! The key that signs traces: the configured one, else one kept in the data folder.

use std::{
    fs::{self, OpenOptions},
    io::Write as _,
    path::Path,
};

use anyhow::{Context as _, bail};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use ed25519_dalek::{SigningKey, VerifyingKey};

use crate::{config::StorageConfig, ids::Ids};

/// The file in the data folder.
const FILE: &str = "trace-signing.key";

/// The key; made and kept in the data folder if there is none yet. Several nodes are given one
/// by `CARNET_TRACE_KEY`.
///
/// # Errors
/// A key that cannot be read or kept, named.
pub fn signing(config: &StorageConfig, ids: &Ids) -> anyhow::Result<SigningKey> {
    if let Some(secret) = &config.trace_key {
        return parse(secret.reveal()).context("CARNET_TRACE_KEY");
    }
    let file = config.data_dir.join(FILE);
    if !file.exists() {
        make(&file, ids)?;
    }
    let text = fs::read_to_string(&file).with_context(|| file.display().to_string())?;
    parse(text.trim()).with_context(|| file.display().to_string())
}

/// Reads a public key as a document names it.
///
/// # Errors
/// A text that is no key.
pub fn public(text: &str) -> anyhow::Result<VerifyingKey> {
    VerifyingKey::from_bytes(&bytes(text)?).context("no Ed25519 public key")
}

fn parse(text: &str) -> anyhow::Result<SigningKey> {
    Ok(SigningKey::from_bytes(&bytes(text)?))
}

fn bytes(text: &str) -> anyhow::Result<[u8; 32]> {
    match URL_SAFE_NO_PAD.decode(text).map(<[u8; 32]>::try_from) {
        Ok(Ok(bytes)) => Ok(bytes),
        Ok(Err(_)) | Err(_) => bail!("no key: 32 bytes as base64url, 43 characters, are expected"),
    }
}

/// Writes a new key that only its owner may read; whoever comes second takes the first one's.
fn make(file: &Path, ids: &Ids) -> anyhow::Result<()> {
    let mut bytes = [0; 32];
    ids.fill(&mut bytes);
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
    }
    // Written under another name first, so that nobody reads half a key.
    let draft = file.with_extension(format!("{}.draft", ids.token()));
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut open = options.open(&draft).with_context(|| draft.display().to_string())?;
    writeln!(open, "{}", URL_SAFE_NO_PAD.encode(bytes))?;
    open.sync_all()?;
    let linked = fs::hard_link(&draft, file);
    fs::remove_file(&draft)?;
    match linked {
        Err(error) if error.kind() != std::io::ErrorKind::AlreadyExists => {
            Err(error).with_context(|| file.display().to_string())
        }
        _ => Ok(()),
    }
}

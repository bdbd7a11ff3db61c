//! Client secrets: argon2id, off the threads that answer requests, a few at a time.

use std::sync::OnceLock;

use anyhow::{Context, anyhow};
use argon2::{
    Argon2,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use tokio::sync::Semaphore;

use crate::{error::Result, ids::Ids};

/// Each takes 19 MB and a core for some milliseconds; more at once would only wait.
static AT_ONCE: Semaphore = Semaphore::const_new(4);

/// A hash that fits no secret, so that an unknown client costs as much as a known one.
static NOBODY: OnceLock<String> = OnceLock::new();

/// The hash to keep of a secret.
///
/// # Errors
/// If there is not enough memory.
pub(crate) async fn hash(ids: &Ids, secret: String) -> Result<String> {
    let mut salt = [0; 16];
    ids.fill(&mut salt);
    Ok(in_background(move || hash_with(&secret, &salt)).await??)
}

/// Whether the secret fits the hash; with no hash the same work and no.
///
/// # Errors
/// If there is not enough memory.
pub(crate) async fn fits(secret: String, hash: Option<String>) -> Result<bool> {
    let fits = in_background(move || {
        let is_known = hash.is_some();
        let hash = match hash {
            Some(hash) => hash,
            None => nobody()?,
        };
        let hash = PasswordHash::new(&hash)
            .map_err(|e| anyhow!("a stored secret hash cannot be read: {e}"))?;
        let fits = Argon2::default().verify_password(secret.as_bytes(), &hash).is_ok();
        anyhow::Ok(fits && is_known)
    });
    Ok(fits.await??)
}

fn hash_with(secret: &str, salt: &[u8]) -> anyhow::Result<String> {
    let hash = Argon2::default().hash_password_with_salt(secret.as_bytes(), salt);
    Ok(hash.map_err(|e| anyhow!("cannot hash a secret: {e}"))?.to_string())
}

fn nobody() -> anyhow::Result<String> {
    if let Some(hash) = NOBODY.get() {
        return Ok(hash.clone());
    }
    let made = hash_with("", &[0; 16])?;
    Ok(NOBODY.get_or_init(|| made).clone())
}

async fn in_background<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> anyhow::Result<T> {
    let _turn = AT_ONCE.acquire().await.context("the semaphore is never closed")?;
    tokio::task::spawn_blocking(work).await.context("hashing a secret broke")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_secret_fits_its_own_hash_only() {
        let kept = hash(&Ids::seeded(1), "right".to_owned()).await.expect("a hash");
        assert!(kept.starts_with("$argon2id$"), "{kept}");
        assert!(fits("right".to_owned(), Some(kept.clone())).await.expect("an answer"));
        assert!(!fits("wrong".to_owned(), Some(kept)).await.expect("an answer"));
        assert!(!fits(String::new(), None).await.expect("an answer"));
    }
}

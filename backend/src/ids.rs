//! The only place that makes ids and secrets.

use std::sync::{Arc, Mutex};

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, Utc};
use rand::{RngCore, SeedableRng, rngs::StdRng};
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// Makes UUIDv7 ids and random tokens; seeded in tests, so that snapshots stay equal.
#[derive(Debug, Clone)]
pub struct Ids(Arc<Mutex<StdRng>>);

impl Ids {
    /// Seeded by the operating system.
    #[must_use]
    pub fn random() -> Self {
        Self(Arc::new(Mutex::new(StdRng::from_os_rng())))
    }

    /// Always the same sequence.
    #[must_use]
    pub fn seeded(seed: u64) -> Self {
        Self(Arc::new(Mutex::new(StdRng::seed_from_u64(seed))))
    }

    /// A UUIDv7 of that moment.
    #[must_use]
    pub fn uuid(&self, now: DateTime<Utc>) -> Uuid {
        let mut bytes = [0; 10];
        self.fill(&mut bytes);
        let millis = u64::try_from(now.timestamp_millis()).unwrap_or(0);
        uuid::Builder::from_unix_timestamp_millis(millis, &bytes).into_uuid()
    }

    /// A secret of 256 bits, as base64url.
    #[must_use]
    pub fn token(&self) -> String {
        let mut bytes = [0; 32];
        self.fill(&mut bytes);
        URL_SAFE_NO_PAD.encode(bytes)
    }

    /// Fills the bytes at random.
    pub fn fill(&self, bytes: &mut [u8]) {
        self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner).fill_bytes(bytes);
    }
}

/// What is kept of a secret token: its SHA-256, as base64url.
#[must_use]
pub fn hash_of(token: &str) -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(token.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_version_7_and_sort_by_time() {
        let ids = Ids::seeded(1);
        let at = |s: i64| DateTime::from_timestamp(1_700_000_000 + s, 0).expect("a moment");
        let (a, b) = (ids.uuid(at(0)), ids.uuid(at(1)));
        assert_eq!(a.get_version_num(), 7);
        assert!(a < b);
        assert_eq!(Ids::seeded(1).uuid(at(0)), a);
    }

    #[test]
    fn tokens_differ_and_their_hash_is_not_the_token() {
        let ids = Ids::random();
        let (a, b) = (ids.token(), ids.token());
        assert_ne!(a, b);
        assert_eq!(a.len(), 43);
        assert_ne!(hash_of(&a), a);
    }
}

//! Authorization codes under way: each for one request, once, for a minute.

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

use chrono::{DateTime, Duration, Utc};

use crate::ids::hash_of;

/// How long a code holds.
const HOLDS: Duration = Duration::seconds(60);

/// What a code stands for.
#[derive(Debug, Clone)]
pub(crate) struct Grant {
    pub(crate) subject: String,
    pub(crate) client_id: String,
    pub(crate) redirect_uri: String,
    pub(crate) code_challenge: String,
    pub(crate) nonce: Option<String>,
    pub(crate) granted_at: DateTime<Utc>,
}

/// The codes by their hash.
#[derive(Debug, Default)]
pub(crate) struct Codes(Mutex<HashMap<String, Grant>>);

impl Codes {
    /// Keeps a code, and forgets those that are over.
    pub(crate) fn keep(&self, code: &str, grant: Grant) {
        let mut codes = self.lock();
        codes.retain(|_, g| grant.granted_at < g.granted_at + HOLDS);
        codes.insert(hash_of(code), grant);
    }

    /// What a code stands for; it is used up by asking.
    pub(crate) fn take(&self, code: &str, now: DateTime<Utc>) -> Option<Grant> {
        self.lock().remove(&hash_of(code)).filter(|g| now < g.granted_at + HOLDS)
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<String, Grant>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grant(granted_at: DateTime<Utc>) -> Grant {
        let word = |w: &str| w.to_owned();
        Grant {
            subject: word("anna"),
            client_id: word("carnet"),
            redirect_uri: word("http://127.0.0.1/auth/callback"),
            code_challenge: word("x"),
            nonce: None,
            granted_at,
        }
    }

    #[test]
    fn a_code_holds_once_and_for_a_minute() {
        let codes = Codes::default();
        let start = DateTime::from_timestamp(1_700_000_000, 0).expect("a moment");
        codes.keep("a", grant(start));
        codes.keep("b", grant(start));
        assert!(codes.take("a", start + Duration::seconds(59)).is_some());
        assert!(codes.take("a", start + Duration::seconds(59)).is_none());
        assert!(codes.take("b", start + Duration::seconds(60)).is_none());
    }
}

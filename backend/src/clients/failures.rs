//! How often a client showed a wrong secret lately.
//!
//! In memory and per process: it slows down guessing, and a secret of 256 bits needs no
//! more. After [`ALLOWED`] failures within a minute even the right secret waits.

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

use chrono::{DateTime, Duration, Utc};

/// How many failures a minute are let pass.
const ALLOWED: u32 = 10;
/// The minute.
const WINDOW: Duration = Duration::seconds(60);
/// How many names are remembered; when full of fresh ones, new names share one count.
const REMEMBERED: usize = 10_000;
/// The name of all that find no room.
const REST: &str = "";

/// Failures by the client's id as it was shown.
#[derive(Debug, Default)]
pub struct Failures(Mutex<HashMap<String, (DateTime<Utc>, u32)>>);

impl Failures {
    /// How long that client must wait now, if at all.
    pub(crate) fn wait(&self, client: &str, now: DateTime<Utc>) -> Option<Duration> {
        let counts = self.lock();
        let key =
            if counts.len() < REMEMBERED || counts.contains_key(client) { client } else { REST };
        let (since, count) = counts.get(key).copied()?;
        let until = since + WINDOW;
        (ALLOWED <= count && now < until).then(|| until - now)
    }

    /// Notes a failure.
    pub(crate) fn note(&self, client: &str, now: DateTime<Utc>) {
        let mut counts = self.lock();
        if REMEMBERED <= counts.len() {
            counts.retain(|_, (since, _)| now < *since + WINDOW);
        }
        let key =
            if counts.len() < REMEMBERED || counts.contains_key(client) { client } else { REST };
        let entry = counts.entry(key.to_owned()).or_insert((now, 0));
        if entry.0 + WINDOW <= now {
            *entry = (now, 0);
        }
        entry.1 = entry.1.saturating_add(1);
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<String, (DateTime<Utc>, u32)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_700_000_000 + second, 0).expect("a moment")
    }

    #[test]
    fn after_ten_failures_a_client_waits_for_the_rest_of_the_minute() {
        let failures = Failures::default();
        for second in 0..10 {
            assert_eq!(failures.wait("a", at(second)), None);
            failures.note("a", at(second));
        }
        assert_eq!(failures.wait("a", at(20)), Some(Duration::seconds(40)));
        assert_eq!(failures.wait("b", at(20)), None);
        assert_eq!(failures.wait("a", at(60)), None);
        failures.note("a", at(61));
        assert_eq!(failures.wait("a", at(62)), None);
    }

    #[test]
    fn invented_names_do_not_fill_the_memory() {
        let failures = Failures::default();
        for name in 0..REMEMBERED + 500 {
            failures.note(&format!("client-{name}"), at(0));
        }
        assert!(failures.lock().len() <= REMEMBERED + 1);
        assert!(failures.wait("never-seen", at(1)).is_some());
        failures.note("later", at(100));
        assert!(failures.lock().len() <= 2);
    }
}

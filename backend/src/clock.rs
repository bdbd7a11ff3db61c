//! The only place that reads the time.

use std::sync::{Arc, Mutex};

use chrono::{DateTime, Utc};
use shared::Date;

/// Where the time comes from: the system, or a hand that tests move.
#[derive(Debug, Clone)]
pub enum Clock {
    /// The machine's clock.
    System,
    /// A clock that stands still until it is moved.
    Manual(Arc<Mutex<DateTime<Utc>>>),
}

impl Clock {
    /// A clock that stands at that moment.
    #[must_use]
    pub fn manual(now: DateTime<Utc>) -> Self {
        Self::Manual(Arc::new(Mutex::new(now)))
    }

    /// The moment, in UTC.
    #[must_use]
    pub fn now(&self) -> DateTime<Utc> {
        match self {
            #[expect(
                clippy::disallowed_methods,
                reason = "this is the one place that reads the clock"
            )]
            Self::System => Utc::now(),
            Self::Manual(now) => *now.lock().unwrap_or_else(std::sync::PoisonError::into_inner),
        }
    }

    /// Moves a manual clock; the system's cannot be moved.
    pub fn set(&self, moment: DateTime<Utc>) {
        if let Self::Manual(now) = self {
            *now.lock().unwrap_or_else(std::sync::PoisonError::into_inner) = moment;
        }
    }

    /// The civil day in Luxembourg.
    #[must_use]
    pub fn today(&self) -> Date {
        luxembourg_day(self.now())
    }
}

/// The civil day in Luxembourg at that moment.
#[must_use]
pub fn luxembourg_day(moment: DateTime<Utc>) -> Date {
    let naive = moment.with_timezone(&chrono_tz::Europe::Luxembourg).date_naive();
    Date::try_from(naive).unwrap_or(Date::MAX)
}

/// The moment at which a civil day begins in Luxembourg; the clocks never change then.
#[must_use]
pub fn midnight(day: Date) -> Option<DateTime<Utc>> {
    let local = day.naive().and_hms_opt(0, 0, 0)?.and_local_timezone(chrono_tz::Europe::Luxembourg);
    Some(local.earliest()?.with_timezone(&Utc))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn after_midnight_in_luxembourg_it_is_the_next_day() {
        let day = |t: &str| luxembourg_day(t.parse().expect("a moment")).to_string();
        assert_eq!(day("2026-11-24T22:59:59Z"), "2026-11-24");
        assert_eq!(day("2026-11-24T23:00:00Z"), "2026-11-25");
        assert_eq!(day("2026-07-01T22:00:00Z"), "2026-07-02");
    }
}

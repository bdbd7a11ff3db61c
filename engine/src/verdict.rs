//! What is said about one dose in one series, and about one series.

use std::{fmt, ops::Deref};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::day::{BLANK, Day};

/// How a dose counts in a series.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Default)]
#[serde(rename_all = "snake_case")]
pub enum DoseStatus {
    /// Not looked at.
    #[default]
    NotEvaluated,
    /// It counts.
    Valid,
    /// It does not count and has to be repeated.
    NotValid,
    /// It does not count and need not be repeated.
    Extraneous,
    /// It was spoilt and has to be repeated.
    SubStandard,
}

/// One reason for a verdict; a set of them is a [`DoseReasons`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[repr(u16)]
pub enum DoseReason {
    /// Given before the absolute minimum age.
    AgeTooYoung = 1,
    /// Given in the days of grace before the minimum age.
    AgeGracePeriod = 1 << 1,
    /// Given at or after the maximum age.
    AgeTooOld = 1 << 2,
    /// Given before the absolute minimum interval.
    IntervalTooShort = 1 << 3,
    /// Given in the days of grace before the minimum interval.
    IntervalGracePeriod = 1 << 4,
    /// Given too soon after another vaccine that disturbs it.
    VaccineConflict = 1 << 5,
    /// Neither a preferable nor an allowable vaccine here.
    VaccineNotAllowed = 1 << 6,
    /// A vaccine given here by mistake.
    VaccineInadvertent = 1 << 7,
    /// The series was already complete.
    SeriesComplete = 1 << 8,
    /// Expired, or in a condition that makes it not count.
    SubStandard = 1 << 9,
    /// Given too late after the fact it depends on (pregnancy).
    IntervalTooLong = 1 << 10,
    /// An allowable vaccine, not one that would be recommended.
    VaccineAllowable = 1 << 11,
}

impl DoseReason {
    /// Every reason.
    pub const ALL: [Self; 12] = [
        Self::AgeTooYoung,
        Self::AgeGracePeriod,
        Self::AgeTooOld,
        Self::IntervalTooShort,
        Self::IntervalGracePeriod,
        Self::VaccineConflict,
        Self::VaccineNotAllowed,
        Self::VaccineInadvertent,
        Self::SeriesComplete,
        Self::SubStandard,
        Self::IntervalTooLong,
        Self::VaccineAllowable,
    ];
}

/// A set of reasons.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct DoseReasons(u16);

impl DoseReasons {
    /// Adds a reason.
    pub fn add(&mut self, reason: DoseReason) {
        self.0 |= reason as u16;
    }

    /// Whether a reason is among them.
    #[must_use]
    pub fn has(self, reason: DoseReason) -> bool {
        self.0 & reason as u16 != 0
    }

    /// The reasons of both.
    #[must_use]
    pub fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The reasons, one by one.
    pub fn iter(self) -> impl Iterator<Item = DoseReason> {
        let mut left = self.0;
        std::iter::from_fn(move || {
            let reason = DoseReason::ALL.get(left.trailing_zeros() as usize).copied();
            left &= left.wrapping_sub(1);
            reason
        })
    }
}

/// Reasons as a list, in the order of [`DoseReason::ALL`]; it asks for no memory.
#[derive(Clone, Copy)]
pub struct DoseReasonList {
    list: [DoseReason; DoseReason::ALL.len()],
    len: u8,
}

impl From<DoseReasons> for DoseReasonList {
    fn from(reasons: DoseReasons) -> Self {
        let mut all = Self { list: DoseReason::ALL, len: 0 };
        for (slot, reason) in all.list.iter_mut().zip(reasons.iter()) {
            *slot = reason;
            all.len += 1;
        }
        all
    }
}

impl Deref for DoseReasonList {
    type Target = [DoseReason];

    fn deref(&self) -> &[DoseReason] {
        self.list.get(..usize::from(self.len)).unwrap_or(&self.list)
    }
}

impl fmt::Debug for DoseReasonList {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}

impl PartialEq for DoseReasonList {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl Eq for DoseReasonList {}

impl Serialize for DoseReasonList {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq(self.iter())
    }
}

impl<'de> Deserialize<'de> for DoseReasonList {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let mut reasons = DoseReasons::default();
        Vec::deserialize(from)?.into_iter().for_each(|reason| reasons.add(reason));
        Ok(reasons.into())
    }
}

/// The verdict on one dose in one series.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DoseVerdict {
    /// How it counts.
    pub status: DoseStatus,
    /// Why.
    pub reasons: DoseReasons,
    /// The day from which it would have been valid; [`BLANK`] if no day would do.
    pub valid_from: Day,
    /// The target dose it was held against (1 is the first), 0 if none.
    pub target: u16,
}

impl Default for DoseVerdict {
    fn default() -> Self {
        Self {
            status: DoseStatus::NotEvaluated,
            reasons: DoseReasons::default(),
            valid_from: BLANK,
            target: 0,
        }
    }
}

/// CDSi's status of a patient series.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Default)]
#[serde(rename_all = "snake_case")]
pub enum SeriesStatus {
    /// More doses are needed.
    #[default]
    NotComplete,
    /// All needed doses were given.
    Complete,
    /// There is proof of immunity.
    Immune,
    /// A fact forbids it.
    Contraindicated,
    /// Nothing to give: not needed, or past its season.
    NotRecommended,
    /// Too old for it.
    AgedOut,
}

/// What was found about one relevant series.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct SeriesState {
    pub(crate) is_relevant: bool,
    pub(crate) status: SeriesStatus,
    /// Where its verdicts begin in the flat list, one for each dose of the antigen.
    pub(crate) verdicts: u32,
    /// Position of the target dose that is forecast.
    pub(crate) next_target: u16,
    pub(crate) targets: u16,
    pub(crate) satisfied: u16,
    pub(crate) valid: u16,
    pub(crate) evaluated: u16,
    pub(crate) first_valid: Day,
    pub(crate) dates: ForecastDates,
    pub(crate) dose_number: u16,
    pub(crate) is_priority: bool,
}

/// The dates of a forecast; [`BLANK`] where there is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ForecastDates {
    /// The first day the dose may be given.
    pub earliest: Day,
    /// The day it is recommended, as the rule says.
    pub unadjusted_recommended: Day,
    /// The last day before it is late, as the rule says.
    pub unadjusted_past_due: Day,
    /// The last day it may be given.
    pub latest: Day,
    /// The day it is recommended, not before the earliest.
    pub recommended: Day,
    /// The last day before it is late, not before the earliest.
    pub past_due: Day,
}

impl ForecastDates {
    pub(crate) const NONE: Self = Self {
        earliest: BLANK,
        unadjusted_recommended: BLANK,
        unadjusted_past_due: BLANK,
        latest: BLANK,
        recommended: BLANK,
        past_due: BLANK,
    };
}

impl Default for SeriesState {
    fn default() -> Self {
        Self {
            is_relevant: false,
            status: SeriesStatus::NotComplete,
            verdicts: 0,
            next_target: 0,
            targets: 0,
            satisfied: 0,
            valid: 0,
            evaluated: 0,
            first_valid: BLANK,
            dates: ForecastDates::NONE,
            dose_number: 0,
            is_priority: false,
        }
    }
}

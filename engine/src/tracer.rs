//! Told of every comparison that an assessment makes, if someone wants to know.

use std::cell::{Cell, RefCell};

use serde::Serialize;

/// Of an uncertain record so many readings are written down, the first ones.
const MOST_READINGS: usize = 8;
/// No series: the comparison is about the whole target.
const NO_SERIES: u16 = u16::MAX;

/// What was compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// The rule applies to the person: position of the series, always held.
    RuleApplies,
    /// Day of the dose before the day on which the age counts.
    BeforeAgeCounts,
    /// Day of the dose before the day of the minimum age.
    BeforeMinimumAge,
    /// The day of the maximum age not after the day of the dose.
    MaximumAgeReached,
    /// Day of the dose before the day on which the interval counts.
    BeforeIntervalCounts,
    /// Day of the dose before the day of the minimum interval.
    BeforeMinimumInterval,
    /// The day on which the interval is over not after the day of the dose.
    IntervalOver,
    /// Day of the dose before the end of a conflict with an earlier vaccine.
    BeforeConflictEnds,
    /// The vaccine (its position in the rule set) counts for the dose (its number).
    VaccineCounts,
    /// The day of a condition not after the day it is looked at.
    ConditionReached,
    /// Doses counted, and the number they are held against.
    DosesCounted,
    /// A day not after the day of assessment.
    DayReached,
    /// A border between two statuses not after the day of assessment.
    StatusReached,
}

#[cfg_attr(
    not(feature = "trace"),
    expect(dead_code, reason = "only a trace makes one and reads it")
)]
impl Kind {
    /// Whether what stands on both sides are numbers and not days.
    pub(crate) fn is_of_numbers(self) -> bool {
        matches!(self, Self::RuleApplies | Self::VaccineCounts | Self::DosesCounted)
    }
}

/// A comparison as it is noted, before it is put into words.
#[cfg_attr(
    not(feature = "trace"),
    expect(dead_code, reason = "only a trace makes one and reads it")
)]
#[derive(Debug, Clone, Copy)]
pub(crate) struct Note {
    pub(crate) reading: u16,
    pub(crate) antigen: u16,
    pub(crate) series: u16,
    pub(crate) dose: Option<u16>,
    pub(crate) kind: Kind,
    pub(crate) left: i32,
    pub(crate) right: i32,
    pub(crate) holds: bool,
}

/// Told of every comparison.
#[derive(Debug, Default)]
pub(crate) struct Tracer {
    reading: Cell<u16>,
    antigen: Cell<u16>,
    series: Cell<u16>,
    dose: Cell<Option<u16>>,
    notes: RefCell<Vec<Note>>,
}

impl Tracer {
    #[cfg(feature = "trace")]
    pub(crate) fn into_notes(self) -> Vec<Note> {
        self.notes.into_inner()
    }

    #[cfg(feature = "rules")]
    pub(crate) fn reading(&self, reading: u16) {
        self.reading.set(reading);
    }

    /// What follows is about a target, and about no series of it.
    pub(crate) fn antigen(&self, antigen: usize) {
        self.antigen.set(u16::try_from(antigen).unwrap_or(u16::MAX));
        self.series.set(NO_SERIES);
        self.dose.set(None);
    }

    pub(crate) fn series(&self, series: usize) {
        self.series.set(u16::try_from(series).unwrap_or(NO_SERIES));
        self.dose.set(None);
    }

    pub(crate) fn dose(&self, dose: Option<u16>) {
        self.dose.set(dose);
    }

    pub(crate) fn note(&self, kind: Kind, left: i32, right: i32, holds: bool) {
        if usize::from(self.reading.get()) < MOST_READINGS {
            self.notes.borrow_mut().push(Note {
                reading: self.reading.get(),
                antigen: self.antigen.get(),
                series: self.series.get(),
                dose: self.dose.get(),
                kind,
                left,
                right,
                holds,
            });
        }
    }
}

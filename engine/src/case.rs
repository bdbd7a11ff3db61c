//! A person made ready for one schedule: codes looked up, dates as day numbers, doses in order.
//!
//! A [`Case`] is exact: every day and every product is known. What is uncertain in a
//! person's record becomes several cases (see `uncertain`).

use crate::{
    day::{ALWAYS, BLANK, Civil, Day, NEVER, to_civil},
    schedule::{AgeIx, ObservationIx, Schedule, VaccineIx},
};

/// A vaccine the schedule does not know.
pub const NO_VACCINE: VaccineIx = VaccineIx::MAX;

/// An exact person.
#[derive(Debug, Clone)]
pub struct Case {
    /// The day of birth.
    pub birth: Day,
    /// Female 1, male 2, unknown 4.
    pub gender: u8,
    /// The country of birth; none is read as the schedule's own country.
    pub birth_country: String,
    /// What is known about the person.
    pub facts: Vec<CaseFact>,
    /// Doses, in the order of their dates.
    pub doses: Vec<CaseDose>,
    /// The first later day on which a fact begins or ends to hold.
    pub changes_on: Day,
}

/// A fact that holds on the day of assessment.
#[derive(Debug, Clone, Copy)]
pub struct CaseFact {
    /// Its code.
    pub observation: ObservationIx,
    /// Since when; [`BLANK`] if that is not known.
    pub on: Day,
}

/// A dose on a day.
#[derive(Debug, Clone, Copy)]
pub struct CaseDose {
    /// The day.
    pub on: Day,
    /// The vaccine; [`NO_VACCINE`] if the schedule does not know it.
    pub vaccine: VaccineIx,
    /// The number of its trade name, if a rule asks for it.
    pub trade_name: u16,
    /// Expired when given, or given in a condition that makes it not count.
    pub is_sub_standard: bool,
    /// Its position in the record.
    pub position: u16,
}

impl Default for Case {
    fn default() -> Self {
        Self {
            birth: 0,
            gender: 4,
            birth_country: String::new(),
            facts: Vec::new(),
            doses: Vec::new(),
            changes_on: NEVER,
        }
    }
}

impl Case {
    /// Puts doses in the order of their dates; those of one day keep their order.
    pub fn sort(&mut self) {
        self.doses.sort_by_key(|d| d.on);
    }

    /// The day since which the latest such fact holds; [`BLANK`] if its day is not known.
    pub(crate) fn fact(&self, observation: ObservationIx) -> Option<Day> {
        self.facts.iter().filter(|f| f.observation == observation).map(|f| f.on).max()
    }
}

/// The dates at which a person reaches each age of a schedule.
pub(crate) fn age_dates(schedule: &Schedule, birth: Day, dates: &mut Vec<Day>) {
    let civil: Civil = to_civil(birth);
    dates.clear();
    dates.extend(schedule.ages.iter().map(|period| period.after_civil(civil)));
    for (ix, date) in [ALWAYS, NEVER, BLANK].into_iter().enumerate() {
        if let Some(slot) = dates.get_mut(ix) {
            *slot = date;
        }
    }
}

/// The date at which an age is reached.
pub(crate) fn date_of(dates: &[Day], age: AgeIx) -> Day {
    dates.get(usize::from(age)).copied().unwrap_or(NEVER)
}

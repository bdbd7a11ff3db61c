//! The compiled schedule: interned codes, flat tables, no text to compare.
//!
//! A [`Schedule`] is made once by [`compile::compile`] from a [`source::Source`] and then
//! only read. Ages that occur anywhere are interned into one table, so that a person's
//! dates for them are computed once; sets of vaccines are bit sets; rules are ranges into
//! flat vectors.

#[cfg(feature = "cdsi")]
pub mod cdsi;
pub mod compile;
pub mod source;

use std::collections::{BTreeMap, HashMap};

use serde::{Deserialize, Serialize};

use crate::day::{ALWAYS, Day, NEVER, Period};
pub use source::{CountLogic, MonthDay, SeriesKind, SkipContext, Yearly};

/// The position of a vaccine in its schedule.
pub type VaccineIx = u16;
/// The position of an antigen in its schedule.
pub type AntigenIx = u8;
/// The position of a series in its schedule.
pub type SeriesIx = u16;
/// The position of a fact's code in its schedule.
pub type ObservationIx = u16;
/// The position of an age in the table of ages.
pub(crate) type AgeIx = u16;

/// The age «always»: a missing lower border.
pub(crate) const AGE_ALWAYS: AgeIx = 0;
/// The age «never»: a missing upper border.
pub(crate) const AGE_NEVER: AgeIx = 1;
/// No age: a blank date.
pub(crate) const AGE_BLANK: AgeIx = 2;

/// A run of entries in one of the flat tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(crate) struct Run {
    pub(crate) start: u32,
    pub(crate) end: u32,
}

impl Run {
    pub(crate) fn of<T>(self, table: &[T]) -> &[T] {
        table.get(self.start as usize..self.end as usize).unwrap_or(&[])
    }

    pub(crate) fn is_empty(self) -> bool {
        self.start == self.end
    }
}

/// A compiled schedule.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Schedule {
    /// Its name, such as `lu-2026`.
    pub name: String,
    /// The vaccines.
    pub vaccines: Vec<Vaccine>,
    /// The antigens.
    pub antigens: Vec<Antigen>,
    /// The vaccine groups.
    pub groups: Vec<Group>,
    /// The series, antigen by antigen.
    pub series: Vec<Series>,
    /// The facts' codes.
    pub observations: Vec<Observation>,
    #[serde(skip)]
    pub(crate) vaccine_by_code: HashMap<String, VaccineIx>,
    #[serde(skip)]
    pub(crate) observation_by_code: HashMap<String, ObservationIx>,
    pub(crate) trade_names: BTreeMap<String, u16>,
    pub(crate) ages: Vec<Period>,
    pub(crate) associations: Vec<Association>,
    pub(crate) doses: Vec<TargetDose>,
    pub(crate) age_rules: Vec<AgeRule>,
    pub(crate) intervals: Vec<IntervalRule>,
    pub(crate) vaccine_uses: Vec<VaccineUse>,
    pub(crate) indications: Vec<CodeWindow>,
    pub(crate) contraindications: Vec<CodeWindow>,
    pub(crate) vaccine_contraindications: Vec<VaccineContraindication>,
    pub(crate) otherwise: Vec<Otherwise>,
    pub(crate) birth_immunities: Vec<BirthImmunity>,
    pub(crate) codes: Vec<ObservationIx>,
    pub(crate) skips: Vec<Skip>,
    pub(crate) skip_sets: Vec<SkipSet>,
    pub(crate) conditions: Vec<Condition>,
    pub(crate) words_per_set: usize,
    pub(crate) set_words: Vec<u64>,
    pub(crate) conflict_classes: usize,
    pub(crate) conflict_matrix: Vec<u8>,
    pub(crate) conflict_rules: Vec<ConflictRule>,
}

/// A vaccine.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Vaccine {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    pub(crate) associations: Run,
    /// Row of the conflict matrix; 0 for a vaccine that conflicts with none.
    pub(crate) conflict_class: u16,
}

/// An antigen of a vaccine.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub(crate) struct Association {
    pub(crate) antigen: AntigenIx,
    pub(crate) begin: AgeIx,
    pub(crate) end: AgeIx,
}

/// An antigen (target disease).
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Antigen {
    /// Its name.
    pub name: String,
    pub(crate) series: Run,
    pub(crate) immunity_codes: Run,
    pub(crate) birth_immunities: Run,
    pub(crate) contraindications: Run,
    pub(crate) vaccine_contraindications: Run,
    pub(crate) otherwise: Run,
}

/// A vaccine group.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Group {
    /// Its name.
    pub name: String,
    /// The antigens it contains.
    pub antigens: Vec<AntigenIx>,
    /// Whether a dose is always given against all of its antigens.
    pub administer_full: bool,
}

/// A fact's code.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Observation {
    /// The code.
    pub code: String,
    /// Its title.
    pub title: String,
}

/// A series of target doses.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Series {
    /// Its name.
    pub name: String,
    /// The antigen it protects against.
    pub antigen: AntigenIx,
    /// For whom it is.
    pub kind: SeriesKind,
    pub(crate) equivalent_groups: u32,
    pub(crate) genders: u8,
    pub(crate) is_default: bool,
    pub(crate) is_product_path: bool,
    /// Whether it may be given on request rather than being recommended.
    pub may_be_given: bool,
    /// The position of the rule it comes from.
    pub rule: Option<u16>,
    pub(crate) series_group: u8,
    pub(crate) priority: u8,
    pub(crate) preference: u8,
    /// Whether one of its doses is skipped once another series is complete.
    pub(crate) asks_for_complete: bool,
    pub(crate) min_age_to_start: AgeIx,
    pub(crate) max_age_to_start: AgeIx,
    pub(crate) indications: Run,
    pub(crate) doses: Run,
}

/// One target dose.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize)]
pub(crate) struct TargetDose {
    pub(crate) number: u16,
    pub(crate) ages: Run,
    pub(crate) intervals: Run,
    pub(crate) allowable_intervals: Run,
    pub(crate) preferable: Run,
    pub(crate) allowable: Run,
    pub(crate) skips: Run,
    pub(crate) counting: SetIx,
    pub(crate) inadvertent: SetIx,
    /// The position to go on from once satisfied, relative to the series.
    pub(crate) next: u16,
    pub(crate) season_start: Day,
    pub(crate) season_end: Day,
    pub(crate) yearly: Option<Yearly>,
}

/// The ages of a target dose, while in force.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub(crate) struct AgeRule {
    pub(crate) absolute_min: AgeIx,
    pub(crate) min: AgeIx,
    pub(crate) earliest: AgeIx,
    pub(crate) latest: AgeIx,
    pub(crate) max: AgeIx,
    pub(crate) validity: Force,
}

/// When a rule is in force; both days belong to it.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub(crate) struct Force {
    pub(crate) effective: Day,
    pub(crate) cessation: Day,
}

/// Where an interval is counted from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum From {
    Previous,
    TargetDose(u16),
    MostRecent(SetIx),
    Observation(ObservationIx),
}

/// An interval, while in force.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub(crate) struct IntervalRule {
    pub(crate) from: From,
    pub(crate) absolute_min: Option<Period>,
    pub(crate) min: Option<Period>,
    pub(crate) earliest: Option<Period>,
    pub(crate) latest: Option<Period>,
    pub(crate) max: Option<Period>,
    pub(crate) is_priority: bool,
    pub(crate) validity: Force,
}

/// A vaccine that may satisfy a target dose.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub(crate) struct VaccineUse {
    pub(crate) vaccine: VaccineIx,
    pub(crate) begin: AgeIx,
    pub(crate) end: AgeIx,
    /// 0: any.
    pub(crate) trade_name: u16,
    pub(crate) is_forecast: bool,
}

/// A fact's code with the ages at which it counts.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub(crate) struct CodeWindow {
    pub(crate) observation: ObservationIx,
    pub(crate) begin: AgeIx,
    pub(crate) end: AgeIx,
}

/// A fact that forbids one vaccine.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub(crate) struct VaccineContraindication {
    pub(crate) window: CodeWindow,
    pub(crate) vaccine: VaccineIx,
}

/// A vaccine to give where facts forbid the preferable ones.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub(crate) struct Otherwise {
    pub(crate) vaccine: VaccineIx,
    pub(crate) begin: AgeIx,
    pub(crate) end: AgeIx,
    /// The position of the rule it comes from.
    pub(crate) rule: u16,
}

/// Birth before a day as proof of immunity.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct BirthImmunity {
    pub(crate) before: Day,
    pub(crate) country: String,
    pub(crate) exclusions: Run,
}

/// A position in the table of vaccine sets; 0 is the empty set.
pub(crate) type SetIx = u16;

/// A reason not to need a target dose.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub(crate) struct Skip {
    pub(crate) context: SkipContext,
    pub(crate) all_sets: bool,
    pub(crate) sets: Run,
}

/// Conditions joined by *and* or *or*.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub(crate) struct SkipSet {
    pub(crate) validity: Force,
    pub(crate) all_conditions: bool,
    pub(crate) conditions: Run,
}

/// One condition of a skip.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub(crate) enum Condition {
    Age { begin: AgeIx, end: AgeIx },
    Interval(Period),
    IntervalWithin(Period),
    CompletedSeries(u32),
    Count(CountRule),
}

/// A count of doses compared with a number.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub(crate) struct CountRule {
    pub(crate) begin_age: AgeIx,
    pub(crate) end_age: AgeIx,
    pub(crate) start: Day,
    pub(crate) end: Day,
    /// 0: any vaccine of this antigen.
    pub(crate) vaccines: SetIx,
    pub(crate) valid_only: bool,
    pub(crate) logic: CountLogic,
    pub(crate) count: u16,
}

/// How long two vaccines disturb each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(crate) struct ConflictRule {
    pub(crate) begin: Period,
    pub(crate) min_end: Period,
    pub(crate) end: Period,
}

impl Force {
    pub(crate) fn is_always(self) -> bool {
        self.effective == ALWAYS && self.cessation == NEVER
    }

    pub(crate) fn holds_on(self, anchor: Day) -> bool {
        self.effective <= anchor && anchor <= self.cessation
    }
}

impl Schedule {
    /// The vaccine with that code.
    #[must_use]
    pub fn vaccine(&self, code: &str) -> Option<VaccineIx> {
        self.vaccine_by_code.get(code).copied()
    }

    /// The fact with that code.
    #[must_use]
    pub fn observation(&self, code: &str) -> Option<ObservationIx> {
        self.observation_by_code.get(code).copied()
    }

    /// Makes the codes findable again after the schedule was read.
    #[cfg(feature = "rules")]
    pub(crate) fn index_codes(&mut self) {
        let codes = self.vaccines.iter().map(|v| v.code.clone());
        self.vaccine_by_code = codes.zip(0..).collect();
        let codes = self.observations.iter().map(|o| o.code.clone());
        self.observation_by_code = codes.zip(0..).collect();
    }

    /// The number of a trade name that some rule asks for; 0 for all others.
    #[must_use]
    pub fn trade_name(&self, name: &str) -> u16 {
        self.trade_names.get(&normal_trade_name(name)).copied().unwrap_or(0)
    }

    pub(crate) fn set_has(&self, set: SetIx, vaccine: VaccineIx) -> bool {
        let word = usize::from(set) * self.words_per_set + usize::from(vaccine) / 64;
        self.set_words.get(word).is_some_and(|w| w >> (vaccine % 64) & 1 == 1)
    }

    /// Which vaccines disturb one another as that one does; 0 for those that disturb none.
    pub(crate) fn conflict_class(&self, vaccine: VaccineIx) -> u16 {
        self.vaccines.get(usize::from(vaccine)).map_or(0, |v| v.conflict_class)
    }

    /// The rule for a later dose of `current` after an earlier one of `previous`.
    pub(crate) fn conflict(&self, previous: u16, current: usize) -> Option<&ConflictRule> {
        let at = usize::from(previous) * self.conflict_classes + current;
        let rule = *self.conflict_matrix.get(at)?;
        self.conflict_rules.get(usize::from(rule).checked_sub(1)?)
    }
}

/// A trade name without case, blanks and signs.
pub(crate) fn normal_trade_name(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

//! The source model: recommendations as plain data, before they are compiled.
//!
//! It follows CDSi's supporting data field by field, with texts for codes, and a few
//! additions that Luxembourg's schedule needs. Both the CDC loader (`cdsi`) and our own
//! authoring format produce it; `compile` turns it into a [`super::Schedule`].

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::day::{Day, Period};

/// A whole schedule: what is given, to whom, when.
#[derive(Debug, Clone, Default)]
pub struct Source {
    /// Its name, such as `lu-2026`.
    pub name: String,
    /// Every vaccine that can stand in a record.
    pub vaccines: Vec<VaccineSource>,
    /// The vaccine groups, each of one or more antigens.
    pub groups: Vec<GroupSource>,
    /// Pairs of vaccines that disturb each other.
    pub conflicts: Vec<ConflictSource>,
    /// The codes of facts about a person.
    pub observations: Vec<ObservationSource>,
    /// The antigens (target diseases) with their series.
    pub antigens: Vec<AntigenSource>,
}

/// A vaccine and what it protects against.
#[derive(Debug, Clone, Default)]
pub struct VaccineSource {
    /// Its code: CVX for CDC, NUVA for Luxembourg.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Its antigens.
    pub associations: Vec<AssociationSource>,
}

/// One antigen of a vaccine, perhaps only at some ages.
#[derive(Debug, Clone, Default)]
pub struct AssociationSource {
    /// The antigen's name.
    pub antigen: String,
    /// Counts from this age.
    pub begin_age: Option<Period>,
    /// Counts until before this age.
    pub end_age: Option<Period>,
}

/// A vaccine group.
#[derive(Debug, Clone, Default)]
pub struct GroupSource {
    /// Its name.
    pub name: String,
    /// The antigens it contains.
    pub antigens: Vec<String>,
    /// Whether a dose is always given against all of its antigens (MMR).
    pub administer_full: bool,
}

/// An earlier vaccine that impedes a later one.
#[derive(Debug, Clone, Default)]
pub struct ConflictSource {
    /// The earlier vaccine.
    pub previous: String,
    /// The later vaccine.
    pub current: String,
    /// The conflict begins this long after the earlier one.
    pub begin: Period,
    /// It ends this long after, when the earlier dose was valid.
    pub min_end: Period,
    /// It ends this long after, else.
    pub end: Period,
}

/// A fact about a person that rules can ask for.
#[derive(Debug, Clone, Default)]
pub struct ObservationSource {
    /// Its code.
    pub code: String,
    /// Its title.
    pub title: String,
}

/// One antigen (target disease).
#[derive(Debug, Clone, Default)]
pub struct AntigenSource {
    /// Its name.
    pub name: String,
    /// Facts that prove immunity.
    pub immunity_codes: Vec<String>,
    /// Birth before a day as proof of immunity.
    pub immunity_births: Vec<BirthImmunitySource>,
    /// Facts that forbid every vaccine against it.
    pub contraindications: Vec<ContraindicationSource>,
    /// Facts that forbid single vaccines.
    pub vaccine_contraindications: Vec<VaccineContraindicationSource>,
    /// Vaccines to give where facts forbid all that a target dose prefers (ours).
    pub otherwise: Vec<OtherwiseSource>,
    /// The series.
    pub series: Vec<SeriesSource>,
}

/// Birth before a day as proof of immunity.
#[derive(Debug, Clone, Default)]
pub struct BirthImmunitySource {
    /// Born before this day.
    pub before: Day,
    /// Born there; any country if empty.
    pub country: String,
    /// Not with one of these facts.
    pub exclusions: Vec<String>,
}

/// A fact that forbids vaccination, at some ages.
#[derive(Debug, Clone, Default)]
pub struct ContraindicationSource {
    /// The fact's code.
    pub observation: String,
    /// Holds from this age.
    pub begin_age: Option<Period>,
    /// Holds until before this age.
    pub end_age: Option<Period>,
}

/// A fact that forbids one vaccine, at some ages.
#[derive(Debug, Clone, Default)]
pub struct VaccineContraindicationSource {
    /// The fact's code.
    pub observation: String,
    /// The vaccine's code.
    pub vaccine: String,
    /// Holds from this age.
    pub begin_age: Option<Period>,
    /// Holds until before this age.
    pub end_age: Option<Period>,
}

/// A vaccine to give where facts forbid the preferable ones, at some ages.
#[derive(Debug, Clone, Default)]
pub struct OtherwiseSource {
    /// The vaccine's code.
    pub vaccine: String,
    /// Given from this age.
    pub begin_age: Option<Period>,
    /// Given until before this age.
    pub end_age: Option<Period>,
    /// The position of the rule it comes from.
    pub rule: u16,
}

/// For whom a series is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub enum SeriesKind {
    /// For everyone.
    #[default]
    Standard,
    /// For those with an indication.
    Risk,
    /// Only to recognise what was given; never recommended.
    EvaluationOnly,
}

/// A series of doses, one way of being protected.
#[derive(Debug, Clone, Default)]
pub struct SeriesSource {
    /// Its name.
    pub name: String,
    /// The vaccine group its doses belong to.
    pub group: String,
    /// For whom it is.
    pub kind: SeriesKind,
    /// Series groups of the same antigen that protect as well as this one.
    pub equivalent_groups: Vec<u8>,
    /// `Male`, `Female`, `Unknown`; anyone if empty.
    pub genders: Vec<String>,
    /// Taken when nothing else decides.
    pub is_default: bool,
    /// A series of one product.
    pub is_product_path: bool,
    /// Whether it may be given on request rather than being recommended (ours).
    pub may_be_given: bool,
    /// The position of the rule it comes from (ours).
    pub rule: Option<u16>,
    /// The series group it competes in.
    pub series_group: u8,
    /// `A` before `B` before `C`; 0 is the best.
    pub priority: u8,
    /// Order of preference, 1 is the best.
    pub preference: Option<u8>,
    /// Not begun before this age.
    pub min_age_to_start: Option<Period>,
    /// Not begun from this age on.
    pub max_age_to_start: Option<Period>,
    /// Facts that make it apply.
    pub indications: Vec<IndicationSource>,
    /// Its doses in order.
    pub doses: Vec<DoseSource>,
}

/// A fact that makes a risk series apply, at some ages.
#[derive(Debug, Clone, Default)]
pub struct IndicationSource {
    /// The fact's code.
    pub observation: String,
    /// Holds from this age.
    pub begin_age: Option<Period>,
    /// Holds until before this age.
    pub end_age: Option<Period>,
}

/// One target dose of a series.
#[derive(Debug, Clone, Default)]
pub struct DoseSource {
    /// The ages, perhaps several for different times.
    pub ages: Vec<AgeSource>,
    /// The intervals, all of which must hold.
    pub intervals: Vec<IntervalSource>,
    /// Shorter intervals that are let pass.
    pub allowable_intervals: Vec<IntervalSource>,
    /// The vaccines to give.
    pub preferable: Vec<VaccineUseSource>,
    /// The vaccines that count as well.
    pub allowable: Vec<VaccineUseSource>,
    /// More vaccines that count, at every age (ours: a set is cheaper than a list).
    pub counting: Arc<[String]>,
    /// The vaccines that are a mistake here.
    pub inadvertent: Vec<String>,
    /// When this dose is not needed.
    pub skips: Vec<SkipSource>,
    /// Asked for again and again.
    pub is_recurring: bool,
    /// When satisfied, the target dose at that position (from 0) is asked for again.
    pub repeat_from: Option<u16>,
    /// The season it is given in.
    pub season: Option<SeasonSource>,
}

/// When a rule is in force; both days belong to it.
#[derive(Debug, Clone, Copy, Default)]
pub struct Validity {
    /// From this day.
    pub effective: Option<Day>,
    /// To this day.
    pub cessation: Option<Day>,
}

/// The ages of a target dose.
#[derive(Debug, Clone, Default)]
pub struct AgeSource {
    /// Before this it does not count.
    pub absolute_min: Option<Period>,
    /// Before this it is not given.
    pub min: Option<Period>,
    /// Recommended from here.
    pub earliest: Option<Period>,
    /// Late from here.
    pub latest: Option<Period>,
    /// No more from here.
    pub max: Option<Period>,
    /// When this rule is in force.
    pub validity: Validity,
}

/// Where an interval is counted from.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum IntervalFrom {
    /// The dose before.
    #[default]
    Previous,
    /// The dose that satisfied that target dose (1 is the first).
    TargetDose(u16),
    /// The latest dose of one of those vaccines.
    MostRecent(Vec<String>),
    /// The day of that fact.
    Observation(String),
}

/// An interval before a target dose.
#[derive(Debug, Clone, Default)]
pub struct IntervalSource {
    /// Where it is counted from.
    pub from: IntervalFrom,
    /// Shorter than this does not count.
    pub absolute_min: Option<Period>,
    /// Shorter than this is not given.
    pub min: Option<Period>,
    /// Recommended from here.
    pub earliest: Option<Period>,
    /// Late from here.
    pub latest: Option<Period>,
    /// No more from here (ours: a window after a fact).
    pub max: Option<Period>,
    /// Whether it overrides the other antigens of its group.
    pub is_priority: bool,
    /// When this rule is in force.
    pub validity: Validity,
}

/// A vaccine that may satisfy a target dose, at some ages.
#[derive(Debug, Clone, Default)]
pub struct VaccineUseSource {
    /// Its code.
    pub vaccine: String,
    /// From this age.
    pub begin_age: Option<Period>,
    /// Until before this age.
    pub end_age: Option<Period>,
    /// Only under this trade name; any if empty.
    pub trade_name: String,
    /// Whether it is named as a vaccine to give.
    pub is_forecast: bool,
}

/// In which of the two walks a skip is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum SkipContext {
    /// While evaluating doses.
    Evaluation,
    /// While forecasting.
    Forecast,
    /// In both.
    #[default]
    Both,
}

/// A reason not to need a target dose.
#[derive(Debug, Clone, Default)]
pub struct SkipSource {
    /// Where it is looked at.
    pub context: SkipContext,
    /// Whether all sets must hold; else one is enough.
    pub all_sets: bool,
    /// The sets of conditions.
    pub sets: Vec<SkipSetSource>,
}

/// Conditions joined by *and* or *or*.
#[derive(Debug, Clone, Default)]
pub struct SkipSetSource {
    /// When this set is in force.
    pub validity: Validity,
    /// Whether all conditions must hold; else one is enough.
    pub all_conditions: bool,
    /// The conditions.
    pub conditions: Vec<SkipCondition>,
}

/// How a count is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum CountLogic {
    /// More than the number.
    GreaterThan,
    /// Exactly the number.
    EqualTo,
    /// Fewer than the number.
    LessThan,
}

/// One condition of a skip.
#[derive(Debug, Clone)]
pub enum SkipCondition {
    /// The person's age on the reference day.
    Age {
        /// From this age.
        begin: Option<Period>,
        /// Until before this age.
        end: Option<Period>,
    },
    /// Time since the dose before.
    Interval(Period),
    /// Less time than that since the dose before (ours).
    IntervalWithin(Period),
    /// Some series of one of those series groups is complete.
    CompletedSeries(Vec<u8>),
    /// How many doses were given.
    Count {
        /// Given from this age.
        begin_age: Option<Period>,
        /// Given before this age.
        end_age: Option<Period>,
        /// Given from this day.
        start: Option<Day>,
        /// Given before this day.
        end: Option<Day>,
        /// Of these vaccines; any of this antigen if empty.
        vaccines: Vec<String>,
        /// Only doses that were valid in this series.
        valid_only: bool,
        /// How the count is compared.
        logic: CountLogic,
        /// With what.
        count: u16,
    },
}

/// A season with a first and a last day.
#[derive(Debug, Clone, Copy, Default)]
pub struct SeasonSource {
    /// Its first day.
    pub start: Option<Day>,
    /// Its last day.
    pub end: Option<Day>,
    /// A season that comes every year (ours), instead of the two days.
    pub yearly: Option<Yearly>,
}

/// A month and a day of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct MonthDay {
    /// The month, 1 to 12.
    pub month: i32,
    /// The day, 1 to 31; the last of the month if it has fewer.
    pub day: i32,
}

/// A season that comes every year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Yearly {
    /// Its first day.
    pub start: MonthDay,
    /// Its last day, in the next year if it lies before the first.
    pub end: MonthDay,
    /// The day of the first year on which the ages of the dose are looked at, if not each day.
    pub age_on: Option<MonthDay>,
    /// One dose a season.
    pub is_once: bool,
}

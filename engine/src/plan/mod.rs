//! Catch-up in the fewest visits: which injections on which days bring a person up to date.
//!
//! Pure, as everything here. What a plan is measured by, in this order: (1) nothing is later than
//! it need be: the days by which doses are overdue, or those of a season put off for more than
//! [`PUT_OFF_IN_SEASON`], over all diseases and until the end of the plan, are the fewest, and nothing is left out that fits; (2) the fewest visits; (3) the fewest
//! injections; (4) the earliest last visit. `docs/engine.md` says what is looked for and what not.
//!
//! Whatever is planned was tried on the engine itself: each dose counts on its day.

mod cover;
mod report;
mod search;
mod world;

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use shared::{Date, PartialDate};

use crate::{
    assess::target::named,
    assessment::Status,
    person::{Dose, Person},
    rules::RuleSet,
};

/// The most injections of a visit that are looked for when the doctor sets no bound.
pub(crate) const MOST_INJECTIONS: u8 = 12;

/// For how many days a plan puts off a dose of a season after it is recommended: from then on it is
/// counted as late, although the rules call it overdue only when the season ends.
pub const PUT_OFF_IN_SEASON: u16 = 28;

/// What the doctor and the practice allow.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct PlanOptions {
    /// The day of the first visit; the day of planning if none is said.
    pub first_visit: Option<Date>,
    /// The last day that is planned for; twelve months after the first visit if none is said.
    pub until: Option<Date>,
    /// The most injections in one visit.
    pub max_injections: Option<u8>,
    /// The fewest days between two visits.
    pub days_between_visits: u16,
    /// How many days before its recommended day a dose may be given to save a visit, never before
    /// its earliest day.
    pub days_early: u16,
    /// The products that are in the practice; any that the rules name if none is said.
    pub products: Option<Vec<String>>,
    /// Whether to plan what may be given on request.
    pub with_optional: bool,
    /// Codes of targets that are not planned for.
    pub without: Vec<String>,
}

impl Default for PlanOptions {
    fn default() -> Self {
        Self {
            first_visit: None,
            until: None,
            max_injections: None,
            days_between_visits: 28,
            days_early: 28,
            products: None,
            with_optional: false,
            without: Vec::new(),
        }
    }
}

/// The visits that bring a person up to date. As JSON it is read back as it was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Plan {
    /// The rule set, such as `lu-2026`.
    pub rules: Arc<str>,
    /// The day of planning.
    pub as_of: Date,
    /// The last day that was planned for.
    pub until: Date,
    /// The visits in order.
    pub visits: Vec<Visit>,
    /// What is not given, and why.
    pub not_planned: Vec<NotPlanned>,
    /// What was taken for granted.
    pub assumptions: Vec<Assumption>,
    /// The days by which planned doses are overdue, or those of a season put off for more than
    /// [`PUT_OFF_IN_SEASON`], over all diseases, counted from the first visit.
    pub late_days: u32,
    /// Whether every plan that was to be looked at was looked at: then none of them is better.
    pub is_proven: bool,
}

/// One visit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Visit {
    /// Its day.
    pub on: Date,
    /// What is injected.
    pub injections: Vec<Injection>,
    /// The status, after this visit and on its day, of each target it is about.
    pub reaches: Vec<Reached>,
}

/// One injection.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Injection {
    /// The product.
    pub vaccine: Arc<str>,
    /// The doses it counts as.
    pub doses: Vec<PlannedDose>,
    /// Codes of targets it also protects against, for which nothing was needed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<Arc<str>>,
}

/// One dose against one target.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PlannedDose {
    /// The code of the target.
    pub target: Arc<str>,
    /// The number of the dose.
    pub dose_number: u16,
    /// The rule it follows.
    pub rule: Option<Arc<str>>,
    /// The day it is recommended.
    pub recommended_on: Option<Date>,
    /// The day from which it is late.
    pub overdue_on: Option<Date>,
}

/// What a visit reaches.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Reached {
    /// The code of the target.
    pub target: Arc<str>,
    /// Its status on the day of the visit, before it.
    pub before: Status,
    /// Its status on the day of the visit, after it.
    pub after: Status,
}

/// A target for which a dose is to come that is not planned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct NotPlanned {
    /// The code of the target.
    pub target: Arc<str>,
    /// Why not.
    pub reason: NotPlannedReason,
    /// The day on which the dose is recommended, if one is.
    pub recommended_on: Option<Date>,
}

/// Why a target is not planned for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NotPlannedReason {
    /// Its next dose is recommended after the last day that is planned for.
    Later,
    /// It would not fit before that day, or not within the injections of a visit.
    NoRoom,
    /// No product that would do is there.
    NoProduct,
    /// Something forbids it.
    Contraindicated,
    /// The person does not want it.
    Refused,
    /// On request, and that was not asked for.
    OnRequest,
    /// The doctor left it out.
    LeftOut,
}

/// Something that was taken for granted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Assumption {
    /// What.
    pub code: AssumptionCode,
    /// The codes of the targets it matters for.
    pub targets: Vec<Arc<str>>,
}

/// What can be taken for granted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AssumptionCode {
    /// Nothing is on record, and so nothing was given.
    NothingGivenBefore,
    /// Doses whose day is not known were given on the last of their possible days, and doses whose
    /// product is not known were the first possible one: other readings would plan otherwise.
    UncertainDoses,
}

/// The codes of the products that the rules name for any dose: what a plan may use if nothing else
/// is said. In the order of their codes.
#[must_use]
pub fn products(rules: &RuleSet) -> Vec<Arc<str>> {
    let doses = (0_u32..).take(rules.schedule.doses.len());
    let mut named: Vec<u16> = doses.flat_map(|dose| named(rules, Some(dose))).collect();
    named.sort_unstable();
    named.dedup();
    let code = |vaccine: u16| rules.words.vaccines.get(usize::from(vaccine)).cloned();
    let mut codes: Vec<Arc<str>> = named.into_iter().filter_map(code).collect();
    codes.sort();
    codes
}

/// Plans the visits that bring a person up to date. Doses dated after the day of planning are left
/// out, as [`crate::assess`] leaves them out on that day.
#[must_use]
pub fn plan(rules: &RuleSet, person: &Person, today: Date, options: &PlanOptions) -> Plan {
    let person = known_on(person, today);
    let mut world = world::World::new(rules, &person, today, options);
    let found = search::best(&mut world);
    report::report(&mut world, &person, today, found)
}

/// The person with what was given by that day: visits come later, and would else see doses that
/// the plan was made without.
fn known_on(person: &Person, today: Date) -> Person {
    let dose = |dose: &Dose| {
        let (from, to) = dose.on.range().map_or((person.birth_date, today), |r| (r.from, r.to));
        let on = if to <= today && dose.on != PartialDate::Unknown {
            dose.on
        } else {
            PartialDate::Between { from, to: to.min(today) }
        };
        (from <= today).then(|| Dose { on, ..dose.clone() })
    };
    Person { doses: person.doses.iter().filter_map(dose).collect(), ..person.clone() }
}

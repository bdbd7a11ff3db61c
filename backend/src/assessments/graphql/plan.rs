//! The visits that bring a person up to date, in the schema.

use std::sync::Arc;

use anyhow::Context as _;
use async_graphql::{Context, Enum, InputObject, Object};
use catalogue::TargetCode;
use engine::{
    assess,
    plan::{
        Assumption, AssumptionCode, Injection, NotPlanned, NotPlannedReason, Plan, PlanOptions,
        PlannedDose, Reached, Visit, plan,
    },
    rules::RuleSet,
    words,
};
use shared::{Date, Locale, RecordId, VaccineCode};

use super::{
    AssessmentStatus, language,
    rule::RuleWords,
    suppose::{SimulateInput, Supposed},
};
use crate::{
    catalogue_api::{
        catalogue,
        graphql::{Target, Vaccine},
    },
    error::{AppError, Result},
    graphql::{ContextExt, to_graphql},
};

/// The most injections of a visit that can be asked for.
const MOST_INJECTIONS: i32 = 12;
/// The most days between visits, and the most that a dose is given early.
const MOST_DAYS: i32 = 365;
/// The most days that are planned ahead: twenty years.
const MOST_AHEAD: i32 = 7_305;
/// The most products and diseases that are named, each.
const MOST_NAMED: usize = 400;

/// A person, what might be, and what the doctor and the practice allow: nothing of it is stored.
#[derive(Debug, InputObject)]
pub struct PlanInput {
    /// The person, as for `simulate`.
    #[graphql(flatten)]
    who: SimulateInput,
    /// The day of the first visit, none before `asOf`; that day if missing.
    first_visit: Option<Date>,
    /// The last day that is planned for, at most 20 years after the first visit; twelve months
    /// after it if missing.
    until: Option<Date>,
    /// The most injections in one visit, 1 to 12; no bound if missing.
    max_injections: Option<i32>,
    /// The fewest days between two visits, 1 to 365.
    #[graphql(default = 28)]
    days_between_visits: i32,
    /// How many days before its recommended day a dose may be given to save a visit, 0 to 365;
    /// never before its earliest day.
    #[graphql(default = 28)]
    days_early: i32,
    /// The products that are in the practice; any that the rules name if missing.
    products: Option<Vec<VaccineCode>>,
    /// Whether to plan what may be given on request.
    #[graphql(default)]
    with_optional: bool,
    /// NUVA codes of diseases that are not planned for.
    #[graphql(default)]
    without: Vec<String>,
}

impl PlanInput {
    /// Plans. Nothing while the record's birth date is not known to the day.
    ///
    /// # Errors
    /// `Unauthenticated`; `NotFound` for a record that one may not read; `BadInput` that names
    /// the field and its rule.
    pub(super) async fn plan(
        self,
        ctx: &Context<'_>,
    ) -> async_graphql::Result<Option<PlanOfVisits>> {
        ctx.op().signed_in().map_err(to_graphql)?;
        let as_of = self.who.as_of.unwrap_or(ctx.op().today());
        let options = self.options(as_of).map_err(to_graphql)?;
        let Some(supposed) = self.who.person(ctx).await? else { return Ok(None) };
        let Supposed { record_id, person, hidden, rules, as_of, .. } = supposed;
        if let Some(code) = options.without.iter().find(|code| !is_target(rules, code)) {
            let message = format!("`without`: `{}` is no disease of {}", shown(code), rules.name);
            return Err(to_graphql(AppError::BadInput(message)));
        }
        // Long searches take some ten milliseconds: not on a thread that others wait for.
        let of = tokio::task::spawn_blocking(move || {
            let of = plan(rules, &person, as_of, &options);
            hidden.plan(of, || assess(rules, &person, as_of))
        });
        let of = of.await.context("planning broke").map_err(|broke| to_graphql(broke.into()))?;
        Ok(Some(PlanOfVisits { record_id, rules, of: Arc::new(of) }))
    }

    fn options(&self, as_of: Date) -> Result<PlanOptions> {
        let first = self.first_visit.unwrap_or(as_of);
        let checks = [
            (first < as_of, "`firstVisit` is none before `asOf`"),
            (self.until.is_some_and(|until| until < first), "`until` is none before `firstVisit`"),
            (
                self.until.is_some_and(|until| MOST_AHEAD < until.days_since(first)),
                "`until` is at most 20 years after `firstVisit`",
            ),
            (
                self.max_injections.is_some_and(|most| !(1..=MOST_INJECTIONS).contains(&most)),
                "`maxInjections` is between 1 and 12",
            ),
            (
                !(1..=MOST_DAYS).contains(&self.days_between_visits),
                "`daysBetweenVisits` is between 1 and 365",
            ),
            (!(0..=MOST_DAYS).contains(&self.days_early), "`daysEarly` is between 0 and 365"),
            (
                self.products.as_ref().is_some_and(|products| MOST_NAMED < products.len()),
                "`products` are at most 400",
            ),
            (MOST_NAMED < self.without.len(), "`without` names at most 400 diseases"),
        ];
        if let Some((_, rule)) = checks.iter().find(|(is_broken, _)| *is_broken) {
            return Err(AppError::BadInput((*rule).to_owned()));
        }
        let products = self.products.iter().flatten();
        if let Some(code) = products.clone().find(|code| catalogue().vaccine(**code).is_none()) {
            return Err(AppError::BadInput(format!("`products`: `{code}` is in no catalogue")));
        }
        Ok(PlanOptions {
            first_visit: self.first_visit,
            until: self.until,
            max_injections: self.max_injections.and_then(|most| most.try_into().ok()),
            days_between_visits: self.days_between_visits.try_into().unwrap_or(u16::MAX),
            days_early: self.days_early.try_into().unwrap_or(u16::MAX),
            products: self.products.as_ref().map(|_| products.map(ToString::to_string).collect()),
            with_optional: self.with_optional,
            without: self.without.clone(),
        })
    }
}

fn is_target(rules: &RuleSet, code: &str) -> bool {
    rules.schedule.antigens.iter().any(|antigen| antigen.name == code)
}

/// As much of what was said as an answer repeats.
fn shown(code: &str) -> String {
    code.chars().filter(|c| !c.is_control()).take(20).collect()
}

/// The disease of a code.
fn target(code: &str) -> Option<Target> {
    let code: TargetCode = code.parse().ok()?;
    catalogue().target(code).map(Target)
}

fn targets(codes: &[Arc<str>]) -> Vec<Target> {
    codes.iter().filter_map(|code| target(code)).collect()
}

/// The visits that bring a person up to date. Decision support for professionals, from public texts; not approved by the CSMI.
#[derive(Debug, Clone)]
pub struct PlanOfVisits {
    record_id: Option<RecordId>,
    rules: &'static RuleSet,
    of: Arc<Plan>,
}

/// The visits that bring a person up to date. Decision support for professionals, from public texts; not approved by the CSMI.
#[Object(name = "Plan")]
impl PlanOfVisits {
    /// The record; null for a person who was made up.
    async fn record_id(&self) -> Option<RecordId> {
        self.record_id
    }

    /// The rule set, such as `lu-2026`.
    async fn rule_set(&self) -> &str {
        &self.of.rules
    }

    /// What has to be said wherever the rule set is named.
    async fn notice(
        &self,
        #[graphql(desc = "The language of the reader.")] locale: Locale,
    ) -> &str {
        self.rules.notice.get(language(locale))
    }

    /// The day of planning.
    async fn as_of(&self) -> Date {
        self.of.as_of
    }

    /// The plan as the engine says it, as JSON. The number of a dose is 0 where a dose counts that
    /// is kept from the viewer.
    #[graphql(complexity = 100)]
    async fn answer(&self) -> async_graphql::Result<String> {
        Ok(serde_json::to_string(&*self.of)?)
    }

    /// The last day that was planned for.
    async fn until(&self) -> Date {
        self.of.until
    }

    /// The visits in order.
    #[graphql(complexity = "5 + 6 * child_complexity")]
    async fn visits(&self) -> Vec<PlannedVisit> {
        (0..self.of.visits.len()).map(|at| PlannedVisit { plan: self.clone(), at }).collect()
    }

    /// What is to come and not given in these visits, and why.
    #[graphql(complexity = "5 + 10 * child_complexity")]
    async fn not_planned(&self) -> Vec<TargetNotPlanned> {
        self.of.not_planned.iter().cloned().map(TargetNotPlanned).collect()
    }

    /// What was taken for granted.
    #[graphql(complexity = "5 + 2 * child_complexity")]
    async fn assumptions(&self) -> Vec<PlanAssumption> {
        self.of.assumptions.iter().cloned().map(PlanAssumption).collect()
    }

    /// The days by which planned doses are overdue, over all diseases, counted from the first
    /// visit.
    async fn late_days(&self) -> u32 {
        self.of.late_days
    }

    /// Whether every plan that was to be looked at was looked at: then none of them is better.
    async fn is_proven(&self) -> bool {
        self.of.is_proven
    }
}

/// One visit of a plan.
#[derive(Debug, Clone)]
pub struct PlannedVisit {
    plan: PlanOfVisits,
    at: usize,
}

impl PlannedVisit {
    fn visit(&self) -> &Visit {
        &self.plan.of.visits[self.at]
    }
}

/// One visit of a plan.
#[Object]
impl PlannedVisit {
    /// Its day.
    async fn on(&self) -> Date {
        self.visit().on
    }

    /// What is injected.
    #[graphql(complexity = "5 + 4 * child_complexity")]
    async fn injections(&self) -> Vec<PlannedInjection> {
        let injections = self.visit().injections.iter();
        injections.map(|one| PlannedInjection { rules: self.plan.rules, of: one.clone() }).collect()
    }

    /// The status, on its day, of each disease it is about.
    #[graphql(complexity = "5 + 10 * child_complexity")]
    async fn reaches(&self) -> Vec<StatusReached> {
        self.visit().reaches.iter().cloned().map(StatusReached).collect()
    }
}

/// One injection of a visit.
#[derive(Debug, Clone)]
pub struct PlannedInjection {
    rules: &'static RuleSet,
    of: Injection,
}

/// One injection of a visit.
#[Object]
impl PlannedInjection {
    /// The product.
    async fn vaccine(&self) -> Option<Vaccine> {
        let code: VaccineCode = self.of.vaccine.parse().ok()?;
        catalogue().vaccine(code).map(Vaccine)
    }

    /// The doses it counts as.
    #[graphql(complexity = "5 + 4 * child_complexity")]
    async fn doses(&self) -> Vec<DoseOfInjection> {
        let doses = self.of.doses.iter();
        doses.map(|dose| DoseOfInjection { rules: self.rules, of: dose.clone() }).collect()
    }

    /// Diseases it also protects against, for which nothing was needed.
    #[graphql(complexity = "5 + 3 * child_complexity")]
    async fn also(&self) -> Vec<Target> {
        targets(&self.of.also)
    }
}

/// A dose against one disease, as an injection counts.
#[derive(Debug, Clone)]
pub struct DoseOfInjection {
    rules: &'static RuleSet,
    of: PlannedDose,
}

/// A dose against one disease, as an injection counts.
#[Object(name = "PlannedDose")]
impl DoseOfInjection {
    /// The disease.
    async fn target(&self) -> Option<Target> {
        target(&self.of.target)
    }

    /// The number of the dose, derived; null where a dose counts that is kept from the viewer.
    async fn dose_number(&self) -> Option<i32> {
        Some(self.of.dose_number).filter(|number| 0 < *number).map(i32::from)
    }

    /// The rule it follows.
    async fn rule(&self) -> Option<RuleWords> {
        let id = self.of.rule.as_deref()?;
        let rule = self.rules.rules.iter().find(|rule| rule.id == id)?;
        Some(RuleWords { rules: self.rules, rule })
    }

    /// The day it is recommended.
    async fn recommended_on(&self) -> Option<Date> {
        self.of.recommended_on
    }

    /// The day from which it is late.
    async fn overdue_on(&self) -> Option<Date> {
        self.of.overdue_on
    }
}

/// What a visit makes of a status.
#[derive(Debug, Clone)]
pub struct StatusReached(Reached);

/// What a visit makes of a status.
#[Object]
impl StatusReached {
    /// The disease.
    async fn target(&self) -> Option<Target> {
        target(&self.0.target)
    }

    /// Its status on the day of the visit, before it.
    async fn before(&self) -> AssessmentStatus {
        self.0.before.into()
    }

    /// Its status on the day of the visit, after it.
    async fn after(&self) -> AssessmentStatus {
        self.0.after.into()
    }
}

/// Why a disease is not planned for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "NotPlannedReason", name = "NotPlannedReason")]
pub enum NotPlannedCode {
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
    /// It was left out.
    LeftOut,
}

/// A disease for which a dose is to come that is not planned.
#[derive(Debug, Clone)]
pub struct TargetNotPlanned(NotPlanned);

/// A disease for which a dose is to come that is not planned.
#[Object(name = "NotPlanned")]
impl TargetNotPlanned {
    /// The disease.
    async fn target(&self) -> Option<Target> {
        target(&self.0.target)
    }

    /// Why not.
    async fn reason(&self) -> NotPlannedCode {
        self.0.reason.into()
    }

    /// Why not, as a sentence.
    async fn text(&self, #[graphql(desc = "The language of the reader.")] locale: Locale) -> &str {
        words::not_planned(self.0.reason, language(locale))
    }

    /// The day on which the dose is recommended, if one is.
    async fn recommended_on(&self) -> Option<Date> {
        self.0.recommended_on
    }
}

/// What a plan takes for granted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "AssumptionCode", name = "PlanAssumptionCode")]
pub enum AssumedCode {
    /// Nothing is on record, and so nothing was given.
    NothingGivenBefore,
    /// Doses whose day is not known were given on the last of their possible days, and doses
    /// whose product is not known were the first possible one.
    UncertainDoses,
}

/// Something that was taken for granted.
#[derive(Debug, Clone)]
pub struct PlanAssumption(Assumption);

/// Something that was taken for granted.
#[Object]
impl PlanAssumption {
    /// What.
    async fn code(&self) -> AssumedCode {
        self.0.code.into()
    }

    /// What, as a sentence.
    async fn text(&self, #[graphql(desc = "The language of the reader.")] locale: Locale) -> &str {
        words::assumption(self.0.code, language(locale))
    }

    /// The diseases for which it matters.
    #[graphql(complexity = "5 + 10 * child_complexity")]
    async fn targets(&self) -> Vec<Target> {
        targets(&self.0.targets)
    }
}

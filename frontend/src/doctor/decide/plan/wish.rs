//! What the doctor allows and the practice has, as the engine wants it. Plain values.

use std::{collections::BTreeSet, sync::Arc};

use engine::{
    assessment::{Assessment, Status},
    day::Period,
    plan::{Plan, PlanOptions, Visit, products},
    rules::RuleSet,
};
use shared::{Date, VaccineCode};

/// What is allowed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wish {
    /// The most injections of a visit.
    pub most: Option<u8>,
    /// The day of the first visit.
    pub first: Option<Date>,
    /// How many months are planned ahead.
    pub months: i32,
    /// The fewest weeks between two visits.
    pub weeks: u16,
    /// Whether what may be given on request is planned.
    pub with_optional: bool,
    /// Codes of products that the practice has not got.
    pub not_here: BTreeSet<String>,
}

impl Wish {
    /// The options of the engine, for a day of planning. If something is given on that day, the
    /// first visit comes as long after it as visits are apart.
    #[must_use]
    pub fn options(&self, rules: &RuleSet, day: Date, is_given: bool) -> PlanOptions {
        let apart = self.weeks.saturating_mul(7);
        let least = if is_given { day.plus_days(i32::from(apart)) } else { day };
        let first = self.first.map_or(least, |first| first.max(least));
        let until = Period::months(self.months).after(first.days_since_epoch());
        let here = || {
            let all = products(rules).into_iter().map(|code| code.to_string());
            all.filter(|code| !self.not_here.contains(code)).collect()
        };
        PlanOptions {
            first_visit: Some(first),
            until: Some(Date::from_days_since_epoch(until)),
            max_injections: self.most,
            days_between_visits: apart,
            products: (!self.not_here.is_empty()).then(here),
            with_optional: self.with_optional,
            ..PlanOptions::default()
        }
    }
}

/// The products that a plan for this person may use, by code: those that the next doses name,
/// those that were planned, and those of the rules that the practice has not got.
#[must_use]
pub fn offered(
    rules: &RuleSet,
    now: &Assessment,
    plan: Option<&Plan>,
    not_here: &BTreeSet<String>,
) -> Vec<VaccineCode> {
    let is_open = |status: Status| {
        matches!(
            status,
            Status::Overdue
                | Status::Due
                | Status::DueSoon
                | Status::Unknown
                | Status::UpToDate
                | Status::NotDue
                | Status::MayBeGiven
        )
    };
    let named = now.targets.iter().filter(|target| is_open(target.status));
    let mut codes: BTreeSet<Arc<str>> = named.flat_map(|t| t.vaccines.iter().cloned()).collect();
    let planned = plan.iter().flat_map(|plan| &plan.visits).flat_map(|visit| &visit.injections);
    codes.extend(planned.map(|injection| injection.vaccine.clone()));
    codes.extend(products(rules).into_iter().filter(|code| not_here.contains(&**code)));
    codes.iter().filter_map(|code| code.parse().ok()).collect()
}

/// Codes of products as they are kept in the browser; what is none is passed over.
#[must_use]
pub fn read_kept(kept: &str) -> BTreeSet<String> {
    let codes = kept.split(',').filter(|code| code.parse::<VaccineCode>().is_ok());
    codes.map(str::to_owned).collect()
}

/// The doses of an injection by their number: «2: diphtheria, tetanus», as codes of targets. The
/// number 0 means that it is not said.
#[must_use]
pub fn by_number(injection: &engine::plan::Injection) -> Vec<(u16, Vec<Arc<str>>)> {
    let mut groups: Vec<(u16, Vec<Arc<str>>)> = Vec::new();
    for dose in &injection.doses {
        match groups.iter_mut().find(|(number, _)| *number == dose.dose_number) {
            Some((_, targets)) => targets.push(dose.target.clone()),
            None => groups.push((dose.dose_number, vec![dose.target.clone()])),
        }
    }
    groups
}

/// What a visit reaches, by status.
#[must_use]
pub fn by_status(visit: &Visit) -> Vec<(Status, Vec<Arc<str>>)> {
    let mut groups: Vec<(Status, Vec<Arc<str>>)> = Vec::new();
    for reached in &visit.reaches {
        match groups.iter_mut().find(|(status, _)| *status == reached.after) {
            Some((_, targets)) => targets.push(reached.target.clone()),
            None => groups.push((reached.after, vec![reached.target.clone()])),
        }
    }
    groups
}

#[cfg(test)]
mod tests {
    use futures::FutureExt;

    use super::*;
    use crate::doctor::decide::{
        choice::Choice,
        engine::{Basis, tests::basis},
    };

    const TODDLER: &str = r#"{"birthDate":"2025-04-14","facts":[{"code":"history_complete"}]}"#;
    const TODAY: &str = "2026-11-24";

    fn wish() -> Wish {
        Wish {
            most: None,
            first: None,
            months: 12,
            weeks: 4,
            with_optional: false,
            not_here: BTreeSet::new(),
        }
    }

    fn day(text: &str) -> Date {
        text.parse().expect("a day")
    }

    fn plan(basis: &Basis, options: &PlanOptions) -> Plan {
        let question = Choice::default().question(basis.as_of);
        let plan = basis.plan(&basis.rules, &question, options);
        plan.now_or_never().expect("at once").expect("a plan")
    }

    #[test]
    fn a_plain_wish_asks_for_what_the_engine_plans_by_itself() {
        let basis = basis(TODDLER, TODAY);
        let options = wish().options(&basis.rules, basis.as_of, false);
        assert_eq!(options.products, None);
        let own = plan(&basis, &options);
        let engines = plan(&basis, &PlanOptions::default());
        assert_eq!(own, engines);
    }

    #[test]
    fn what_is_given_today_is_a_visit_and_the_next_comes_after_it() {
        let basis = basis(TODDLER, TODAY);
        let options = wish().options(&basis.rules, basis.as_of, true);
        assert_eq!(options.first_visit, Some(day("2026-12-22")));
        let early = Wish { first: Some(day("2026-12-01")), ..wish() };
        let options = early.options(&basis.rules, basis.as_of, true);
        assert_eq!(options.first_visit, Some(day("2026-12-22")), "never before");
        let late = Wish { first: Some(day("2027-01-31")), months: 6, ..wish() };
        let options = late.options(&basis.rules, basis.as_of, true);
        assert_eq!(options.first_visit, Some(day("2027-01-31")));
        assert_eq!(options.until, Some(day("2027-07-31")));
    }

    #[test]
    fn a_product_that_is_not_here_is_not_planned_and_still_offered() {
        let basis = basis(TODDLER, TODAY);
        let planned = |wish: &Wish| {
            let options = wish.options(&basis.rules, basis.as_of, false);
            plan(&basis, &options)
        };
        let used = |plan: &Plan| -> BTreeSet<String> {
            let injections = plan.visits.iter().flat_map(|v| &v.injections);
            injections.map(|i| i.vaccine.to_string()).collect()
        };
        let free = planned(&wish());
        let first = used(&free).into_iter().next().expect("a product");
        let without = Wish { not_here: BTreeSet::from([first.clone()]), ..wish() };
        let plan = planned(&without);
        assert!(!used(&plan).contains(&first), "{:?}", used(&plan));
        let codes = offered(&basis.rules, &basis.now, Some(&plan), &without.not_here);
        let codes: Vec<String> = codes.iter().map(ToString::to_string).collect();
        assert!(codes.contains(&first));
        for code in used(&plan).union(&used(&free)) {
            assert!(codes.contains(code), "{code} of {codes:?}");
        }
    }

    #[test]
    fn what_is_kept_is_codes_only() {
        let kept = read_kept("VAC0510,,Noé,VAC0053");
        assert_eq!(kept, BTreeSet::from(["VAC0510".to_owned(), "VAC0053".to_owned()]));
        assert!(read_kept("").is_empty());
    }

    #[test]
    fn doses_and_statuses_are_told_together() {
        let basis = basis(TODDLER, TODAY);
        let options = wish().options(&basis.rules, basis.as_of, false);
        let plan = plan(&basis, &options);
        let visit = &plan.visits[0];
        let several = visit.injections.iter().find(|i| 2 < i.doses.len()).expect("a combination");
        let groups = by_number(several);
        assert_eq!(groups.iter().map(|(_, t)| t.len()).sum::<usize>(), several.doses.len());
        assert!(groups.len() < several.doses.len(), "{groups:?}");
        let reached = by_status(visit);
        assert_eq!(reached.iter().map(|(_, t)| t.len()).sum::<usize>(), visit.reaches.len());
    }
}

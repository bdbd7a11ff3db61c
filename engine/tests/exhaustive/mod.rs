//! Every plan there is, tried out: what the planner's answer is held against.
//!
//! Knows the public engine only. Every day of the time that is planned for can be a visit, every
//! combination of products that covers all it can is tried in it.

use std::collections::BTreeMap;

use engine::{
    Assessor,
    assessment::{Assessment, ReasonCode, Status, Verdict},
    person::{Dose, Person},
    plan::{NotPlannedReason, PUT_OFF_IN_SEASON, Plan, PlanOptions},
    rules::RuleSet,
};
use shared::{Date, PartialDate};

/// What a plan is measured by; less is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(crate) struct Score {
    pub(crate) late_days: i64,
    pub(crate) unmet: usize,
    pub(crate) visits: usize,
    pub(crate) injections: usize,
    pub(crate) last: i32,
}

/// The score of a plan that was made.
pub(crate) fn score(plan: &Plan) -> Score {
    let unmet = plan.not_planned.iter().filter(|n| n.reason == NotPlannedReason::NoRoom);
    Score {
        unmet: unmet.count(),
        late_days: i64::from(plan.late_days),
        visits: plan.visits.len(),
        injections: plan.visits.iter().map(|v| v.injections.len()).sum(),
        last: plan.visits.last().map_or(0, |v| v.on.days_since_epoch()),
    }
}

/// The next dose against a target.
#[derive(Debug, Clone)]
struct Need {
    target: usize,
    from: i32,
    due: i32,
    late: i32,
    last: i32,
    vaccines: Vec<String>,
}

/// What was to come and was not given, with the first day that was said to be late.
type Owed = BTreeMap<usize, i32>;

/// A day, and the doses before it.
type Key = (i32, Vec<(i32, String)>);

/// A product with the targets for which there are needs that it counts for.
#[derive(Debug, Clone)]
struct Product {
    vaccine: String,
    covers: Vec<usize>,
    all: Vec<usize>,
}

pub(crate) struct Exhaustive<'a> {
    rules: &'a RuleSet,
    options: &'a PlanOptions,
    assessor: Assessor,
    first: i32,
    until: i32,
    best: Option<Score>,
    doses: Vec<Dose>,
    pub(crate) assessments: usize,
    most: usize,
    known: BTreeMap<Key, Vec<Need>>,
}

fn day(number: i32) -> Date {
    Date::from_days_since_epoch(number)
}

/// The best score there is, with the doses of one plan that has it; `None` if the search took more than
/// `most` assessments.
pub(crate) fn best(
    rules: &RuleSet,
    person: &Person,
    today: Date,
    options: &PlanOptions,
    most: usize,
) -> Option<(Score, Vec<Dose>)> {
    let first = today.days_since_epoch();
    let mut search = Exhaustive {
        rules,
        options,
        assessor: Assessor::new(),
        first,
        until: options.until.expect("an end").days_since_epoch(),
        best: None,
        doses: Vec::new(),
        assessments: 0,
        most,
        known: BTreeMap::new(),
    };
    search.start(person);
    let best = search.best.filter(|_| search.assessments < most)?;
    Some((best, search.doses.split_off(person.doses.len())))
}

impl Exhaustive<'_> {
    fn assess(&mut self, person: &Person, on: i32) -> Assessment {
        self.assessments += 1;
        self.assessor.assess(self.rules, person, day(on))
    }

    fn needs(&mut self, person: &Person, on: i32) -> Vec<Need> {
        let given = |d: &Dose| {
            let on = d.on.range().map_or(0, |r| r.to.days_since_epoch());
            (on, d.vaccine.clone())
        };
        let key = (on, person.doses.iter().map(given).collect::<Vec<_>>());
        if let Some(known) = self.known.get(&key) {
            return known.clone();
        }
        let assessment = self.assess(person, on);
        let mut out = Vec::new();
        for (target, answer) in assessment.targets.iter().enumerate() {
            let is_unknown = answer.status == Status::Unknown
                && answer.reasons.iter().any(|r| r.code == ReasonCode::HistoryUnknown);
            let is_open = is_unknown
                || matches!(
                    answer.status,
                    Status::Overdue
                        | Status::Due
                        | Status::DueSoon
                        | Status::UpToDate
                        | Status::NotDue
                );
            let on_request = answer.reasons.iter().any(|r| r.code == ReasonCode::OnRequest);
            let (Some(due), Some(earliest)) = (answer.recommended_on, answer.earliest_on) else {
                continue;
            };
            if !is_open || on_request || self.options.without.iter().any(|c| *c == *answer.code) {
                continue;
            }
            let number = |d: Option<Date>| d.map_or(i32::MAX, Date::days_since_epoch);
            let due = due.days_since_epoch();
            let is_yearly = self.rules.season_of(&answer.code).is_some();
            let late = if is_yearly { due + i32::from(PUT_OFF_IN_SEASON) + 1 } else { i32::MAX };
            out.push(Need {
                target,
                from: earliest.days_since_epoch().max(due - i32::from(self.options.days_early)),
                due,
                late: late.min(number(answer.overdue_on)),
                last: number(answer.latest_on),
                vaccines: answer.vaccines.iter().map(ToString::to_string).collect(),
            });
        }
        self.known.insert(key, out.clone());
        out
    }

    fn start(&mut self, person: &Person) {
        let needs = self.needs(person, self.first);
        let is_due = |n: &&Need| n.due <= self.first && n.from <= self.first;
        if needs.iter().any(|n| is_due(&n)) {
            self.visit(person, self.first, Score::default(), &BTreeMap::new());
        } else {
            self.visit(person, self.first, Score::default(), &BTreeMap::new());
            let from = self.first + 1;
            self.next(person, self.first, Score::default(), from, &BTreeMap::new());
        }
    }

    fn next(&mut self, person: &Person, now: i32, score: Score, from: i32, owed: &Owed) {
        let until = self.until;
        let wanted = |needs: Vec<Need>| -> Vec<Need> {
            needs.into_iter().filter(|n| n.due <= until && !n.vaccines.is_empty()).collect()
        };
        let mut pending = wanted(self.needs(person, now));
        if pending.is_empty() && now < until {
            pending = wanted(self.needs(person, until));
        }
        let mut owed = owed.clone();
        for need in &pending {
            let late = owed.entry(need.target).or_insert(need.late);
            *late = need.late.min(*late);
        }
        let reachable = |n: &Need| n.from.max(from) <= n.last.min(until);
        if !pending.iter().any(reachable) {
            let late = owed.values().map(|late| i64::from((until - late.max(&self.first)).max(0)));
            let late_days = score.late_days + late.sum::<i64>();
            let score = Score { unmet: owed.len(), late_days, ..score };
            if self.best.is_none_or(|best| score < best) {
                self.best = Some(score);
                self.doses.clone_from(&person.doses);
            }
            return;
        }
        for on in (from..=until).rev() {
            let late = |n: &Need| i64::from((on - owed[&n.target].max(self.first)).max(0));
            let bound = Score {
                late_days: score.late_days
                    + pending.iter().filter(|n| reachable(n)).map(late).sum::<i64>(),
                visits: score.visits + 1,
                injections: score.injections + 1,
                last: on,
                ..score
            };
            if self.best.is_none_or(|best| bound < best) && self.assessments < self.most {
                self.visit(person, on, score, &owed);
            }
        }
    }

    /// Every way to fill a visit that gives all that is due and fits.
    fn visit(&mut self, person: &Person, on: i32, score: Score, owed: &Owed) {
        let all = self.needs(person, on);
        let is_open = |n: &&Need| n.from <= on && on <= n.last;
        let needs: Vec<Need> = all.iter().filter(is_open).cloned().collect();
        let products = self.products(person, on, &needs, &all);
        let most = usize::from(self.options.max_injections.unwrap_or(12));
        let mut ways = Vec::new();
        subsets(&products, most, 0, &mut Vec::new(), &mut ways);
        for way in ways {
            let hit = |target: usize| way.iter().any(|p| p.all.contains(&target));
            let due = |n: &&Need| n.due <= on;
            let can_add = |p: &Product| {
                !p.all.iter().any(|t| hit(*t))
                    && needs.iter().filter(due).any(|n| p.covers.contains(&n.target))
            };
            let is_full = way.len() == most || !products.iter().any(can_add);
            if way.is_empty() || !is_full {
                continue;
            }
            let mut person = person.clone();
            person.doses.extend(way.iter().map(|p| dose(&p.vaccine, on)));
            let covered = |n: &&Need| way.iter().any(|p| p.covers.contains(&n.target));
            let late = |n: &Need| {
                let late = owed.get(&n.target).map_or(n.late, |owed| n.late.min(*owed));
                i64::from((on - late.max(self.first)).max(0))
            };
            let score = Score {
                late_days: score.late_days + needs.iter().filter(covered).map(late).sum::<i64>(),
                visits: score.visits + 1,
                injections: score.injections + way.len(),
                last: on,
                ..score
            };
            let mut owed = owed.clone();
            owed.retain(|target, _| !way.iter().any(|p| p.covers.contains(target)));
            let from = on + i32::from(self.options.days_between_visits);
            self.next(&person, on, score, from, &owed);
        }
    }

    /// From which day each target's next dose may be given: grace is not to be planned with.
    fn earliest(&mut self, person: &Person, on: i32) -> Vec<i32> {
        let assessment = self.assess(person, on);
        let days = assessment.targets.iter().map(|t| t.earliest_on);
        days.map(|day| day.map_or(i32::MIN, Date::days_since_epoch)).collect()
    }

    /// The products that the needs name, of those that hit the same targets the first.
    fn products(
        &mut self,
        person: &Person,
        on: i32,
        needs: &[Need],
        every: &[Need],
    ) -> Vec<Product> {
        let mut out: Vec<Product> = Vec::new();
        for vaccine in needs.iter().flat_map(|n| &n.vaccines) {
            if out.iter().any(|p| p.vaccine == *vaccine) {
                continue;
            }
            let mut with = person.clone();
            with.doses.push(dose(vaccine, on));
            let position = with.doses.len() - 1;
            let before = self.earliest(person, on);
            let (mut covers, mut all, mut harms) = (Vec::new(), Vec::new(), false);
            for (target, answer) in self.assess(&with, on).targets.iter().enumerate() {
                let verdicts = answer.doses.iter().filter(|d| d.position == position);
                for verdict in verdicts.map(|d| d.verdict) {
                    all.push(target);
                    let is_needed = every.iter().any(|n| n.target == target);
                    harms |= verdict == Verdict::NotValid;
                    let is_forbidden =
                        matches!(answer.status, Status::Refused | Status::Contraindicated);
                    harms |= is_forbidden || before.get(target).is_some_and(|from| on < *from);
                    if verdict == Verdict::Valid && is_needed {
                        covers.push(target);
                    }
                }
            }
            let is_twin = |p: &Product| p.covers == covers && p.all == all;
            if !harms && !covers.is_empty() && !out.iter().any(is_twin) {
                out.push(Product { vaccine: vaccine.clone(), covers, all });
            }
        }
        out
    }
}

fn dose(vaccine: &str, on: i32) -> Dose {
    Dose { on: PartialDate::Day { on: day(on) }, vaccine: vaccine.to_owned(), sub_standard: false }
}

/// Every set of at most `most` products that share no target.
fn subsets<'p>(
    products: &'p [Product],
    most: usize,
    from: usize,
    way: &mut Vec<&'p Product>,
    ways: &mut Vec<Vec<&'p Product>>,
) {
    ways.push(way.clone());
    if way.len() == most {
        return;
    }
    for (at, product) in products.iter().enumerate().skip(from) {
        if product.all.iter().all(|t| !way.iter().any(|p| p.all.contains(t))) {
            way.push(product);
            subsets(products, most, at + 1, way, ways);
            way.pop();
        }
    }
}

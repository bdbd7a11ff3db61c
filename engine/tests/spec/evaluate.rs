//! Chapter 6: the walk over doses and target doses, and its steps.

use std::collections::BTreeSet;

use engine::{
    day::{Day, from_civil, to_civil},
    schedule::source::{
        AntigenSource, DoseSource, IntervalFrom, IntervalSource, SeriesSource, VaccineUseSource,
    },
};

use super::{
    Given, Judged, Patient, Relevant,
    ages::{add, is_in_force, is_within},
    skip,
};

/// What every step may look at.
pub(crate) struct Step<'a> {
    pub(crate) source: &'a Relevant<'a>,
    pub(crate) antigen: &'a AntigenSource,
    pub(crate) series: &'a SeriesSource,
    pub(crate) patient: &'a Patient,
    pub(crate) as_of: Day,
    pub(crate) complete: &'a BTreeSet<u8>,
}

/// What the walk found so far.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Walked {
    /// Dose (position among the person's) and verdict, in order.
    pub(crate) verdicts: Vec<(usize, Judged)>,
    /// Target dose (from 0) and the day it was satisfied, in order.
    pub(crate) satisfied: Vec<(usize, Day)>,
    /// Target doses passed over, and by which of their skips.
    pub(crate) skipped: Vec<(usize, usize)>,
    /// The first target dose that is still asked for.
    pub(crate) target: usize,
}

impl Walked {
    pub(crate) fn valid(&self) -> Vec<usize> {
        self.verdicts.iter().filter(|(_, j)| j.status == "Valid").map(|(p, _)| *p).collect()
    }
}

pub(crate) fn walk(step: &Step<'_>, doses: &[usize]) -> Walked {
    let mut walked = Walked::default();
    for position in doses {
        let dose = &step.patient.doses[*position];
        loop {
            let Some(target) = step.series.doses.get(walked.target) else {
                walked.verdicts.push((*position, say("Extraneous", "SeriesComplete")));
                break;
            };
            if !dose.is_spoilt
                && let Some(skip) = skip::skip_for(step, target, &walked, *position)
            {
                walked.skipped.push((walked.target, skip));
                walked.target += 1;
                continue;
            }
            let mut judged = judge(step, target, &walked, *position);
            judged.target = Some(walked.target);
            if judged.status == "Valid" {
                walked.satisfied.push((walked.target, dose.on));
                walked.target = match target.repeat_from {
                    Some(again) => usize::from(again),
                    None if target.is_recurring => walked.target,
                    None => walked.target + 1,
                };
            }
            walked.verdicts.push((*position, judged));
            break;
        }
    }
    walked
}

fn say(status: &'static str, reason: &'static str) -> Judged {
    Judged { status, reasons: BTreeSet::from([reason]), valid_from: None, target: None }
}

/// 6.1 and 6.3 to 6.10 for one dose and one target dose.
fn judge(step: &Step<'_>, target: &DoseSource, walked: &Walked, position: usize) -> Judged {
    let dose = &step.patient.doses[position];
    if dose.is_spoilt {
        return say("SubStandard", "SubStandard");
    }
    if target.inadvertent.contains(&dose.vaccine) {
        return say("NotValid", "VaccineInadvertent");
    }
    let mut judged =
        Judged { status: "Valid", reasons: BTreeSet::new(), valid_from: None, target: None };
    // A day from which this step would let it pass; none if it never will.
    let mut not_before: Vec<Option<Day>> = Vec::new();
    let mut fail = |judged: &mut Judged, reason, from: Option<Day>| {
        judged.status = "NotValid";
        judged.reasons.insert(reason);
        not_before.push(from);
    };

    let age_day = age_day(target, dose.on);
    if let Some(age) = target.ages.iter().find(|a| is_in_force(a.validity, dose.on)) {
        let at = |period| add(step.patient.birth, period);
        if let Some(first) = age.absolute_min.map(at).filter(|first| age_day < *first) {
            let counts = (dose.on..).find(|on| first <= self::age_day(target, *on));
            fail(&mut judged, "AgeTooYoung", counts);
        } else if age.min.or(age.absolute_min).map(at).is_some_and(|min| age_day < min) {
            judged.reasons.insert("AgeGracePeriod");
        } else if age.max.map(at).is_some_and(|max| max <= age_day) {
            return say("Extraneous", "AgeTooOld");
        }
    }

    let intervals = intervals(step, target, walked, position);
    for (reason, from) in intervals.failures {
        fail(&mut judged, reason, from);
    }
    judged.reasons.extend(intervals.remarks);

    if let Some(end) = conflict_end(step, walked, position) {
        fail(&mut judged, "VaccineConflict", Some(end));
    }

    let uses = |list: &[VaccineUseSource]| list.iter().any(|u| fits(step, u, dose));
    if !uses(&target.preferable) {
        if uses(&target.allowable) || target.counting.contains(&dose.vaccine) {
            judged.reasons.insert("VaccineAllowable");
        } else {
            let all = target.preferable.iter().chain(&target.allowable);
            let begins = all
                .filter(|u| u.vaccine == dose.vaccine)
                .filter_map(|u| u.begin_age)
                .map(|age| add(step.patient.birth, age))
                .filter(|begin| dose.on < *begin);
            fail(&mut judged, "VaccineNotAllowed", begins.min());
        }
    }
    if judged.status == "NotValid" && !not_before.contains(&None) {
        judged.valid_from = not_before.into_iter().flatten().max();
    }
    judged
}

/// Ours: in some yearly seasons the age counts on a day of the season's first year.
fn age_day(target: &DoseSource, on: Day) -> Day {
    let Some(yearly) = target.season.and_then(|s| s.yearly) else { return on };
    let Some(age_on) = yearly.age_on else { return on };
    let mut year = to_civil(on).year;
    if on < from_civil(year, yearly.start.month, yearly.start.day) {
        year -= 1;
    }
    from_civil(year, age_on.month, age_on.day)
}

#[derive(Default)]
struct Intervals {
    failures: Vec<(&'static str, Option<Day>)>,
    remarks: Vec<&'static str>,
}

/// 6.5 and 6.6.
fn intervals(step: &Step<'_>, target: &DoseSource, walked: &Walked, position: usize) -> Intervals {
    let on = step.patient.doses[position].on;
    let mut out = Intervals::default();
    for rule in target.intervals.iter().filter(|r| is_in_force(r.validity, on)) {
        let Some(from) = reference(step, rule, walked, Some(position)) else { continue };
        if rule.max.is_some_and(|max| add(from, max) <= on) {
            out.failures.push(("IntervalTooLong", None));
        }
        if let Some(first) = rule.absolute_min.map(|p| add(from, p)).filter(|f| on < *f) {
            out.failures.push(("IntervalTooShort", Some(first)));
        } else if rule.min.is_some_and(|min| on < add(from, min)) {
            out.remarks.push("IntervalGracePeriod");
        }
    }
    if out.failures.is_empty() {
        return out;
    }
    let allowable: Vec<_> =
        target.allowable_intervals.iter().filter(|r| is_in_force(r.validity, on)).collect();
    let mut ends = Vec::new();
    for rule in &allowable {
        if let (Some(from), Some(min)) =
            (reference(step, rule, walked, Some(position)), rule.absolute_min)
        {
            ends.push(add(from, min));
        }
    }
    if allowable.is_empty() {
        return out;
    }
    if ends.iter().all(|end| *end <= on) {
        return Intervals::default();
    }
    // Whichever lets it pass first.
    let allowed = ends.into_iter().max();
    if out.failures.iter().all(|(_, from)| from.is_some()) {
        let preferred = out.failures.iter().filter_map(|(_, from)| *from).max();
        let first = preferred.min(allowed);
        out.failures.iter_mut().for_each(|(_, from)| *from = first);
    }
    out
}

/// CALCDTINT-1, -2, -8, -9: the day an interval counts from; doses before `position` count.
pub(crate) fn reference(
    step: &Step<'_>,
    rule: &IntervalSource,
    walked: &Walked,
    position: Option<usize>,
) -> Option<Day> {
    let is_mistake = |p: usize| {
        walked.verdicts.iter().any(|(q, j)| *q == p && j.reasons.contains("VaccineInadvertent"))
    };
    match &rule.from {
        IntervalFrom::Previous => walked
            .verdicts
            .iter()
            .filter(|(p, j)| matches!(j.status, "Valid" | "NotValid") && !is_mistake(*p))
            .map(|(p, _)| step.patient.doses[*p].on)
            .next_back(),
        IntervalFrom::TargetDose(number) => walked
            .satisfied
            .iter()
            .filter(|(target, _)| target + 1 == usize::from(*number))
            .map(|(_, on)| *on)
            .next_back(),
        IntervalFrom::MostRecent(codes) => {
            let before = position.unwrap_or(step.patient.doses.len());
            (0..before)
                .filter(|p| codes.contains(&step.patient.doses[*p].vaccine) && !is_mistake(*p))
                .map(|p| step.patient.doses[p].on)
                .max()
        }
        IntervalFrom::Observation(code) => step.patient.fact(code).flatten(),
    }
}

/// 6.7: the latest end of a conflict the dose lies in.
fn conflict_end(step: &Step<'_>, walked: &Walked, position: usize) -> Option<Day> {
    let dose = &step.patient.doses[position];
    let mut ends = Vec::new();
    for p in 0..position {
        let earlier = &step.patient.doses[p];
        for conflict in &step.source.conflicts {
            if conflict.previous != earlier.vaccine || conflict.current != dose.vaccine {
                continue;
            }
            let verdict = walked.verdicts.iter().find(|(q, _)| *q == p);
            let is_short = verdict.is_none_or(|(_, j)| j.status == "Valid");
            let end = add(earlier.on, if is_short { conflict.min_end } else { conflict.end });
            if add(earlier.on, conflict.begin) <= dose.on && dose.on < end {
                ends.push(end);
            }
        }
    }
    ends.into_iter().max()
}

/// 6.8, 6.9: the same vaccine, at the right age, under the right trade name.
fn fits(step: &Step<'_>, one: &VaccineUseSource, dose: &Given) -> bool {
    let letters = |t: &str| -> String {
        t.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_lowercase()
    };
    one.vaccine == dose.vaccine
        && is_within(dose.on, step.patient.birth, one.begin_age, one.end_age)
        && (one.trade_name.is_empty() || letters(&one.trade_name) == letters(&dose.trade_name))
}

//! The branches that the data themselves show no person to reach.

use std::collections::BTreeMap;

use engine::{
    day::Period,
    schedule::source::{DoseSource, SeriesSource, SkipCondition, Source},
};

use crate::branches::{Branch, rule};

/// Every such branch, with the reason.
pub(crate) fn beyond(source: &Source) -> BTreeMap<Branch, &'static str> {
    let mut out = BTreeMap::new();
    for series in source.antigens.iter().flat_map(|a| &a.series) {
        for (i, dose) in series.doses.iter().enumerate() {
            let found = [
                announced(series, dose),
                needed_before(series, i),
                over_in_time(series, dose),
                never_put_off(source, series, i),
                after_a_gap(series, i),
            ];
            for (branches, why) in found.into_iter().flatten() {
                for branch in branches {
                    let of_dose = format!("dose {}: {branch}", i + 1);
                    let branch =
                        if *branch == "complete" { "complete".to_owned() } else { of_dose };
                    out.insert((rule(series), branch), why);
                }
            }
        }
    }
    out
}

/// Names of branches, and why they are out of reach.
type Found = Option<(&'static [&'static str], &'static str)>;

/// The age up to which a rule holds.
fn end(series: &SeriesSource) -> Option<Period> {
    let ends: Option<Vec<Period>> = series.indications.iter().map(|i| i.end_age).collect();
    ends.and_then(|ends| ends.into_iter().max())
}

fn first_age(dose: &DoseSource) -> Option<Period> {
    dose.ages.iter().filter_map(|a| a.absolute_min).max()
}

/// What counts only from an age at which the rule has ended is but announced.
fn announced(series: &SeriesSource, dose: &DoseSource) -> Found {
    let is_later = first_age(dose).zip(end(series)).is_some_and(|(first, end)| end <= first);
    is_later.then_some((
        &["valid", "AgeGracePeriod", "complete"],
        "the rule ends before the age from which that dose counts",
    ))
}

/// Doses are walked in the order of their days.
fn needed_before(series: &SeriesSource, i: usize) -> Found {
    let dose = series.doses.get(i)?;
    let by_day = |d: &DoseSource| d.season.and_then(|s| s.yearly).and_then(|y| y.age_on);
    let earlier = series.doses.iter().take(i);
    let needed = earlier
        .filter(|d| d.skips.is_empty() && by_day(d) == by_day(dose))
        .filter_map(first_age)
        .max();
    let is_needed = first_age(dose).zip(needed).is_some_and(|(first, needed)| first <= needed);
    is_needed.then_some((&["AgeTooYoung"], "a dose before it already needs that age"))
}

fn is_over_in_time(series: &SeriesSource, dose: &DoseSource) -> bool {
    let max = dose.ages.iter().filter_map(|a| a.max).min();
    let by_season = dose.season.and_then(|s| s.yearly).is_some_and(|y| y.age_on.is_some());
    !by_season && max.zip(end(series)).is_some_and(|(max, end)| end <= max)
}

/// A dose of that age is given when the rule has ended.
fn over_in_time(series: &SeriesSource, dose: &DoseSource) -> Found {
    let why = "the rule ends before the age at which that dose is too late";
    is_over_in_time(series, dose).then_some((&["AgeTooOld"], why))
}

/// Only a live vaccine given before could put a first dose off beyond its age.
fn never_put_off(source: &Source, series: &SeriesSource, i: usize) -> Found {
    let dose = series.doses.get(i)?;
    let is_disturbed = |v: &str| source.conflicts.iter().any(|c| c.current == v);
    let is_free = i == 0
        && dose.season.is_none()
        && dose.intervals.is_empty()
        && !dose.preferable.iter().any(|p| is_disturbed(&p.vaccine));
    let why = "the rule ends before the age at which that dose is too late";
    (is_free && is_over_in_time(series, dose)).then_some((&["aged out"], why))
}

/// The dose before is asked for again and again, unless it is passed over after a gap.
fn after_a_gap(series: &SeriesSource, i: usize) -> Found {
    let dose = series.doses.get(i)?;
    let before = i.checked_sub(1).and_then(|b| series.doses.get(b));
    let gap = before.filter(|b| b.repeat_from.is_some()).and_then(gap_of)?;
    let is_short = |p: Option<Period>| p.is_some_and(|p| p <= gap);
    let all = dose.intervals.iter().all(|r| is_short(r.absolute_min) && is_short(r.min));
    all.then_some((
        &["IntervalTooShort", "IntervalGracePeriod"],
        "that dose is asked for only after a longer gap than its interval",
    ))
}

/// The gap after which alone a dose is passed over.
fn gap_of(dose: &DoseSource) -> Option<Period> {
    let [skip] = dose.skips.as_slice() else { return None };
    let [set] = skip.sets.as_slice() else { return None };
    match set.conditions.as_slice() {
        [SkipCondition::Interval(gap)] => Some(*gap),
        _ => None,
    }
}

//! Chapter 8: the best series of an antigen.

use std::collections::BTreeSet;

use engine::{day::Day, schedule::source::SeriesKind};

use super::{Patient, PatientSeries, ages::add};

/// The best series, in the order of their series groups.
pub(crate) fn best<'a>(
    all: Vec<PatientSeries<'a>>,
    patient: &Patient,
    as_of: Day,
) -> Vec<PatientSeries<'a>> {
    let competing: Vec<PatientSeries<'a>> =
        all.into_iter().filter(|s| may_compete(s, patient, as_of)).collect();
    let groups: BTreeSet<u8> = competing.iter().map(|s| s.series.series_group).collect();
    let mut prioritized: Vec<&PatientSeries<'a>> = Vec::new();
    for group in groups {
        let members: Vec<&PatientSeries<'a>> =
            competing.iter().filter(|s| s.series.series_group == group).collect();
        prioritized.extend(winner(&members, patient, as_of));
    }
    prioritized.iter().filter(|s| is_best(s, &prioritized)).map(|s| (*s).clone()).collect()
}

/// The age gate; and ours: what was not begun in time is no longer offered.
fn may_compete(one: &PatientSeries<'_>, patient: &Patient, as_of: Day) -> bool {
    let at = |age| add(patient.birth, age);
    let is_old_enough = one.series.min_age_to_start.is_none_or(|age| at(age) <= as_of);
    let is_too_late = one.series.rule.is_some()
        && !one.series.is_default
        && one.series.max_age_to_start.is_some_and(|age| at(age) <= as_of);
    !one.walked.satisfied.is_empty() || (is_old_enough && !is_too_late)
}

fn is_complete(one: &PatientSeries<'_>) -> bool {
    one.forecast.status == "Complete"
}

fn is_in_process(one: &PatientSeries<'_>) -> bool {
    one.forecast.status == "NotComplete" && !one.walked.satisfied.is_empty()
}

/// SELECTB-3
fn is_completable(one: &PatientSeries<'_>) -> bool {
    one.forecast
        .finish
        .is_some_and(|finish| one.forecast.last_max_age.is_none_or(|max| finish < max))
}

/// 8.1 to 8.7 within one series group.
fn winner<'a, 'b>(
    members: &[&'b PatientSeries<'a>],
    patient: &Patient,
    as_of: Day,
) -> Option<&'b PatientSeries<'a>> {
    let scorable: Vec<&'b PatientSeries<'a>> =
        members.iter().filter(|s| is_scorable(s, members, patient)).copied().collect();
    let defaults: Vec<&'b PatientSeries<'a>> =
        members.iter().filter(|s| s.series.is_default).copied().collect();
    // Ours: of several defaults the one that can still be started, else the last.
    let is_open = |s: &&&'b PatientSeries<'a>| {
        s.series.max_age_to_start.is_none_or(|age| as_of < add(patient.birth, age))
    };
    let default = match defaults.len() {
        0 => None,
        1 => Some(defaults[0]),
        _ => Some(*defaults.iter().find(is_open).unwrap_or(&defaults[defaults.len() - 1])),
    };
    let complete: Vec<_> = scorable.iter().filter(|s| is_complete(s)).copied().collect();
    let in_process: Vec<_> = scorable.iter().filter(|s| is_in_process(s)).copied().collect();
    // Ours: what was valid in time stays so when all are over or forbidden.
    let was_begun = |s: &&PatientSeries<'_>| s.series.rule.is_some() && 0 < valid(s);
    match (scorable.len(), complete.len(), in_process.len()) {
        (0, ..) => default,
        (1, ..) => Some(scorable[0]),
        (_, 1, _) => Some(complete[0]),
        (_, 0, 1) => Some(in_process[0]),
        (_, 0, 0) if scorable.iter().any(was_begun) => {
            top(&scorable, |s| rank(s, &scorable, 1, valid))
        }
        (_, 0, 0) if default.is_some() => default,
        (_, 0, 0) => top(&scorable, |s| no_valid_points(s, &scorable, as_of)),
        (_, 0, _) => top(&in_process, |s| in_process_points(s, &in_process)),
        _ => top(&complete, |s| rank(s, &complete, 1, |s| valid(s))),
    }
}

/// SELECTB-24, SELECTSCORE-2
fn is_scorable(one: &PatientSeries<'_>, members: &[&PatientSeries<'_>], patient: &Patient) -> bool {
    let is_forbidden = |s: &PatientSeries<'_>| s.forecast.status == "Contraindicated";
    let is_candidate =
        |s: &PatientSeries<'_>| !is_forbidden(s) || members.iter().all(|m| is_forbidden(m));
    let has_valid = |s: &PatientSeries<'_>| !s.walked.valid().is_empty();
    if !is_candidate(one) {
        return false;
    }
    match one.series.kind {
        SeriesKind::Risk => !members.iter().any(|m| {
            m.series.kind == SeriesKind::Risk
                && is_candidate(m)
                && m.series.priority < one.series.priority
        }),
        SeriesKind::Standard if has_valid(one) => {
            let first = one.walked.valid().into_iter().map(|p| patient.doses[p].on).min();
            let end = one.series.max_age_to_start.map(|age| add(patient.birth, age));
            end.is_none_or(|end| first.is_some_and(|first| first < end))
        }
        SeriesKind::Standard => {
            !members.iter().any(|m| has_valid(m)) && !members.iter().any(|m| m.series.is_default)
        }
        SeriesKind::EvaluationOnly => is_complete(one),
    }
}

/// 8.7: the most points, then the best preference, then the fewest target doses passed over,
/// then the order of the file.
fn top<'a, 'b>(
    field: &[&'b PatientSeries<'a>],
    points: impl Fn(&PatientSeries<'a>) -> i32,
) -> Option<&'b PatientSeries<'a>> {
    field.iter().copied().min_by_key(|s| {
        let passed_over = s.forecast.target.saturating_sub(s.walked.satisfied.len());
        (-points(s), s.series.preference.unwrap_or(u8::MAX), passed_over)
    })
}

fn valid(one: &PatientSeries<'_>) -> i32 {
    i32::try_from(one.walked.valid().len()).expect("few doses")
}

fn remaining(one: &PatientSeries<'_>) -> i32 {
    let all = i32::try_from(one.series.doses.len()).expect("few doses");
    all - i32::try_from(one.forecast.target).expect("few doses")
}

/// Alone with the most: the points; with others: none; else as many off.
fn rank<'a>(
    one: &PatientSeries<'a>,
    field: &[&PatientSeries<'a>],
    points: i32,
    of: impl Fn(&PatientSeries<'a>) -> i32,
) -> i32 {
    let most = field.iter().map(|s| of(s)).max();
    match (Some(of(one)) == most, field.iter().filter(|s| Some(of(s)) == most).count()) {
        (true, 1) => points,
        (true, _) => 0,
        (false, _) => -points,
    }
}

/// 8.5
fn in_process_points(one: &PatientSeries<'_>, field: &[&PatientSeries<'_>]) -> i32 {
    let all_valid = one.walked.valid().len() == one.walked.verdicts.len();
    let first = field.iter().filter(|s| is_completable(s)).filter_map(|s| s.forecast.finish).min();
    let holders = field.iter().filter(|s| is_completable(s) && s.forecast.finish == first).count();
    let finishes = match (first, is_completable(one) && one.forecast.finish == first, holders) {
        (None, ..) | (_, true, 2..) => 0,
        (_, true, _) => 1,
        (_, false, _) => -1,
    };
    (if one.series.is_product_path && all_valid { 2 } else { -2 })
        + (if is_completable(one) { 3 } else { -3 })
        + rank(one, field, 2, valid)
        + rank(one, field, 2, |s| -remaining(s))
        + finishes
}

/// 8.6
fn no_valid_points(one: &PatientSeries<'_>, field: &[&PatientSeries<'_>], as_of: Day) -> i32 {
    // SELECTB-14: not before the day of assessment; earlier is more.
    let start = |s: &PatientSeries<'_>| {
        s.forecast.dates.earliest.map_or(i32::MIN, |earliest| -earliest.max(as_of))
    };
    rank(one, field, 1, start)
        + (if is_completable(one) { 1 } else { -1 })
        + (if one.series.is_product_path { -1 } else { 1 })
}

/// 8.8, Table 8-14
fn is_best(one: &PatientSeries<'_>, all: &[&PatientSeries<'_>]) -> bool {
    if is_complete(one) {
        return true;
    }
    let mut equivalent = all.iter().filter(|other| {
        other.series.series_group != one.series.series_group
            && one.series.equivalent_groups.contains(&other.series.series_group)
    });
    match one.series.kind {
        SeriesKind::EvaluationOnly => false,
        SeriesKind::Risk => equivalent.all(|o| !is_complete(o)),
        SeriesKind::Standard => {
            equivalent.all(|o| !is_complete(o) && o.series.kind != SeriesKind::Risk)
        }
    }
}

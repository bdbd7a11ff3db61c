//! Whether the earliest day is truly the earliest: the dose is given on every day, by force.

use engine::{
    day::Day,
    schedule::source::{DoseSource, Source, VaccineUseSource, Validity},
};

use super::{
    AntigenSource, Given, Judged, Patient, PatientSeries,
    ages::{is_in_force, is_within},
};

/// How many days before the earliest are tried.
const DAYS_BEFORE: i32 = 250;

/// How many series were looked at, and what is wrong.
pub(crate) fn check(source: &Source, patient: &Patient, as_of: Day) -> (usize, Vec<String>) {
    let mut wrong = Vec::new();
    let mut count = 0;
    for antigen in super::assess(source, patient, as_of) {
        for one in antigen.best.iter().filter(|s| s.forecast.status == "NotComplete") {
            let target = &one.series.doses[one.forecast.target];
            let earliest = one.forecast.dates.earliest.expect("a date");
            let Some(vaccine) = vaccine(target, patient, earliest) else { continue };
            let give = |on: Day| verdict(source, antigen.antigen, one, patient, vaccine, on, as_of);
            // Rules that change in between are not the forecast's.
            if !is_steady(target, earliest.min(as_of), earliest.max(as_of)) {
                continue;
            }
            let Some((there, _)) = give(earliest) else { continue };
            count += 1;
            let name = &one.series.name;
            if there.status != "Valid" || is_grace(&there) {
                wrong.push(format!(
                    "{name}: {} on its earliest day {earliest}: {there:?}",
                    there.status
                ));
            }
            // A season says when to give, not what counts.
            if target.season.is_some() {
                continue;
            }
            // Not between doses that were given, which would then be judged by it; nor on the
            // day of the last, on which nothing disturbs (6.7).
            let last = patient.doses.last().map_or(patient.birth, |d| d.on);
            let first = (last + 1).max(earliest - DAYS_BEFORE);
            for day in first..earliest {
                if !is_steady(target, day, as_of.max(earliest)) {
                    continue;
                }
                let Some((judged, is_of_target)) = give(day) else { continue };
                if judged.status == "Valid" && is_of_target && !is_grace(&judged) {
                    wrong.push(format!(
                        "{name}: valid on {day}, {} days before its earliest day: {judged:?}",
                        earliest - day
                    ));
                    break;
                }
            }
        }
    }
    (count, wrong)
}

fn is_grace(judged: &Judged) -> bool {
    judged.reasons.contains("AgeGracePeriod") || judged.reasons.contains("IntervalGracePeriod")
}

fn vaccine<'a>(target: &'a DoseSource, patient: &Patient, on: Day) -> Option<&'a VaccineUseSource> {
    target.preferable.iter().find(|v| is_within(on, patient.birth, v.begin_age, v.end_age))
}

/// Whether the same rules are in force on both days.
fn is_steady(target: &DoseSource, one: Day, other: Day) -> bool {
    let same = |v: Validity| is_in_force(v, one) == is_in_force(v, other);
    target.ages.iter().all(|a| same(a.validity))
        && target.intervals.iter().all(|i| same(i.validity))
        && target.allowable_intervals.iter().all(|i| same(i.validity))
        && target.skips.iter().flat_map(|s| &s.sets).all(|s| same(s.validity))
}

/// The verdict in that series on one more dose, given on that day, and whether it satisfies
/// the target dose that was forecast.
fn verdict(
    source: &Source,
    antigen: &AntigenSource,
    one: &PatientSeries<'_>,
    patient: &Patient,
    vaccine: &VaccineUseSource,
    on: Day,
    as_of: Day,
) -> Option<(Judged, bool)> {
    let mut given = patient.clone();
    let at = given.doses.iter().filter(|d| d.on <= on).count();
    given.doses.insert(
        at,
        Given {
            on,
            vaccine: vaccine.vaccine.clone(),
            trade_name: vaccine.trade_name.clone(),
            is_spoilt: false,
        },
    );
    let relevant = super::relevant(source, &given);
    let doses: Vec<usize> = (0..given.doses.len())
        .filter(|i| super::is_against(&relevant, &given, &given.doses[*i], &antigen.name))
        .collect();
    let all = super::all_series(&relevant, antigen, &given, &doses, as_of.max(on));
    let same = all.iter().find(|s| s.series.name == one.series.name)?;
    let judged = same.walked.verdicts.iter().find(|(p, _)| *p == at).map(|(_, j)| j.clone())?;
    // It may count for a target dose that the forecast passes over.
    let is_of_target = same.walked.satisfied.contains(&(one.forecast.target, on));
    Some((judged, is_of_target))
}

//! Chapter 9: the forecast of a vaccine group, and the verdict on a dose over its antigens.

use std::collections::BTreeSet;

use engine::{
    day::Day,
    schedule::source::{GroupSource, SeriesKind},
};

use super::{Antigen, Judged, Patient, PatientSeries, forecast::Dates};

/// The forecast of a group from series of one type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct GroupForecast {
    pub(crate) status: &'static str,
    pub(crate) dates: Dates,
    pub(crate) dose_number: usize,
}

pub(crate) fn forecast(
    group: &GroupSource,
    all: &[Antigen<'_>],
    patient: &Patient,
    kind: SeriesKind,
) -> Option<GroupForecast> {
    let antigens: Vec<&Antigen<'_>> = group
        .antigens
        .iter()
        .filter_map(|name| all.iter().find(|a| a.antigen.name == *name))
        .collect();
    let mut contained: Vec<(&PatientSeries<'_>, usize)> = Vec::new();
    for antigen in &antigens {
        for one in antigen.best.iter().filter(|s| s.series.kind == kind) {
            contained.push((one, one.forecast.dose_number + elsewhere(one, antigen)));
        }
    }
    let statuses: Vec<&'static str> = contained.iter().map(|(s, _)| s.forecast.status).collect();
    let status = if group.antigens.len() == 1 {
        single(&statuses)?
    } else {
        several(&statuses, group.administer_full)?
    };
    if status != "NotComplete" {
        return Some(GroupForecast { status, dates: Dates::default(), dose_number: 0 });
    }
    contained.retain(|(s, _)| s.forecast.status == "NotComplete");
    let min = |part: fn(&Dates) -> Option<Day>| {
        contained.iter().filter_map(|(s, _)| part(&s.forecast.dates)).min()
    };
    let earliest = if group.antigens.len() == 1 {
        min(|d| d.earliest)
    } else if contained.iter().any(|(s, _)| s.forecast.is_priority) {
        let given = antigens.iter().flat_map(|a| &a.doses).map(|p| patient.doses[*p].on).max();
        min(|d| d.earliest).max(given)
    } else {
        contained.iter().filter_map(|(s, _)| s.forecast.dates.earliest).max()
    };
    let numbers = contained.iter().map(|(_, number)| *number);
    let number = if group.administer_full { numbers.min() } else { numbers.max() };
    Some(GroupForecast {
        status,
        dates: Dates {
            earliest,
            unadjusted_recommended: min(|d| d.unadjusted_recommended),
            unadjusted_past_due: min(|d| d.unadjusted_past_due),
            latest: min(|d| d.latest),
            recommended: min(|d| d.recommended).max(earliest),
            past_due: min(|d| d.past_due).map(|day| Some(day).max(earliest).unwrap_or(day)),
        },
        dose_number: number.unwrap_or_default(),
    })
}

/// Doses that count in another best series of the antigen but not in this one.
fn elsewhere(one: &PatientSeries<'_>, antigen: &Antigen<'_>) -> usize {
    let here = one.walked.valid();
    let others: BTreeSet<usize> = antigen.best.iter().flat_map(|s| s.walked.valid()).collect();
    others.iter().filter(|p| !here.contains(p)).count()
}

fn single(statuses: &[&'static str]) -> Option<&'static str> {
    let order =
        ["NotComplete", "Immune", "Complete", "Contraindicated", "NotRecommended", "AgedOut"];
    order.into_iter().find(|s| statuses.contains(s))
}

/// Table 9-4. A forbidden antigen does not keep back others that are to be given, unless all
/// are always given.
fn several(statuses: &[&'static str], is_full: bool) -> Option<&'static str> {
    let allowed: Vec<&'static str> =
        statuses.iter().copied().filter(|s| *s != "Contraindicated").collect();
    if !is_full && table_9_4(&allowed) == Some("NotComplete") {
        return Some("NotComplete");
    }
    table_9_4(statuses)
}

fn table_9_4(statuses: &[&'static str]) -> Option<&'static str> {
    statuses.first()?;
    let order = ["Contraindicated", "AgedOut", "NotRecommended", "NotComplete"];
    let found = order.into_iter().find(|s| statuses.contains(s));
    let all_immune = statuses.iter().all(|s| *s == "Immune");
    Some(found.unwrap_or(if all_immune { "Immune" } else { "Complete" }))
}

/// The verdict on a dose over the best series of some antigens.
pub(crate) fn verdict(antigens: &[&Antigen<'_>], position: usize) -> Judged {
    let mut found: Vec<&Judged> = Vec::new();
    for antigen in antigens {
        for one in &antigen.best {
            found.extend(one.walked.verdicts.iter().filter(|(p, _)| *p == position).map(|v| &v.1));
        }
    }
    let order = ["Valid", "NotValid", "SubStandard", "Extraneous"];
    let status = order.into_iter().find(|s| found.iter().any(|j| j.status == *s));
    let status = status.unwrap_or("NotEvaluated");
    found.retain(|j| j.status == status);
    Judged {
        status,
        reasons: found.iter().flat_map(|j| j.reasons.iter().copied()).collect(),
        valid_from: found.iter().filter_map(|j| j.valid_from).min(),
        target: None,
    }
}

//! Running CDC's published test cases against CDC's supporting data.
//!
//! Only with the feature `cdsi`. A case is one line of JSON, see `docs/cdsi.md`.

use std::{
    fmt,
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

use serde::Deserialize;

use crate::{
    case::{Case, CaseDose, CaseFact, NO_VACCINE},
    day::{BLANK, Day, from_civil, to_civil},
    group::{GroupForecast, GroupVerdict},
    run::Runner,
    schedule::{self, Group, Schedule, SeriesKind, source::Source},
    verdict::{DoseReason, DoseStatus, SeriesStatus},
};

/// One published case.
#[derive(Debug, Clone, Deserialize)]
pub struct PublishedCase {
    /// Its id, such as `2013-0001`.
    pub id: String,
    dob: String,
    gender: Option<String>,
    #[serde(default)]
    observations: Vec<PublishedObservation>,
    vaccine_group: String,
    assessment_date: String,
    doses: Vec<PublishedDose>,
    expected_series_status: String,
    expected_forecast_number: Option<u16>,
    expected_earliest_date: Option<String>,
    expected_recommended_date: Option<String>,
    expected_past_due_date: Option<String>,
}

#[derive(Debug, Clone, Deserialize)]
struct PublishedObservation {
    code: String,
    date: Option<String>,
}

#[derive(Debug, Clone, Deserialize)]
struct PublishedDose {
    date: String,
    vaccine_name: Option<String>,
    cvx: String,
    expected_evaluation_status: Option<String>,
    expected_evaluation_reason: Option<String>,
    expected_series_type: Option<String>,
}

/// What came of a file of cases.
#[derive(Debug, Clone, Default)]
pub struct Report {
    /// Forecasts that are right.
    pub forecasts_right: usize,
    /// All forecasts.
    pub forecasts: usize,
    /// Doses whose status is right.
    pub doses_right: usize,
    /// All doses.
    pub doses: usize,
    /// What differs, a line each.
    pub misses: Vec<String>,
    /// Reasons that differ though the status is right, a line each.
    pub other_reasons: Vec<String>,
    /// The case that was to be explained.
    pub explanation: Option<String>,
}

impl fmt::Display for Report {
    /// The misses, the differing reasons, and at last one line of counts.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for line in self.explanation.iter().chain(&self.misses).chain(&self.other_reasons) {
            writeln!(f, "{line}")?;
        }
        write!(
            f,
            "forecasts {}/{} doses {}/{}",
            self.forecasts_right, self.forecasts, self.doses_right, self.doses
        )
    }
}

/// Reads CDC's supporting data from a directory, which may also be its parent.
///
/// # Errors
/// What cannot be read or does not compile.
pub fn load_schedule(data: &Path) -> Result<Schedule, String> {
    schedule::compile::compile(&load_source(data)?)
        .map_err(|problems| problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))
}

/// Reads CDC's supporting data into the source model.
///
/// # Errors
/// What cannot be read.
pub fn load_source(data: &Path) -> Result<Source, String> {
    schedule::cdsi::load(&folder(data)?).map_err(|e| e.to_string())
}

/// The folder that holds the supporting data: the one that is given, or the last one in it that does.
///
/// # Errors
/// What cannot be read.
pub fn folder(data: &Path) -> Result<PathBuf, String> {
    let mut dir = data.to_owned();
    if !dir.join("ScheduleSupportingData.xml").exists() {
        let below = fs::read_dir(data).map_err(|e| format!("{}: {e}", data.display()))?;
        let mut found: Vec<_> = below
            .filter_map(Result::ok)
            .map(|e| e.path())
            .filter(|p| p.join("ScheduleSupportingData.xml").exists())
            .collect();
        found.sort();
        dir = found.pop().ok_or_else(|| {
            format!("{}: no `ScheduleSupportingData.xml` here or one level below", data.display())
        })?;
    }
    Ok(dir)
}

/// Everything that is said of a case (a line of JSON), as one line of text: all groups, types of
/// series and doses.
///
/// # Errors
/// What cannot be read.
pub fn answer(schedule: &Schedule, runner: &mut Runner, line: &str) -> Result<String, String> {
    let published: PublishedCase = serde_json::from_str(line).map_err(|e| e.to_string())?;
    let (case, as_of) = person(schedule, &published)?;
    runner.run(schedule, &case, as_of);
    let mut out = format!("{} until {}", published.id, iso(runner.changes_on()));
    for group in &schedule.groups {
        for kind in KINDS {
            if let Some(found) = runner.group(schedule, &case, group, kind) {
                let _ = write!(out, "; {} {kind:?}: {found:?}", group.name);
            }
            for dose in 0..case.doses.len() {
                let at = u16::try_from(dose).unwrap_or(u16::MAX);
                let found = verdict(schedule, runner, group, at, Some(kind));
                let _ = write!(out, ", dose {at} {found:?}");
            }
        }
    }
    Ok(out)
}

/// Assesses every case of a file; explains one of them if asked.
///
/// # Errors
/// What cannot be read, with its line.
pub fn run(data: &Path, cases: &Path, explain: Option<&str>) -> Result<Report, String> {
    let schedule = load_schedule(data)?;
    let mut runner = Runner::new();
    let mut report = Report::default();
    for published in read_cases(cases)? {
        let mut outcome = assess(&schedule, &mut runner, &published)
            .map_err(|e| format!("case {}: {e}", published.id))?;
        if explain == Some(published.id.as_str()) {
            report.explanation = Some(outcome.explain(&published));
        }
        outcome.add_to(&mut report, &published);
    }
    if let Some(id) = explain
        && report.explanation.is_none()
    {
        return Err(format!("{}: no case `{id}`", cases.display()));
    }
    Ok(report)
}

/// Reads a file of cases, one to a line.
///
/// # Errors
/// What cannot be read, with its line.
pub fn read_cases(path: &Path) -> Result<Vec<PublishedCase>, String> {
    let text = fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))?;
    let mut cases = Vec::new();
    for (i, line) in text.lines().enumerate().filter(|(_, l)| !l.trim().is_empty()) {
        cases.push(
            serde_json::from_str(line).map_err(|e| format!("{}:{}: {e}", path.display(), i + 1))?,
        );
    }
    Ok(cases)
}

/// The person of a case, with the day of assessment.
///
/// # Errors
/// A date that is none.
pub fn person(schedule: &Schedule, published: &PublishedCase) -> Result<(Case, Day), String> {
    let mut case = Case {
        birth: day(&published.dob)?,
        gender: match published.gender.as_deref().and_then(|g| g.chars().next()) {
            Some('F' | 'f') => 1,
            Some('M' | 'm') => 2,
            _ => 4,
        },
        ..Case::default()
    };
    for observation in &published.observations {
        let on = observation.date.as_deref().map(day).transpose()?.unwrap_or(BLANK);
        if let Some(observation) = schedule.observation(&observation.code) {
            case.facts.push(CaseFact { observation, on });
        }
    }
    for (position, dose) in published.doses.iter().enumerate() {
        case.doses.push(CaseDose {
            on: day(&dose.date)?,
            vaccine: schedule.vaccine(&dose.cvx).unwrap_or(NO_VACCINE),
            trade_name: dose.vaccine_name.as_deref().map_or(0, |n| schedule.trade_name(n)),
            is_sub_standard: false,
            position: u16::try_from(position).unwrap_or(u16::MAX),
        });
    }
    case.sort();
    Ok((case, day(&published.assessment_date)?))
}

/// The two forecasts a group may have, and each dose's verdict.
struct Outcome {
    forecasts: Vec<(SeriesKind, GroupForecast)>,
    verdicts: Vec<(Option<SeriesKind>, GroupVerdict)>,
    detail: String,
}

const KINDS: [SeriesKind; 3] = [SeriesKind::Standard, SeriesKind::Risk, SeriesKind::EvaluationOnly];

fn assess(
    schedule: &Schedule,
    runner: &mut Runner,
    published: &PublishedCase,
) -> Result<Outcome, String> {
    let (case, as_of) = person(schedule, published)?;
    let group = schedule
        .groups
        .iter()
        .find(|g| g.name == published.vaccine_group)
        .ok_or_else(|| format!("no vaccine group `{}`", published.vaccine_group))?;
    runner.run(schedule, &case, as_of);
    let mut outcome =
        Outcome { forecasts: Vec::new(), verdicts: Vec::new(), detail: String::new() };
    for kind in KINDS {
        if let Some(forecast) = runner.group(schedule, &case, group, kind) {
            outcome.forecasts.push((kind, forecast));
        }
    }
    for (i, dose) in published.doses.iter().enumerate() {
        let position = case.doses.iter().position(|d| usize::from(d.position) == i);
        let position = u16::try_from(position.unwrap_or_default()).unwrap_or_default();
        let kind = match dose.expected_series_type.as_deref() {
            Some("Risk") => Some(SeriesKind::Risk),
            Some("Standard") => Some(SeriesKind::Standard),
            _ => None,
        };
        outcome.verdicts.push((kind, verdict(schedule, runner, group, position, kind)));
    }
    outcome.detail = detail(schedule, runner, group);
    Ok(outcome)
}

/// The verdict in the group's antigens, or in the dose's own if it has none of those.
fn verdict(
    schedule: &Schedule,
    runner: &Runner,
    group: &Group,
    position: u16,
    kind: Option<SeriesKind>,
) -> GroupVerdict {
    let has = |antigen: &usize| runner.doses_of(*antigen).contains(&position);
    let own = || group.antigens.iter().map(|a| usize::from(*a)).filter(has);
    let others = || (0..schedule.antigens.len()).filter(has);
    let of_kind = |kind| match own().next() {
        Some(_) => runner.group_verdict(schedule, own(), position, kind),
        None => runner.group_verdict(schedule, others(), position, kind),
    };
    let verdict = of_kind(kind);
    if verdict.status == DoseStatus::NotEvaluated { of_kind(None) } else { verdict }
}

impl Outcome {
    fn add_to(&mut self, report: &mut Report, published: &PublishedCase) {
        report.forecasts += 1;
        let right = self.forecasts.iter().any(|(_, f)| differences(f, published).is_empty());
        if right {
            report.forecasts_right += 1;
        } else {
            let found = self
                .forecasts
                .iter()
                .map(|(kind, f)| format!("{kind:?} {}", differences(f, published).join(", ")))
                .collect::<Vec<_>>()
                .join(" | ");
            report.misses.push(format!(
                "forecast {} {}: {}",
                published.id,
                published.vaccine_group,
                if found.is_empty() { "no forecast" } else { &found }
            ));
        }
        for (i, (dose, (_, verdict))) in published.doses.iter().zip(&self.verdicts).enumerate() {
            let Some(expected) = dose.expected_evaluation_status.as_deref() else { continue };
            report.doses += 1;
            if expected == status_name(verdict.status) {
                report.doses_right += 1;
                if let Some(reason) = dose.expected_evaluation_reason.as_deref()
                    && !reason_of(reason).is_some_and(|r| verdict.reasons.has(r))
                {
                    let found: Vec<_> = verdict.reasons.iter().collect();
                    report.other_reasons.push(format!(
                        "reason {} dose {}: expected `{reason}`, found {found:?}",
                        published.id,
                        i + 1
                    ));
                }
            } else {
                report.misses.push(format!(
                    "dose {} {} dose {}: expected `{expected}`, found `{}`",
                    published.id,
                    published.vaccine_group,
                    i + 1,
                    status_name(verdict.status)
                ));
            }
        }
    }

    fn explain(&self, published: &PublishedCase) -> String {
        let mut out = format!(
            "case {}: {} on {}, born {}\n",
            published.id, published.vaccine_group, published.assessment_date, published.dob
        );
        let _ = writeln!(
            out,
            "expected: {} {:?} {:?} {:?} dose {:?}",
            published.expected_series_status,
            published.expected_earliest_date,
            published.expected_recommended_date,
            published.expected_past_due_date,
            published.expected_forecast_number
        );
        for (kind, f) in &self.forecasts {
            let _ = writeln!(
                out,
                "found {kind:?}: {:?} {} {} {} dose {}",
                f.status,
                iso(f.dates.earliest),
                iso(f.dates.recommended),
                iso(f.dates.past_due),
                f.dose_number
            );
        }
        for (dose, (_, verdict)) in published.doses.iter().zip(&self.verdicts) {
            let reasons: Vec<_> = verdict.reasons.iter().collect();
            let _ = writeln!(
                out,
                "dose {} CVX {}: {} {reasons:?}",
                dose.date,
                dose.cvx,
                status_name(verdict.status)
            );
        }
        out.push_str(&self.detail);
        out
    }
}

/// All relevant series of a group, best ones marked.
fn detail(schedule: &Schedule, runner: &Runner, group: &Group) -> String {
    let mut out = String::new();
    for antigen in group.antigens.iter().map(|a| usize::from(*a)) {
        for line in runner.describe(schedule, antigen) {
            let _ = writeln!(out, "{line}");
        }
    }
    out
}

fn differences(forecast: &GroupForecast, published: &PublishedCase) -> Vec<String> {
    let status = match forecast.status {
        SeriesStatus::NotComplete => "Not Complete",
        SeriesStatus::Complete => "Complete",
        SeriesStatus::Immune => "Immune",
        SeriesStatus::Contraindicated => "Contraindicated",
        SeriesStatus::NotRecommended => "Not Recommended",
        SeriesStatus::AgedOut => "Aged Out",
    };
    let mut out = Vec::new();
    if status != published.expected_series_status {
        out.push(format!("status `{status}` for `{}`", published.expected_series_status));
    }
    if published.expected_series_status != "Not Complete" {
        return out;
    }
    for (what, found, expected) in [
        ("earliest", forecast.dates.earliest, &published.expected_earliest_date),
        ("recommended", forecast.dates.recommended, &published.expected_recommended_date),
        ("past due", forecast.dates.past_due, &published.expected_past_due_date),
    ] {
        let expected = expected.as_deref().unwrap_or("blank");
        if iso(found) != expected {
            out.push(format!("{what} {} for {expected}", iso(found)));
        }
    }
    if Some(forecast.dose_number) != published.expected_forecast_number {
        out.push(format!(
            "dose number {} for {:?}",
            forecast.dose_number, published.expected_forecast_number
        ));
    }
    out
}

fn status_name(status: DoseStatus) -> &'static str {
    match status {
        DoseStatus::NotEvaluated => "Not Evaluated",
        DoseStatus::Valid => "Valid",
        DoseStatus::NotValid => "Not Valid",
        DoseStatus::Extraneous => "Extraneous",
        DoseStatus::SubStandard => "Sub-standard",
    }
}

fn reason_of(text: &str) -> Option<DoseReason> {
    match text.to_ascii_lowercase().as_str() {
        "age: too young" => Some(DoseReason::AgeTooYoung),
        "age: too old" => Some(DoseReason::AgeTooOld),
        "interval: too soon" | "interval too soon" => Some(DoseReason::IntervalTooShort),
        "live virus conflict" => Some(DoseReason::VaccineConflict),
        "not a preferable or allowable vaccine" => Some(DoseReason::VaccineNotAllowed),
        "inadvertent vaccine" => Some(DoseReason::VaccineInadvertent),
        "series already complete" => Some(DoseReason::SeriesComplete),
        _ => None,
    }
}

fn day(text: &str) -> Result<Day, String> {
    let date: shared::Date = text.parse().map_err(|e| format!("`{text}` is {e}"))?;
    Ok(date.days_since_epoch())
}

/// A day as `2026-11-24`, or `blank`.
#[must_use]
pub fn iso(day: Day) -> String {
    if day == BLANK {
        return "blank".to_owned();
    }
    let civil = to_civil(day);
    debug_assert_eq!(from_civil(civil.year, civil.month, civil.day), day);
    format!("{:04}-{:02}-{:02}", civil.year, civil.month, civil.day)
}

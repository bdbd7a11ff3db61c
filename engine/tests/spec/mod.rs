//! The decision model in its most naive form: an oracle for the engine.
//!
//! Written from the CDSi model (`docs/cdsi.md`, `docs/engine.md`), as slow and plain as it
//! can be: codes are texts, nothing is compiled, interned, sorted in advance or kept. It
//! shares the *source* form of the rules and the day numbers with the engine, and no step of
//! the evaluation.

pub(crate) mod ages;
pub(crate) mod compare;
pub(crate) mod country;
pub(crate) mod earliest;
pub(crate) mod evaluate;
pub(crate) mod forecast;
pub(crate) mod group;
pub(crate) mod people;
pub(crate) mod persons;
pub(crate) mod random;
pub(crate) mod select;
pub(crate) mod skip;
pub(crate) mod words;

use std::collections::BTreeSet;

use engine::{
    day::Day,
    schedule::source::{
        AntigenSource, ConflictSource, SeriesKind, SeriesSource, Source, VaccineSource,
    },
};

use evaluate::Walked;
use forecast::Forecast;

/// A person with exact days and codes.
#[derive(Debug, Clone)]
pub(crate) struct Patient {
    pub(crate) birth: Day,
    /// `Female`, `Male` or `Unknown`.
    pub(crate) gender: String,
    /// Facts that hold, with the day since when, if that is known.
    pub(crate) facts: Vec<(String, Option<Day>)>,
    /// Doses in the order of their days.
    pub(crate) doses: Vec<Given>,
}

/// A dose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Given {
    pub(crate) on: Day,
    pub(crate) vaccine: String,
    pub(crate) trade_name: String,
    pub(crate) is_spoilt: bool,
}

/// The verdict on one dose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Judged {
    /// `Valid`, `NotValid`, `Extraneous`, `SubStandard`, `NotEvaluated`.
    pub(crate) status: &'static str,
    pub(crate) reasons: BTreeSet<&'static str>,
    pub(crate) valid_from: Option<Day>,
    /// The target dose it was held against, from 0.
    pub(crate) target: Option<usize>,
}

/// One relevant series with all that was found of it.
#[derive(Debug, Clone)]
pub(crate) struct PatientSeries<'a> {
    pub(crate) series: &'a SeriesSource,
    pub(crate) walked: Walked,
    pub(crate) forecast: Forecast,
}

/// What is found for one antigen.
#[derive(Debug, Clone)]
pub(crate) struct Antigen<'a> {
    pub(crate) antigen: &'a AntigenSource,
    /// Positions of its doses among the person's.
    pub(crate) doses: Vec<usize>,
    /// The best series.
    pub(crate) best: Vec<PatientSeries<'a>>,
}

impl Patient {
    /// Since when a fact is known to hold; the latest if several.
    pub(crate) fn fact(&self, code: &str) -> Option<Option<Day>> {
        self.facts.iter().filter(|(c, _)| c == code).map(|(_, on)| *on).max()
    }

    fn has(&self, code: &str) -> bool {
        self.facts.iter().any(|(c, _)| c == code)
    }
}

/// The vaccines and conflicts that a person's doses bring in: no other can matter.
pub(crate) struct Relevant<'a> {
    pub(crate) vaccines: Vec<&'a VaccineSource>,
    pub(crate) conflicts: Vec<&'a ConflictSource>,
}

pub(crate) fn relevant<'a>(source: &'a Source, patient: &Patient) -> Relevant<'a> {
    let is_given = |code: &str| patient.doses.iter().any(|d| d.vaccine == code);
    Relevant {
        vaccines: source.vaccines.iter().filter(|v| is_given(&v.code)).collect(),
        conflicts: source.conflicts.iter().filter(|c| is_given(&c.previous)).collect(),
    }
}

/// Everything about one person on one day.
pub(crate) fn assess<'a>(source: &'a Source, patient: &Patient, as_of: Day) -> Vec<Antigen<'a>> {
    let relevant = relevant(source, patient);
    source.antigens.iter().map(|a| antigen(&relevant, a, patient, as_of)).collect()
}

fn antigen<'a>(
    source: &Relevant<'_>,
    antigen: &'a AntigenSource,
    patient: &Patient,
    as_of: Day,
) -> Antigen<'a> {
    let doses: Vec<usize> = (0..patient.doses.len())
        .filter(|i| is_against(source, patient, &patient.doses[*i], &antigen.name))
        .collect();
    let all = all_series(source, antigen, patient, &doses, as_of);
    Antigen { antigen, doses, best: select::best(all, patient, as_of) }
}

/// Every relevant series, evaluated and forecast.
pub(crate) fn all_series<'a>(
    source: &Relevant<'_>,
    antigen: &'a AntigenSource,
    patient: &Patient,
    doses: &[usize],
    as_of: Day,
) -> Vec<PatientSeries<'a>> {
    let relevant: Vec<&SeriesSource> =
        antigen.series.iter().filter(|s| is_relevant(s, patient, as_of)).collect();
    // Completed Series asks for a status that depends on it: repeat until nothing changes.
    let mut complete: BTreeSet<u8> = BTreeSet::new();
    loop {
        let mut all = Vec::new();
        for series in &relevant {
            let step =
                evaluate::Step { source, antigen, series, patient, as_of, complete: &complete };
            let walked = evaluate::walk(&step, doses);
            let forecast = forecast::forecast(&step, doses, &walked);
            all.push(PatientSeries { series, walked, forecast });
        }
        let mut more = complete.clone();
        for one in all.iter().filter(|s| s.forecast.status == "Complete") {
            more.insert(one.series.series_group);
        }
        if more == complete {
            return all;
        }
        complete = more;
    }
}

/// 4.2: whether a dose is recorded under an antigen.
pub(crate) fn is_against(
    source: &Relevant<'_>,
    patient: &Patient,
    dose: &Given,
    antigen: &str,
) -> bool {
    source.vaccines.iter().filter(|v| v.code == dose.vaccine).any(|v| {
        v.associations.iter().any(|a| {
            a.antigen == antigen && ages::is_within(dose.on, patient.birth, a.begin_age, a.end_age)
        })
    })
}

/// 5: whether a series is for this person.
fn is_relevant(series: &SeriesSource, patient: &Patient, as_of: Day) -> bool {
    let fits = series.genders.is_empty() || series.genders.contains(&patient.gender);
    let is_indicated = series.indications.iter().any(|i| {
        patient.has(&i.observation) && ages::is_within(as_of, patient.birth, i.begin_age, i.end_age)
    });
    fits && (series.kind != SeriesKind::Risk || is_indicated)
}

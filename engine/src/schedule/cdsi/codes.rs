//! Codes that rules name although the schedule file does not list them.

use std::collections::BTreeSet;

use crate::schedule::source::{
    DoseSource, IntervalFrom, ObservationSource, SkipCondition, Source, VaccineSource,
};

/// Codes that rules name but the schedule file does not list.
pub(super) fn add_unmapped(source: &mut Source) {
    let mut vaccines = BTreeSet::new();
    let mut facts = BTreeSet::new();
    for conflict in &source.conflicts {
        vaccines.extend([conflict.previous.clone(), conflict.current.clone()]);
    }
    for antigen in &source.antigens {
        facts.extend(antigen.immunity_codes.iter().cloned());
        facts.extend(antigen.immunity_births.iter().flat_map(|b| b.exclusions.clone()));
        facts.extend(antigen.contraindications.iter().map(|c| c.observation.clone()));
        for c in &antigen.vaccine_contraindications {
            facts.insert(c.observation.clone());
            vaccines.insert(c.vaccine.clone());
        }
        for series in &antigen.series {
            facts.extend(series.indications.iter().map(|i| i.observation.clone()));
            for dose in &series.doses {
                dose_codes(dose, &mut vaccines, &mut facts);
            }
        }
    }
    for known in &source.vaccines {
        vaccines.remove(&known.code);
    }
    for known in &source.observations {
        facts.remove(&known.code);
    }
    source.vaccines.extend(vaccines.into_iter().map(|code| VaccineSource {
        name: format!("CVX {code}"),
        code,
        associations: Vec::new(),
    }));
    source
        .observations
        .extend(facts.into_iter().map(|code| ObservationSource { title: code.clone(), code }));
}

fn dose_codes(dose: &DoseSource, vaccines: &mut BTreeSet<String>, facts: &mut BTreeSet<String>) {
    vaccines.extend(dose.inadvertent.iter().cloned());
    vaccines.extend(dose.preferable.iter().chain(&dose.allowable).map(|v| v.vaccine.clone()));
    for interval in dose.intervals.iter().chain(&dose.allowable_intervals) {
        match &interval.from {
            IntervalFrom::MostRecent(codes) => vaccines.extend(codes.iter().cloned()),
            IntervalFrom::Observation(code) => {
                facts.insert(code.clone());
            }
            IntervalFrom::Previous | IntervalFrom::TargetDose(_) => {}
        }
    }
    for condition in dose.skips.iter().flat_map(|s| &s.sets).flat_map(|s| &s.conditions) {
        if let SkipCondition::Count { vaccines: codes, .. } = condition {
            vaccines.extend(codes.iter().cloned());
        }
    }
}

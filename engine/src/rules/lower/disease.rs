//! Disease files: immunity, contraindications, series.

use std::collections::BTreeMap;

use super::Lowering;
use crate::{
    day::Period,
    rules::{
        RuleFile,
        format::{Disease, SeriesEntry},
    },
    schedule::source::{
        AntigenSource, BirthImmunitySource, ContraindicationSource, IndicationSource,
        OtherwiseSource, SeriesKind, SeriesSource, VaccineContraindicationSource,
    },
};

impl Lowering {
    pub(super) fn disease(&mut self, file: RuleFile<'_>, disease: &Disease) {
        self.open(file);
        if disease.targets.is_empty() {
            self.problem(0, "no `targets`: name at least one NUVA target such as `DIS001`");
        }
        let first = self.source.antigens.len();
        for target in &disease.targets {
            let known = self.targets_of_nuva.iter().any(|(c, _)| c == target.get_ref());
            let at = target.span().start;
            if !known {
                self.problem(
                    at,
                    format!("unknown target `{}`: see schedules/nuva.txt", target.get_ref()),
                );
            }
            if !self.targets.insert(target.get_ref().clone()) {
                self.problem(
                    at,
                    format!("target `{}` has rules twice: keep them in one file", target.get_ref()),
                );
            }
            self.source
                .antigens
                .push(AntigenSource { name: target.get_ref().clone(), ..AntigenSource::default() });
        }
        let antigens = first..self.source.antigens.len();
        self.immune(disease, antigens.clone());
        self.forbidden(disease, antigens.clone());
        self.reactions(antigens.clone());
        self.otherwise(disease, antigens.clone());
        self.against = self.all_against(disease);
        let mut all = Vec::new();
        for entry in &disease.series {
            for only in &entry.only {
                if !disease.targets.iter().any(|t| t.get_ref() == only.get_ref()) {
                    let message = format!(
                        "`{}` is no target of this file: add it to `targets`",
                        only.get_ref()
                    );
                    self.problem(only.span().start, message);
                }
            }
            all.push(self.series(disease, entry));
        }
        self.check_default_windows(disease, &all);
        for ix in antigens {
            let Some(antigen) = self.source.antigens.get_mut(ix) else { continue };
            let is_for = |entry: &SeriesEntry| {
                entry.only.is_empty() || entry.only.iter().any(|t| *t.get_ref() == antigen.name)
            };
            let entries = disease.series.iter().zip(&all).filter(|(entry, _)| is_for(entry));
            antigen.series = entries.map(|(_, series)| series.clone()).collect();
            for series in &mut antigen.series {
                series.name = format!("{}/{}", antigen.name, series.name);
            }
        }
    }

    fn immune(&mut self, disease: &Disease, antigens: std::ops::Range<usize>) {
        let of = disease.targets.first().map_or("", |t| t.get_ref().as_str());
        for (n, entry) in disease.immune.iter().enumerate() {
            let at = entry.about.source.span().start;
            let rule = self.rule(&format!("{of}-immune-{}", n + 1), at, &entry.about, &entry.text);
            let fact = entry.fact.as_ref().map(|f| self.fact(f));
            let before = entry.born_before.as_ref().map(|t| self.day(t.get_ref(), t.span().start));
            let exclusions: Vec<_> = entry.unless.iter().map(|f| self.fact(f)).collect();
            if fact.is_none() == before.is_none() {
                self.problem(at, "say either `fact` or `born_before`");
            }
            for ix in antigens.clone() {
                self.immunities.push((ix, fact.clone(), rule));
                self.asked.extend(fact.clone().filter(|_| entry.asked).map(|fact| (ix, fact)));
                let Some(antigen) = self.source.antigens.get_mut(ix) else { continue };
                antigen.immunity_codes.extend(fact.clone());
                if let Some(before) = before {
                    antigen.immunity_births.push(BirthImmunitySource {
                        before,
                        country: String::new(),
                        exclusions: exclusions.clone(),
                    });
                }
            }
        }
    }

    fn forbidden(&mut self, disease: &Disease, antigens: std::ops::Range<usize>) {
        let of = disease.targets.first().map_or("", |t| t.get_ref().as_str());
        for (n, entry) in disease.forbidden.iter().enumerate() {
            let at = entry.fact.span().start;
            let id = format!("{of}-forbidden-{}", n + 1);
            let rule = self.rule(&id, at, &entry.about, &entry.text);
            let observation = self.fact(&entry.fact);
            let (begin_age, end_age) =
                (self.period(entry.from.as_ref()), self.period(entry.until.as_ref()));
            let vaccines = self.deciding(&entry.vaccines);
            for ix in antigens.clone() {
                self.forbidding.push((ix, observation.clone(), rule));
                let Some(antigen) = self.source.antigens.get_mut(ix) else { continue };
                let observation = observation.clone();
                if entry.vaccines.is_empty() {
                    antigen.contraindications.push(ContraindicationSource {
                        observation,
                        begin_age,
                        end_age,
                    });
                } else {
                    antigen.vaccine_contraindications.extend(vaccines.iter().map(|v| {
                        VaccineContraindicationSource {
                            observation: observation.clone(),
                            vaccine: v.clone(),
                            begin_age,
                            end_age,
                        }
                    }));
                }
            }
        }
    }

    fn otherwise(&mut self, disease: &Disease, antigens: std::ops::Range<usize>) {
        let of = disease.targets.first().map_or("", |t| t.get_ref().as_str());
        for (n, entry) in disease.otherwise.iter().enumerate() {
            let at = entry.about.source.span().start;
            let id = format!("{of}-otherwise-{}", n + 1);
            let rule = self.rule(&id, at, &entry.about, &entry.text);
            let (begin_age, end_age) =
                (self.period(entry.from.as_ref()), self.period(entry.until.as_ref()));
            if entry.give.is_empty() {
                self.problem(at, "no `give`: name at least one class of vaccines");
            }
            let vaccines: Vec<String> =
                entry.give.iter().flat_map(|class| self.class(class)).collect();
            for antigen in self.source.antigens.get_mut(antigens.clone()).into_iter().flatten() {
                let protects = |code: &&String| {
                    let known = self.source.vaccines.iter().find(|v| v.code == **code);
                    known.is_some_and(|v| v.associations.iter().any(|a| a.antigen == antigen.name))
                };
                let mine: Vec<OtherwiseSource> = vaccines
                    .iter()
                    .filter(protects)
                    .map(|v| OtherwiseSource { vaccine: v.clone(), begin_age, end_age, rule })
                    .collect();
                antigen.otherwise.extend(mine);
            }
        }
    }

    /// A severe reaction to one of its vaccines forbids them.
    fn reactions(&mut self, antigens: std::ops::Range<usize>) {
        for ix in antigens {
            let target = self.source.antigens.get(ix).map(|a| a.name.clone()).unwrap_or_default();
            let (Some(observation), Some(rule)) = (self.reaction_to(&target), self.reaction_rule)
            else {
                continue;
            };
            self.forbidding.push((ix, observation.clone(), rule));
            if let Some(antigen) = self.source.antigens.get_mut(ix) {
                antigen.contraindications.push(ContraindicationSource {
                    observation,
                    begin_age: None,
                    end_age: None,
                });
            }
        }
    }

    fn series(&mut self, disease: &Disease, entry: &SeriesEntry) -> SeriesSource {
        let at = entry.id.span().start;
        let rule = self.rule(entry.id.get_ref(), at, &entry.about, &entry.text);
        if let Some(rule) = self.set.rules.get_mut(usize::from(rule)) {
            rule.is_routine = entry.routine;
        }
        let kind = match (entry.history_only, entry.r#for.is_empty()) {
            (true, _) => SeriesKind::EvaluationOnly,
            (false, true) => SeriesKind::Standard,
            (false, false) => SeriesKind::Risk,
        };
        let mut indications = Vec::new();
        for indication in &entry.r#for {
            indications.push(IndicationSource {
                observation: self.fact(&indication.fact),
                begin_age: self.period(indication.from.as_ref()),
                end_age: self.period(indication.until.as_ref()),
            });
        }
        let usual = if kind == SeriesKind::Risk { 2 } else { 1 };
        let genders = match entry.sex.as_deref() {
            None => Vec::new(),
            Some("female") => vec!["Female".to_owned(), "Unknown".to_owned()],
            Some("male") => vec!["Male".to_owned(), "Unknown".to_owned()],
            Some(other) => {
                self.problem(at, format!("unknown sex `{other}`: write `female` or `male`"));
                Vec::new()
            }
        };
        let mut doses = Vec::new();
        for (i, dose) in entry.dose.iter().enumerate() {
            doses.push(self.dose(disease, entry, i, dose));
        }
        self.check_can_be_met(entry, &doses);
        self.check_days_that_matter(entry, &doses);
        SeriesSource {
            name: entry.id.get_ref().clone(),
            kind,
            genders,
            indications,
            doses,
            equivalent_groups: entry.instead_of.clone(),
            is_default: entry.default,
            may_be_given: entry.may_be_given,
            rule: Some(rule),
            series_group: entry.track.unwrap_or(usual).min(31),
            preference: entry.rank,
            min_age_to_start: self.period(entry.start_from.as_ref()),
            max_age_to_start: self.period(entry.start_until.as_ref()),
            ..SeriesSource::default()
        }
    }

    /// A default series must begin where another ends: no gap, no overlap.
    fn check_default_windows(&mut self, disease: &Disease, all: &[SeriesSource]) {
        let mut windows: BTreeMap<u8, Vec<(Period, Option<Period>, usize)>> = BTreeMap::new();
        for (entry, series) in disease.series.iter().zip(all) {
            if series.is_default && series.genders.is_empty() {
                windows.entry(series.series_group).or_default().push((
                    series.min_age_to_start.unwrap_or_default(),
                    series.max_age_to_start,
                    entry.id.span().start,
                ));
            }
        }
        for mut of_track in windows.into_values() {
            of_track.sort_by_key(|w| w.0);
            for pair in of_track.windows(2) {
                let [(_, until, _), (from, _, at)] = *pair else { continue };
                match until {
                    Some(until) if until < from => {
                        self.problem(at, format!("gap: nothing is default from {until} to {from}: let `start_from` be where another ends"));
                    }
                    Some(until) if until == from => {}
                    _ => self.problem(at, format!("overlap: two defaults can start at {from}: let `start_from` be where another ends")),
                }
            }
        }
    }
}

//! From the authoring format to the source model, with every check.

mod dose;

use std::collections::{BTreeMap, BTreeSet};

use serde::de::DeserializeOwned;
use toml::Spanned;

use super::{
    RuleFile, RuleProblem, RuleSet,
    classes::Classes,
    facts::{Derived, FactDefinition, Term},
    format::{About, Confidence, DerivedEntry, Disease, Facts, Head, SeriesEntry, Vaccines},
    nuva::{Nuva, NuvaVaccine, read},
    rule::{Rule, RuleSource, Texts},
    text::Language,
};
use crate::{
    day::{Day, Period},
    schedule::{
        MonthDay, ObservationIx, VaccineIx, Yearly,
        compile::compile,
        source::{
            AntigenSource, AssociationSource, BirthImmunitySource, ConflictSource,
            ContraindicationSource, GroupSource, IndicationSource, ObservationSource, SeriesKind,
            SeriesSource, Source, VaccineContraindicationSource, VaccineSource,
        },
    },
};

/// Reads, checks and compiles a rule set.
pub(super) fn load(files: &[RuleFile<'_>], nuva: &str) -> Result<RuleSet, Vec<RuleProblem>> {
    let nuva = read(nuva).map_err(|(line, message)| {
        vec![RuleProblem { file: "nuva.txt".to_owned(), line, message }]
    })?;
    let mut lowering = Lowering::default();
    let head: Option<Head> = lowering.parse_named(files, "schedule.toml");
    let vaccines: Option<Vaccines> = lowering.parse_named(files, "vaccines.toml");
    let facts: Option<Facts> = lowering.parse_named(files, "facts.toml");
    let (Some(head), Some(vaccines), Some(facts)) = (head, vaccines, facts) else {
        return Err(lowering.problems);
    };
    lowering.head(files, head);
    lowering.vaccines(files, &vaccines, &nuva);
    lowering.facts(files, &facts);
    lowering.spacing(files);
    for file in files {
        if !matches!(file.0, "schedule.toml" | "vaccines.toml" | "facts.toml")
            && let Some(disease) = lowering.parse::<Disease>(*file)
        {
            lowering.disease(*file, &disease);
        }
    }
    lowering.finish(&nuva)
}

/// The state of one loading.
#[derive(Default)]
struct Lowering {
    file: String,
    text: String,
    problems: Vec<RuleProblem>,
    source: Source,
    set: RuleSet,
    head: Option<Head>,
    grace: i32,
    classes: Classes,
    /// Classes that can make a difference to what counts.
    deciding: BTreeSet<String>,
    seasons: BTreeMap<String, Yearly>,
    ids: BTreeSet<String>,
    targets: BTreeSet<String>,
    immunities: Vec<(usize, Option<String>, u16)>,
    forbidding: Vec<(usize, String, u16)>,
    targets_of_nuva: Vec<(String, String)>,
}

impl Lowering {
    fn open(&mut self, file: RuleFile<'_>) {
        file.0.clone_into(&mut self.file);
        file.1.clone_into(&mut self.text);
    }

    fn line(&self, at: usize) -> usize {
        let before = self.text.as_bytes().get(..at).unwrap_or(self.text.as_bytes());
        1 + before.iter().filter(|b| **b == b'\n').count()
    }

    fn problem(&mut self, at: usize, message: impl Into<String>) {
        let line = self.line(at);
        self.problems.push(RuleProblem { file: self.file.clone(), line, message: message.into() });
    }

    fn parse<T: DeserializeOwned>(&mut self, file: RuleFile<'_>) -> Option<T> {
        self.open(file);
        match toml::from_str(file.1) {
            Ok(parsed) => Some(parsed),
            Err(error) => {
                let at = error.span().map_or(0, |s| s.start);
                self.problem(at, error.message().to_owned());
                None
            }
        }
    }

    fn parse_named<T: DeserializeOwned>(
        &mut self,
        files: &[RuleFile<'_>],
        name: &str,
    ) -> Option<T> {
        let Some(file) = files.iter().find(|f| f.0 == name) else {
            self.open((name, ""));
            self.problem(0, "the rule set has no such file: add it");
            return None;
        };
        self.parse(*file)
    }

    fn period(&mut self, text: Option<&Spanned<String>>) -> Option<Period> {
        let text = text?;
        match text.get_ref().parse() {
            Ok(period) => Some(period),
            Err(error) => {
                self.problem(text.span().start, format!("`{}` is {error}", text.get_ref()));
                None
            }
        }
    }

    fn day(&mut self, text: &str, at: usize) -> Day {
        match text.parse::<shared::Date>() {
            Ok(date) => date.days_since_epoch(),
            Err(error) => {
                self.problem(at, format!("`{text}` is {error}"));
                0
            }
        }
    }

    fn month_day(&mut self, text: &str) -> MonthDay {
        let parts =
            text.split_once('-').and_then(|(m, d)| Some((m.parse().ok()?, d.parse().ok()?)));
        match parts {
            Some((month, day)) if (1..=12).contains(&month) && (1..=31).contains(&day) => {
                MonthDay { month, day }
            }
            _ => {
                self.problem(0, format!("`{text}` is no day of the year: write `10-01`"));
                MonthDay { month: 1, day: 1 }
            }
        }
    }

    fn texts(&mut self, texts: &BTreeMap<String, String>, at: usize, of: &str) -> Texts {
        for language in Language::ALL {
            if texts.get(language.code()).is_none_or(|t| t.trim().is_empty()) {
                self.problem(at, format!("`{of}` has no text in `{}`: add it", language.code()));
            }
        }
        let text = |l: Language| texts.get(l.code()).cloned().unwrap_or_default();
        Texts::new(Language::ALL.map(text))
    }

    /// The codes of a class, which must exist and not be empty.
    fn class(&mut self, name: &Spanned<String>) -> Vec<String> {
        let codes = self.classes.get(name.get_ref()).map(<[String]>::to_vec);
        match codes {
            Some(codes) if !codes.is_empty() => codes,
            Some(_) => {
                self.problem(name.span().start, format!("class `{}` is empty", name.get_ref()));
                Vec::new()
            }
            None => {
                let known: Vec<_> = self.classes.names().map(|(n, _)| n.as_str()).collect();
                let message = format!(
                    "unknown class `{}`: add it to vaccines.toml, or take one of {}",
                    name.get_ref(),
                    known.join(", ")
                );
                self.problem(name.span().start, message);
                Vec::new()
            }
        }
    }

    /// The codes of classes that decide what counts.
    fn deciding(&mut self, names: &[Spanned<String>]) -> Vec<String> {
        let mut codes = Vec::new();
        for name in names {
            self.deciding.insert(name.get_ref().clone());
            codes.extend(self.class(name));
        }
        codes
    }

    fn fact(&mut self, code: &Spanned<String>) -> String {
        if !self.source.observations.iter().any(|o| o.code == *code.get_ref()) {
            let message = format!("unknown fact `{}`: add it to facts.toml", code.get_ref());
            self.problem(code.span().start, message);
        }
        code.get_ref().clone()
    }

    fn head(&mut self, files: &[RuleFile<'_>], head: Head) {
        self.reopen(files, "schedule.toml");
        self.grace = head.grace_days;
        self.set.name = format!("{}-{}", head.name, head.version);
        self.source.name.clone_from(&self.set.name);
        self.set.valid_from = self.day(&head.valid_from, 0);
        self.set.notice = self.texts(&head.notice, 0, "notice");
        for (id, source) in &head.sources {
            let entry = RuleSource {
                title: source.title.clone(),
                address: source.address.clone(),
                read: source.read.clone(),
            };
            self.set.sources.insert(id.clone(), entry);
        }
        for (name, season) in &head.seasons {
            let yearly = Yearly {
                start: self.month_day(&season.from),
                end: self.month_day(&season.to),
                age_on: season.age_on.as_deref().map(|t| self.month_day(t)),
                is_once: season.once,
            };
            self.seasons.insert(name.clone(), yearly);
        }
        self.head = Some(head);
    }

    fn reopen(&mut self, files: &[RuleFile<'_>], name: &str) {
        if let Some(file) = files.iter().find(|f| f.0 == name) {
            self.open(*file);
        }
    }

    fn vaccines(&mut self, files: &[RuleFile<'_>], file: &Vaccines, nuva: &Nuva<'_>) {
        self.reopen(files, "vaccines.toml");
        let (classes, problems) = Classes::resolve(file, &nuva.vaccines);
        self.classes = classes;
        for (at, message) in problems {
            self.problem(at, message);
        }
        for vaccine in &nuva.vaccines {
            let targets: &[&str] =
                if self.classes.is_passive(vaccine) { &[] } else { &vaccine.targets };
            let associations = targets
                .iter()
                .map(|t| AssociationSource {
                    antigen: (*t).to_owned(),
                    begin_age: None,
                    end_age: None,
                })
                .collect();
            self.source.vaccines.push(VaccineSource {
                code: vaccine.code.to_owned(),
                name: vaccine.name.to_owned(),
                associations,
            });
        }
        self.targets_of_nuva = nuva
            .targets
            .iter()
            .map(|(code, name)| ((*code).to_owned(), (*name).to_owned()))
            .collect();
    }

    fn facts(&mut self, files: &[RuleFile<'_>], facts: &Facts) {
        self.reopen(files, "facts.toml");
        for entry in &facts.fact {
            let at = entry.code.span().start;
            let observation = self.observation(&entry.code);
            let definition = FactDefinition {
                code: entry.code.get_ref().clone(),
                question: self.texts(&entry.question, at, entry.code.get_ref()),
                genders: match entry.sex.as_deref() {
                    None => 7,
                    Some("female") => 5,
                    Some("male") => 6,
                    Some(other) => {
                        self.problem(at, format!("unknown sex `{other}`"));
                        7
                    }
                },
                asked_from: self.period(entry.from.as_ref()).unwrap_or_default(),
                asked_until: self.period(entry.until.as_ref()),
                lasts: self.period(entry.lasts.as_ref()),
                observation,
            };
            self.set.facts.definitions.push(definition);
        }
        for entry in &facts.derived {
            self.derived(entry);
        }
    }

    fn observation(&mut self, code: &Spanned<String>) -> ObservationIx {
        let ix = self.source.observations.len();
        if self.source.observations.iter().any(|o| o.code == *code.get_ref()) {
            self.problem(code.span().start, format!("fact `{}` is defined twice", code.get_ref()));
        }
        self.source.observations.push(ObservationSource {
            code: code.get_ref().clone(),
            title: code.get_ref().clone(),
        });
        ObservationIx::try_from(ix).unwrap_or(ObservationIx::MAX)
    }

    fn derived(&mut self, entry: &DerivedEntry) {
        let mut any = Vec::new();
        for term in &entry.any {
            match self.term(term.get_ref()) {
                Some(term) => any.push(term),
                None => self.problem(
                    term.span().start,
                    format!(
                        "cannot read `{}`: write `code`, `code < 33`, `born < 1981-01-01` or \
                         `born in 09..02`, each code defined above",
                        term.get_ref()
                    ),
                ),
            }
        }
        let observation = self.observation(&entry.code);
        self.set.facts.derived.push(Derived { observation, any });
    }

    fn term(&mut self, text: &str) -> Option<Term> {
        let words: Vec<&str> = text.split_whitespace().collect();
        let fact = |code: &str| {
            let at = self.source.observations.iter().position(|o| o.code == code)?;
            ObservationIx::try_from(at).ok()
        };
        match words[..] {
            [code] => fact(code).map(Term::Holds),
            ["born", "<", day] => {
                let date = day.parse::<shared::Date>().ok()?;
                Some(Term::BornBefore(date.days_since_epoch()))
            }
            ["born", "in", months] => {
                let (from, to) = months.split_once("..")?;
                let (from, to) = (from.parse().ok()?, to.parse().ok()?);
                let is_month = |m: &i32| (1..=12).contains(m);
                (is_month(&from) && is_month(&to)).then_some(Term::BornIn(from, to))
            }
            [code, "<", number] => Some(Term::Below(fact(code)?, number.parse().ok()?)),
            _ => None,
        }
    }

    fn spacing(&mut self, files: &[RuleFile<'_>]) {
        self.reopen(files, "schedule.toml");
        let Some(head) = self.head.take() else { return };
        for entry in &head.spacing {
            let previous = self.deciding(std::slice::from_ref(&entry.between));
            let current = self.deciding(std::slice::from_ref(&entry.and));
            let at = entry.between.span().start;
            let id = format!("spacing-{}-{}", entry.between.get_ref(), entry.and.get_ref());
            self.rule(&id, at, &entry.about, &entry.text);
            let end = self.period(Some(&entry.min)).unwrap_or_default();
            for (a, b) in previous.iter().flat_map(|p| current.iter().map(move |c| (p, c))) {
                self.source.conflicts.push(ConflictSource {
                    previous: a.clone(),
                    current: b.clone(),
                    begin: Period::days(1),
                    min_end: end,
                    end,
                });
            }
        }
        self.head = Some(head);
    }

    /// Keeps what a rule says about itself; gives its position.
    fn rule(&mut self, id: &str, at: usize, about: &About, text: &BTreeMap<String, String>) -> u16 {
        if !self.ids.insert(id.to_owned()) {
            self.problem(at, format!("rule id `{id}` is used twice: every id must be unique"));
        }
        let source = about.source.get_ref();
        if !self.set.sources.contains_key(source) {
            let at = about.source.span().start;
            self.problem(at, format!("unknown source `{source}`: add it to schedule.toml"));
        }
        self.day(about.valid_from.get_ref(), about.valid_from.span().start);
        let rule = Rule {
            id: id.to_owned(),
            file: self.file.clone(),
            source: source.clone(),
            confidence: about.confidence,
            valid_from: about.valid_from.get_ref().clone(),
            conflict: about.conflict.clone(),
            text: self.texts(text, at, id),
        };
        self.set.rules.push(rule);
        u16::try_from(self.set.rules.len() - 1).unwrap_or(u16::MAX)
    }

    fn disease(&mut self, file: RuleFile<'_>, disease: &Disease) {
        self.open(file);
        if disease.targets.is_empty() {
            self.problem(0, "no `targets`: name at least one NUVA target such as `DIS001`");
        }
        let first = self.source.antigens.len();
        for target in &disease.targets {
            let known = self.targets_of_nuva.iter().any(|(c, _)| c == target.get_ref());
            let at = target.span().start;
            if !known {
                self.problem(at, format!("unknown target `{}`", target.get_ref()));
            }
            if !self.targets.insert(target.get_ref().clone()) {
                self.problem(at, format!("target `{}` has rules twice", target.get_ref()));
            }
            self.source
                .antigens
                .push(AntigenSource { name: target.get_ref().clone(), ..AntigenSource::default() });
        }
        let antigens = first..self.source.antigens.len();
        self.immune(disease, antigens.clone());
        self.forbidden(disease, antigens.clone());
        let mut all = Vec::new();
        for entry in &disease.series {
            for only in &entry.only {
                if !disease.targets.iter().any(|t| t.get_ref() == only.get_ref()) {
                    let message = format!("`{}` is no target of this file", only.get_ref());
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

    fn series(&mut self, disease: &Disease, entry: &SeriesEntry) -> SeriesSource {
        let at = entry.id.span().start;
        let rule = self.rule(entry.id.get_ref(), at, &entry.about, &entry.text);
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

    fn finish(mut self, nuva: &Nuva<'_>) -> Result<RuleSet, Vec<RuleProblem>> {
        self.groups();
        // Vaccines may protect against targets that have no rules here.
        let targets = self.targets.clone();
        for vaccine in &mut self.source.vaccines {
            vaccine.associations.retain(|a| targets.contains(&a.antigen));
        }
        if self.problems.is_empty() {
            match compile(&self.source) {
                Ok(schedule) => self.set.schedule = schedule,
                Err(problems) => {
                    for problem in problems {
                        self.problem(0, problem.to_string());
                    }
                }
            }
        }
        if !self.problems.is_empty() {
            return Err(self.problems);
        }
        self.index(nuva);
        Ok(self.set)
    }

    fn groups(&mut self) {
        let Some(head) = self.head.take() else { return };
        "schedule.toml".clone_into(&mut self.file);
        let mut grouped = BTreeSet::new();
        for group in head.groups {
            for target in &group.targets {
                if !self.targets.contains(target) || !grouped.insert(target.clone()) {
                    let message = format!("group `{}`: `{target}` is unknown or twice", group.name);
                    self.problem(0, message);
                }
            }
            self.source.groups.push(GroupSource {
                name: group.name,
                antigens: group.targets,
                administer_full: group.always_all,
            });
        }
        for antigen in &self.source.antigens {
            if !grouped.contains(&antigen.name) {
                self.source.groups.push(GroupSource {
                    name: name_of(&self.targets_of_nuva, &antigen.name),
                    antigens: vec![antigen.name.clone()],
                    administer_full: false,
                });
            }
        }
    }

    /// Fills the tables that answers are rendered from.
    fn index(&mut self, nuva: &Nuva<'_>) {
        let schedule = &self.set.schedule;
        self.set.target_names =
            schedule.antigens.iter().map(|a| name_of(&self.targets_of_nuva, &a.name)).collect();
        let small = |ix: usize| u8::try_from(ix).unwrap_or(u8::MAX);
        for (ix, fact, rule) in &self.forbidding {
            if let Some(fact) = schedule.observation(fact) {
                self.set.forbidding.push((small(*ix), fact, *rule));
            }
        }
        for (ix, fact, rule) in &self.immunities {
            let fact = fact.as_deref().and_then(|f| schedule.observation(f));
            self.set.immunities.push((small(*ix), fact, *rule));
        }
        self.completions(nuva);
    }

    /// For abstract vaccines: one product of each sort that the rules could tell apart.
    fn completions(&mut self, nuva: &Nuva<'_>) {
        let deciding: Vec<&Vec<String>> = self
            .classes
            .names()
            .filter(|(name, _)| self.deciding.contains(*name))
            .map(|(_, codes)| codes)
            .collect();
        let signature = |v: &NuvaVaccine<'_>| -> Vec<bool> {
            deciding.iter().map(|codes| codes.iter().any(|c| c == v.code)).collect()
        };
        let relevant = |v: &&NuvaVaccine<'_>| v.targets.iter().any(|t| self.targets.contains(*t));
        for vaccine in nuva.vaccines.iter().filter(|v| v.is_abstract).filter(relevant) {
            let mut sorts: BTreeMap<Vec<bool>, VaccineIx> = BTreeMap::new();
            let products = nuva.vaccines.iter().filter(|v| {
                !v.is_abstract && v.targets == vaccine.targets && !self.classes.is_passive(v)
            });
            for product in products {
                if let Some(ix) = self.set.schedule.vaccine(product.code) {
                    sorts.entry(signature(product)).or_insert(ix);
                }
            }
            if 1 < sorts.len()
                && let Some(ix) = self.set.schedule.vaccine(vaccine.code)
            {
                self.set.completions.insert(ix, sorts.into_values().collect());
            }
        }
    }
}

fn name_of(targets: &[(String, String)], code: &str) -> String {
    targets.iter().find(|(c, _)| c == code).map_or_else(|| code.to_owned(), |(_, n)| n.clone())
}

impl Default for Confidence {
    fn default() -> Self {
        Self::Decided
    }
}

impl Lowering {
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
                        self.problem(at, format!("gap: nothing is default from {until} to {from}"));
                    }
                    Some(until) if until == from => {}
                    _ => self.problem(at, format!("overlap: two defaults can start at {from}")),
                }
            }
        }
    }
}

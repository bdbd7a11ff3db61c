//! From the authoring format to the source model, with every check.

mod disease;
mod dose;
mod facts;
mod index;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use serde::de::DeserializeOwned;
use toml::Spanned;

use super::{
    RuleFile, RuleProblem, RuleSet,
    classes::Classes,
    format::{About, Disease, Facts, Head, ReactionEntry, Vaccines},
    nuva::{Nuva, read},
    rule::{Rule, RuleSource, Texts},
    text::Language,
};
use crate::{
    day::{Day, Period},
    schedule::{
        MonthDay, Yearly,
        compile::compile,
        source::{AssociationSource, ConflictSource, Source, VaccineSource},
    },
};

/// Reads, checks and compiles a rule set.
pub(super) fn load(files: &[RuleFile<'_>], nuva: &str) -> Result<RuleSet, Vec<RuleProblem>> {
    let nuva = read_nuva(nuva)?;
    lower(files, &nuva)?.finish(files, &nuva)
}

/// Reads a rule set into the source model.
pub(super) fn source(files: &[RuleFile<'_>], nuva: &str) -> Result<Source, Vec<RuleProblem>> {
    let mut lowering = lower(files, &read_nuva(nuva)?)?;
    lowering.complete(files);
    if lowering.problems.is_empty() { Ok(lowering.source) } else { Err(lowering.problems) }
}

fn read_nuva(text: &str) -> Result<Nuva<'_>, Vec<RuleProblem>> {
    read(text)
        .map_err(|(line, message)| vec![RuleProblem { file: "nuva.txt".to_owned(), line, message }])
}

/// Everything but the groups.
fn lower(files: &[RuleFile<'_>], nuva: &Nuva<'_>) -> Result<Lowering, Vec<RuleProblem>> {
    let mut lowering = Lowering::default();
    let head: Option<Head> = lowering.parse_named(files, "schedule.toml");
    let vaccines: Option<Vaccines> = lowering.parse_named(files, "vaccines.toml");
    let facts: Option<Facts> = lowering.parse_named(files, "facts.toml");
    let (Some(head), Some(vaccines), Some(facts)) = (head, vaccines, facts) else {
        return Err(lowering.problems);
    };
    lowering.head(files, head);
    lowering.vaccines(files, &vaccines, nuva);
    lowering.facts(files, &facts);
    lowering.reaction_rule(files);
    lowering.spacing(files);
    for file in files {
        if !matches!(file.0, "schedule.toml" | "vaccines.toml" | "facts.toml")
            && let Some(disease) = lowering.parse::<Disease>(*file)
        {
            lowering.disease(*file, &disease);
        }
    }
    Ok(lowering)
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
    /// Facts of immunity to ask for before a vaccination against an antigen.
    asked: Vec<(usize, String)>,
    forbidding: Vec<(usize, String, u16)>,
    targets_of_nuva: Vec<(String, String)>,
    reaction: Option<ReactionEntry>,
    reaction_rule: Option<u16>,
    /// Every vaccine against one of the targets of the file that is being read.
    against: Arc<[String]>,
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
        let problem = RuleProblem { file: self.file.clone(), line, message: message.into() };
        // A file's `give` is looked at for each dose: one complaint is enough.
        if !self.problems.contains(&problem) {
            self.problems.push(problem);
        }
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

    fn month_day(&mut self, text: &Spanned<String>) -> MonthDay {
        let (text, at) = (text.get_ref(), text.span().start);
        let parts =
            text.split_once('-').and_then(|(m, d)| Some((m.parse().ok()?, d.parse().ok()?)));
        match parts {
            Some((month, day)) if (1..=12).contains(&month) && (1..=31).contains(&day) => {
                MonthDay { month, day }
            }
            _ => {
                self.problem(at, format!("`{text}` is no day of the year: write `10-01`"));
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
                let message = format!(
                    "class `{}` is empty: give it `codes`, `has` or `any` in vaccines.toml",
                    name.get_ref()
                );
                self.problem(name.span().start, message);
                Vec::new()
            }
            None => {
                let near = nearest(name.get_ref(), self.classes.names().map(|(n, _)| n.as_str()));
                let message = format!(
                    "unknown class `{}`: add it to vaccines.toml, or take one that is there \
                     such as {}",
                    name.get_ref(),
                    near.join(", ")
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
        self.set.valid_from = self.day(head.valid_from.get_ref(), head.valid_from.span().start);
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
                age_on: season.age_on.as_ref().map(|t| self.month_day(t)),
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
            is_routine: false,
        };
        self.set.rules.push(rule);
        u16::try_from(self.set.rules.len() - 1).unwrap_or(u16::MAX)
    }

    /// Adds the groups and leaves out targets that have no rules here.
    fn complete(&mut self, files: &[RuleFile<'_>]) {
        self.groups(files);
        let targets = &self.targets;
        for vaccine in &mut self.source.vaccines {
            vaccine.associations.retain(|a| targets.contains(&a.antigen));
        }
        if 128 < self.set.facts.definitions.len() {
            self.problem(0, "at most 128 facts can be defined, one for each target among them");
        }
    }

    fn finish(
        mut self,
        files: &[RuleFile<'_>],
        nuva: &Nuva<'_>,
    ) -> Result<RuleSet, Vec<RuleProblem>> {
        self.complete(files);
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
}

fn name_of(targets: &[(String, String)], code: &str) -> String {
    targets.iter().find(|(c, _)| c == code).map_or_else(|| code.to_owned(), |(_, n)| n.clone())
}

/// The three names that share the longest beginning with `name`.
fn nearest<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let shared = |other: &str| name.chars().zip(other.chars()).take_while(|(a, b)| a == b).count();
    let mut known: Vec<&str> = known.collect();
    known.sort_by_key(|other| std::cmp::Reverse(shared(other)));
    known.truncate(3);
    known
}

//! Facts, and what follows from them.

use toml::Spanned;

use super::Lowering;
use crate::{
    day::Period,
    rules::{
        Language, RuleFile,
        facts::{Derived, FactDefinition, FactSet, Term},
        format::{DerivedEntry, Facts},
        rule::Texts,
    },
    schedule::{ObservationIx, source::ObservationSource},
};

impl Lowering {
    pub(super) fn facts(&mut self, files: &[RuleFile<'_>], facts: &Facts) {
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
                        self.problem(
                            at,
                            format!("unknown sex `{other}`: write `female` or `male`"),
                        );
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
        self.reaction.clone_from(&facts.reaction);
        for entry in &facts.derived {
            self.derived(entry);
        }
    }

    fn observation(&mut self, code: &Spanned<String>) -> ObservationIx {
        let ix = self.source.observations.len();
        if self.source.observations.iter().any(|o| o.code == *code.get_ref()) {
            self.problem(
                code.span().start,
                format!("fact `{}` is defined twice: keep one", code.get_ref()),
            );
        }
        self.source.observations.push(ObservationSource {
            code: code.get_ref().clone(),
            title: code.get_ref().clone(),
        });
        ObservationIx::try_from(ix).unwrap_or(ObservationIx::MAX)
    }

    /// Defines the fact of a severe reaction to a vaccine against a target; gives its code.
    pub(super) fn reaction_to(&mut self, target: &str) -> Option<String> {
        let entry = self.reaction.as_ref()?;
        let code = format!("{}:{target}", entry.code.get_ref());
        let question = Texts::new(
            Language::ALL.map(|l| entry.question.get(l.code()).cloned().unwrap_or_default()),
        );
        let at = self.source.observations.len();
        self.source
            .observations
            .push(ObservationSource { code: code.clone(), title: code.clone() });
        self.set.facts.definitions.push(FactDefinition {
            code: code.clone(),
            question,
            genders: 7,
            asked_from: Period::default(),
            // Recorded, never asked for.
            asked_until: Some(Period::default()),
            lasts: None,
            observation: ObservationIx::try_from(at).unwrap_or(ObservationIx::MAX),
        });
        Some(code)
    }

    /// The rule behind such facts.
    pub(super) fn reaction_rule(&mut self, files: &[RuleFile<'_>]) {
        let Some(entry) = self.reaction.clone() else { return };
        self.reopen(files, "facts.toml");
        let at = entry.code.span().start;
        self.texts(&entry.question, at, entry.code.get_ref());
        self.reaction_rule = Some(self.rule("severe-reaction", at, &entry.about, &entry.text));
    }

    fn derived(&mut self, entry: &DerivedEntry) {
        let (any, all) = (self.terms(&entry.any), self.terms(&entry.all));
        let unless = self.terms(&entry.unless);
        if entry.any.is_empty() && entry.all.is_empty() {
            self.problem(entry.code.span().start, "say from what it follows: `any` or `all`");
        }
        let observation = self.observation(&entry.code);
        self.set.facts.derived.push(Derived { observation, any, all, unless });
    }

    fn terms(&mut self, entries: &[Spanned<String>]) -> Vec<Term> {
        let mut terms = Vec::new();
        for term in entries {
            match self.term(term.get_ref()) {
                Some(term) => terms.push(term),
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
        terms
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
}

impl FactSet {
    /// A bit for each definition that would decide whether `observation` holds.
    pub(crate) fn definitions_behind(&self, observation: ObservationIx) -> u128 {
        let mut mask = 0;
        for fact in self.behind(observation) {
            if let Some(at) = self.definitions.iter().position(|d| d.observation == fact) {
                mask |= 1_u128.checked_shl(u32::try_from(at).unwrap_or(u32::MAX)).unwrap_or(0);
            }
        }
        mask
    }

    /// The facts that would decide whether `observation` holds: itself, or what it follows from.
    fn behind(&self, observation: ObservationIx) -> Vec<ObservationIx> {
        let Some(derived) = self.derived.iter().find(|d| d.observation == observation) else {
            return vec![observation];
        };
        let mut out = Vec::new();
        for term in derived.any.iter().chain(&derived.all).chain(&derived.unless) {
            match term {
                // A derived fact may follow from an earlier derived one.
                Term::Holds(other) if *other != observation => out.extend(self.behind(*other)),
                Term::Below(other, _) => out.push(*other),
                Term::Holds(_) | Term::BornBefore(_) | Term::BornIn(..) => {}
            }
        }
        out
    }
}

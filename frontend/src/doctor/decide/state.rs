//! The state of the tool: what is, what is supposed, what follows.

use std::sync::Arc;

use engine::rules::{Language, RuleSet};
use leptos::{prelude::*, task::spawn_local};
use shared::{Date, VaccineCode};

use super::{
    asking::{Asking, PAUSE},
    choice::{Choice, Chosen, WhatIf},
    engine::{Basis, language_of, rules_of},
    rows::{Row, rows},
};
use crate::{
    api::ApiError,
    browser,
    doctor::queries::Record,
    i18n::{I18n, use_i18n},
    vaccinations::{Vaccination, queries::LocalizedText, shown_name},
    vaccine_catalogue::{VaccineCatalogue, use_catalogue},
};

/// The id of what explains.
pub const WHY: &str = "why-body";

/// What the panel explains.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// A disease of the row.
    pub code: String,
    /// One of its doses, by position in the engine's input.
    pub dose: Option<usize>,
}

/// An answer of the server, and from what it started.
type Followed = RwSignal<Option<(Arc<Basis>, Arc<WhatIf>)>>;

/// The signals of the tool. Copy; make one per page.
#[derive(Clone, Copy)]
pub struct Tool {
    /// Whose.
    pub record: Signal<Record>,
    /// What the server said and the browser's engine answers.
    pub basis: Signal<Arc<Basis>>,
    /// What is supposed.
    pub choice: RwSignal<Choice>,
    /// What follows from it; none while nothing is supposed. While the server is asked, what
    /// followed from the choice before.
    pub what_if: Memo<Option<Arc<WhatIf>>>,
    /// Whether the server is asked what follows.
    pub asking: Asking,
    /// The board.
    pub rows: Memo<Vec<Row>>,
    /// What is explained.
    pub shown: RwSignal<Option<Shown>>,
    /// Names of products.
    pub catalogue: VaccineCatalogue,
    /// The reader's language.
    pub i18n: I18n,
    /// Whether the facts are shown.
    pub facts_open: RwSignal<bool>,
    opener: StoredValue<Option<String>>,
    others: RwSignal<Vec<(String, Arc<RuleSet>)>>,
    /// The rule set that was asked for and could not be fetched.
    pub missing: RwSignal<Option<String>>,
}

impl Tool {
    /// The state of a page.
    #[must_use]
    pub fn new(record: Signal<Record>, basis: Signal<Arc<Basis>>) -> Self {
        let choice = RwSignal::new(Choice::default());
        let others = RwSignal::new(Vec::new());
        let i18n = use_i18n();
        let followed = Followed::new(None);
        let what_if = Memo::new(move |_| {
            let choice = choice.get();
            if choice.is_empty() {
                return None;
            }
            let basis = basis.get();
            if !basis.is_whole() {
                let followed = followed.get().filter(|(from, _)| Arc::ptr_eq(from, &basis));
                return followed.map(|(_, what_if)| what_if);
            }
            let rules = rules_in(&choice, &basis, others, language_of(i18n.api_locale()))?;
            choice.assess(&basis, &rules).map(Arc::new)
        });
        let rows = Memo::new(move |_| {
            let (basis, what_if) = (basis.get(), what_if.get());
            let language = language_of(i18n.api_locale());
            let supposed = what_if.as_deref().map(|what_if| &what_if.choice);
            let rules = supposed.and_then(|choice| rules_in(choice, &basis, others, language));
            let rules = rules.unwrap_or_else(|| basis.rules.clone());
            let after = what_if.as_deref().map(|what_if| (&what_if.answer, &*rules));
            rows((&basis.now, &basis.rules), after)
        });
        let tool = Self {
            record,
            basis,
            choice,
            what_if,
            asking: Asking::new(),
            rows,
            shown: RwSignal::new(None),
            catalogue: use_catalogue(),
            i18n,
            facts_open: RwSignal::new(false),
            opener: StoredValue::new(None),
            others,
            missing: RwSignal::new(None),
        };
        Effect::new(move || match choice.with(|choice| choice.version.clone()) {
            Some(version) => tool.fetch_rules(version),
            None => tool.missing.set(None),
        });
        Effect::new(move || tool.ask_server(followed));
        tool
    }

    /// Asks the server what follows from the choice, if the browser's engine cannot say.
    fn ask_server(self, followed: Followed) {
        self.asking.track();
        let (choice, basis) = (self.choice.get(), self.basis.get());
        let is_asked = !choice.is_empty() && !basis.is_whole();
        let Some(rules) = self.rules().filter(|_| is_asked) else {
            self.asking.stop();
            followed.set(None);
            return;
        };
        let answer = async move {
            let questions = choice.questions(basis.as_of).into_iter();
            let asked: Vec<_> = questions.map(|question| (rules.clone(), question)).collect();
            let answers = basis.answers(&asked).await?;
            let what_if = choice.what_if(basis.on_record, basis.as_of, answers);
            what_if.map(|what_if| (basis, Arc::new(what_if))).ok_or(ApiError::Server)
        };
        self.asking.ask(PAUSE, answer, move |answer| {
            // A mark that was moved is drawn anew.
            browser::keep_focus();
            followed.set(answer);
        });
    }

    /// What follows from the choice as it is now; none while that is not known.
    #[must_use]
    pub fn follows(self) -> Option<Arc<WhatIf>> {
        let what_if = self.what_if.get()?;
        self.choice.with(|choice| *choice == what_if.choice).then_some(what_if)
    }

    /// The choice of which the board speaks: that of the last answer, else that of now.
    #[must_use]
    pub fn on_board(self) -> Choice {
        self.what_if.get().map_or_else(|| self.choice.get(), |what_if| what_if.choice.clone())
    }

    /// Whether what is supposed is answered by the server.
    #[must_use]
    pub fn asks_server(self) -> bool {
        !self.basis.with(|basis| basis.is_whole())
    }

    /// Fetches a rule set, if it is not there yet.
    pub fn fetch_rules(self, version: String) {
        let language = language_of(self.i18n.api_locale());
        let key = key_of(&version, language);
        if self.others.with_untracked(|others| others.iter().any(|(of, _)| *of == key)) {
            return;
        }
        spawn_local(async move {
            match rules_of(&version, language).await {
                Ok(rules) => self.others.update(|others| others.push((key, rules))),
                Err(_) => self.missing.set(Some(version)),
            }
        });
    }

    /// The rule set of the choice, once it is there.
    #[must_use]
    pub fn rules(self) -> Option<Arc<RuleSet>> {
        let (basis, language) = (self.basis.get(), self.language());
        self.choice.with(|choice| rules_in(choice, &basis, self.others, language))
    }

    /// Another rule set than today's, once it is there.
    #[must_use]
    pub fn other_rules(self, version: &str) -> Option<Arc<RuleSet>> {
        let key = key_of(version, self.language());
        self.others
            .with(|others| others.iter().find(|(of, _)| *of == key).map(|(_, rules)| rules.clone()))
    }

    /// The server's day.
    #[must_use]
    pub fn today(self) -> Date {
        self.basis.with(|basis| basis.as_of)
    }

    /// The day of the choice.
    #[must_use]
    pub fn day(self) -> Date {
        let today = self.today();
        self.choice.with(|choice| choice.day.unwrap_or(today))
    }

    /// How many doses are on record; those supposed come after.
    #[must_use]
    pub fn on_record(self) -> usize {
        self.basis.with(|basis| basis.on_record)
    }

    /// The dose on record at a position.
    #[must_use]
    pub fn dose(self, position: usize) -> Option<Vaccination> {
        let id = self.basis.with(|basis| basis.doses.get(position).copied())?;
        self.record.with(|record| record.dose(id).cloned())
    }

    /// Whether a professional stands for the dose at a position.
    #[must_use]
    pub fn is_confirmed(self, position: usize) -> bool {
        self.dose(position).is_none_or(|dose| dose.is_confirmed)
    }

    /// The product of a dose on record or of the board's choice.
    #[must_use]
    pub fn product(self, position: usize) -> String {
        if let Some(dose) = self.dose(position) {
            return shown_name(&dose.vaccine);
        }
        let at = position.checked_sub(self.on_record());
        let code = at.and_then(|at| self.on_board().products.get(at).map(|p| p.code));
        code.map_or_else(String::new, |code| self.product_name(code))
    }

    /// The name of a product of the catalogue.
    #[must_use]
    pub fn product_name(self, code: VaccineCode) -> String {
        self.catalogue.name(code, self.i18n).unwrap_or_else(|| code.to_string())
    }

    /// The names of diseases in the reader's language: «Tetanus, Pertussis».
    #[must_use]
    pub fn disease_names(self, codes: &[Arc<str>]) -> String {
        self.basis.with(|basis| {
            let names = codes
                .iter()
                .map(|code| basis.name(code).map_or_else(|| code.to_string(), |name| name.text));
            names.collect::<Vec<_>>().join(", ")
        })
    }

    /// The names of the diseases of a row, in the reader's language.
    #[must_use]
    pub fn names(self, row: &Row) -> Vec<LocalizedText> {
        self.basis.with(|basis| row.codes.iter().filter_map(|code| basis.name(code)).collect())
    }

    /// The language of the engine's words.
    #[must_use]
    pub fn language(self) -> Language {
        language_of(self.i18n.api_locale())
    }

    /// Chooses a product for the day of the choice.
    pub fn add(self, code: VaccineCode) {
        self.choice.update(|choice| choice.products.push(Chosen { code, on: None }));
    }

    /// Plans a product of the board's choice for a day, which is none before that of the choice;
    /// not one that was taken away while the server is asked.
    pub fn plan(self, at: usize, day: Date) {
        let today = self.basis.with_untracked(|basis| basis.as_of);
        let shown = untrack(|| self.on_board().products.get(at).map(|chosen| chosen.code));
        self.choice.update(|choice| {
            let first = choice.day.unwrap_or(today);
            let chosen = choice.products.get_mut(at);
            if let Some(chosen) = chosen.filter(|chosen| Some(chosen.code) == shown) {
                chosen.on = (first < day).then_some(day);
            }
        });
    }

    /// Travels to another day.
    pub fn travel(self, day: Date) {
        let today = self.basis.with_untracked(|basis| basis.as_of);
        self.choice.update(|choice| {
            choice.day = (day != today).then_some(day);
            for chosen in &mut choice.products {
                chosen.on = chosen.on.filter(|on| day < *on);
            }
        });
    }

    /// Explains a disease, or one of its doses, and leads there; `from` gets the focus back.
    pub fn explain(self, code: &str, dose: Option<usize>, from: String) {
        self.opener.set_value(Some(from));
        self.shown.set(Some(Shown { code: code.to_owned(), dose }));
        // It may be drawn anew for what is explained now, and then gets the focus again.
        browser::focus(WHY);
        browser::keep_focus();
    }

    /// Goes back to what asked for the explanation. Whether there was one.
    pub fn back(self) -> bool {
        let opener = self.opener.get_value();
        self.opener.set_value(None);
        if let Some(opener) = &opener {
            browser::focus(opener);
        }
        opener.is_some()
    }

    /// The row that is explained: the first, until one is chosen.
    #[must_use]
    pub fn explained(self) -> Option<Row> {
        let code = self.shown.with(|shown| shown.as_ref().map(|shown| shown.code.clone()));
        self.rows.with(|rows| {
            let chosen = code.and_then(|code| rows.iter().find(|row| row.is_about(&code)));
            chosen.or(rows.first()).cloned()
        })
    }
}

/// By which a fetched rule set is found again: its texts are in one language.
fn key_of(version: &str, language: Language) -> String {
    format!("{version}-{}", language.code())
}

fn rules_in(
    choice: &Choice,
    basis: &Basis,
    others: RwSignal<Vec<(String, Arc<RuleSet>)>>,
    language: Language,
) -> Option<Arc<RuleSet>> {
    match &choice.version {
        None => Some(basis.rules.clone()),
        Some(version) => others.with(|others| {
            let key = key_of(version, language);
            others.iter().find(|(of, _)| *of == key).map(|(_, rules)| rules.clone())
        }),
    }
}

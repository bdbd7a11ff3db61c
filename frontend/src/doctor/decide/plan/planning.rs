//! The state of the plan: what is allowed, and what the engine makes of it a moment later, here or
//! on the server.

use std::{collections::BTreeSet, sync::Arc, time::Duration};

use engine::{
    plan::{Plan, PlanOptions},
    rules::RuleSet,
};
use leptos::prelude::*;
use shared::{Date, VaccineCode};

use super::wish::{Wish, offered, read_kept};
use crate::{
    browser,
    doctor::decide::{
        asking::{Asking, PAUSE},
        engine::Basis,
        question::Question,
        state::Tool,
    },
    i18n::I18n,
};

/// Under which name the products that the practice has not got are kept in this browser.
const KEPT: &str = "products-not-here";

/// What is waited before planning here: the page is drawn first, and a fast hand plans once.
const WAIT: Duration = Duration::from_millis(60);

/// The signals of the plan. Copy; made with the tool, so that what is allowed stays while another
/// view is shown.
#[derive(Clone, Copy)]
pub struct Planning {
    tool: Tool,
    /// The most injections of a visit.
    pub most: RwSignal<Option<u8>>,
    /// The day of the first visit, if one is said.
    pub first: RwSignal<Option<Date>>,
    /// How many months are planned ahead.
    pub months: RwSignal<i32>,
    /// The fewest weeks between two visits.
    pub weeks: RwSignal<u16>,
    /// Whether what may be given on request is planned.
    pub with_optional: RwSignal<bool>,
    /// Codes of products that the practice has not got.
    pub not_here: RwSignal<BTreeSet<String>>,
    /// The last answer.
    pub plan: RwSignal<Option<Arc<Plan>>>,
    /// Whether another answer is being made.
    pub asking: Asking,
}

/// Everything that is asked of the engine.
struct Asked {
    basis: Arc<Basis>,
    rules: Arc<RuleSet>,
    question: Question,
    options: PlanOptions,
}

impl Planning {
    /// Plans as soon as it is shown, and then whenever something changes.
    #[must_use]
    pub fn new(tool: Tool, is_shown: Memo<bool>) -> Self {
        let kept = browser::kept(KEPT).map(|kept| read_kept(&kept)).unwrap_or_default();
        let planning = Self {
            tool,
            most: RwSignal::new(None),
            first: RwSignal::new(None),
            months: RwSignal::new(12),
            weeks: RwSignal::new(4),
            with_optional: RwSignal::new(false),
            not_here: RwSignal::new(kept),
            plan: RwSignal::new(None),
            asking: Asking::new(),
        };
        Effect::new(move || {
            planning.asking.track();
            if is_shown.get()
                && let Some(asked) = planning.asked()
            {
                planning.answer(asked);
            }
        });
        planning
    }

    /// The reader's language.
    #[must_use]
    pub fn i18n(self) -> I18n {
        self.tool.i18n
    }

    /// The products that are given on the day of the choice.
    #[must_use]
    pub fn given(self) -> Vec<VaccineCode> {
        let day = self.tool.day();
        self.tool.choice.with(|choice| {
            let products = choice.products.iter();
            let given = products.filter(|chosen| choice.day_of(**chosen, day) == day);
            given.map(|chosen| chosen.code).collect()
        })
    }

    /// Whether the choice plans something for later by hand, which is not counted.
    #[must_use]
    pub fn has_later(self) -> bool {
        self.tool.choice.with(|choice| choice.products.iter().any(|chosen| chosen.on.is_some()))
    }

    /// What is asked; nothing until the rule set of the choice is there.
    fn asked(self) -> Option<Asked> {
        let rules = self.tool.rules()?;
        let wish = Wish {
            most: self.most.get(),
            first: self.first.get(),
            months: self.months.get(),
            weeks: self.weeks.get(),
            with_optional: self.with_optional.get(),
            not_here: self.not_here.get(),
        };
        let day = self.tool.day();
        let basis = self.tool.basis.get();
        let question = self.tool.choice.with(|choice| choice.question(basis.as_of));
        let question = Question { as_of: day, ..question };
        let options = wish.options(&rules, day, !self.given().is_empty());
        Some(Asked { basis, rules, question, options })
    }

    fn answer(self, asked: Asked) {
        let Asked { basis, rules, question, options } = asked;
        let pause = if basis.is_whole() { WAIT } else { PAUSE };
        let answer = async move { basis.plan(&rules, &question, &options).await };
        self.asking.ask(pause, answer, move |plan| self.plan.set(plan.map(Arc::new)));
    }

    /// The products that can be ticked.
    #[must_use]
    pub fn offered(self) -> Vec<VaccineCode> {
        let Some(rules) = self.tool.rules() else { return Vec::new() };
        let now = self.tool.basis.with(|basis| basis.now.clone());
        self.not_here.with(|not_here| {
            self.plan.with(|plan| offered(&rules, &now, plan.as_deref(), not_here))
        })
    }

    /// Says that the practice has a product, or not, and keeps it in this browser.
    pub fn stock(self, code: VaccineCode, is_here: bool) {
        self.not_here.update(|not_here| {
            if is_here {
                not_here.remove(&code.to_string());
            } else {
                not_here.insert(code.to_string());
            }
        });
        self.keep();
    }

    /// Says that the practice has all products.
    pub fn stock_all(self) {
        self.not_here.set(BTreeSet::new());
        self.keep();
    }

    fn keep(self) {
        let codes = self
            .not_here
            .with_untracked(|not_here| not_here.iter().cloned().collect::<Vec<_>>().join(","));
        browser::keep(KEPT, &codes);
    }
}

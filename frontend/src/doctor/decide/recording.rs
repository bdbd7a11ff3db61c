//! From here to recording: the chosen products go into the form. Nothing personal is in the
//! address; the day and the reason of a deviation travel in the history's state.

use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_navigate, location::State};
use serde::{Deserialize, Serialize};
use shared::{Date, VaccineCode};
use wasm_bindgen::JsValue;

use super::{
    choice::{Chosen, Deviation},
    state::Tool,
    words::deviation,
};
use crate::{
    api::VaccinationErrorCode,
    browser,
    doctor::record::actions::reason_problem,
    forms::{Problem, words as problem_words},
    i18n::use_i18n,
    routes::Page,
    t, t_string,
    ui::{Button, ButtonKind, TextInput, text},
};

const REASON: &str = "deviation-reason";

/// What goes into the form beside the products.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Prefill {
    /// The day, if not today.
    pub day: Option<Date>,
    /// The note: what deviates, and why.
    pub note: String,
}

impl Prefill {
    fn to_state(&self) -> State {
        let json = serde_json::to_string(self).ok();
        State::new(json.map(|json| JsValue::from_str(&json)))
    }

    /// What another page put into the history's state.
    #[must_use]
    pub fn of_state(state: &State) -> Self {
        let json = state.to_js_value().as_string();
        json.and_then(|json| serde_json::from_str(&json).ok()).unwrap_or_default()
    }
}

/// Going on to the form.
#[derive(Clone, Copy)]
pub struct Recording {
    tool: Tool,
    reason: RwSignal<String>,
    problem: RwSignal<Option<VaccinationErrorCode>>,
    go: Callback<(String, Prefill)>,
}

/// The way from the tool to the form.
#[must_use]
pub fn use_record_these(tool: Tool) -> Recording {
    let navigate = use_navigate();
    let go = Callback::new(move |(href, prefill): (String, Prefill)| {
        let options = NavigateOptions { state: prefill.to_state(), ..NavigateOptions::default() };
        navigate(&href, options);
    });
    Recording { tool, reason: RwSignal::new(String::new()), problem: RwSignal::new(None), go }
}

impl Recording {
    /// The products that can be recorded: given today or before, not planned.
    fn products(self) -> Vec<(usize, Chosen)> {
        let (today, day) = (self.tool.today(), self.tool.day());
        if today < day {
            return Vec::new();
        }
        self.tool.choice.with(|choice| {
            let products = choice.products.iter().copied().enumerate();
            products.filter(|(_, chosen)| chosen.on.is_none()).collect()
        })
    }

    /// What deviates from the advice among them.
    fn deviations(self) -> Vec<(VaccineCode, Deviation)> {
        let Some(what_if) = self.tool.follows() else { return Vec::new() };
        let products = self.products().into_iter();
        products
            .filter_map(|(at, chosen)| Some((chosen.code, what_if.deviations.get(at)?.clone()?)))
            .collect()
    }

    /// Goes to the form, or asks for the reason of a deviation first. Whether it goes: not while
    /// the server is asked what deviates.
    pub fn run(self) -> bool {
        if self.tool.asking.is_busy.get_untracked() {
            return false;
        }
        let (products, deviations) = untrack(|| (self.products(), self.deviations()));
        let reason = self.reason.with_untracked(|reason| reason.trim().to_owned());
        if !deviations.is_empty()
            && let Some(problem) = reason_problem(&reason)
        {
            self.problem.set(Some(problem));
            browser::focus_drawn(REASON.to_owned());
            return false;
        }
        let id = self.tool.record.with_untracked(|record| record.id);
        let codes: Vec<String> = products.iter().map(|(_, c)| c.code.to_string()).collect();
        let mut href = Page::RecordDoses(id).href();
        if !codes.is_empty() {
            href = format!("{href}?vaccine={}", codes.join(","));
        }
        let note = untrack(|| note(self.tool, &deviations, &reason));
        let (day, today) = untrack(|| (self.tool.day(), self.tool.today()));
        let day = (day != today && !codes.is_empty()).then_some(day);
        self.go.run((href, Prefill { day, note }));
        true
    }
}

/// «Priorix: not recommended for this person. Reason: …»
fn note(tool: Tool, deviations: &[(VaccineCode, Deviation)], reason: &str) -> String {
    if deviations.is_empty() {
        return String::new();
    }
    let said: Vec<String> = deviations
        .iter()
        .map(|(code, why)| format!("{}: {}", tool.product_name(*code), deviation(tool.i18n, why)))
        .collect();
    let said = said.join("; ");
    t_string!(tool.i18n, decide.note, deviations = said, reason = reason.to_owned())
}

/// What the choice comes to, and the button that goes on to the form.
#[component]
pub fn RecordThese(
    /// The state.
    tool: Tool,
    /// The way.
    recording: Recording,
) -> impl IntoView {
    let i18n = use_i18n();
    let count = Memo::new(move |_| recording.products().len());
    let needs_reason = Memo::new(move |_| !recording.deviations().is_empty());
    let error = Signal::derive(move || {
        let problem = recording.problem.get()?;
        needs_reason.get().then(|| problem_words(i18n, Problem::Vaccination(problem)).to_owned())
    });
    let sum = text(move || {
        if tool.asking.is_busy.get() {
            return String::new();
        }
        let changes = tool.rows.with(|rows| {
            let changed = rows.iter().filter(|row| row.change().is_some());
            changed.map(|row| row.codes.len()).sum::<usize>()
        });
        let injections = tool.choice.with(|choice| choice.products.len());
        t_string!(i18n, decide.sum, changes = changes, injections = injections)
    });
    let words = text(move || match count.get() {
        0 => t_string!(i18n, decide.record_none).to_owned(),
        1 => t_string!(i18n, decide.record_one).to_owned(),
        n => t_string!(i18n, decide.record, n = n),
    });

    view! {
        <Show when=move || needs_reason.get()>
            <TextInput
                id=REASON
                label=t!(i18n, decide.reason)
                value=recording.reason
                error=error
            />
        </Show>
        <div class="tray-do">
            <p class="tray-sum" role="status">
                {sum}
            </p>
            <Button
                kind=ButtonKind::Primary
                pending=tool.asking.is_busy
                on_press=move |()| {
                    recording.run();
                }
            >
                {words}
                <kbd class="key" aria-hidden="true">"R"</kbd>
            </Button>
        </div>
    }
}

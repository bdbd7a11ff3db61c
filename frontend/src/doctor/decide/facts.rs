//! Supposing facts: every question of the rule set, those first whose answer can change something.

use engine::person::{Fact, FactValue};
use leptos::{ev::SubmitEvent, prelude::*};
use shared::Date;

use super::{choice::answered, state::Tool, words::question_words};
use crate::{
    dates,
    i18n::use_i18n,
    t, t_string,
    ui::{Button, ButtonKind, Dialog, Text, text},
};

/// Facts whose value is a number (docs/engine.md).
const NUMBERS: [&str; 3] = ["gestational_age_at_birth", "birth_weight", "hiv_cd4"];
/// The fact that counts from a day: the first of the last period.
const PREGNANCY: &str = "pregnancy";

/// Whether yes or no is an answer.
#[must_use]
pub fn is_plain(code: &str) -> bool {
    !NUMBERS.contains(&code) && code != PREGNANCY
}

/// The dialog in which facts are supposed.
#[component]
pub fn Facts(
    /// The state.
    tool: Tool,
) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <Dialog id="facts" title=t!(i18n, decide.facts_title) open=tool.facts_open>
            <Form tool />
        </Dialog>
    }
}

/// The codes of all facts, those that are asked first.
fn codes(tool: Tool) -> Vec<String> {
    tool.basis.with(|basis| {
        let asked =
            |code: &str| basis.now.targets.iter().any(|t| t.questions.iter().any(|q| **q == *code));
        let mut codes: Vec<String> =
            basis.rules.facts.definitions.iter().map(|d| d.code.clone()).collect();
        codes.sort_by_key(|code| !asked(code));
        codes
    })
}

#[component]
fn Form(tool: Tool) -> impl IntoView {
    let i18n = use_i18n();
    let sought = RwSignal::new(String::new());
    let rows = move || {
        let (language, sought) = (tool.language(), sought.get().to_lowercase());
        let found = codes(tool).into_iter().filter_map(|code| {
            let question = question_words(tool, &code, language);
            question.to_lowercase().contains(&sought).then_some((code, question))
        });
        found.map(|(code, question)| view! { <FactRow tool code question /> }).collect_view()
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        tool.facts_open.set(false);
    };
    view! {
        <form novalidate on:submit=submit>
            <div class="dialog-body">
                <p class="hint">{t!(i18n, decide.facts_hint)}</p>
                <label class="field">
                    <span>{t!(i18n, decide.facts_find)}</span>
                    <input
                        class="input"
                        type="search"
                        autocomplete="off"
                        prop:value=sought
                        on:input:target=move |event| sought.set(event.target().value())
                    />
                </label>
                <ul class="fact-list">{rows}</ul>
                <div class="actions dialog-actions">
                    <Button kind=ButtonKind::Primary submits=true>
                        {t!(i18n, decide.facts_done)}
                    </Button>
                </div>
            </div>
        </form>
    }
}

#[component]
fn FactRow(tool: Tool, code: String, question: String) -> impl IntoView {
    let field = if NUMBERS.contains(&&*code) {
        view! { <NumberField tool code=code.clone() question=question.clone() /> }.into_any()
    } else if code == PREGNANCY {
        view! { <DayField tool code=code.clone() question=question.clone() /> }.into_any()
    } else {
        view! { <YesNo tool code=code.clone() legend=question.clone() /> }.into_any()
    };
    view! {
        <li class="fact">
            <span aria-hidden="true">{question}</span>
            {field}
        </li>
    }
}

/// Not supposed, yes, no.
#[component]
fn YesNo(tool: Tool, code: String, legend: String) -> impl IntoView {
    let i18n = use_i18n();
    let said = {
        let code = code.clone();
        move || tool.choice.with(|c| c.fact(&code).map(|f| f.value.is_none()))
    };
    let option = |value: Option<bool>, words: Text| {
        let (code, said) = (code.clone(), said.clone());
        view! {
            <label>
                <input
                    type="radio"
                    name=format!("fact-{code}")
                    prop:checked=move || said() == value
                    on:change=move |_| {
                        tool.choice
                            .update(|choice| {
                                choice.set_fact(&code, value.map(|yes| answered(&code, yes)));
                            });
                    }
                />
                {words}
            </label>
        }
    };
    view! {
        <fieldset class="segments">
            <legend class="visually-hidden">{legend}</legend>
            {option(None, t!(i18n, decide.as_known))}
            {option(Some(true), t!(i18n, decide.yes))}
            {option(Some(false), t!(i18n, decide.no))}
        </fieldset>
    }
}

#[component]
fn NumberField(tool: Tool, code: String, question: String) -> impl IntoView {
    let typed = {
        let code = code.clone();
        move || {
            tool.choice.with(|choice| match choice.fact(&code).and_then(|fact| fact.value) {
                Some(FactValue::Number(number)) => number.to_string(),
                _ => String::new(),
            })
        }
    };
    let set = move |typed: String| {
        let number = typed.trim().parse::<i64>().ok().filter(|n| (0..1_000_000).contains(n));
        let value = number.map(FactValue::Number);
        let fact = value.map(|value| Fact { value: Some(value), ..answered(&code, true) });
        tool.choice.update(|choice| choice.set_fact(&code, fact));
    };
    view! {
        <input
            class="input w-date"
            inputmode="numeric"
            autocomplete="off"
            aria-label=question
            prop:value=typed
            on:input:target=move |event| set(event.target().value())
        />
    }
}

/// The day from which a fact holds.
#[component]
fn DayField(tool: Tool, code: String, question: String) -> impl IntoView {
    let i18n = use_i18n();
    let is_wrong = RwSignal::new(false);
    let first = tool.choice.with_untracked(|c| c.fact(&code).and_then(|fact| fact.from));
    let typed = first.map(dates::short_day).unwrap_or_default();
    let set = move |typed: String| {
        let day = read_day(&typed, tool.basis.with_untracked(|basis| basis.as_of));
        is_wrong.set(day.is_none() && !typed.trim().is_empty());
        let fact = day.map(|day| Fact { from: Some(day), ..answered(&code, true) });
        tool.choice.update(|choice| choice.set_fact(&code, fact));
    };
    view! {
        <span class="fact-day">
            <span class="hint">{t!(i18n, decide.last_period)}</span>
            <input
                class="input w-date"
                inputmode="numeric"
                autocomplete="off"
                placeholder="140626"
                aria-label=text(move || {
                    format!("{question} {}", t_string!(i18n, decide.last_period))
                })
                aria-invalid=move || is_wrong.get().then_some("true")
                prop:value=typed
                on:change:target=move |event| set(event.target().value())
            />
        </span>
    }
}

/// A whole day as hurried hands type it.
#[must_use]
pub fn read_day(typed: &str, today: Date) -> Option<Date> {
    dates::read_fast(typed, today).ok()?.exact()
}

//! What if: products for today, another day, facts, another rule set; what speaks against each; and
//! from here to recording.

use leptos::{ev::KeyboardEvent, prelude::*};
use shared::VaccineCode;

use super::{
    asking::NotAnswered,
    choice::{Choice, Chosen},
    engine::VERSIONS,
    facts::read_day,
    state::Tool,
    words::{deviation, question_words},
};
use crate::{
    browser, dates,
    i18n::use_i18n,
    t, t_string,
    ui::{Icon, IconKind, Notice, Suggest, Suggestion, Tone, text},
    vaccinations::product::NoCatalogue,
};

/// The id of the heading.
pub const TITLE: &str = "tray-title";
/// The id of the field for products.
pub const ADD: &str = "add-product";

/// The tray.
#[component]
pub fn Tray(
    /// The state.
    tool: Tool,
    /// What stands below: from here to recording.
    children: Children,
) -> impl IntoView {
    let i18n = use_i18n();
    let products = move || tool.choice.with(|choice| choice.products.clone());
    let facts = move || tool.choice.with(|choice| choice.facts.clone());
    view! {
        <section class="card tray" aria-labelledby=TITLE>
            <div class="card-head">
                <h2 id=TITLE tabindex="-1">{t!(i18n, decide.what_if)}</h2>
                <Travel tool />
            </div>
            <ul class="chosen-list" hidden=move || tool.choice.with(|c| c.products.is_empty() && c.facts.is_empty())>
                {move || {
                    let products = products().into_iter().enumerate();
                    products.map(|(at, chosen)| view! { <Product tool at chosen /> }).collect_view()
                }}
                {move || {
                    facts().into_iter().map(|fact| view! { <SupposedFact tool code=fact.code is_so=fact.value.is_none_or(|v| v != engine::person::FactValue::Bool(false)) /> }).collect_view()
                }}
            </ul>
            <Add tool />
            <Waits tool />
            <div class="tray-more">
                <button
                    type="button"
                    class="button"
                    data-size="small"
                    on:click=move |_| tool.facts_open.set(true)
                >
                    {t!(i18n, decide.suppose_fact)}
                    <kbd class="key" aria-hidden="true">"F"</kbd>
                </button>
                <Versions tool />
                <button
                    type="button"
                    class="button"
                    data-kind="quiet"
                    data-size="small"
                    hidden=move || tool.choice.with(Choice::is_empty)
                    on:click=move |_| tool.choice.set(Choice::default())
                >
                    {t!(i18n, decide.clear)}
                </button>
            </div>
            {children()}
        </section>
    }
}

/// The day on which it is given: arrows, or typed.
#[component]
fn Travel(tool: Tool) -> impl IntoView {
    let i18n = use_i18n();
    let is_wrong = RwSignal::new(false);
    let step = move |days: i32| tool.travel(untrack(|| tool.day()).plus_days(days));
    let typed = move |words: String| {
        let born = tool.basis.with_untracked(|basis| basis.birth_date);
        let today = tool.basis.with_untracked(|basis| basis.as_of);
        // Two digits of a year mean the years to come here.
        let latest = today.plus_days(365 * 60);
        let day = if words.trim().is_empty() { Some(today) } else { read_day(&words, latest) };
        let day = day.filter(|day| born <= *day);
        is_wrong.set(day.is_none());
        if let Some(day) = day {
            tool.travel(day);
        }
    };
    let press = move |event: KeyboardEvent| {
        let days = match (event.key().as_str(), event.shift_key()) {
            ("ArrowUp", false) => 1,
            ("ArrowUp", true) => 7,
            ("ArrowDown", false) => -1,
            ("ArrowDown", true) => -7,
            _ => return,
        };
        event.prevent_default();
        step(days);
    };
    view! {
        <div class="date-travel">
            <label for="as-of" class="hint">
                {t!(i18n, decide.given_on)}
            </label>
            <button
                class="icon-button"
                data-size="small"
                type="button"
                aria-label=t!(i18n, decide.day_earlier)
                on:click=move |_| step(-1)
            >
                <Icon kind=IconKind::Left size=14 />
            </button>
            <input
                class="input"
                id="as-of"
                inputmode="numeric"
                autocomplete="off"
                aria-invalid=move || is_wrong.get().then_some("true")
                prop:value=move || dates::short_day(tool.day())
                on:change:target=move |event| typed(event.target().value())
                on:keydown=press
            />
            <button
                class="icon-button"
                data-size="small"
                type="button"
                aria-label=t!(i18n, decide.day_later)
                on:click=move |_| step(1)
            >
                <Icon kind=IconKind::Chevron size=14 />
            </button>
        </div>
    }
}

/// A chosen product, and what speaks against it: said before the injection.
#[component]
fn Product(tool: Tool, at: usize, chosen: Chosen) -> impl IntoView {
    let i18n = use_i18n();
    let name = text(move || tool.product_name(chosen.code));
    let targets = text(move || tool.catalogue.targets_text(chosen.code, i18n).unwrap_or_default());
    let day = text(move || dates::short_day(tool.choice.with(|c| c.day_of(chosen, tool.today()))));
    let against = move || {
        let what_if = tool.follows()?;
        let found = what_if.deviations.get(at)?.as_ref()?;
        Some(deviation(i18n, found))
    };
    let remove = move |_| {
        tool.choice.update(|choice| {
            if at < choice.products.len() {
                choice.products.remove(at);
            }
        });
        browser::focus(ADD);
    };
    view! {
        <li class="chosen">
            <span class="chosen-name">{name}</span>
            <span class="hint">{targets}</span>
            <span class="hint figure">{day}</span>
            <button
                class="icon-button"
                data-size="small"
                type="button"
                aria-label=text(move || {
                    t_string!(i18n, give.remove, name = tool.product_name(chosen.code))
                })
                on:click=remove
            >
                <Icon kind=IconKind::Close size=14 />
            </button>
            {move || {
                against()
                    .map(|words| {
                        view! {
                            <p class="warn-text chosen-warn">
                                <Icon kind=IconKind::Warn size=14 />
                                {words}
                            </p>
                        }
                    })
            }}
        </li>
    }
}

/// A supposed fact.
#[component]
fn SupposedFact(tool: Tool, code: String, is_so: bool) -> impl IntoView {
    let i18n = use_i18n();
    let question = {
        let code = code.clone();
        move || question_words(tool, &code, tool.language())
    };
    let label = question.clone();
    view! {
        <li class="chosen">
            <span class="chosen-name">
                {text(move || {
                    if is_so { t_string!(i18n, decide.yes) } else { t_string!(i18n, decide.no) }
                })}
            </span>
            <span class="hint">{text(question)}</span>
            <span></span>
            <button
                class="icon-button"
                data-size="small"
                type="button"
                aria-label=text(move || t_string!(i18n, give.remove, name = label()))
                on:click=move |_| tool.choice.update(|choice| choice.set_fact(&code, None))
            >
                <Icon kind=IconKind::Close size=14 />
            </button>
        </li>
    }
}

/// That the server is asked what follows, or that it did not answer.
#[component]
fn Waits(tool: Tool) -> impl IntoView {
    let i18n = use_i18n();
    let words =
        text(
            move || {
                if tool.asking.is_busy.get() { t_string!(i18n, decide.calculating) } else { "" }
            },
        );
    let asks = Memo::new(move |_| tool.asks_server());
    view! {
        <Show when=move || asks.get()>
            <p class="hint tray-waits" role="status">
                {words.clone()}
            </p>
            <NotAnswered asking=tool.asking back=TITLE />
        </Show>
    }
}

/// The field for products, searched as the record form does.
#[component]
fn Add(tool: Tool) -> impl IntoView {
    let i18n = use_i18n();
    let typed = RwSignal::new(String::new());
    let suggestions = Memo::new(move |_| typed.with(|t| tool.catalogue.suggestions(t, i18n)));
    let choose = move |suggestion: Suggestion| {
        if let Ok(code) = suggestion.value.parse::<VaccineCode>() {
            typed.set(String::new());
            tool.add(code);
        }
    };
    let catalogue = tool.catalogue;
    view! {
        <div class="tray-add">
            <Suggest
                id=ADD
                label=t!(i18n, decide.add)
                text=typed
                suggestions
                on_choose=choose
                hides_label=true
                placeholder=t!(i18n, decide.add)
            />
            <kbd class="key" aria-hidden="true">"P"</kbd>
            <NoCatalogue catalogue />
        </div>
    }
}

/// By which rule set the choice is answered.
#[component]
fn Versions(tool: Tool) -> impl IntoView {
    let i18n = use_i18n();
    let own = tool.basis.with_untracked(|basis| basis.version.clone());
    let options = VERSIONS
        .iter()
        .map(|version| {
            let is_chosen = move || {
                tool.choice
                    .with(|c| c.version.as_deref().map(|v| v == *version))
                    .unwrap_or(tool.basis.with(|basis| basis.version == *version))
            };
            view! {
                <option value=*version prop:selected=is_chosen>
                    {format!("LU {version}")}
                </option>
            }
        })
        .collect_view();
    let choose = move |version: String| {
        let version = (version != own).then_some(version);
        tool.choice.update(|choice| choice.version = version);
    };
    view! {
        <label class="tray-rules">
            <span class="hint">{t!(i18n, decide.rule_set)}</span>
            <select
                class="input"
                on:change:target=move |event| choose(event.target().value())
            >
                {options}
            </select>
        </label>
        {move || {
            tool.missing
                .get()
                .map(|_| {
                    view! { <Notice tone=Tone::Warn title=t!(i18n, decide.rules_missing) /> }
                })
        }}
    }
}

//! A search field with suggestions: a combobox whose list is worked by the arrow keys.

use leptos::{ev::KeyboardEvent, prelude::*};

use super::{Icon, IconKind, field::FieldError, words::Text};
use crate::{i18n::use_i18n, t_string};

/// One suggestion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// What choosing it gives.
    pub value: String,
    /// The first line.
    pub title: String,
    /// Beside the first line.
    pub aside: String,
    /// The second line.
    pub detail: String,
}

/// A search field with suggestions.
#[component]
pub fn Suggest(
    /// The field's id.
    #[prop(into)]
    id: String,
    /// What is asked.
    #[prop(into)]
    label: Text,
    /// How to answer.
    #[prop(optional, into)]
    hint: Option<Text>,
    /// What is wrong.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// What was typed.
    text: RwSignal<String>,
    /// What fits, best first; empty while nothing is typed.
    #[prop(into)]
    suggestions: Signal<Vec<Suggestion>>,
    /// What was chosen.
    #[prop(into)]
    on_choose: Callback<Suggestion>,
    /// Whether the label is said but not shown.
    #[prop(optional)]
    hides_label: bool,
    /// What can be typed; never in place of the label.
    #[prop(optional, into)]
    placeholder: Option<Text>,
    /// Whether Tab takes the current suggestion and goes on, for fast hands.
    #[prop(optional)]
    chooses_on_tab: bool,
    /// Whether `on_choose` moves the focus, which Tab then must not do once more.
    #[prop(optional)]
    leads_on: bool,
) -> impl IntoView {
    let i18n = use_i18n();
    let list_id = format!("{id}-list");
    let option_id = {
        let id = id.clone();
        move |i: usize| format!("{id}-option-{i}")
    };
    let (hint_id, error_id) = (format!("{id}-hint"), format!("{id}-error"));
    let described_by = {
        let (hint_id, error_id) = (hint.is_some().then(|| hint_id.clone()), error_id.clone());
        move || {
            let error_id = error.with(Option::is_some).then(|| error_id.clone());
            let ids: Vec<String> = hint_id.clone().into_iter().chain(error_id).collect();
            (!ids.is_empty()).then(|| ids.join(" "))
        }
    };
    let is_open = RwSignal::new(false);
    let current = RwSignal::new(0_usize);
    let shown = Memo::new(move |_| if is_open.get() { suggestions.get() } else { Vec::new() });
    let choose = move |i: usize| {
        if let Some(suggestion) = shown.get_untracked().get(i).cloned() {
            is_open.set(false);
            on_choose.run(suggestion);
        }
    };
    let press = move |event: KeyboardEvent| {
        let count = shown.with_untracked(Vec::len);
        match event.key().as_str() {
            "ArrowDown" if count == 0 => is_open.set(true),
            "ArrowDown" => current.update(|i| *i = (*i + 1) % count),
            "ArrowUp" if 0 < count => current.update(|i| *i = (*i + count - 1) % count),
            "Enter" if 0 < count => choose(current.get_untracked()),
            "Escape" if 0 < count => is_open.set(false),
            "Tab" if 0 < count && chooses_on_tab => {
                choose(current.get_untracked());
                if !leads_on {
                    return;
                }
            }
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    };
    let active = {
        let option_id = option_id.clone();
        move || shown.with(|s| !s.is_empty()).then(|| option_id(current.get()))
    };

    view! {
        <div class="field suggest" data-state=move || error.with(Option::is_some).then_some("error")>
            <label for=id.clone() class:visually-hidden=hides_label>
                {label.clone()}
            </label>
            {hint.map(|hint| view! { <span class="hint" id=hint_id>{hint.clone()}</span> })}
            <FieldError id=error_id error />
            <div class="search">
                <Icon kind=IconKind::Search />
                <input
                    class="input"
                    id=id
                    type="text"
                    role="combobox"
                    autocomplete="off"
                    spellcheck="false"
                    placeholder=move || placeholder.as_ref().map(|words| words.get().into_owned())
                    aria-autocomplete="list"
                    aria-controls=list_id.clone()
                    aria-expanded=move || if shown.with(Vec::is_empty) { "false" } else { "true" }
                    aria-activedescendant=active
                    aria-describedby=described_by
                    aria-invalid=move || error.with(Option::is_some).then_some("true")
                    prop:value=text
                    on:input:target=move |event| {
                        text.set(event.target().value());
                        current.set(0);
                        is_open.set(true);
                    }
                    on:keydown=press
                    on:blur=move |_| is_open.set(false)
                />
            </div>
            <ul
                class="suggestions"
                id=list_id
                role="listbox"
                aria-label={label.clone()}
                hidden=move || shown.with(Vec::is_empty)
                // The list must not take the focus before the click is heard.
                on:pointerdown=|event| event.prevent_default()
            >
                {move || {
                    shown
                        .get()
                        .into_iter()
                        .enumerate()
                        .map(|(i, s)| {
                            view! {
                                <li
                                    class="suggestion"
                                    id=option_id(i)
                                    role="option"
                                    aria-selected=move || {
                                        if current.get() == i { "true" } else { "false" }
                                    }
                                    on:click=move |_| choose(i)
                                >
                                    <span>{s.title}</span>
                                    <span class="figure">{s.aside}</span>
                                    <span class="hint">{s.detail}</span>
                                </li>
                            }
                        })
                        .collect_view()
                }}
            </ul>
            <p class="visually-hidden" role="status">
                {move || {
                    let count = shown.with(Vec::len);
                    (0 < count).then(|| t_string!(i18n, kit.suggest.found, n = count))
                }}
            </p>
        </div>
    }
}

//! A labelled control. The wiring of label, hint and error is here and nowhere else.

use leptos::prelude::*;

use super::{Icon, IconKind, words::Text};

/// What a control needs to be wired to its label, hint and error.
#[derive(Clone)]
pub struct Wiring {
    /// For `id`.
    pub id: String,
    /// For `aria-describedby`.
    pub described_by: Signal<Option<String>>,
    /// For `aria-invalid`.
    pub invalid: Signal<Option<&'static str>>,
}

/// Label, hint and error around any single control.
#[component]
pub fn Field(
    /// The control's id; the error summary links to it.
    #[prop(into)]
    id: String,
    /// What is asked.
    #[prop(into)]
    label: Text,
    /// How to answer, if that is not plain.
    #[prop(optional_no_strip)]
    hint: Option<Text>,
    /// What is wrong with the answer.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// The control, given its wiring.
    control: impl FnOnce(Wiring) -> AnyView,
) -> impl IntoView {
    let (hint_id, error_id) = (format!("{id}-hint"), format!("{id}-error"));
    let described_by = {
        let (hint_id, error_id) = (hint.is_some().then(|| hint_id.clone()), error_id.clone());
        Signal::derive(move || match (hint_id.clone(), error.with(Option::is_some)) {
            (Some(hint), true) => Some(format!("{hint} {error_id}")),
            (None, true) => Some(error_id.clone()),
            (hint, false) => hint,
        })
    };
    let invalid = Signal::derive(move || error.with(Option::is_some).then_some("true"));
    let control = control(Wiring { id: id.clone(), described_by, invalid });

    view! {
        <div class="field" data-state=move || error.with(Option::is_some).then_some("error")>
            <label for=id>{label.clone()}</label>
            {hint.map(|hint| view! { <span class="hint" id=hint_id>{hint.clone()}</span> })}
            <FieldError id=error_id error />
            {control}
        </div>
    }
}

/// The words under a label that say what is wrong.
#[component]
pub(super) fn FieldError(id: String, error: Signal<Option<String>>) -> impl IntoView {
    move || {
        error.get().map(|error| {
            view! {
                <span class="error" id=id.clone()>
                    <Icon kind=IconKind::Warn size=14 />
                    {error}
                </span>
            }
        })
    }
}

/// One line of text.
#[component]
pub fn TextInput(
    /// The control's id.
    #[prop(into)]
    id: String,
    /// What is asked.
    #[prop(into)]
    label: Text,
    /// What was typed.
    value: RwSignal<String>,
    /// How to answer.
    #[prop(optional, into)]
    hint: Option<Text>,
    /// What is wrong.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// `text` if not said; `email`, `tel`, `search`.
    #[prop(default = "text")]
    kind: &'static str,
    /// `off` if not said; `email`, `tel`.
    #[prop(default = "off")]
    autocomplete: &'static str,
    /// The keyboard of a phone: `numeric`, `decimal`.
    #[prop(optional)]
    inputmode: Option<&'static str>,
    /// A width class: `w-4`, `w-10`, `w-20`.
    #[prop(default = "")]
    width: &'static str,
) -> impl IntoView {
    let control = move |wiring: Wiring| {
        view! {
            <input
                class=format!("input {width}")
                type=kind
                id=wiring.id
                autocomplete=autocomplete
                inputmode=inputmode
                aria-describedby=wiring.described_by
                aria-invalid=wiring.invalid
                bind:value=value
            />
        }
        .into_any()
    };
    view! { <Field id label hint=hint error control /> }
}

/// Several lines of text.
#[component]
pub fn TextArea(
    /// The control's id.
    #[prop(into)]
    id: String,
    /// What is asked.
    #[prop(into)]
    label: Text,
    /// What was typed.
    value: RwSignal<String>,
    /// How to answer.
    #[prop(optional, into)]
    hint: Option<Text>,
    /// What is wrong.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
) -> impl IntoView {
    let control = move |wiring: Wiring| {
        view! {
            <textarea
                class="input"
                id=wiring.id
                aria-describedby=wiring.described_by
                aria-invalid=wiring.invalid
                prop:value=value
                on:input:target=move |event| value.set(event.target().value())
            ></textarea>
        }
        .into_any()
    };
    view! { <Field id label hint=hint error control /> }
}

/// One of many, by the browser's own list. The value is the position in `options`.
#[component]
pub fn SelectInput(
    /// The control's id.
    #[prop(into)]
    id: String,
    /// What is asked.
    #[prop(into)]
    label: Text,
    /// The words of the options; what reads the language follows it.
    #[prop(into)]
    options: Signal<Vec<String>>,
    /// The chosen position.
    value: RwSignal<usize>,
    /// How to answer.
    #[prop(optional, into)]
    hint: Option<Text>,
    /// What is wrong.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
) -> impl IntoView {
    let control = move |wiring: Wiring| {
        view! {
            <select
                class="input w-20"
                id=wiring.id
                aria-describedby=wiring.described_by
                aria-invalid=wiring.invalid
                on:change:target=move |event| value.set(event.target().value().parse().unwrap_or(0))
            >
                {move || {
                    options
                        .get()
                        .into_iter()
                        .enumerate()
                        .map(|(i, words)| {
                            view! {
                                <option value=i selected=move || value.get() == i>
                                    {words}
                                </option>
                            }
                        })
                        .collect_view()
                }}
            </select>
        }
        .into_any()
    };
    view! { <Field id label hint=hint error control /> }
}

//! One of a few, all seen at once: as large targets, or as a row of segments.

use leptos::prelude::*;

use super::{field::FieldError, words::Text};

/// One of a few, each with its words, as radio buttons in a `fieldset`.
#[component]
pub fn Choice<T>(
    /// The group's id; the error summary links to it.
    #[prop(into)]
    id: String,
    /// What is asked.
    #[prop(into)]
    legend: Text,
    /// The values with their words.
    options: Vec<(T, Text)>,
    /// The chosen value.
    value: RwSignal<Option<T>>,
    /// What is wrong.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
) -> impl IntoView
where
    T: Copy + PartialEq + Send + Sync + 'static,
{
    let error_id = format!("{id}-error");
    let choices = options
        .into_iter()
        .enumerate()
        .map(|(i, (option, words))| {
            // The summary's link focuses the first choice.
            let own_id = if i == 0 { id.clone() } else { format!("{id}-{i}") };
            view! {
                <label class="choice">
                    <input
                        type="radio"
                        id=own_id
                        name=id.clone()
                        prop:checked=move || value.get() == Some(option)
                        on:change=move |_| value.set(Some(option))
                    />
                    <span>{words.clone()}</span>
                </label>
            }
        })
        .collect_view();

    view! {
        <fieldset
            class="field"
            data-state=move || error.with(Option::is_some).then_some("error")
            aria-describedby={
                let error_id = error_id.clone();
                move || error.with(Option::is_some).then(|| error_id.clone())
            }
        >
            <legend>{legend.clone()}</legend>
            <FieldError id=error_id.clone() error />
            <div class="choice-list">{choices}</div>
        </fieldset>
    }
}

/// One of two to five short words, side by side.
#[component]
pub fn Segments<T>(
    /// The name of the radio group.
    #[prop(into)]
    id: String,
    /// What is chosen; said, not shown.
    #[prop(into)]
    legend: Text,
    /// The values with their words.
    options: Vec<(T, Text)>,
    /// The chosen value.
    value: RwSignal<T>,
) -> impl IntoView
where
    T: Copy + PartialEq + Send + Sync + 'static,
{
    let segments = options
        .into_iter()
        .map(|(option, words)| {
            view! {
                <label>
                    <input
                        type="radio"
                        name=id.clone()
                        prop:checked=move || value.get() == option
                        on:change=move |_| value.set(option)
                    />
                    {words.clone()}
                </label>
            }
        })
        .collect_view();

    view! {
        <fieldset class="segments">
            <legend class="visually-hidden">{legend.clone()}</legend>
            {segments}
        </fieldset>
    }
}

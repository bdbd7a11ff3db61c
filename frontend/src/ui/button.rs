//! A button that acts. Links navigate; buttons never do.

use leptos::{ev::MouseEvent, prelude::*};

/// How much a button asks to be pressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ButtonKind {
    /// One of several.
    #[default]
    Normal,
    /// The one thing to do here; at most one a view.
    Primary,
    /// Beside the matter.
    Quiet,
    /// Cannot simply be undone.
    Danger,
}

impl ButtonKind {
    fn name(self) -> Option<&'static str> {
        match self {
            Self::Normal => None,
            Self::Primary => Some("primary"),
            Self::Quiet => Some("quiet"),
            Self::Danger => Some("danger"),
        }
    }
}

/// A button. With `submits` it sends its form and ignores a second press while pending.
#[component]
pub fn Button(
    /// How much it asks to be pressed.
    #[prop(optional)]
    kind: ButtonKind,
    /// Whether it sends the form around it.
    #[prop(optional)]
    submits: bool,
    /// Whether it is 28 pixels high instead of a full control.
    #[prop(optional)]
    is_small: bool,
    /// Whether its work is under way.
    #[prop(optional, into)]
    pending: Signal<bool>,
    /// Whether something has to be done before; it can be focused and pressed, and then says what.
    #[prop(optional, into)]
    waits: Signal<bool>,
    /// The id of the words that explain it.
    #[prop(optional_no_strip)]
    described_by: Option<&'static str>,
    /// What pressing does.
    #[prop(optional, into)]
    on_press: Option<Callback<()>>,
    /// Words, icons, key.
    children: Children,
) -> impl IntoView {
    let press = move |event: MouseEvent| {
        if pending.get_untracked() {
            event.prevent_default();
        } else if let Some(on_press) = on_press {
            on_press.run(());
        }
    };

    view! {
        <button
            class="button"
            type=if submits { "submit" } else { "button" }
            data-kind=kind.name()
            data-size=is_small.then_some("small")
            data-waits=move || waits.get().then_some("true")
            aria-disabled=move || (pending.get() || waits.get()).then_some("true")
            aria-describedby=described_by
            on:click=press
        >
            {children()}
        </button>
    }
}

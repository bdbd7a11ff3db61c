//! Something that must be decided now, on the browser's own modal `<dialog>`.
//!
//! The focus begins in its first field, as soon as that is drawn; without one, where the browser
//! puts it. When it closes, the browser puts the focus back on what opened it.

use leptos::{html, prelude::*};

use super::{Icon, IconKind, words::Text};
use crate::{browser, i18n::use_i18n, t};

/// What one answers in; the close button is none.
const FIELDS: &str = "form :is(input, select, textarea)";

/// A modal dialog. Escape and the close button set `open` to false.
#[component]
pub fn Dialog(
    /// The dialog's id.
    #[prop(into)]
    id: String,
    /// What is to be decided.
    #[prop(into)]
    title: Text,
    /// Whether it is shown.
    open: RwSignal<bool>,
    /// The body, with its own buttons in a `<footer>`.
    children: ChildrenFn,
) -> impl IntoView {
    let i18n = use_i18n();
    let dialog = NodeRef::<html::Dialog>::new();
    let title_id = format!("{id}-title");

    Effect::new(move || {
        let Some(dialog) = dialog.get() else { return };
        if open.get() && !dialog.open() {
            // It fails only if the dialog is not in the page.
            let _ = dialog.show_modal();
            browser::when_drawn(move || {
                let field = dialog.query_selector(FIELDS).ok().flatten();
                browser::focus_element(field)
            });
        } else if !open.get() && dialog.open() {
            dialog.close();
        }
    });

    view! {
        <dialog
            class="dialog"
            id=id
            aria-labelledby=title_id.clone()
            node_ref=dialog
            on:close=move |_| open.set(false)
        >
            <header>
                <h2 id=title_id.clone()>{title.clone()}</h2>
                <button
                    class="icon-button"
                    type="button"
                    aria-label=t!(i18n, kit.dialog.close)
                    on:click=move |_| open.set(false)
                >
                    <Icon kind=IconKind::Close />
                </button>
            </header>
            {move || open.get().then(|| children())}
        </dialog>
    }
}

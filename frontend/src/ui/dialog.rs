//! Something that must be decided now, on the browser's own modal `<dialog>`.

use leptos::{html, prelude::*};

use super::{Icon, IconKind, words::Text};
use crate::{i18n::use_i18n, t};

/// A modal dialog. Escape and the close button set `open` to false; the focus goes back to where
/// it was.
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

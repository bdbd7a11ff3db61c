//! The `h1` of a page: it sets the document's title and, after a navigation inside the program,
//! takes the focus and is announced.

use leptos::{html, prelude::*};
use leptos_router::hooks::use_location;

use super::words::Text;

/// What the live region says, and whether this is still the first page.
#[derive(Clone, Copy)]
struct Announcement {
    text: RwSignal<String>,
    /// The path whose title was focused or, at first load, left alone.
    last_path: StoredValue<Option<String>>,
}

/// For the application's root.
pub fn provide_announcer() {
    provide_context(Announcement {
        text: RwSignal::new(String::new()),
        last_path: StoredValue::new(None),
    });
}

/// The polite live region of the shell.
#[component]
pub fn Announcer() -> impl IntoView {
    let announcement: Announcement = expect_context();
    view! {
        <p class="visually-hidden" aria-live="polite">
            {move || announcement.text.get()}
        </p>
    }
}

/// The `h1` of a page.
#[component]
pub fn PageTitle(
    /// The title; `document.title` adds the product's name.
    #[prop(into)]
    title: Text,
) -> impl IntoView {
    let announcement: Announcement = expect_context();
    let path = use_location().pathname;
    let heading = NodeRef::<html::H1>::new();

    {
        let title = title.clone();
        Effect::new(move || document().set_title(&format!("{} – Carnet", title.get())));
    }
    {
        let title = title.clone();
        Effect::new(move || {
            let Some(heading) = heading.get() else { return };
            let path = path.get_untracked();
            let before = announcement.last_path.try_update_value(|last| last.replace(path.clone()));
            let Some(before) = before.flatten() else { return };
            if before != path {
                // It has tabindex -1, so it takes the focus.
                let _ = heading.focus();
            }
            // Also where a page closed under its reader: what was said of it is said no more.
            announcement.text.set(untrack(|| title.get().to_string()));
        });
    }

    view! {
        <h1 tabindex="-1" node_ref=heading>
            {title.clone()}
        </h1>
    }
}

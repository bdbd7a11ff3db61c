//! Something just done, said once and politely; it leaves by itself after eight seconds, but not
//! while it is focused or pointed at.

use std::time::Duration;

use leptos::prelude::*;

use super::{Icon, IconKind};
use crate::{i18n::use_i18n, t};

const SHOWN_FOR: Duration = Duration::from_secs(8);

#[derive(Clone)]
struct Toast {
    id: u32,
    words: String,
    undo: Option<Callback<()>>,
}

/// What was just done, for the shell's region.
#[derive(Clone, Copy)]
pub struct Toasts {
    shown: RwSignal<Vec<Toast>>,
    last_id: StoredValue<u32>,
}

/// For the application's root.
pub fn provide_toasts() {
    provide_context(Toasts { shown: RwSignal::new(Vec::new()), last_id: StoredValue::new(0) });
}

/// Where to say what was done.
#[must_use]
pub fn use_toasts() -> Toasts {
    expect_context()
}

impl Toasts {
    /// Says something.
    pub fn say(self, words: impl Into<String>) {
        self.push(words.into(), None);
    }

    /// Says something that can be undone.
    pub fn say_with_undo(self, words: impl Into<String>, undo: Callback<()>) {
        self.push(words.into(), Some(undo));
    }

    fn push(self, words: String, undo: Option<Callback<()>>) {
        let id = self.last_id.get_value() + 1;
        self.last_id.set_value(id);
        self.shown.update(|shown| shown.push(Toast { id, words, undo }));
    }

    fn dismiss(self, id: u32) {
        self.shown.update(|shown| shown.retain(|toast| toast.id != id));
    }
}

/// The shell's region for toasts.
#[component]
pub fn ToastRegion() -> impl IntoView {
    let toasts = use_toasts();
    view! {
        <div class="toast-region" role="status" aria-live="polite">
            <For each=move || toasts.shown.get() key=|toast| toast.id let:toast>
                <ToastView toast />
            </For>
        </div>
    }
}

#[component]
fn ToastView(toast: Toast) -> impl IntoView {
    let i18n = use_i18n();
    let toasts = use_toasts();
    let is_held = RwSignal::new(false);
    let id = toast.id;
    Effect::new(move || {
        if is_held.get() {
            return;
        }
        let timer = set_timeout_with_handle(move || toasts.dismiss(id), SHOWN_FOR);
        on_cleanup(move || {
            if let Ok(timer) = timer {
                timer.clear();
            }
        });
    });

    view! {
        <p
            class="toast"
            on:pointerenter=move |_| is_held.set(true)
            on:pointerleave=move |_| is_held.set(false)
            on:focusin=move |_| is_held.set(true)
            on:focusout=move |_| is_held.set(false)
        >
            <Icon kind=IconKind::Check />
            {toast.words}
            {toast
                .undo
                .map(|undo| {
                    view! {
                        <button
                            type="button"
                            on:click=move |_| {
                                undo.run(());
                                toasts.dismiss(id);
                            }
                        >
                            {t!(i18n, kit.toast.undo)}
                        </button>
                    }
                })}
        </p>
    }
}

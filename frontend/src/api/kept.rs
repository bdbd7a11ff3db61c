//! What is kept in this browser for when there is no network.
//!
//! Only where the reader wants it: on a device that is theirs, or where Carnet was installed.
//! The program marks the questions of a patient's pages; the service worker (`worker.js`) keeps
//! their answers, gives them when nobody answers, and says when they were read.

use std::collections::BTreeMap;

use leptos::{prelude::*, web_sys};
use wasm_bindgen::JsValue;

use super::Moment;
use crate::browser;

/// Asks the service worker to keep the answer.
pub(super) const KEEP_HEADER: &str = "x-carnet-keep";
/// When a kept answer was read, RFC 3339 in UTC.
pub(super) const AS_OF_HEADER: &str = "x-carnet-as-of";
/// The name of the choice in this browser's storage.
const CHOICE: &str = "keep-read";
/// The name of the store, as in `worker.js`.
const STORE: &str = "carnet-kept";

thread_local! {
    /// When what is shown without a network was read, by question.
    static READ_AT: ArcRwSignal<BTreeMap<String, String>> = ArcRwSignal::new(BTreeMap::new());
}

/// Whether this browser can keep anything for a time without a network.
#[must_use]
pub fn is_possible() -> bool {
    let navigator: JsValue = window().navigator().into();
    js_sys::Reflect::has(&navigator, &"serviceWorker".into()).unwrap_or(false)
}

/// Whether what a patient reads is kept on this device: where they said so, or, as long as
/// they did not say otherwise, where Carnet was installed.
#[must_use]
pub fn is_on() -> bool {
    browser::kept(CHOICE).map_or_else(browser::is_installed, |choice| choice == "yes")
}

/// Keeps from now on, or keeps nothing and forgets what was kept.
pub fn choose(is_on: bool) {
    browser::keep(CHOICE, if is_on { "yes" } else { "no" });
    if !is_on {
        forget();
    }
}

/// Deletes what was kept on this device: when the reader signs out, or nobody is signed in.
pub fn forget() {
    note_afresh();
    if let Ok(caches) = web_sys::window().ok_or(JsValue::NULL).and_then(|w| w.caches()) {
        // Nobody waits for it; what is not there need not be deleted.
        let _ = caches.delete(STORE);
    }
}

/// Takes nothing of what is shown for kept any more: everything on screen is asked for again, and
/// what was on a page before this one is of no interest.
pub(super) fn note_afresh() {
    READ_AT.with(|at| at.set(BTreeMap::new()));
}

/// The oldest moment at which something that is shown without a network was read; nothing while
/// all of it is as the server says now.
#[must_use]
pub fn oldest() -> Option<Moment> {
    let oldest = READ_AT.with(|at| at.with(|at| at.values().min().cloned()));
    oldest.map(Moment)
}

/// Notes whether the answer to a question was a kept one.
pub(super) fn note(question: &str, read_at: Option<String>) {
    READ_AT.with(|all| {
        let known = all.with_untracked(|all| all.get(question).cloned());
        if known == read_at {
            return;
        }
        all.update(|all| match read_at {
            Some(at) => {
                all.insert(question.to_owned(), at);
            }
            None => {
                all.remove(question);
            }
        });
    });
}

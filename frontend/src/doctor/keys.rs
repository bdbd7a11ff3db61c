//! Keys of a whole page: single letters outside of fields, Ctrl+Enter and Escape everywhere.
//!
//! Single keys are silent in a field and while a dialog is open, and can be switched off (WCAG 2.1.4).

use leptos::{ev::KeyboardEvent, prelude::*, web_sys};
use wasm_bindgen::JsCast;

use crate::browser;

const KEPT: &str = "single-keys";

/// Whether single keys work in this browser.
#[must_use]
pub fn are_single_keys_on() -> bool {
    browser::kept(KEPT).as_deref() != Some("off")
}

/// Switches single keys on or off in this browser.
pub fn switch_single_keys(is_on: bool) {
    browser::keep(KEPT, if is_on { "on" } else { "off" });
}

/// What a key asks a page for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PageKey {
    /// A single key outside of any field, in lower case.
    Single(String),
    /// Ctrl+Enter (or Cmd+Enter).
    Confirm,
    /// Escape, unless a list or dialog has used it.
    Back,
}

/// Hears the page's keys as long as the calling component lives. `handle` says whether it used one.
pub fn use_page_keys(handle: impl Fn(PageKey) -> bool + 'static) {
    let listener = window_event_listener(leptos::ev::keydown, move |event| {
        if let Some(key) = read(&event)
            && handle(key)
        {
            event.prevent_default();
        }
    });
    on_cleanup(move || listener.remove());
}

fn read(event: &KeyboardEvent) -> Option<PageKey> {
    if event.default_prevented() || is_in("dialog", event) {
        return None;
    }
    let has_command = event.ctrl_key() || event.meta_key();
    match event.key().as_str() {
        "Enter" if has_command => Some(PageKey::Confirm),
        "Escape" => Some(PageKey::Back),
        key if !has_command
            && !event.alt_key()
            && key.chars().count() == 1
            && are_single_keys_on()
            && !is_in("input:not([type=radio]):not([type=checkbox]), textarea, select", event) =>
        {
            Some(PageKey::Single(key.to_lowercase()))
        }
        _ => None,
    }
}

fn is_in(selector: &str, event: &KeyboardEvent) -> bool {
    let element = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    // The selectors are ours and well formed.
    element.is_some_and(|element| element.closest(selector).ok().flatten().is_some())
}

//! Leaving a form in which something was typed asks first.

use leptos::{prelude::*, web_sys};
use wasm_bindgen::{JsCast, prelude::Closure};

use crate::{i18n::use_i18n, t_string};

/// Whether leaving loses something, and the question about it.
#[derive(Clone, Copy)]
pub struct Leaving {
    is_changed: Signal<bool>,
    is_done: RwSignal<bool>,
    question: Signal<String>,
}

/// Guards the calling component's form: links, Back and closing the window ask while it is changed.
#[must_use]
pub fn guard_leaving(is_changed: Signal<bool>) -> Leaving {
    let i18n = use_i18n();
    let leaving = Leaving {
        is_changed,
        is_done: RwSignal::new(false),
        question: Signal::derive(move || t_string!(i18n, doctor.leave).to_owned()),
    };
    listen(&document(), "click", move |event: web_sys::Event| {
        if is_on_link(&event) && !leaving.may_leave() {
            event.prevent_default();
            event.stop_propagation();
        }
    });
    listen(&window(), "beforeunload", move |event: web_sys::Event| {
        if leaving.loses_something() {
            event.prevent_default();
        }
    });
    leaving
}

impl Leaving {
    /// What was typed has been sent: nothing is lost any more.
    pub fn done(self) {
        self.is_done.set(true);
    }

    /// Whether the page may be left; asks if something would be lost.
    #[must_use]
    pub fn may_leave(self) -> bool {
        if !self.loses_something() {
            return true;
        }
        let may = window().confirm_with_message(&self.question.get_untracked()).unwrap_or(true);
        if may {
            self.done();
        }
        may
    }

    fn loses_something(self) -> bool {
        // The component may be gone while its listeners hear a last event.
        let is_done = self.is_done.try_get_untracked().unwrap_or(true);
        !is_done && self.is_changed.try_get_untracked().unwrap_or(false)
    }
}

/// Whether a click leads to another page in this window.
fn is_on_link(event: &web_sys::Event) -> bool {
    let element = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    let link = element.and_then(|element| element.closest("a[href]").ok().flatten());
    let href = link.and_then(|link| link.get_attribute("href")).unwrap_or_default();
    !href.is_empty() && !href.starts_with('#')
}

fn listen(
    target: &web_sys::EventTarget,
    name: &'static str,
    then: impl FnMut(web_sys::Event) + 'static,
) {
    let closure = Closure::<dyn FnMut(web_sys::Event)>::new(then);
    let function: &js_sys::Function = closure.as_ref().unchecked_ref();
    // Captured: asked before the router follows the link. It fails only for a missing function.
    let _ = target.add_event_listener_with_callback_and_bool(name, function, true);
    let kept = StoredValue::new_local((target.clone(), closure));
    on_cleanup(move || {
        kept.try_with_value(|(target, closure)| {
            let function: &js_sys::Function = closure.as_ref().unchecked_ref();
            let _ = target.remove_event_listener_with_callback_and_bool(name, function, true);
        });
    });
}

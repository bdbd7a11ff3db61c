//! The browser around the page: storage, title, focus, theme. Small functions, so that
//! everything else can be tested without one.

use js_sys::{Array, Function, Intl, Object, Reflect};
use leptos::{
    prelude::*,
    task::{spawn_local, tick},
    web_sys,
};
use wasm_bindgen::{JsCast, JsValue};

/// What was kept under that name in this browser.
#[must_use]
pub fn kept(name: &str) -> Option<String> {
    storage()?.get_item(name).ok()?
}

/// Keeps a text under that name in this browser, if it allows that.
pub fn keep(name: &str, value: &str) {
    if let Some(storage) = storage() {
        // A full or forbidden storage only means that the choice is asked again.
        let _ = storage.set_item(name, value);
    }
}

/// Gives a text to the reader as a file.
pub fn download(name: &str, kind: &str, text: &str) {
    let options = web_sys::BlobPropertyBag::new();
    options.set_type(kind);
    let blob =
        web_sys::Blob::new_with_str_sequence_and_options(&Array::of1(&text.into()), &options);
    let Ok(blob) = blob else { return };
    let Ok(url) = web_sys::Url::create_object_url_with_blob(&blob) else { return };
    let link = document().create_element("a");
    if let Some(link) = link.ok().and_then(|l| l.dyn_into::<web_sys::HtmlAnchorElement>().ok()) {
        link.set_href(&url);
        link.set_download(name);
        link.click();
    }
    // It fails only for an address that is none.
    let _ = web_sys::Url::revoke_object_url(&url);
}

fn storage() -> Option<web_sys::Storage> {
    window().local_storage().ok()?
}

/// The languages the reader prefers, best first.
#[must_use]
pub fn languages() -> Vec<String> {
    window().navigator().languages().iter().filter_map(|tag| tag.as_string()).collect()
}

fn root() -> Option<web_sys::HtmlElement> {
    document().document_element()?.dyn_into().ok()
}

/// Sets `<html lang>`.
pub fn set_lang(code: &str) {
    if let Some(root) = root() {
        root.set_lang(code);
    }
}

/// Sets the class of `<body>`: `hand`, `desk` or `sign-in-page`.
pub fn set_body_class(class: &str) {
    if let Some(body) = document().body() {
        body.set_class_name(class);
    }
}

/// Whether Carnet was installed and runs in a window of its own.
#[must_use]
pub fn is_installed() -> bool {
    let query = window().match_media("(display-mode: standalone)").ok().flatten();
    query.is_some_and(|query| query.matches())
}

/// Turns light into dark or dark into light, and keeps the choice.
pub fn switch_theme() {
    let is_dark = kept("theme").map_or_else(prefers_dark, |theme| theme == "dark");
    let theme = if is_dark { "light" } else { "dark" };
    if let Some(root) = root() {
        // It fails only for a malformed attribute name.
        let _ = root.set_attribute("data-theme", theme);
    }
    keep("theme", theme);
}

fn prefers_dark() -> bool {
    let query = window().match_media("(prefers-color-scheme: dark)").ok().flatten();
    query.is_some_and(|query| query.matches())
}

/// Moves the focus to the element with that id, if it is in the page.
pub fn focus(id: &str) {
    focus_element(document().get_element_by_id(id));
}

/// Moves the focus to an element; whether there is one.
pub fn focus_element(element: Option<web_sys::Element>) -> bool {
    let Some(element) = element else { return false };
    // Of HTML and of SVG: both have the method.
    let focusable: &web_sys::HtmlElement = element.unchecked_ref();
    // An element that cannot take the focus leaves it where it is.
    focusable.focus().is_ok()
}

/// Puts the focus on an element by its id, now, or as soon as what has just changed is drawn. That
/// is before the next key is heard: no key of a fast hand lands where the focus was.
pub fn focus_drawn(id: String) {
    when_drawn(move || focus_element(document().get_element_by_id(&id)));
}

/// Tries something now, and after each step of drawing what has just changed, until it succeeds.
pub fn when_drawn(succeeds: impl Fn() -> bool + 'static) {
    /// Effects that wait for effects are few; what never comes must not be waited for.
    const STEPS: usize = 20;
    if succeeds() {
        return;
    }
    spawn_local(async move {
        for _ in 0..STEPS {
            tick().await;
            if succeeds() {
                return;
            }
        }
    });
}

/// The id of what has the focus, if it has one.
#[must_use]
pub fn focused_id() -> Option<String> {
    Some(document().active_element()?.id()).filter(|id| !id.is_empty())
}

/// Keeps the focus where it is by its id, if drawing what has just changed replaces the element.
pub fn keep_focus() {
    let Some(id) = focused_id() else { return };
    when_drawn(move || {
        let is_lost = document().active_element().is_none_or(|now| now.tag_name() == "BODY");
        is_lost && focus_element(document().get_element_by_id(&id))
    });
}

/// Whether the browser believes to have a network.
#[must_use]
pub fn is_online() -> bool {
    window().navigator().on_line()
}

/// Where this page comes from: `https://carnet.example.lu`.
#[must_use]
pub fn origin() -> String {
    window().location().origin().unwrap_or_default()
}

/// Leaves the program for another address, such as the sign-in of the server.
pub fn go_to(url: &str) {
    // It fails only for a malformed address.
    let _ = window().location().set_href(url);
}

/// Opens the browser's print dialog.
pub fn print() {
    // A browser without printing does nothing.
    let _ = window().print();
}

/// A number as the language writes it.
#[must_use]
pub fn number(value: f64, locale: &str) -> String {
    String::from(js_sys::Number::from(value).to_locale_string(locale))
}

/// The name of a country in a language, by the browser's `Intl`; its code if that does not know it.
#[must_use]
pub fn country(code: &str, locale: &str) -> String {
    countries(&[code], locale).remove(0)
}

/// The names of countries in a language, in the same order.
#[must_use]
pub fn countries(codes: &[&str], locale: &str) -> Vec<String> {
    let names = region_names(locale);
    let name = |code: &str| {
        let (names, of) = names.as_ref()?;
        of.call1(names, &code.into()).ok()?.as_string()
    };
    codes.iter().map(|code| name(code).unwrap_or_else(|| (*code).to_owned())).collect()
}

/// `Intl.DisplayNames` of regions, and its method `of`.
fn region_names(locale: &str) -> Option<(JsValue, Function)> {
    let intl = Reflect::get(&window(), &"Intl".into()).ok()?;
    let names: Function = Reflect::get(&intl, &"DisplayNames".into()).ok()?.dyn_into().ok()?;
    let options = Object::new();
    Reflect::set(&options, &"type".into(), &"region".into()).ok()?;
    let names = Reflect::construct(&names, &Array::of2(&locales(locale), &options)).ok()?;
    let of: Function = Reflect::get(&names, &"of".into()).ok()?.dyn_into().ok()?;
    Some((names, of))
}

/// Sorts by a name as the language does: «Österreich» among the O.
pub fn sort_by_name<T>(items: &mut [T], name: impl Fn(&T) -> &str, locale: &str) {
    let compare = Intl::Collator::new(&locales(locale), &Object::new()).compare();
    items.sort_by(|a, b| {
        let order = compare.call2(&JsValue::NULL, &name(a).into(), &name(b).into());
        let order = order.ok().and_then(|order| order.as_f64()).unwrap_or_default();
        order.total_cmp(&0.0)
    });
}

/// Luxembourgish readers get German where the browser does not know their language.
fn locales(locale: &str) -> Array {
    Array::of2(&locale.into(), &"de".into())
}

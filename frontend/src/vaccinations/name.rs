//! Names of vaccines and diseases; one in another language than the reader's says so.

use leptos::prelude::*;

use super::{
    brand::brand_text,
    queries::{LocalizedText, Target, Vaccine},
};
use crate::{
    api::Locale,
    i18n::{code_of, from_api, to_api, use_i18n},
    t_string,
};

/// A name, marked with its language if it is not the reader's.
#[component]
pub fn LocalText(
    /// The name.
    text: LocalizedText,
) -> impl IntoView {
    let i18n = use_i18n();
    let shown = written(&text);
    let language = text.locale.map(|locale| code_of(from_api(locale)));
    let is_foreign = move || text.locale.is_some_and(|locale| locale != to_api(i18n.locale()));
    let title = move || is_foreign().then(|| t_string!(i18n, vaccinations.other_language));

    view! {
        <span lang=move || language.filter(|_| is_foreign()) title=title>
            {shown.clone()}
            {move || is_foreign().then(|| view! { <span class="tag foreign">{language}</span> })}
        </span>
    }
}

/// A name as people write it. A brand is the same in every language.
fn written(name: &LocalizedText) -> String {
    if name.locale.is_none() { brand_text(&name.text) } else { name.text.clone() }
}

/// The name of a vaccine as text.
#[must_use]
pub fn shown_name(vaccine: &Vaccine) -> String {
    written(&vaccine.name)
}

/// The name of a vaccine.
#[must_use]
pub fn vaccine_name(vaccine: &Vaccine) -> impl IntoView + use<> {
    view! { <LocalText text=vaccine.name.clone() /> }
}

/// «Measles, mumps, rubella»: the diseases as a sentence begins; the vaccine's name if it has none.
#[must_use]
pub fn targets_text(vaccine: &Vaccine) -> String {
    if vaccine.targets.is_empty() {
        return shown_name(vaccine);
    }
    join(&vaccine.targets)
}

fn join(targets: &[Target]) -> String {
    let mut text = String::new();
    for target in targets {
        let name = &target.name.text;
        if text.is_empty() {
            text.push_str(name);
        } else {
            text.push_str(", ");
            let keeps_case = matches!(target.name.locale, Some(Locale::De | Locale::Lb));
            text.push_str(&if keeps_case { name.clone() } else { uncapitalised(name) });
        }
    }
    text
}

/// A name inside a list: small, unless its language writes nouns large or it is an abbreviation.
#[must_use]
pub fn uncapitalised(name: &str) -> String {
    let mut chars = name.chars();
    let (Some(first), rest) = (chars.next(), chars.as_str()) else { return String::new() };
    let second_is_small = rest.chars().next().is_none_or(char::is_lowercase);
    let proper = ["Haemophilus", "Hib", "Japan", "Covid", "Lyme", "Ebola"];
    let is_proper = proper.iter().any(|p| name.starts_with(p));
    if second_is_small && !is_proper {
        first.to_lowercase().chain(rest.chars()).collect()
    } else {
        name.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn target(name: &str, locale: Locale) -> Target {
        let name = LocalizedText { text: name.to_owned(), locale: Some(locale) };
        Target { code: "DIS001".to_owned(), name }
    }

    #[test]
    fn diseases_read_as_a_list() {
        let names = ["Measles", "Mumps", "Haemophilus influenzae b", "COVID-19"];
        let targets: Vec<Target> = names.into_iter().map(|n| target(n, Locale::En)).collect();
        assert_eq!(join(&targets), "Measles, mumps, Haemophilus influenzae b, COVID-19");
        let german: Vec<Target> =
            ["Masern", "Mumps"].into_iter().map(|n| target(n, Locale::De)).collect();
        assert_eq!(join(&german), "Masern, Mumps");
    }
}

//! The versions of a dose: who, when, what changed and why.

use leptos::prelude::*;
use serde::{
    Deserialize,
    de::value::{Error as ValueError, StrDeserializer},
};

use super::{
    detail::author_text,
    queries::{FieldChange, VaccinationVersion},
};
use crate::{
    api::{NotGivenReason, ProofKind, Route, Site, VaccinationField, VaccinationStatus},
    browser, dates,
    i18n::{I18n, use_i18n},
    t, t_string,
    vaccine_catalogue::{VaccineCatalogue, use_catalogue},
    words,
};

/// All versions, newest first.
#[component]
pub fn History(
    /// The versions.
    #[prop(into)]
    versions: Signal<Vec<VaccinationVersion>>,
) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <ol class="versions">
            <For each=move || versions.get() key=|version| version.version let:version>
                <Version version />
            </For>
        </ol>
        <p class="visually-hidden">{t!(i18n, vaccinations.history_kept)}</p>
    }
}

#[component]
fn Version(version: VaccinationVersion) -> impl IntoView {
    let i18n = use_i18n();
    let head = {
        let (at, change, by) = (version.at.clone(), version.change, version.by.clone());
        move || {
            format!(
                "{}, {} · {} · {}",
                dates::short_day(dates::day_of(&at)),
                dates::time_of(&at),
                words::change(i18n, change),
                author_text(i18n, &by)
            )
        }
    };
    let changes = version.changes.into_iter().map(|change| {
        // The API says which product by its code; its name is in the catalogue.
        let catalogue = (change.field == VaccinationField::Vaccine).then(use_catalogue);
        view! { <li>{move || change_text(i18n, &change, catalogue)}</li> }
    });

    view! {
        <li>
            <p>{head}</p>
            {version.reason.map(|reason| view! { <p class="hint">"«"{reason}"»"</p> })}
            <ul class="changes">{changes.collect_view()}</ul>
        </li>
    }
}

/// «Lot: W02293 → W022931».
fn change_text(i18n: I18n, change: &FieldChange, catalogue: Option<VaccineCatalogue>) -> String {
    let name = |code: &str| catalogue?.name(code.parse().ok()?, i18n);
    let value = |value: &Option<String>| match value {
        Some(text) => name(text).unwrap_or_else(|| value_text(i18n, change.field, text)),
        None => t_string!(i18n, vaccinations.nothing).to_owned(),
    };
    format!(
        "{}: {} → {}",
        words::field(i18n, change.field),
        value(&change.before),
        value(&change.after)
    )
}

/// A value of the API as the reader reads it; as it is if it cannot be read.
fn value_text(i18n: I18n, field: VaccinationField, text: &str) -> String {
    let read = match field {
        VaccinationField::Status => word::<VaccinationStatus>(text).map(|v| words::status(i18n, v)),
        VaccinationField::Site => word::<Site>(text).map(|v| words::site(i18n, v)),
        VaccinationField::Route => word::<Route>(text).map(|v| words::route(i18n, v)),
        VaccinationField::Proof => word::<ProofKind>(text).map(|v| words::proof(i18n, v)),
        VaccinationField::NotGivenReason => {
            word::<NotGivenReason>(text).map(|v| words::not_given_reason(i18n, v))
        }
        VaccinationField::Confirmed if text == "true" => {
            Some(t_string!(i18n, vaccinations.confirmed))
        }
        VaccinationField::Confirmed => Some(t_string!(i18n, vaccinations.not_confirmed)),
        VaccinationField::Occurrence | VaccinationField::ExpiresOn => {
            return text.parse().map_or_else(|_| text.to_owned(), |date| dates::short(i18n, date));
        }
        VaccinationField::QuantityMl => return format!("{text} ml"),
        VaccinationField::Country => return browser::country(text, i18n.code()),
        VaccinationField::Vaccine
        | VaccinationField::Lot
        | VaccinationField::Serial
        | VaccinationField::Performer
        | VaccinationField::Note => None,
    };
    read.unwrap_or(text).to_owned()
}

/// The value of an enum of the contract, by its name there.
fn word<'a, T: Deserialize<'a>>(text: &'a str) -> Option<T> {
    T::deserialize(StrDeserializer::<ValueError>::new(text)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_of_the_api_is_read_by_its_name() {
        assert_eq!(word::<Site>("LEFT_ARM"), Some(Site::LeftArm));
        assert_eq!(word::<Site>("left_arm"), None);
    }
}

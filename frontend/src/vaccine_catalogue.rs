//! The vaccine catalogue, loaded once when a page first needs it, and searched in the browser.

use std::sync::Arc;

use catalogue::Catalogue;
use leptos::prelude::*;
use shared::VaccineCode;

use crate::{
    api::{self, ApiError},
    i18n::{I18n, Locale},
    ui::{Remote, Suggestion},
    vaccinations::brand_text,
};

/// The address; the hash of the data is in it, so that it can be kept for ever.
const PATH: &str = concat!("/catalogue.tsv?", env!("CATALOGUE_HASH"));

/// How many suggestions are shown.
const SHOWN: usize = 8;

/// The catalogue, for any component.
#[derive(Clone, Copy)]
pub struct VaccineCatalogue {
    loaded: Remote<Arc<Catalogue>>,
}

/// Where the catalogue is kept from page to page. It knows nothing of catalogues: what loads and
/// reads one belongs to the parts of the program that need it.
#[derive(Clone, Copy)]
struct Shelf {
    owner: StoredValue<Owner>,
    catalogue: StoredValue<Option<VaccineCatalogue>>,
}

/// For the application's root.
pub fn provide_catalogue() {
    let owner = Owner::current().expect("the root has an owner");
    provide_context(Shelf { owner: StoredValue::new(owner), catalogue: StoredValue::new(None) });
}

/// The catalogue; it is loaded if it is not there yet.
#[must_use]
pub fn use_catalogue() -> VaccineCatalogue {
    let shelf: Shelf = expect_context();
    if let Some(catalogue) = shelf.catalogue.get_value() {
        return catalogue;
    }
    // It outlives the page that asks first.
    let loaded = shelf.owner.get_value().with(|| {
        Remote::new(|| async {
            let text = api::load_text(PATH).await?;
            Catalogue::parse(&text).map(Arc::new).map_err(|_| ApiError::Server)
        })
    });
    let catalogue = VaccineCatalogue { loaded };
    shelf.catalogue.set_value(Some(catalogue));
    catalogue
}

impl VaccineCatalogue {
    /// The catalogue once it is there; what reads it follows it.
    #[must_use]
    pub fn get(self) -> Option<Arc<Catalogue>> {
        self.loaded.get()
    }

    /// Why it could not be loaded; what reads it follows it.
    #[must_use]
    pub fn error(self) -> Option<ApiError> {
        self.loaded.problem()
    }

    /// Tries to load it again.
    pub fn retry(self) {
        self.loaded.refetch();
    }

    /// What fits the typed text, best first; nothing while nothing is typed.
    #[must_use]
    pub fn suggestions(self, text: &str, i18n: I18n) -> Vec<Suggestion> {
        if text.trim().is_empty() {
            return Vec::new();
        }
        let Some(catalogue) = self.get() else { return Vec::new() };
        suggestions(&catalogue, text, to_shared(i18n.locale()))
    }

    /// The name of a vaccine in the reader's language, once the catalogue is there.
    #[must_use]
    pub fn name(self, code: VaccineCode, i18n: I18n) -> Option<String> {
        let catalogue = self.get()?;
        Some(shown_name(catalogue.vaccine(code)?.name(to_shared(i18n.locale()))))
    }

    /// The diseases a vaccine is against, in the reader's language, once the catalogue is there.
    #[must_use]
    pub fn targets_text(self, code: VaccineCode, i18n: I18n) -> Option<String> {
        let catalogue = self.get()?;
        Some(targets_text(&catalogue, catalogue.vaccine(code)?, to_shared(i18n.locale())))
    }
}

fn targets_text(
    catalogue: &Catalogue,
    vaccine: &catalogue::Vaccine,
    locale: shared::Locale,
) -> String {
    let targets = vaccine.targets.iter().filter_map(|code| catalogue.target(*code));
    let names: Vec<&str> = targets.map(|target| target.name(locale).text).collect();
    names.join(", ")
}

/// The suggestions of a text: name, then the diseases.
fn suggestions(catalogue: &Catalogue, text: &str, locale: shared::Locale) -> Vec<Suggestion> {
    let hits = catalogue.search(text, locale, SHOWN);
    hits.into_iter()
        .map(|hit| {
            let targets: Vec<&str> = hit
                .vaccine
                .targets
                .iter()
                .filter_map(|code| catalogue.target(*code))
                .map(|target| target.name(locale).text)
                .collect();
            Suggestion {
                value: hit.vaccine.code.to_string(),
                title: shown_name(hit.vaccine.name(locale)),
                aside: String::new(),
                detail: targets.join(", "),
            }
        })
        .collect()
}

/// A name as people write it.
fn shown_name(name: catalogue::Name<'_>) -> String {
    if name.locale.is_none() { brand_text(name.text) } else { name.text.to_owned() }
}

/// The same language as the catalogue says it.
#[must_use]
pub fn to_shared(locale: Locale) -> shared::Locale {
    match locale {
        Locale::fr => shared::Locale::Fr,
        Locale::de => shared::Locale::De,
        Locale::en => shared::Locale::En,
        Locale::lb => shared::Locale::Lb,
        Locale::pt => shared::Locale::Pt,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_brand_and_a_kind_of_vaccine_are_both_found() {
        let catalogue = Catalogue::embedded();
        let titles = |text: &str| -> Vec<String> {
            suggestions(catalogue, text, shared::Locale::En).into_iter().map(|s| s.title).collect()
        };
        assert!(
            titles("hexy").iter().any(|t| t.eq_ignore_ascii_case("hexyon")),
            "{:?}",
            titles("hexy")
        );
        assert!(!titles("polio").is_empty());
        assert!(titles("zzzzzz").is_empty());
    }
}

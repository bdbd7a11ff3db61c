//! Vaccines and diseases in the schema.

use async_graphql::{Object, Result, SimpleObject};
use catalogue::{Liveness, Name, Target as CatalogueTarget, Vaccine as CatalogueVaccine};
use shared::{Locale, VaccineCode};

use super::catalogue;
use crate::graphql::transport::rows;
use crate::{error::AppError, graphql::to_graphql};

/// A text and the language it is really in, which may not be the one asked for.
#[derive(Debug, Clone, SimpleObject)]
pub struct LocalizedText {
    /// The words.
    text: String,
    /// Null for a brand, which is the same in every language.
    locale: Option<Locale>,
}

impl From<Name<'_>> for LocalizedText {
    fn from(name: Name<'_>) -> Self {
        Self { text: name.text.to_owned(), locale: name.locale }
    }
}

/// One vaccine of the catalogue (NUVA, International Vaccine Codes Initiative, ivci.org, CC BY 4.0).
#[derive(Debug, Clone, Copy)]
pub struct Vaccine(pub &'static CatalogueVaccine);

/// One vaccine of the catalogue (NUVA, International Vaccine Codes Initiative, ivci.org, CC BY 4.0).
#[Object]
impl Vaccine {
    /// NUVA's code.
    async fn code(&self) -> VaccineCode {
        self.0.code
    }

    /// The name for readers of a language.
    async fn name(
        &self,
        #[graphql(desc = "The language of the reader.")] locale: Locale,
    ) -> LocalizedText {
        self.0.name(locale).into()
    }

    /// An abstract concept such as «vaccine against poliomyelitis» instead of a brand.
    async fn is_abstract(&self) -> bool {
        self.0.is_abstract
    }

    /// The diseases it is against.
    #[graphql(complexity = "6 * child_complexity")]
    async fn targets(&self) -> Vec<Target> {
        self.0.targets.iter().filter_map(|t| catalogue().target(*t)).map(Target).collect()
    }

    /// The ATC class.
    async fn atc(&self) -> Option<&str> {
        self.0.atc.as_deref()
    }

    /// The CVX codes.
    async fn cvx(&self) -> Vec<&str> {
        self.0.cvx.iter().map(AsRef::as_ref).collect()
    }

    /// The numbers in the Union's register, one per presentation.
    async fn eu_numbers(&self) -> Vec<&str> {
        self.0.eu_numbers.iter().map(AsRef::as_ref).collect()
    }

    /// Whether there is evidence that it is on Luxembourg's market.
    async fn is_on_market(&self) -> bool {
        self.0.market.is_on_market()
    }

    /// Whether it contains live organisms; null if not known.
    async fn is_live(&self) -> Option<bool> {
        match self.0.liveness {
            Liveness::Live => Some(true),
            Liveness::NotLive => Some(false),
            Liveness::Unknown => None,
        }
    }
}

/// A disease.
#[derive(Debug, Clone, Copy)]
pub struct Target(pub &'static CatalogueTarget);

/// A disease.
#[Object]
impl Target {
    /// NUVA's code, `DIS001`.
    async fn code(&self) -> String {
        self.0.code.to_string()
    }

    /// The name for readers of a language.
    async fn name(
        &self,
        #[graphql(desc = "The language of the reader.")] locale: Locale,
    ) -> LocalizedText {
        self.0.name(locale).into()
    }
}

/// The catalogue's queries.
#[derive(Debug, Default)]
pub struct CatalogueQuery;

#[Object]
impl CatalogueQuery {
    /// One vaccine of the catalogue; null if there is no such code.
    async fn vaccine(
        &self,
        #[graphql(desc = "NUVA's code.")] code: VaccineCode,
    ) -> Option<Vaccine> {
        catalogue().vaccine(code).map(Vaccine)
    }

    /// Vaccines by brand, disease, abbreviation or code; those on Luxembourg's market first.
    #[graphql(complexity = "rows(Some(first), 20, child_complexity)")]
    async fn search_vaccines(
        &self,
        #[graphql(desc = "What was typed so far.")] text: String,
        #[graphql(desc = "The language of the reader.")] locale: Locale,
        #[graphql(default = 10, desc = "How many, 1 to 100.")] first: i32,
    ) -> Result<Vec<Vaccine>> {
        let Some(limit) = usize::try_from(first).ok().filter(|n| (1..=50).contains(n)) else {
            return Err(to_graphql(AppError::BadInput("`first` is between 1 and 50".to_owned())));
        };
        let text: String = text.chars().take(200).collect();
        let hits = catalogue().search(&text, locale, limit);
        Ok(hits
            .into_iter()
            .filter_map(|h| catalogue().vaccine(h.vaccine.code))
            .map(Vaccine)
            .collect())
    }
}

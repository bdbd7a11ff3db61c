//! The vaccine catalogue in the API. The catalogue itself is the crate `catalogue`.

use catalogue::Catalogue;

pub mod graphql;

/// The catalogue that this version of the service carries.
#[must_use]
pub fn catalogue() -> &'static Catalogue {
    Catalogue::embedded()
}

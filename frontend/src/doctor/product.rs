//! Choosing a product, as everywhere.

pub use crate::vaccinations::product::{NoCatalogue, ProductField, ProductValue};

//! One dose as every page reads and says it.

pub mod brand;
pub mod changes;
pub mod detail;
pub mod history;
pub mod name;
pub mod product;
pub mod queries;

pub use brand::brand_text;
pub use name::{LocalText, shown_name, targets_text, uncapitalised, vaccine_name};
pub use queries::{ReadVariables, Vaccination, VaccinationVersions, VaccinationWithHistory};

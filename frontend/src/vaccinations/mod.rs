//! One dose as every page reads and says it.

pub mod detail;
pub mod history;
pub mod name;
pub mod queries;

pub use name::{LocalText, targets_text, vaccine_name};
pub use queries::{ReadVariables, Vaccination, VaccinationWithHistory};

//! Who may see a dose: all who may see the record, or only those who are named.

mod form;
pub mod queries;
mod section;

pub use section::WhoSees;

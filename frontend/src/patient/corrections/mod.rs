//! Asking that something be corrected, and what was answered.

mod ask;
mod list;
mod page;
pub mod queries;

pub use page::CorrectionsPage;

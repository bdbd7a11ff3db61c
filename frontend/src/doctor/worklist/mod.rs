//! The practice's worklist: in whose record something is to be done, the most urgent first.

mod csv;
mod page;
pub mod queries;
mod table;

pub use page::WorklistPage;

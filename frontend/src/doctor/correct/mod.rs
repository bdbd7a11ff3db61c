//! Correcting a dose: a new version with a reason; the old one stays visible.

pub mod conflict;
pub mod fields;
pub mod page;
pub mod values;

pub use page::CorrectPage;

//! Creating a record: a person, their number, and whether they are already here.

pub mod fields;
pub mod matches;
pub mod page;
pub mod values;

pub use page::CreatePage;

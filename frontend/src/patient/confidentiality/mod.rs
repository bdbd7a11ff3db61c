//! Who may see a dose: all who may see the record, or only those who are named.

mod page;
pub mod queries;
mod section;

pub use page::WhoSeesPage;
pub use section::WhoSees;

//! Who may see a record, by the person's own word: a code to show, and the practices that may.

mod code;
mod page;
mod practices;
mod queries;

pub use page::SharingPage;

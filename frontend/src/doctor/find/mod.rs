//! Finding people: where a professional arrives, and everyone the practice may see.

pub mod access_questions;
pub mod asked;
pub mod changes;
pub mod code_box;
pub mod emergency_form;
pub mod facts_to_confirm;
pub mod find_box;
pub mod open_dialog;
pub mod people;
pub mod records_page;
pub mod start_page;
pub mod to_confirm;
pub mod today;

pub use find_box::FindBox;
pub use records_page::RecordsPage;
pub use start_page::StartPage;

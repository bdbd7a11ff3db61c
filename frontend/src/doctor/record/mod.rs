//! One person's record: who, all doses as a list or by disease and age, and one dose beside it.

pub mod actions;
pub mod dose_panel;
pub mod dose_table;
pub mod filter;
pub mod form_page;
pub mod page;
mod tabs;

pub use form_page::{FormFoot, FormHead, RecordForm, use_form_keys};
pub use page::{RecordPage, load_record, load_record_and_members};
pub use tabs::{RecordTab, RecordTabs};

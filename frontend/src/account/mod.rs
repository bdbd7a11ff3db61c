//! The reader's own account.

pub mod account_page;
pub mod contact;
pub mod device;
pub mod practice;
pub mod queries;
pub mod reminders;

pub use account_page::AccountPage;

//! The reader's own account.

pub mod account_page;

pub use account_page::AccountPage;

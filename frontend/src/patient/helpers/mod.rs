//! Who acts for a person: parents, trusted people, invitations, and entering a code.

pub mod changes;
mod helpers_page;
mod invite;
mod join_page;
pub mod queries;

pub use helpers_page::HelpersPage;
pub use join_page::JoinPage;

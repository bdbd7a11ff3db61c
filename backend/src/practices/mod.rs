//! Practices and the professionals who work in them.

pub(crate) mod entity;
pub mod graphql;
pub mod manage;
mod store;

pub(crate) use entity::{practice, practice_member, practitioner};
pub(crate) use store::as_practitioner;
pub use store::{communes, members};

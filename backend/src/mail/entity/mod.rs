//! The tables of mail.

pub(crate) mod address;
pub(crate) mod message;

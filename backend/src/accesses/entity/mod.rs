//! The tables of accesses, as SeaORM sees them.

pub mod access_code;
pub mod access_log;
pub mod access_question;
pub mod record_access;
pub mod record_relation;

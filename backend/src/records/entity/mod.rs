//! The tables of records, as SeaORM sees them.

pub mod record;
pub mod record_identifier;
pub mod record_version;

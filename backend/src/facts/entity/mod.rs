//! The tables of the health profile, as SeaORM sees them.

pub mod fact;
pub mod fact_version;

//! The tables of vaccinations, as SeaORM sees them.

pub mod vaccination;
pub mod vaccination_version;

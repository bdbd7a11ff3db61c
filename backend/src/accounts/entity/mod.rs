//! The tables of accounts, as SeaORM sees them.

pub mod account;
pub mod session;

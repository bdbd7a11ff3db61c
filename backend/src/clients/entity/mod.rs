//! The tables of integrators' clients, as SeaORM sees them.

pub mod access_token;
pub mod client;

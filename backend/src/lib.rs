//! Carnet's server.

pub mod graphql;

//! The contract as types: cynic checks every query against `schema.graphql`.

/// The schema's own names, made by cynic.
#[cynic::schema("carnet")]
mod carnet {}
pub use carnet::*;

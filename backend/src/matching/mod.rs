//! Matching: whether two records may be of one person, by a rule that is published
//! (`docs/matching.md`) and gives points that can be shown.
//!
//! Nothing is ever joined by a score: someone who looks at both decides, and what was
//! decided is kept, also that they are two people ([`apart`]).

pub mod apart;
pub mod duplicates;
pub(crate) mod entity;
pub mod graphql;
mod names;
mod score;
pub(crate) mod store;
#[cfg(test)]
mod tests;

pub(crate) use score::{Evidence, LISTED, Part, SHOWN, Someone, compare};
pub(crate) use store::{keep_apart, like};

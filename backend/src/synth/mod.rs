//! A plausible population for load, deterministic for a seed; see [`generate`].

pub(crate) mod products;

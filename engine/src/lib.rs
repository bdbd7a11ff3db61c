//! The decision engine: recommendations are data, the engine is one general algorithm.
//!
//! Pure: no I/O, no clock, no randomness, no `Result` for what cannot fail.

pub mod case;
#[cfg(feature = "cdsi")]
pub mod cdsi_cases;
pub mod day;
mod evaluate;
mod forecast;
pub mod group;
pub mod run;
pub mod schedule;
mod select;
pub mod verdict;

//! The decision engine: recommendations are data, the engine is one general algorithm.
//!
//! Pure: no I/O, no clock, no randomness, no `Result` for what cannot fail.

#[cfg(feature = "rules")]
mod assess;
#[cfg(feature = "rules")]
pub mod assessment;
pub mod case;
#[cfg(feature = "cdsi")]
pub mod cdsi_cases;
pub mod day;
mod evaluate;
mod forecast;
pub mod group;
#[cfg(feature = "rules")]
pub mod person;
#[cfg(feature = "rules")]
pub mod plan;
#[cfg(feature = "rules")]
pub mod rules;
pub mod run;
pub mod schedule;
mod select;
#[cfg(feature = "trace")]
pub mod trace;
mod tracer;
pub mod verdict;
#[cfg(feature = "rules")]
pub mod words;

#[cfg(feature = "rules")]
pub use assess::{Assessor, assess};

//! The decision engine: recommendations are data, the engine is one general algorithm.
//!
//! Pure: no I/O, no clock, no randomness, no `Result` for what cannot fail.

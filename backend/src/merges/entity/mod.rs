//! The tables of merges, as SeaORM sees them.

pub mod item;
pub mod merge;

//! The doses of a record by disease and age: one row a disease, in it a lane.
//!
//! It shows what the history alone says. Whether a dose counts is not judged here: the number in a mark is
//! the order of the doses by date.

pub mod geometry;
pub mod lane;
pub mod lanes;
pub mod view;

pub use view::Timeline;

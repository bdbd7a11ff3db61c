//! Reading and writing what assessments rest on and what is stored of them.

pub(crate) mod given;
pub mod history;
pub(crate) mod keep;
pub mod known;
pub(crate) mod publications;
pub(crate) mod records;
pub(crate) mod stale;
pub mod worklist;

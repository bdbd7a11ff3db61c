//! The decision tool: one screen on which a doctor sees what is due, why, and what giving something
//! would change. The engine answers here, in the browser, or on the server where the browser has
//! not all that it would need; nothing is saved from here.
//!
//! Words: *now* is what the record says by the rule set of today; the *choice* is all that is
//! supposed beside it; a *deviation* is a chosen product that the rules do not advise; the *plan*
//! is the visits to come.

mod asking;
mod board;
mod choice;
mod compare;
mod engine;
mod facts;
mod lane;
mod page;
mod picture;
mod plan;
pub mod queries;
mod question;
mod recording;
mod rows;
mod state;
mod trace;
mod tray;
mod why;
mod words;

pub use page::DecidePage;
pub use recording::Prefill;

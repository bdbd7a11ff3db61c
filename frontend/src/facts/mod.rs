//! The health profile: what is known about a person beside the doses, what is worth asking, and
//! what an answer changes. The same for professionals, who enter, and for patients, who tell.

mod answer_form;
mod asked;
mod changed;
pub mod changes;
mod known;
mod profile;
pub mod queries;
mod state;
mod values;
mod void_form;
pub mod words;

pub use profile::{ProfileView, load_profile};
pub use words::label;

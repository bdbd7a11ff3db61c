//! Carnet's server, as a library; `main.rs` only starts it.
//!
//! How a request flows: `server` takes it, `sign_in` or `clients` say who asks
//! (`accounts::actor_of`), `graphql` finds the resolver, which calls one use case of one
//! feature with an [`op::OpCtx`]. The use case asks for the record with the action it
//! means (`records::require`), checks the input purely, writes in one transaction, and
//! the transaction tells who watches.

pub mod accesses;
pub mod accounts;
pub mod app;
pub mod assessments;
pub mod authz;
pub mod catalogue_api;
pub mod cli;
pub mod clients;
pub mod clock;
pub mod confidentiality;
pub mod config;
pub mod consents;
pub mod corrections;
mod cursor;
pub mod db;
pub mod decisions;
pub mod demo;
pub mod error;
pub mod events;
pub mod exports;
pub mod facts;
pub mod families;
pub mod graphql;
pub mod ids;
pub mod mail;
pub mod matching;
pub mod merges;
pub mod op;
pub mod operating;
pub mod practices;
pub mod records;
pub mod reminders;
pub mod server;
pub mod sign_in;
pub mod synth;
pub mod testing;
pub mod traces;
pub mod vaccinations;

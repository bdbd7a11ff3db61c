//! GraphQL over HTTP and over WebSocket.
//!
//! Our own thin handlers on async-graphql's executor: [`execute_http`] speaks the
//! GraphQL-over-HTTP draft (the `graphql-http` audit passes 61 of 61), [`serve_ws`]
//! speaks `graphql-transport-ws` with every close code the protocol names. Both send
//! a request through the same checks before anything is executed:
//!
//! 1. `scan`: size, tokens and nesting, before the recursive parser sees the document;
//! 2. `document`: parsed once, weighed with fragments expanded, without walking them twice;
//! 3. the schema's own limits on depth and on complexity by rows ([`limited`], [`rows`]).
//!
//! What goes out never repeats the document; every error has `extensions.code`
//! ([`ErrorCode`]). Nothing here knows Carnet: who asks is put into a request's
//! [`Data`](async_graphql::Data) by the caller.

mod document;
mod errors;
mod http;
mod limits;
mod message;
mod negotiate;
mod nulls;
mod params;
mod scan;
mod ws;

#[cfg(test)]
mod tests;

pub use errors::ErrorCode;
pub use http::{execute_http, refuse_http};
pub use limits::{Limits, SocketLimits, limited, rows};
pub use message::{CloseCode, SUBPROTOCOL};
pub use nulls::{Conforming, conforming};
pub use ws::{Connection, Refused, serve_ws, upgrade};

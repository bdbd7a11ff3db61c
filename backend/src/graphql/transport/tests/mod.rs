//! The transport over a schema of its own: through the router, and through real sockets.

use crate::graphql::transport;

mod http;
mod schema;
mod server;
mod ws;

//! Serves the transport's test schema, without a database: what `e2e/graphql/audit.mjs`
//! and `e2e/graphql/ws.mjs` are run against while the transport is worked on.
//!
//! ```text
//! cargo run -p backend --example graphql_transport
//! node e2e/graphql/audit.mjs http://127.0.0.1:PORT/graphql
//! ```

use std::io::Write;

use backend::graphql::transport;

#[path = "../src/graphql/transport/tests/schema.rs"]
mod schema;
#[path = "../src/graphql/transport/tests/server.rs"]
mod server;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let port = std::env::var("PORT").ok().and_then(|port| port.parse().ok()).unwrap_or(0);
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", port)).await?;
    writeln!(std::io::stdout(), "http://{}/graphql", listener.local_addr()?)?;
    let served = server::Served::new(transport::Limits::default(), schema::Stopped::default());
    axum::serve(listener, served.router()).await?;
    Ok(())
}

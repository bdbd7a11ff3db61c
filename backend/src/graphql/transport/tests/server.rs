//! A server of the test schema, as thin as the real one's handlers.

use std::time::Duration;

use async_graphql::Data;
use axum::{
    Router,
    extract::{Request, State, WebSocketUpgrade},
    response::Response,
    routing::any,
};
use serde_json::{Map, Value};
use tokio::sync::watch;

use super::{
    schema::{Asker, Stopped, TestSchema, schema},
    transport::{Connection, Limits, Refused, execute_http, serve_ws, upgrade},
};

#[derive(Clone)]
pub(crate) struct Served {
    schema: TestSchema,
    limits: Limits,
    pub(crate) shutdown: watch::Sender<bool>,
}

impl Served {
    pub(crate) fn new(limits: Limits, stopped: Stopped) -> Self {
        let schema = schema(&limits, stopped);
        Self { schema, limits, shutdown: watch::Sender::new(false) }
    }

    pub(crate) fn router(&self) -> Router {
        Router::new()
            .route("/graphql", any(graphql))
            .route("/graphql/live", any(live))
            .with_state(self.clone())
    }
}

async fn graphql(State(served): State<Served>, request: Request) -> Response {
    execute_http(&served.schema, request, asker("HTTP"), &served.limits).await
}

async fn live(State(served): State<Served>, socket: WebSocketUpgrade) -> Response {
    let mut shutdown = served.shutdown.subscribe();
    upgrade(socket, &served.limits).on_upgrade(async move |socket| {
        let shutdown = async move {
            if shutdown.wait_for(|done| *done).await.is_err() {
                std::future::pending().await
            }
        };
        serve_ws(socket, served.schema, served.limits, connect, shutdown).await;
    })
}

/// Lets in who says a name, as the `connection_init` asks.
async fn connect(payload: Map<String, Value>) -> Result<Connection, Refused> {
    let said = |key: &str| payload.get(key).and_then(Value::as_str).map(str::to_owned);
    if payload.contains_key("never") {
        std::future::pending::<()>().await;
    }
    if let Some(reason) = said("refuse") {
        return Err(Refused(reason));
    }
    let name = said("name").unwrap_or_else(|| "nobody".to_owned());
    let is_signed_out = payload.contains_key("signedOut");
    let connection = Connection::new(move || {
        let data =
            if is_signed_out { Err(Refused("signed out".to_owned())) } else { Ok(asker(&name)) };
        async move { data }
    });
    let valid_for = payload.get("validForMilliseconds").and_then(Value::as_u64);
    Ok(match valid_for {
        Some(milliseconds) => connection.valid_for(Duration::from_millis(milliseconds)),
        None => connection,
    })
}

fn asker(name: &str) -> Data {
    let mut data = Data::default();
    data.insert(Asker(name.to_owned()));
    data
}

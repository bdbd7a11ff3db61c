//! Counters for Prometheus, at `/metrics`. Nothing personal; every label has a small set
//! of values.

use std::{
    sync::{Arc, Mutex, OnceLock, PoisonError},
    time::{Duration, Instant},
};

use async_graphql::{
    Response as GraphqlResponse, ServerResult, Variables,
    extensions::{Extension, ExtensionContext, ExtensionFactory, NextExecute, NextParseQuery},
    parser::types::{ExecutableDocument, OperationType, Selection},
};
use axum::{
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use metrics::{counter, describe_counter, describe_gauge, describe_histogram, gauge, histogram};
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use sea_orm::{ColumnTrait, DbBackend, EntityTrait, PaginatorTrait, QueryFilter};

use crate::{accounts::session, app::App, mail};

const REQUESTS: &str = "carnet_http_requests_total";
const REQUEST_SECONDS: &str = "carnet_http_request_seconds";
const OPERATIONS: &str = "carnet_graphql_operations_total";
const OPERATION_SECONDS: &str = "carnet_graphql_operation_seconds";
const DOSES: &str = "carnet_doses_recorded_total";
const ASSESSED: &str = "carnet_assessments_total";
const MAILS: &str = "carnet_mails_total";
const REMINDERS: &str = "carnet_reminders_total";
const MAILS_HELD: &str = "carnet_mails";
const SOCKETS: &str = "carnet_websocket_connections";
const SESSIONS: &str = "carnet_sessions";
const CONNECTIONS: &str = "carnet_database_connections";

static HANDLE: OnceLock<Option<PrometheusHandle>> = OnceLock::new();

/// Starts counting, once in a process; the buffers are emptied every half minute, so that
/// they do not grow when nobody asks.
pub fn start() {
    let handle = HANDLE.get_or_init(|| {
        let seconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0];
        let builder = PrometheusBuilder::new()
            .set_buckets_for_metric(Matcher::Suffix("_seconds".to_owned()), &seconds)
            .ok()?;
        let handle = builder.install_recorder().ok()?;
        describe();
        Some(handle)
    });
    if let Some(handle) = handle.clone() {
        tokio::spawn(async move {
            let mut every = tokio::time::interval(Duration::from_secs(30));
            loop {
                every.tick().await;
                handle.run_upkeep();
            }
        });
    }
}

fn describe() {
    describe_counter!(REQUESTS, "HTTP requests by route and class of status");
    describe_histogram!(REQUEST_SECONDS, "how long HTTP requests took");
    describe_counter!(OPERATIONS, "GraphQL operations by their root field");
    describe_histogram!(OPERATION_SECONDS, "how long GraphQL operations took");
    describe_counter!(DOSES, "doses recorded, by how they came into the record");
    describe_counter!(ASSESSED, "records assessed by the job, by whether the answer changed");
    describe_counter!(MAILS, "mails given to a server, by kind and what came of it");
    describe_counter!(REMINDERS, "reminders queued");
    describe_gauge!(MAILS_HELD, "mails in the database, by state");
    describe_gauge!(SOCKETS, "sockets open now");
    describe_gauge!(SESSIONS, "sessions that hold now");
    describe_gauge!(CONNECTIONS, "connections to the database, idle and in use");
}

/// Counts one HTTP request.
pub(super) fn request(method: &'static str, route: &str, status: u16, took: Duration) {
    let class = match status / 100 {
        1 => "1xx",
        2 => "2xx",
        3 => "3xx",
        4 => "4xx",
        _ => "5xx",
    };
    let route = route.to_owned();
    counter!(REQUESTS, "method" => method, "route" => route.clone(), "status" => class)
        .increment(1);
    histogram!(REQUEST_SECONDS, "method" => method, "route" => route).record(took.as_secs_f64());
}

/// Counts doses that were written.
pub fn doses_recorded(provenance: &'static str, count: usize) {
    counter!(DOSES, "provenance" => provenance).increment(u64::try_from(count).unwrap_or(0));
}

/// Counts what the job assessed, and of that what became another answer.
pub fn assessed(assessed: u64, changed: u64) {
    counter!(ASSESSED, "changed" => "yes").increment(changed);
    counter!(ASSESSED, "changed" => "no").increment(assessed.saturating_sub(changed));
}

/// Counts a mail that was given to a server.
pub fn mailed(kind: &'static str, outcome: &'static str) {
    counter!(MAILS, "kind" => kind, "outcome" => outcome).increment(1);
}

/// Counts reminders that were queued.
pub fn reminders_queued(count: u64) {
    counter!(REMINDERS).increment(count);
}

/// A socket that is counted as open until this is dropped.
#[derive(Debug)]
pub struct OpenSocket(());

impl OpenSocket {
    /// Counts one more.
    #[must_use]
    pub fn count() -> Self {
        gauge!(SOCKETS).increment(1.0);
        Self(())
    }
}

impl Drop for OpenSocket {
    fn drop(&mut self) {
        gauge!(SOCKETS).decrement(1.0);
    }
}

/// What Prometheus asks for.
pub(super) async fn scrape(State(app): State<Arc<App>>) -> Response {
    let Some(handle) = HANDLE.get().and_then(Option::as_ref) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    look(&app).await;
    let kind = "text/plain; version=0.0.4; charset=utf-8";
    let headers = [(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, "no-store")];
    (headers, handle.render()).into_response()
}

/// What is not counted as it happens is looked at now.
async fn look(app: &App) {
    let (size, idle) = match app.db.get_database_backend() {
        DbBackend::Sqlite => {
            let pool = app.db.get_sqlite_connection_pool();
            (pool.size(), pool.num_idle())
        }
        _ => {
            let pool = app.db.get_postgres_connection_pool();
            (pool.size(), pool.num_idle())
        }
    };
    let idle = u32::try_from(idle).unwrap_or(0);
    gauge!(CONNECTIONS, "state" => "idle").set(f64::from(idle));
    gauge!(CONNECTIONS, "state" => "in_use").set(f64::from(size.saturating_sub(idle)));
    if let Ok(counts) = mail::store::counts(&app.db).await {
        for (state, n) in counts {
            gauge!(MAILS_HELD, "state" => state)
                .set(f64::from(u32::try_from(n).unwrap_or(u32::MAX)));
        }
    }
    let sessions = session::Entity::find()
        .filter(session::Column::EndedAt.is_null())
        .filter(session::Column::ExpiresAt.gt(app.clock.now()))
        .count(&app.db)
        .await;
    if let Ok(count) = sessions {
        gauge!(SESSIONS).set(f64::from(u32::try_from(count).unwrap_or(u32::MAX)));
    }
}

/// Counts GraphQL operations by the names of their root fields. Only operations that are
/// valid are counted, so that the names are those of the schema.
#[derive(Debug)]
pub struct Operations;

impl ExtensionFactory for Operations {
    fn create(&self) -> Arc<dyn Extension> {
        Arc::new(Operation::default())
    }
}

/// The root fields of each operation of one request's document.
#[derive(Debug, Default)]
struct Operation(Mutex<Vec<Named>>);

#[derive(Debug)]
struct Named {
    name: Option<String>,
    kind: &'static str,
    fields: Vec<String>,
}

#[async_trait::async_trait]
impl Extension for Operation {
    async fn parse_query(
        &self,
        ctx: &ExtensionContext<'_>,
        query: &str,
        variables: &Variables,
        next: NextParseQuery<'_>,
    ) -> ServerResult<ExecutableDocument> {
        let document = next.run(ctx, query, variables).await?;
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = named(&document);
        Ok(document)
    }

    async fn execute(
        &self,
        ctx: &ExtensionContext<'_>,
        operation_name: Option<&str>,
        next: NextExecute<'_>,
    ) -> GraphqlResponse {
        let start = Instant::now();
        let response = next.run(ctx, operation_name).await;
        let took = start.elapsed().as_secs_f64();
        let outcome = if response.errors.is_empty() { "ok" } else { "error" };
        let operations = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let is_run = |o: &&Named| operation_name.is_none() || o.name.as_deref() == operation_name;
        if let Some(operation) = operations.iter().find(is_run) {
            for field in &operation.fields {
                let field = field.clone();
                counter!(OPERATIONS, "kind" => operation.kind, "field" => field.clone(), "outcome" => outcome)
                    .increment(1);
                histogram!(OPERATION_SECONDS, "kind" => operation.kind, "field" => field)
                    .record(took);
            }
        }
        response
    }
}

fn named(document: &ExecutableDocument) -> Vec<Named> {
    let operations = document.operations.iter().map(|(name, operation)| Named {
        name: name.map(ToString::to_string),
        kind: match operation.node.ty {
            OperationType::Query => "query",
            OperationType::Mutation => "mutation",
            OperationType::Subscription => "subscription",
        },
        fields: root_fields(&operation.node.selection_set.node.items),
    });
    operations.collect()
}

/// The names of the fields, each once; what stands in a fragment is not looked for.
fn root_fields(items: &[async_graphql::Positioned<Selection>]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for item in items {
        if let Selection::Field(field) = &item.node {
            let name = field.node.name.node.to_string();
            if !names.contains(&name) {
                names.push(name);
            }
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::{
        authz::Actor,
        graphql::{builder, data_of},
        testing::TestApp,
    };

    #[tokio::test]
    async fn operations_are_counted_by_field_and_names_of_hostile_ones_are_not() {
        start();
        let app = TestApp::empty().await;
        let schema = builder().extension(Operations).finish();
        for query in ["{ practice { name } }", "{ somethingHostile }"] {
            let mut request =
                async_graphql::Request::new(query).variables(Variables::from_json(json!({})));
            request.data = data_of(app.op(&Actor::Anonymous));
            schema.execute(request).await;
        }
        doses_recorded("given_here", 3);
        let socket = OpenSocket::count();
        let response = scrape(State(app.app.clone())).await;
        drop(socket);
        let body = axum::body::to_bytes(response.into_body(), 1_000_000).await.expect("a body");
        let text = String::from_utf8(body.to_vec()).expect("text");
        let line =
            "carnet_graphql_operations_total{kind=\"query\",field=\"practice\",outcome=\"ok\"} 1";
        assert!(text.contains(line), "{text}");
        assert!(text.contains("carnet_doses_recorded_total{provenance=\"given_here\"} "), "{text}");
        assert!(text.contains("carnet_sessions 0"), "{text}");
        assert!(!text.contains("somethingHostile"), "{text}");
    }
}

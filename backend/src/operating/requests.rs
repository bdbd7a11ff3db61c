//! Around each request: its id, one line in the log, its share in the metrics.
//!
//! The route is told by its pattern, never by the path that was asked for.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use axum::{
    extract::{MatchedPath, Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, Method},
    middleware::Next,
    response::Response,
};
use tracing::Instrument;

use super::metrics;
use crate::app::App;

/// The header that carries the id of a request, in and out.
pub const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The middleware.
pub async fn observe(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let id = request_id(&app, request.headers());
    let method = method_of(request.method());
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map_or_else(|| "files".to_owned(), |path| path.as_str().to_owned());
    let span = tracing::info_span!("request", request_id = %id);
    let start = Instant::now();
    let mut response = next.run(request).instrument(span.clone()).await;
    let took = start.elapsed();
    if let Ok(value) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(REQUEST_ID, value);
    }
    let status = response.status().as_u16();
    metrics::request(method, &route, status, took);
    span.in_scope(|| log(method, &route, status, took));
    response
}

/// What watches the service asks every few seconds; that is not worth a line.
fn log(method: &'static str, route: &str, status: u16, took: Duration) {
    let ms = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
    if route.starts_with("/health") || route == "/metrics" || route == "files" {
        tracing::debug!(method, route, status, ms, "answered");
    } else {
        tracing::info!(method, route, status, ms, "answered");
    }
}

/// The id that a proxy gave, if it is one; else a new one.
fn request_id(app: &App, headers: &HeaderMap) -> String {
    let given = headers.get(&REQUEST_ID).and_then(|v| v.to_str().ok()).filter(|id| {
        (8..=64).contains(&id.len()) && id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
    });
    given.map_or_else(|| app.ids.uuid(app.clock.now()).to_string(), str::to_owned)
}

/// A method as a label; hostile ones are all the same.
fn method_of(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::POST => "POST",
        Method::HEAD => "HEAD",
        Method::OPTIONS => "OPTIONS",
        Method::PUT => "PUT",
        Method::DELETE => "DELETE",
        Method::PATCH => "PATCH",
        _ => "OTHER",
    }
}

#[cfg(test)]
mod tests {
    use axum::{Router, body::Body, middleware::from_fn_with_state, routing::get};
    use tower::ServiceExt;

    use super::*;
    use crate::testing::TestApp;

    async fn id_of(sent: Option<&str>) -> String {
        let app = TestApp::empty().await.app;
        let router: Router = Router::new()
            .route("/things/{id}", get(async || "here"))
            .layer(from_fn_with_state(app.clone(), observe))
            .with_state(app);
        let mut request = Request::builder().uri("/things/42");
        if let Some(sent) = sent {
            request = request.header(REQUEST_ID, sent);
        }
        let request = request.body(Body::empty()).expect("a request");
        let response = router.oneshot(request).await.expect("an answer");
        let id = response.headers().get(REQUEST_ID).expect("an id");
        id.to_str().expect("ASCII").to_owned()
    }

    #[tokio::test]
    async fn a_request_keeps_the_id_of_the_proxy_if_it_is_one() {
        assert_eq!(id_of(Some("4f1c-0001")).await, "4f1c-0001");
        assert_eq!(id_of(None).await.len(), 36);
        assert_eq!(id_of(Some("<script>")).await.len(), 36);
        assert_eq!(id_of(Some(&"a".repeat(65))).await.len(), 36);
    }
}

//! The HTTP server: API, sign-in, the front end's files, in one router.
//!
//! Every answer carries the security headers; what can change is never cached, hashed
//! files are kept for a year. The shell of the front end answers every path that is no
//! file, so that a link into the app works.

use std::{future::Future, sync::Arc, time::Duration};

use anyhow::Context;
use axum::{
    Extension, Router,
    extract::{Request, State, WebSocketUpgrade},
    http::{HeaderMap, HeaderName, HeaderValue, header},
    middleware::{self, Next},
    response::{IntoResponse, Response},
    routing::get,
};
use tokio::{net::TcpListener, sync::watch};
use tower_http::{catch_panic::CatchPanicLayer, services::ServeDir};

use crate::{
    accounts::{Credential, actor_of},
    app::App,
    clients,
    error::AppError,
    graphql::{
        CarnetSchema, builder, data_of,
        transport::{
            Conforming, Connection, ErrorCode, Limits, Refused, conforming, execute_http, limited,
            refuse_http, serve_ws, upgrade,
        },
    },
    ids::hash_of,
    op::OpCtx,
    operating::{self, metrics, requests},
    sign_in,
};

/// What the routes share beside the [`App`].
#[derive(Clone)]
struct Graph {
    schema: Conforming<CarnetSchema>,
    limits: Limits,
    closing: watch::Receiver<bool>,
}

/// All routes. `closing` turns true when the server is about to stop.
pub fn router(app: &Arc<App>, closing: watch::Receiver<bool>) -> Router {
    let limits = Limits::default();
    let schema = limited(builder().extension(metrics::Operations), &limits);
    let schema = if app.config.is_demo { schema } else { schema.disable_introspection() };
    let graph = Graph { schema: conforming(schema.finish()), limits, closing };
    Router::new()
        .route("/graphql", get(graphql).post(graphql).fallback(graphql))
        .route("/graphql/live", get(live))
        .merge(sign_in::routes(app))
        .merge(clients::routes())
        .merge(crate::mail::pages::routes())
        .merge(crate::exports::http::routes())
        .merge(operating::routes())
        .fallback_service(files(app))
        .layer(Extension(graph))
        .layer(middleware::from_fn_with_state(app.clone(), sign_in::guard))
        .layer(middleware::from_fn(security_headers))
        .layer(CatchPanicLayer::new())
        .layer(middleware::from_fn_with_state(app.clone(), requests::observe))
        .with_state(app.clone())
}

/// Serves until the signal, then lets requests under way finish for at most 20 seconds.
///
/// # Errors
/// If the address cannot be listened on.
pub async fn serve(
    app: Arc<App>,
    listener: TcpListener,
    stop: impl Future<Output = ()>,
) -> anyhow::Result<()> {
    metrics::start();
    let (close, closing) = watch::channel(false);
    let router = router(&app, closing.clone());
    let events = tokio::spawn(crate::events::listen(app.clone()));
    let job = tokio::spawn(crate::assessments::job::run(app.clone()));
    let families = tokio::spawn(crate::families::job::run(app.clone()));
    let finder = tokio::spawn(crate::reminders::find::run(app.clone()));
    let sender = tokio::spawn(crate::mail::job::run(app.clone()));
    let mut graceful = closing.clone();
    let server = axum::serve(listener, router).with_graceful_shutdown(async move {
        graceful.wait_for(|is_closing| *is_closing).await.ok();
    });
    let server = tokio::spawn(server.into_future());
    stop.await;
    tracing::info!("stopping: letting requests finish");
    close.send(true).ok();
    if tokio::time::timeout(Duration::from_secs(20), server).await.is_err() {
        tracing::warn!("some requests did not finish in 20 seconds and were ended");
    }
    events.abort();
    job.abort();
    finder.abort();
    families.abort();
    sender.abort();
    app.db.clone().close().await.context("cannot close the database")?;
    Ok(())
}

/// Who asks, or the refusal in the media type that they accept.
pub(crate) async fn op_of(app: &Arc<App>, headers: &HeaderMap) -> Result<OpCtx, AppError> {
    let credential = sign_in::credential(app, headers);
    let actor = actor_of(app, &credential).await?;
    Ok(OpCtx::new(app.clone(), actor).with_credential(credential))
}

/// GraphQL over HTTP. A session that has ended is nobody: public fields still answer.
async fn graphql(
    State(app): State<Arc<App>>,
    Extension(graph): Extension<Graph>,
    request: Request,
) -> Response {
    let headers = request.headers();
    let op = match op_of(&app, headers).await {
        Ok(op) => op,
        Err(AppError::Unauthenticated) if headers.contains_key(header::AUTHORIZATION) => {
            return refuse_http(
                headers,
                ErrorCode::Unauthenticated,
                "the token does not hold (any more)",
            );
        }
        Err(AppError::Unauthenticated) => OpCtx::new(app.clone(), crate::authz::Actor::Anonymous),
        Err(error) => {
            tracing::error!(error = %format!("{error:?}"), "cannot say who asks");
            return refuse_http(headers, ErrorCode::Internal, "internal error");
        }
    };
    execute_http(&graph.schema, request, data_of(op), &graph.limits).await
}

/// GraphQL over WebSocket. Integrators send their token as `authorization` in the
/// payload of `connection_init`, browsers their session's cookie.
async fn live(
    State(app): State<Arc<App>>,
    Extension(graph): Extension<Graph>,
    headers: HeaderMap,
    socket: WebSocketUpgrade,
) -> Response {
    let mut closing = graph.closing.clone();
    upgrade(socket, &graph.limits).on_upgrade(async move |socket| {
        let _open = metrics::OpenSocket::count();
        let connect = |payload: serde_json::Map<String, serde_json::Value>| {
            let credential = credential_of(&app, &headers, &payload);
            connection_of(app, credential)
        };
        let shutdown = async move {
            closing.wait_for(|is_closing| *is_closing).await.ok();
        };
        serve_ws(socket, graph.schema, graph.limits, connect, shutdown).await;
    })
}

/// A socket of whoever shows that credential; asked again for each operation.
async fn connection_of(app: Arc<App>, credential: Credential) -> Result<Connection, Refused> {
    actor_of(&app, &credential).await.map_err(|_| not_signed_in())?;
    Ok(Connection::new(move || {
        let (app, credential) = (app.clone(), credential.clone());
        async move {
            let actor = actor_of(&app, &credential).await.map_err(|_| not_signed_in())?;
            Ok(data_of(OpCtx::new(app, actor).with_credential(credential)))
        }
    }))
}

fn not_signed_in() -> Refused {
    Refused("not signed in".to_owned())
}

/// A token in the payload, or else the session's cookie.
fn credential_of(
    app: &App,
    headers: &HeaderMap,
    payload: &serde_json::Map<String, serde_json::Value>,
) -> Credential {
    let bearer = payload
        .get("authorization")
        .and_then(|v| v.as_str())
        .and_then(|v| v.strip_prefix("Bearer "));
    bearer.map_or_else(
        || sign_in::credential(app, headers),
        |token| Credential::Bearer(hash_of(token.trim())),
    )
}

/// The built front end: files as they are (brotli where the browser takes it), and the
/// shell for every other path.
fn files(app: &App) -> Router {
    let dir = &app.config.http.web_dir;
    let shell = dir.join("index.html");
    let serve = ServeDir::new(dir).precompressed_br().append_index_html_on_directories(false);
    Router::new().fallback_service(
        tower::ServiceBuilder::new().layer(middleware::from_fn(cache_headers)).service(
            serve.fallback(get(async move || match tokio::fs::read(&shell).await {
                Ok(html) => {
                    ([(header::CONTENT_TYPE, "text/html; charset=utf-8")], html).into_response()
                }
                Err(_) => no_front_end(),
            })),
        ),
    )
}

fn no_front_end() -> Response {
    let words =
        "The front end is not built. Run `cargo xtask run`, or set CARNET_WEB_DIR to its folder.\n";
    (axum::http::StatusCode::NOT_FOUND, words).into_response()
}

/// Files whose name carries a hash never change; everything else is asked for again.
async fn cache_headers(request: Request, next: Next) -> Response {
    let is_hashed = has_hash(request.uri().path());
    let mut response = next.run(request).await;
    let kept = is_hashed && response.status().is_success();
    let value = if kept { "public, max-age=31536000, immutable" } else { "no-cache" };
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static(value));
    response
}

/// Whether a file's name carries Trunk's hash: `-` and 16 hexadecimal digits before its
/// endings.
fn has_hash(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default();
    let bytes = name.as_bytes();
    name.match_indices('-').any(|(i, _)| {
        let hash = bytes.get(i + 1..i + 17);
        let after = bytes.get(i + 17);
        hash.is_some_and(|h| h.iter().all(u8::is_ascii_hexdigit))
            && matches!(after, Some(b'.' | b'_'))
    })
}

/// What every answer says to the browser about trust.
async fn security_headers(request: Request, next: Next) -> Response {
    const CSP: &str = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
        img-src 'self' data:; connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; \
        frame-ancestors 'none'";
    const HEADERS: [(HeaderName, &str); 5] = [
        (header::CONTENT_SECURITY_POLICY, CSP),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (
            HeaderName::from_static("permissions-policy"),
            "geolocation=(), microphone=(), camera=(self)",
        ),
    ];
    let mut response = next.run(request).await;
    for (name, value) in HEADERS {
        // A page of its own (the demo's provider) may say something stricter.
        response.headers_mut().entry(name).or_insert(HeaderValue::from_static(value));
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_name_with_a_hash_is_kept() {
        assert!(has_hash("/frontend-0123456789abcdef_bg.wasm"));
        assert!(has_hash("/styles/base-0123456789abcdef.css"));
        assert!(!has_hash("/index.html"));
        assert!(!has_hash("/a-0123456789abcdeg.css"));
        assert!(!has_hash("/some-0123456789abcdef/index.html"));
    }
}

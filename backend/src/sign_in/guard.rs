//! The guard before every route: no request forged by another site, and a token that
//! does not grow old.
//!
//! A browser sends the session's cookie with whatever another site makes it send. So an
//! unsafe request by cookie needs a header that no other site can add without asking
//! (CORS), and, where the browser says from where it comes, our own origin. A socket
//! cannot carry the header, but always carries its origin.

use std::sync::Arc;

use axum::{
    Json,
    extract::{Request, State},
    http::{HeaderMap, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use openidconnect::url::Url;
use serde_json::json;

use super::{cookies::Cookie, session};
use crate::{accounts::Credential, app::App};

/// The header that only our own pages send.
pub const CSRF_HEADER: &str = "x-carnet-csrf";

/// These never look at the session's cookie: machines, the demo's provider, and the links of
/// mails, which act by a secret of their own.
const WITHOUT_COOKIE: [&str; 3] = ["/oauth/", "/demo-idp/", "/mail/"];

/// Refuses forged requests by cookie and renews the session's token when it is due.
pub async fn guard(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let reads_cookie = !WITHOUT_COOKIE.iter().any(|p| path.starts_with(p));
    if reads_cookie && is_forged(&app, request.method(), request.headers()) {
        tracing::warn!(path, "refused a request without the header or from another origin");
        return refusal();
    }
    // Only answers that no cache keeps may carry a cookie.
    let is_renewing = path == "/graphql" && !is_upgrade(request.headers());
    let renewed = if is_renewing { session::renew(&app, request.headers()).await } else { None };
    let mut response = next.run(request).await;
    if let Some(token) = renewed {
        response.headers_mut().append(header::SET_COOKIE, Cookie::Session.set(&app, &token, None));
    }
    response
}

/// Whether another site may have made the browser send this.
fn is_forged(app: &App, method: &Method, headers: &HeaderMap) -> bool {
    if !matches!(super::credential(app, headers), Credential::Session(_)) {
        return false;
    }
    let has_origin = headers.contains_key(header::ORIGIN);
    if is_upgrade(headers) {
        return !(has_origin && is_same_origin(app, headers));
    }
    let is_ours = headers.contains_key(CSRF_HEADER) && is_same_origin(app, headers);
    !method.is_safe() && !is_ours
}

/// Whether the request comes from our own pages, as far as the browser says.
///
/// Under our referrer policy some browsers hide the origin as `null` even from ourselves;
/// then `Sec-Fetch-Site`, which no page can set, must say that it is ours.
#[must_use]
pub fn is_same_origin(app: &App, headers: &HeaderMap) -> bool {
    let Some(origin) = headers.get(header::ORIGIN) else { return true };
    if origin == "null" {
        return headers.get("sec-fetch-site").is_some_and(|site| site == "same-origin");
    }
    let ours = Url::parse(&app.config.public_url()).map(|u| u.origin().ascii_serialization());
    ours.is_ok_and(|ours| origin.as_bytes() == ours.as_bytes())
}

fn is_upgrade(headers: &HeaderMap) -> bool {
    headers.get(header::UPGRADE).is_some_and(|v| v.as_bytes().eq_ignore_ascii_case(b"websocket"))
}

/// The answer to a forged request.
pub(crate) fn refusal() -> Response {
    let message = format!(
        "a request by cookie needs the header `{CSRF_HEADER}` and must come from our own origin"
    );
    let body =
        json!({ "errors": [{ "message": message, "extensions": { "code": "FORGED_REQUEST" } }] });
    (StatusCode::FORBIDDEN, Json(body)).into_response()
}

//! `POST /auth/logout`: ends the session here and says where the provider ends its own.

use std::sync::Arc;

use axum::{
    Json,
    extract::State,
    http::{HeaderMap, header},
    response::{IntoResponse, Response},
};
use openidconnect::url::Url;
use serde_json::json;

use super::{
    cookies::Cookie,
    guard::{self, CSRF_HEADER},
    provider, session,
};
use crate::{app::App, authz::Actor, op::OpCtx};

/// Ends the session and answers `{"redirect": address}` for the browser to go to.
pub(crate) async fn logout(State(app): State<Arc<App>>, headers: HeaderMap) -> Response {
    if !headers.contains_key(CSRF_HEADER) || !guard::is_same_origin(&app, &headers) {
        return guard::refusal();
    }
    let op = OpCtx::new(app.clone(), Actor::System);
    let id_token = match session::end_shown(&op, &headers).await {
        Ok(id_token) => id_token,
        Err(error) => {
            tracing::error!(error = ?error, "cannot end a session");
            return axum::http::StatusCode::INTERNAL_SERVER_ERROR.into_response();
        }
    };
    let redirect = match id_token {
        Some(id_token) => at_provider(&app, &id_token).await,
        None => "/".to_owned(),
    };
    let mut response = Json(json!({ "redirect": redirect })).into_response();
    response.headers_mut().append(header::SET_COOKIE, Cookie::Session.clear(&app));
    response
}

/// Where the provider ends its session; the start page if it cannot say.
async fn at_provider(app: &App, id_token: &str) -> String {
    let end_session = provider::current(app).await.ok().and_then(|p| p.end_session.clone());
    end_session.map_or_else(|| "/".to_owned(), |url| end_session_url(app, url, id_token))
}

fn end_session_url(app: &App, mut url: Url, id_token: &str) -> String {
    url.query_pairs_mut()
        .append_pair("id_token_hint", id_token)
        .append_pair("client_id", &app.config.oidc.client_id)
        .append_pair("post_logout_redirect_uri", &format!("{}/", app.config.public_url()));
    url.into()
}

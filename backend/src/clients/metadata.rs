//! `GET /.well-known/oauth-authorization-server`: what machines need to know (RFC 8414).

use std::sync::Arc;

use axum::{Json, extract::State};
use serde_json::{Value, json};

use crate::{app::App, authz::Scope};

/// Tells the endpoints and what they serve.
pub(crate) async fn metadata(State(app): State<Arc<App>>) -> Json<Value> {
    let issuer = app.config.public_url();
    let methods = ["client_secret_basic", "client_secret_post"];
    Json(json!({
        "issuer": issuer,
        "token_endpoint": format!("{issuer}/oauth/token"),
        "revocation_endpoint": format!("{issuer}/oauth/revoke"),
        "grant_types_supported": ["client_credentials"],
        "response_types_supported": [],
        "scopes_supported": Scope::ALL.map(Scope::code),
        "token_endpoint_auth_methods_supported": methods,
        "revocation_endpoint_auth_methods_supported": methods,
    }))
}

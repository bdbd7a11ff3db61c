//! The demo's token endpoint and its keys.

use std::sync::Arc;

use axum::{
    Form, Json,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use serde::Deserialize;
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

use super::{DemoPerson, codes::Grant, key::SigningKey};
use crate::app::App;

/// Seconds for which an ID token holds.
const HOLDS: i64 = 300;

/// A token request.
#[derive(Debug, Deserialize)]
pub(crate) struct TokenRequest {
    grant_type: Option<String>,
    code: Option<String>,
    redirect_uri: Option<String>,
    client_id: Option<String>,
    code_verifier: Option<String>,
}

/// Exchanges a code for an ID token.
pub(crate) async fn token(
    State(app): State<Arc<App>>,
    Form(request): Form<TokenRequest>,
) -> Response {
    if request.grant_type.as_deref() != Some("authorization_code") {
        return refusal("unsupported_grant_type");
    }
    let demo = &app.sign_in.demo;
    let grant = request.code.as_deref().and_then(|code| demo.codes.take(code, app.clock.now()));
    let grant = grant.filter(|g| fits(g, &request));
    let Some((grant, person)) = grant.and_then(|g| demo.person(&g.subject).map(|p| (g, p))) else {
        return refusal("invalid_grant");
    };
    let signed = key(&app).and_then(|key| key.sign(&claims(&app, person, &grant)));
    match signed {
        Ok(id_token) => {
            let access_token = app.ids.token();
            let answer = json!({
                "access_token": access_token, "token_type": "Bearer", "expires_in": HOLDS, "id_token": id_token,
            });
            Json(answer).into_response()
        }
        Err(error) => {
            tracing::error!(error = ?error, "the demo's provider cannot sign");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

/// The public keys.
pub(crate) async fn jwks(State(app): State<Arc<App>>) -> Response {
    match key(&app) {
        Ok(key) => Json(json!({ "keys": [key.public()] })).into_response(),
        Err(error) => {
            tracing::error!(error = ?error, "the demo's provider has no key");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

/// The key of this start.
fn key(app: &App) -> anyhow::Result<&SigningKey> {
    let slot = &app.sign_in.demo.key;
    if let Some(key) = slot.get() {
        return Ok(key);
    }
    let made = SigningKey::new(&app.ids)?;
    Ok(slot.get_or_init(|| made))
}

/// Whether the request is the one that the code was made for.
fn fits(grant: &Grant, request: &TokenRequest) -> bool {
    let verifier = request.code_verifier.as_deref().unwrap_or("");
    let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(verifier.as_bytes()));
    request.client_id.as_deref() == Some(&grant.client_id)
        && request.redirect_uri.as_deref() == Some(&grant.redirect_uri)
        && challenge == grant.code_challenge
}

fn claims(app: &App, person: &DemoPerson, grant: &Grant) -> Map<String, Value> {
    let oidc = &app.config.oidc;
    let now = app.clock.now().timestamp();
    let roles: Vec<&str> = person.roles.iter().map(|r| r.code()).collect();
    let mut claims = Map::new();
    claims.insert("iss".to_owned(), super::issuer(&app.config).into());
    claims.insert("sub".to_owned(), person.subject.as_str().into());
    claims.insert("aud".to_owned(), grant.client_id.as_str().into());
    claims.insert("iat".to_owned(), now.into());
    claims.insert("auth_time".to_owned(), now.into());
    claims.insert("exp".to_owned(), (now + HOLDS).into());
    claims.insert("name".to_owned(), person.name.as_str().into());
    claims.insert(oidc.roles_claim.clone(), roles.into());
    let others = [
        ("nonce", &grant.nonce),
        (oidc.matricule_claim.as_str(), &person.matricule),
        (oidc.professional_claim.as_str(), &person.professional_number),
    ];
    for (name, value) in others {
        if let Some(value) = value {
            claims.insert(name.to_owned(), value.as_str().into());
        }
    }
    claims
}

fn refusal(error: &str) -> Response {
    (StatusCode::BAD_REQUEST, Json(json!({ "error": error }))).into_response()
}

//! `POST /oauth/token`: a machine's secret for a short token (RFC 6749 §4.4).

use std::sync::Arc;

use axum::{
    Json,
    body::Bytes,
    extract::State,
    http::{HeaderMap, header},
    response::{IntoResponse, Response},
};
use chrono::Duration;
use serde_json::json;

use super::{
    access_token,
    authenticate::authenticate,
    form::{Form, OauthError},
    store,
};
use crate::{
    app::App,
    authz::{Actor, Scope},
    ids::hash_of,
    op::OpCtx,
};

/// How long a token holds.
const HOLDS: Duration = Duration::minutes(15);

/// Answers a token request.
pub(crate) async fn token(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, OauthError> {
    let form = Form::read(&headers, &body)?;
    let client = authenticate(&app, &headers, &form).await?;
    match form.get("grant_type") {
        Some("client_credentials") => {}
        Some(_) => return Err(OauthError::UnsupportedGrantType),
        None => return Err(OauthError::InvalidRequest("`grant_type` is missing")),
    }
    let scopes = granted(&client.scopes, form.get("scope"))?;

    let op = OpCtx::new(app, Actor::System);
    let token = op.app.ids.token();
    let row = access_token::Model {
        token_hash: hash_of(&token),
        client_id: Some(client.id),
        account_id: None,
        roles: String::new(),
        scopes: scopes.clone(),
        created_at: op.now(),
        expires_at: op.now() + HOLDS,
        revoked_at: None,
    };
    store::insert_token(op.db(), row).await?;
    tracing::info!(client_id = %client.id, "gave a machine a token");
    let answer = json!({ "access_token": token, "token_type": "Bearer", "expires_in": HOLDS.num_seconds(), "scope": scopes });
    Ok(([(header::CACHE_CONTROL, "no-store")], Json(answer)).into_response())
}

/// The scopes asked for, all of which the client must have; without a wish all it has.
fn granted(held: &str, asked: Option<&str>) -> Result<String, OauthError> {
    let held: Vec<Scope> = held.split(' ').filter_map(Scope::from_code).collect();
    let mut granted = Vec::new();
    for word in asked.unwrap_or("").split(' ').filter(|w| !w.is_empty()) {
        let scope =
            Scope::from_code(word).filter(|s| held.contains(s)).ok_or(OauthError::InvalidScope)?;
        if !granted.contains(&scope) {
            granted.push(scope);
        }
    }
    let granted = if granted.is_empty() { held } else { granted };
    Ok(scopes_as_words(&granted))
}

/// Scopes as they are stored and told.
pub(crate) fn scopes_as_words(scopes: &[Scope]) -> String {
    scopes.iter().map(|s| s.code()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_client_gets_what_it_has_and_asked_for() {
        let held = "records:read vaccinations:write";
        assert_eq!(granted(held, None).expect("scopes"), held);
        assert_eq!(
            granted(held, Some("records:read records:read")).expect("scopes"),
            "records:read"
        );
        for wish in ["records:write", "records:read records:write", "root", "RECORDS:READ"] {
            assert!(matches!(granted(held, Some(wish)), Err(OauthError::InvalidScope)), "{wish}");
        }
    }
}

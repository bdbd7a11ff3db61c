//! `POST /oauth/revoke`: a machine gives a token back (RFC 7009).

use std::sync::Arc;

use axum::{
    body::Bytes,
    extract::State,
    http::{HeaderMap, StatusCode},
};

use super::{
    authenticate::authenticate,
    form::{Form, OauthError},
    store,
};
use crate::{app::App, authz::Actor, ids::hash_of, op::OpCtx};

/// Revokes a token of the client that asks; another's or an unknown one answers the same.
pub(crate) async fn revoke(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<StatusCode, OauthError> {
    let form = Form::read(&headers, &body)?;
    let client = authenticate(&app, &headers, &form).await?;
    let token = form.get("token").ok_or(OauthError::InvalidRequest("`token` is missing"))?;
    let op = OpCtx::new(app, Actor::System);
    store::revoke_token(&op, &hash_of(token), client.id).await?;
    Ok(StatusCode::OK)
}

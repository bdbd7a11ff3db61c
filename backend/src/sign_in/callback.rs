//! `GET /auth/callback`: the provider sends the browser back.

use std::sync::Arc;

use axum::{
    extract::{Query, State},
    http::{HeaderMap, header},
    response::{IntoResponse, Redirect, Response},
};
use chrono::Duration;
use openidconnect::Nonce;
use serde::Deserialize;

use super::{
    claims,
    cookies::Cookie,
    demo, entity,
    login::ATTEMPT_SECONDS,
    provider::{self, ProviderError},
    session, store,
};
use crate::{app::App, authz::Actor, error::AppError, ids::hash_of, op::OpCtx};

/// Why a sign-in ended without a session. The page `/sign-in` has the words for its code.
#[derive(Debug, thiserror::Error)]
pub(crate) enum SignInError {
    /// The person, or the provider for them, said no.
    #[error("the provider says no: {0}")]
    AccessDenied(String),
    /// Unknown, used before, or begun too long ago.
    #[error("no such sign-in under way")]
    Expired,
    /// Begun in another browser, or answered with something not to be believed.
    #[error("refused: {0}")]
    Invalid(String),
    /// The provider knows the person, but they have no role here.
    #[error("no role here")]
    NoAccount,
    /// The provider does not answer.
    #[error("no provider: {0}")]
    Provider(String),
    /// Something broke on our side.
    #[error("internal error")]
    Internal(#[source] AppError),
}

impl SignInError {
    /// The code for the page.
    fn code(&self) -> &'static str {
        match self {
            Self::AccessDenied(_) => "access_denied",
            Self::Expired => "expired",
            Self::Invalid(_) => "invalid",
            Self::NoAccount => "no_account",
            Self::Provider(_) => "provider",
            Self::Internal(_) => "internal",
        }
    }
}

impl From<AppError> for SignInError {
    fn from(error: AppError) -> Self {
        Self::Internal(error)
    }
}

impl From<ProviderError> for SignInError {
    fn from(error: ProviderError) -> Self {
        match error {
            ProviderError::NotConfigured | ProviderError::Unavailable(_) => {
                Self::Provider(error.to_string())
            }
            ProviderError::CodeRefused(_) | ProviderError::TokenRefused(_) => {
                Self::Invalid(error.to_string())
            }
        }
    }
}

impl IntoResponse for SignInError {
    fn into_response(self) -> Response {
        let code = self.code();
        match &self {
            Self::AccessDenied(_) | Self::Expired => {
                tracing::info!(code, reason = %self, "sign-in ended")
            }
            Self::Invalid(_) | Self::NoAccount => {
                tracing::warn!(code, reason = %self, "sign-in refused")
            }
            Self::Provider(_) => tracing::error!(code, reason = %self, "sign-in failed"),
            Self::Internal(cause) => tracing::error!(code, cause = ?cause, "sign-in failed"),
        }
        Redirect::to(&format!("/sign-in?error={code}")).into_response()
    }
}

/// What the provider says as it sends the browser back.
#[derive(Debug, Deserialize)]
pub(crate) struct CallbackQuery {
    code: Option<String>,
    state: Option<String>,
    iss: Option<String>,
    error: Option<String>,
}

/// Finishes a sign-in: a session and the page that was asked for, or the reason why not.
pub(crate) async fn callback(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    Query(query): Query<CallbackQuery>,
) -> Response {
    match finish(&app, &headers, query).await {
        Ok((return_to, token)) => {
            let mut response = Redirect::to(&return_to).into_response();
            response
                .headers_mut()
                .append(header::SET_COOKIE, Cookie::Session.set(&app, &token, None));
            response.headers_mut().append(header::SET_COOKIE, Cookie::Binding.clear(&app));
            response
        }
        Err(error) => error.into_response(),
    }
}

async fn finish(
    app: &Arc<App>,
    headers: &HeaderMap,
    query: CallbackQuery,
) -> Result<(String, String), SignInError> {
    let op = OpCtx::new(app.clone(), Actor::System);
    let attempt = take_attempt(&op, headers, query.state.as_deref()).await?;
    if let Some(error) = query.error {
        return Err(refused_by_provider(&error));
    }
    // RFC 9207: an answer that names another provider is not the answer to our question.
    let expected = provider::issuer(&app.config);
    if query.iss.is_some() && query.iss != expected {
        return Err(SignInError::Invalid("the answer names another issuer".to_owned()));
    }
    let code =
        query.code.ok_or_else(|| SignInError::Invalid("the answer has no code".to_owned()))?;

    let verified =
        provider::redeem(app, code, attempt.pkce_verifier, &Nonce::new(attempt.nonce)).await?;
    let issuer = demo::stored_issuer(&app.config, &verified.issuer);
    let identity = claims::identity(&verified.claims, &app.config.oidc, &issuer);
    let accepted = headers
        .get(header::ACCEPT_LANGUAGE)
        .and_then(|v| v.to_str().ok())
        .and_then(claims::accepted_locale);
    let account = op
        .transaction(async |tx| store::upsert_account(&op, tx.db(), &identity, accepted).await)
        .await?;
    if account.roles.is_empty() {
        return Err(SignInError::NoAccount);
    }
    session::end_shown(&op, headers).await?;
    let token = session::begin(&op, &account, &verified.id_token).await?;
    tracing::info!(account_id = %account.id, "signed in");
    Ok((attempt.return_to, token))
}

/// The attempt of that state, once, in the browser that began it.
async fn take_attempt(
    op: &OpCtx,
    headers: &HeaderMap,
    state: Option<&str>,
) -> Result<entity::Model, SignInError> {
    let state = state.ok_or_else(|| SignInError::Invalid("the answer has no state".to_owned()))?;
    let attempt = store::find_attempt(op, &hash_of(state)).await?.ok_or(SignInError::Expired)?;
    // Checked before it is used up: a thief of the state must not spoil the owner's sign-in.
    let binding = Cookie::Binding.read(&op.app, headers);
    if binding.is_none_or(|b| hash_of(&b) != attempt.browser_hash) {
        return Err(SignInError::Invalid("it was begun in another browser".to_owned()));
    }
    let is_over = attempt.created_at + Duration::seconds(ATTEMPT_SECONDS.into()) <= op.now();
    if is_over || !store::use_attempt(op, &attempt.state_hash).await? {
        return Err(SignInError::Expired);
    }
    Ok(attempt)
}

fn refused_by_provider(error: &str) -> SignInError {
    // The word is the provider's, by way of the browser: only plain ones go to the log.
    let is_plain =
        error.len() <= 60 && error.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
    let word = if is_plain { error } else { "unreadable" }.to_owned();
    match error {
        "access_denied" | "login_required" | "consent_required" | "interaction_required" => {
            SignInError::AccessDenied(word)
        }
        _ => SignInError::Provider(word),
    }
}

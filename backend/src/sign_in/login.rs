//! `GET /auth/login`: begins a sign-in.

use std::sync::Arc;

use axum::{
    extract::{Query, State},
    http::{HeaderMap, header},
    response::{IntoResponse, Redirect, Response},
};
use openidconnect::{
    CsrfToken, LanguageTag, Nonce, PkceCodeChallenge, PkceCodeVerifier, Scope,
    core::CoreAuthenticationFlow,
    url::{Url, form_urlencoded},
};
use serde::Deserialize;
use shared::Locale;

use super::{
    callback::SignInError, cookies::Cookie, demo, entity, provider, return_to::local_path, store,
};
use crate::{app::App, authz::Actor, error::Result, ids::hash_of, op::OpCtx};

/// Seconds in which a sign-in must be finished.
pub(crate) const ATTEMPT_SECONDS: u32 = 600;

/// What the page that begins a sign-in may say.
#[derive(Debug, Deserialize)]
pub(crate) struct LoginQuery {
    #[serde(rename = "returnTo")]
    return_to: Option<String>,
    locale: Option<String>,
}

/// Stores an attempt and sends the browser to the provider.
pub(crate) async fn login(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    Query(query): Query<LoginQuery>,
) -> Response {
    if let Some(address) = other_address(&app, &headers, &query) {
        return Redirect::to(&address).into_response();
    }
    match begin(&app, &headers, &query).await {
        Ok((address, cookie)) => {
            let mut response = Redirect::to(address.as_str()).into_response();
            response.headers_mut().append(
                header::SET_COOKIE,
                Cookie::Binding.set(&app, &cookie, Some(ATTEMPT_SECONDS)),
            );
            response
        }
        Err(error) => error.into_response(),
    }
}

async fn begin(
    app: &Arc<App>,
    headers: &HeaderMap,
    query: &LoginQuery,
) -> Result<(Url, String), SignInError> {
    let provider = provider::current(app).await?;
    let (state, nonce, verifier) = (app.ids.token(), app.ids.token(), app.ids.token());
    // Two tabs may sign in at once: they share what binds them to this browser.
    let binding = Cookie::Binding.read(app, headers).unwrap_or_else(|| app.ids.token());

    let op = OpCtx::new(app.clone(), Actor::System);
    let attempt = entity::Model {
        state_hash: hash_of(&state),
        browser_hash: hash_of(&binding),
        nonce: nonce.clone(),
        pkce_verifier: verifier.clone(),
        return_to: local_path(query.return_to.as_deref()).to_owned(),
        created_at: op.now(),
        used_at: None,
    };
    store::insert_attempt(&op, attempt).await?;

    let challenge = PkceCodeChallenge::from_code_verifier_sha256(&PkceCodeVerifier::new(verifier));
    let flow = CoreAuthenticationFlow::AuthorizationCode;
    let mut request = provider
        .client
        .authorize_url(flow, || CsrfToken::new(state), || Nonce::new(nonce))
        .set_pkce_challenge(challenge);
    for scope in app.config.oidc.scopes.split_whitespace().filter(|s| *s != "openid") {
        request = request.add_scope(Scope::new(scope.to_owned()));
    }
    if let Some(locale) = query.locale.as_deref().and_then(Locale::from_code) {
        request = request.add_ui_locale(LanguageTag::new(locale.code().to_owned()));
    }
    Ok((request.url().0, binding))
}

/// In a demo: the same page at the public address, if the browser uses another one.
///
/// `localhost` and `127.0.0.1` do not share cookies, and the provider sends the browser
/// back to one of them.
fn other_address(app: &App, headers: &HeaderMap, query: &LoginQuery) -> Option<String> {
    if !demo::is_on(&app.config) {
        return None;
    }
    let host = headers.get(header::HOST)?.to_str().ok()?;
    let public = app.config.public_url();
    if public.split_once("://").is_none_or(|(_, ours)| ours == host) {
        return None;
    }
    let mut parameters = form_urlencoded::Serializer::new(String::new());
    parameters.append_pair("returnTo", local_path(query.return_to.as_deref()));
    if let Some(locale) = &query.locale {
        parameters.append_pair("locale", locale);
    }
    Some(format!("{public}/auth/login?{}", parameters.finish()))
}

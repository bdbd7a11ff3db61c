//! Signing in: the OpenID Connect code flow with PKCE, state and nonce, and the session.
//!
//! The provider says who someone is; Carnet keeps the session. The browser holds one
//! random token in an `HttpOnly` cookie, the database only its hash. No token of the
//! provider reaches the browser's code.
//!
//! The way of a sign-in: [`login`] stores an attempt and sends the browser to the
//! provider; the provider sends it back to [`callback`], which takes the attempt (once,
//! in the browser that began it), exchanges the code, verifies the ID token
//! ([`provider`]), reads its claims ([`claims`]), writes the account ([`store`]) and
//! begins a session ([`session`]). [`guard`] refuses forged requests and renews tokens.
//! [`demo`] is a small provider of its own for `carnet demo`; it takes the same way.

use std::sync::Arc;

use axum::{
    Router,
    routing::{get, post},
};

use crate::app::App;

mod callback;
mod claims;
mod cookies;
pub mod demo;
pub(crate) mod entity;
mod guard;
mod http;
mod login;
mod logout;
mod provider;
mod return_to;
mod session;
mod store;

pub use cookies::credential;
pub use guard::{CSRF_HEADER, guard, is_same_origin};

/// What signing in remembers between requests: the provider's keys, the demo's codes.
#[derive(Debug, Default)]
pub struct SignIn {
    provider: provider::Cache,
    /// The demo's own provider; empty and not mounted outside a demo.
    pub demo: demo::Provider,
}

/// The routes of signing in and out, and in a demo its own provider.
pub fn routes(app: &App) -> Router<Arc<App>> {
    let routes = Router::new()
        .route("/auth/login", get(login::login))
        .route("/auth/callback", get(callback::callback))
        .route("/auth/logout", post(logout::logout))
        .layer(axum::middleware::map_response(http::never_stored));
    if demo::is_on(&app.config) { routes.merge(demo::routes()) } else { routes }
}

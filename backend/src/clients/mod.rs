//! Integrators' machine accounts and the tokens they work with.
//!
//! A *client* is a machine of an integrator (a practice's software), bound to one
//! practice, with scopes. It signs in by OAuth 2 client credentials at our own token
//! endpoint (RFC 6749 §4.4) and works with short opaque tokens, which it can revoke
//! (RFC 7009). Its secret is kept as argon2 hash, a token as SHA-256.

use std::sync::Arc;

use axum::{
    Router,
    routing::{get, post},
};

use crate::app::App;

mod authenticate;
pub(crate) mod entity;
mod failures;
mod form;
mod manage;
mod metadata;
mod personal;
mod revocation;
mod secret;
mod store;
mod token;

pub(crate) use entity::{access_token, client};
pub use failures::Failures;
pub use manage::{create, revoke};
pub use personal::issue_personal_token;

/// The routes by which machines sign in.
pub fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/oauth/token", post(token::token))
        .route("/oauth/revoke", post(revocation::revoke))
        .route("/.well-known/oauth-authorization-server", get(metadata::metadata))
}

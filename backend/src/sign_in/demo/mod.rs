//! The demo's own OpenID provider, inside the binary, under `/demo-idp`.
//!
//! Whoever comes chooses who to be; nobody shows a password. The rest is as with a real
//! provider: discovery, authorization code with PKCE, a signed ID token, its keys, the
//! end of the session. The server asks it over HTTP like any other.
//!
//! It is mounted only in a demo (which listens on a loopback address only) without a
//! provider configured.

use std::sync::{Arc, OnceLock};

use axum::{
    Json, Router,
    extract::State,
    http::header,
    response::IntoResponse,
    routing::{get, post},
};
use serde_json::json;
use shared::{Locale, Role};

use super::{
    claims::Identity,
    store::{self, SignedIn},
};
use crate::{app::App, config::Config, error::Result, op::OpCtx};

mod authorize;
mod codes;
mod key;
mod page;
mod token;
mod words;

/// The issuer of demo people in the table `account`, whatever port the demo has today.
pub const STORED_ISSUER: &str = "urn:carnet:demo";

/// Someone whom a visitor of the demo can be. Invented.
#[derive(Debug, Clone, PartialEq)]
pub struct DemoPerson {
    /// The id at the provider: a short word, as in `carnet token --as`.
    pub subject: String,
    /// The name.
    pub name: String,
    /// The roles, the first one shown.
    pub roles: Vec<Role>,
    /// The matricule of their own record.
    pub matricule: Option<String>,
    /// The number of a professional who is known.
    pub professional_number: Option<String>,
    /// One line of their story in each language.
    pub story: [(Locale, &'static str); 5],
}

impl DemoPerson {
    fn identity(&self) -> Identity {
        Identity {
            issuer: STORED_ISSUER.to_owned(),
            subject: self.subject.clone(),
            display_name: self.name.clone(),
            locale: None,
            roles: self.roles.clone(),
            matricule: self.matricule.as_deref().and_then(|m| m.parse().ok()),
            professional_number: self.professional_number.clone(),
        }
    }
}

/// What the demo's provider holds: its people, its key of today, the codes under way.
#[derive(Debug, Default)]
pub struct Provider {
    people: OnceLock<Vec<DemoPerson>>,
    key: OnceLock<key::SigningKey>,
    codes: codes::Codes,
}

impl Provider {
    /// Says who can be chosen. Only the first call counts.
    pub fn set_people(&self, people: Vec<DemoPerson>) {
        self.people.set(people).ok();
    }

    /// Who can be chosen.
    #[must_use]
    pub fn people(&self) -> &[DemoPerson] {
        self.people.get().map_or(&[], Vec::as_slice)
    }

    fn person(&self, subject: &str) -> Option<&DemoPerson> {
        self.people().iter().find(|p| p.subject == subject)
    }
}

/// Whether the demo's own provider is the one to sign in with.
pub(crate) fn is_on(config: &Config) -> bool {
    config.is_demo && config.oidc.issuer.is_none()
}

/// Its issuer.
pub(crate) fn issuer(config: &Config) -> String {
    format!("{}/demo-idp", config.public_url())
}

/// The issuer as it is stored: the demo's without its port, so that accounts outlive it.
pub(crate) fn stored_issuer(config: &Config, stated: &str) -> String {
    if is_on(config) { STORED_ISSUER.to_owned() } else { stated.to_owned() }
}

/// Writes the accounts of the demo's people, so that scripts can be them before they ever
/// signed in, and so that the database is known as a demo's.
///
/// # Errors
/// If the database does not answer.
pub async fn ensure_accounts(op: &OpCtx, people: &[DemoPerson]) -> Result<()> {
    op.transaction(async |tx| {
        for person in people {
            store::upsert_account(op, tx.db(), &person.identity(), None).await?;
        }
        Ok(())
    })
    .await
}

/// The account of one of the demo's people with their roles as of today; `None` in a
/// database that holds no such account, such as one that is not a demo's.
pub(crate) async fn existing_account(op: &OpCtx, person: &DemoPerson) -> Result<Option<SignedIn>> {
    if store::find_account(op.db(), STORED_ISSUER, &person.subject).await?.is_none() {
        return Ok(None);
    }
    op.transaction(async |tx| store::upsert_account(op, tx.db(), &person.identity(), None).await)
        .await
        .map(Some)
}

/// The provider's routes.
pub(crate) fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/demo-idp/.well-known/openid-configuration", get(discovery))
        .route("/demo-idp/authorize", get(authorize::choose).post(authorize::chosen))
        .route("/demo-idp/token", post(token::token))
        .route("/demo-idp/jwks", get(token::jwks))
        .route("/demo-idp/end-session", get(authorize::end_session))
        .layer(axum::middleware::map_response(super::http::never_stored))
        .route("/demo-idp/style.css", get(style))
}

async fn discovery(State(app): State<Arc<App>>) -> impl IntoResponse {
    let issuer = issuer(&app.config);
    Json(json!({
        "issuer": issuer,
        "authorization_endpoint": format!("{issuer}/authorize"),
        "token_endpoint": format!("{issuer}/token"),
        "jwks_uri": format!("{issuer}/jwks"),
        "end_session_endpoint": format!("{issuer}/end-session"),
        "response_types_supported": ["code"],
        "grant_types_supported": ["authorization_code"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["ES256"],
        "code_challenge_methods_supported": ["S256"],
        "token_endpoint_auth_methods_supported": ["none"],
        "scopes_supported": ["openid", "profile"],
        "ui_locales_supported": Locale::ALL.map(Locale::code),
        "authorization_response_iss_parameter_supported": true,
    }))
}

async fn style() -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "text/css; charset=utf-8")], include_str!("style.css"))
}

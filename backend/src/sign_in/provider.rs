//! The OpenID provider: what it says of itself and its keys, asked once and kept.
//!
//! It is asked at the first sign-in (the demo's own provider is this same server, which
//! must be up before), again after an hour, and at once when an ID token names a key we
//! do not know, as after a change of keys; but then at most once a minute, so that
//! forged tokens do not make us ask without end. A provider that did not answer is left
//! alone for some seconds, so that those who wait do not wait one after another.

use std::sync::Arc;

use chrono::{DateTime, Duration, Utc};
use openidconnect::{
    AuthType, AuthorizationCode, ClaimsVerificationError, ClientId, ClientSecret,
    EmptyExtraTokenFields, EndpointMaybeSet, EndpointNotSet, EndpointSet, IdToken, IdTokenFields,
    IssuerUrl, Nonce, PkceCodeVerifier, ProviderMetadataWithLogout, RedirectUrl, RequestTokenError,
    SignatureVerificationError, StandardErrorResponse, StandardTokenResponse,
    core::{
        CoreAuthDisplay, CoreAuthPrompt, CoreClientAuthMethod, CoreErrorResponseType,
        CoreGenderClaim, CoreJsonWebKey, CoreJweContentEncryptionAlgorithm,
        CoreJwsSigningAlgorithm, CoreRevocableToken, CoreRevocationErrorResponse,
        CoreTokenIntrospectionResponse, CoreTokenType,
    },
    url::Url,
};
use tokio::sync::Mutex;

use super::{
    claims::{Claims, OtherClaims},
    demo,
    http::{self, HttpError},
};
use crate::{app::App, config::Config};

type Fields = IdTokenFields<
    OtherClaims,
    EmptyExtraTokenFields,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJwsSigningAlgorithm,
>;

/// openidconnect's client, with all our claims and as much as discovery can say.
pub(crate) type Client = openidconnect::Client<
    OtherClaims,
    CoreAuthDisplay,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJsonWebKey,
    CoreAuthPrompt,
    StandardErrorResponse<CoreErrorResponseType>,
    StandardTokenResponse<Fields, CoreTokenType>,
    CoreTokenIntrospectionResponse,
    CoreRevocableToken,
    CoreRevocationErrorResponse,
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

type RawIdToken = IdToken<
    OtherClaims,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJwsSigningAlgorithm,
>;

/// How long what it said is taken as it was.
const KEPT: Duration = Duration::hours(1);
/// The least time between two questions after an unknown key.
const BETWEEN_KEYS: Duration = Duration::minutes(1);
/// How long a provider that did not answer is left alone.
const AFTER_FAILURE: Duration = Duration::seconds(5);
/// How far the provider's clock may be ahead of ours.
const CLOCK_SKEW: Duration = Duration::minutes(5);

/// Why signing in did not work, on the provider's side or in what it gave.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ProviderError {
    /// Nobody said which provider.
    #[error("no provider is configured; set CARNET_OIDC_ISSUER")]
    NotConfigured,
    /// It did not answer, or not as a provider does.
    #[error("the provider does not answer as it should: {0}")]
    Unavailable(String),
    /// It does not take the code.
    #[error("the provider refuses the code: {0}")]
    CodeRefused(String),
    /// The ID token is not to be believed.
    #[error("the ID token is refused: {0}")]
    TokenRefused(String),
}

/// What a provider said of itself.
#[derive(Debug)]
pub(crate) struct Provider {
    /// The client that speaks with it.
    pub(crate) client: Client,
    /// Its name for itself.
    pub(crate) issuer: String,
    /// Where it ends its own session.
    pub(crate) end_session: Option<Url>,
    algorithms: Vec<CoreJwsSigningAlgorithm>,
    http: reqwest::Client,
    asked_at: DateTime<Utc>,
}

/// The provider as it was last seen.
#[derive(Debug, Default)]
pub(crate) struct Cache(Mutex<Seen>);

#[derive(Debug, Default)]
struct Seen {
    provider: Option<Arc<Provider>>,
    failed_at: Option<DateTime<Utc>>,
}

/// The provider, asked if need be.
pub(crate) async fn current(app: &App) -> Result<Arc<Provider>, ProviderError> {
    let now = app.clock.now();
    newer_than(app, now - KEPT).await
}

/// The provider, asked after that moment, or the old one if it does not answer.
async fn newer_than(app: &App, oldest: DateTime<Utc>) -> Result<Arc<Provider>, ProviderError> {
    // Held while asking, so that many sign-ins at once ask once.
    let mut seen = app.sign_in.provider.0.lock().await;
    let now = app.clock.now();
    if let Some(known) = seen.provider.as_ref().filter(|p| oldest < p.asked_at) {
        return Ok(known.clone());
    }
    let has_just_failed = seen.failed_at.is_some_and(|at| now < at + AFTER_FAILURE);
    let asked = if has_just_failed {
        Err(ProviderError::Unavailable("it did not answer a moment ago".to_owned()))
    } else {
        discover(&app.config, now).await
    };
    match (asked, &seen.provider) {
        (Ok(provider), _) => {
            let provider = Arc::new(provider);
            *seen = Seen { provider: Some(provider.clone()), failed_at: None };
            Ok(provider)
        }
        (Err(error), known) => {
            if !has_just_failed {
                tracing::error!(%error, "cannot read the metadata of the OpenID provider");
            }
            let known = known.clone();
            seen.failed_at = seen.failed_at.filter(|_| has_just_failed).or(Some(now));
            known.ok_or(error)
        }
    }
}

/// The issuer: as configured, or the demo's own.
pub(crate) fn issuer(config: &Config) -> Option<String> {
    config.oidc.issuer.clone().or_else(|| demo::is_on(config).then(|| demo::issuer(config)))
}

/// Reads the provider's metadata and keys.
async fn discover(config: &Config, now: DateTime<Utc>) -> Result<Provider, ProviderError> {
    let issuer = issuer(config).ok_or(ProviderError::NotConfigured)?;
    let unavailable = |what: &dyn std::fmt::Display| ProviderError::Unavailable(format!("{what}"));
    let http = http::client(&issuer).map_err(|e| unavailable(&e))?;
    let url = IssuerUrl::new(issuer.clone()).map_err(|e| unavailable(&e))?;
    let ask = |request| http::ask(http.clone(), request);
    let metadata = ProviderMetadataWithLogout::discover_async(url, &ask)
        .await
        .map_err(|e| unavailable(&with_cause(&e)))?;

    let algorithms: Vec<_> = metadata
        .id_token_signing_alg_values_supported()
        .iter()
        .filter(|a| is_asymmetric(a))
        .cloned()
        .collect();
    let end_session =
        metadata.additional_metadata().end_session_endpoint.as_ref().map(|u| u.url().clone());
    let auth_type = auth_type(metadata.token_endpoint_auth_methods_supported().map(Vec::as_slice));
    let redirect = RedirectUrl::new(callback_url(config)).map_err(|e| unavailable(&e))?;
    let secret =
        config.oidc.client_secret.as_ref().map(|s| ClientSecret::new(s.reveal().to_owned()));
    let client = Client::from_provider_metadata(
        metadata,
        ClientId::new(config.oidc.client_id.clone()),
        secret,
    )
    .set_auth_type(auth_type)
    .set_redirect_uri(redirect);
    tracing::info!(issuer, "read the metadata and keys of the OpenID provider");
    Ok(Provider { client, issuer, end_session, algorithms, http, asked_at: now })
}

/// Where the provider sends the browser back to.
pub(crate) fn callback_url(config: &Config) -> String {
    format!("{}/auth/callback", config.public_url())
}

/// How the client's secret is shown: in the header, unless the provider wants it in the body.
fn auth_type(methods: Option<&[CoreClientAuthMethod]>) -> AuthType {
    match methods {
        Some(m)
            if !m.contains(&CoreClientAuthMethod::ClientSecretBasic)
                && m.contains(&CoreClientAuthMethod::ClientSecretPost) =>
        {
            AuthType::RequestBody
        }
        Some(_) | None => AuthType::BasicAuth,
    }
}

/// Signed by a key that only the provider holds: neither by a shared secret nor not at all.
fn is_asymmetric(algorithm: &CoreJwsSigningAlgorithm) -> bool {
    use CoreJwsSigningAlgorithm as A;
    match algorithm {
        A::RsaSsaPkcs1V15Sha256
        | A::RsaSsaPkcs1V15Sha384
        | A::RsaSsaPkcs1V15Sha512
        | A::RsaSsaPssSha256
        | A::RsaSsaPssSha384
        | A::RsaSsaPssSha512
        | A::EcdsaP256Sha256
        | A::EcdsaP384Sha384
        | A::EcdsaP521Sha512
        | A::EdDsa => true,
        A::HmacSha256 | A::HmacSha384 | A::HmacSha512 | A::None => false,
        // The type is open; what is not known is not believed.
        _ => false,
    }
}

/// What was won for a code: verified claims, and the ID token for signing out.
#[derive(Debug)]
pub(crate) struct Verified {
    /// The claims.
    pub(crate) claims: Claims,
    /// The ID token as it came.
    pub(crate) id_token: String,
    /// Who issued it.
    pub(crate) issuer: String,
}

/// Exchanges the code and verifies the ID token: signature, issuer, audience, expiry, nonce.
pub(crate) async fn redeem(
    app: &App,
    code: String,
    pkce_verifier: String,
    nonce: &Nonce,
) -> Result<Verified, ProviderError> {
    let provider = current(app).await?;
    let id_token = exchange(&provider, code, pkce_verifier).await?;
    let claims = match verify(app, &provider, &id_token, nonce) {
        Err(ClaimsVerificationError::SignatureVerification(
            SignatureVerificationError::NoMatchingKey,
        )) => {
            let renewed = newer_than(app, app.clock.now() - BETWEEN_KEYS).await?;
            verify(app, &renewed, &id_token, nonce)
        }
        first => first,
    };
    let claims = claims.map_err(|e| ProviderError::TokenRefused(with_cause(&e)))?;
    Ok(Verified { claims, id_token: id_token.to_string(), issuer: provider.issuer.clone() })
}

async fn exchange(
    provider: &Provider,
    code: String,
    pkce_verifier: String,
) -> Result<RawIdToken, ProviderError> {
    let ask = |request| http::ask(provider.http.clone(), request);
    let request = provider
        .client
        .exchange_code(AuthorizationCode::new(code))
        .map_err(|_| ProviderError::Unavailable("its metadata name no token endpoint".to_owned()))?
        .set_pkce_verifier(PkceCodeVerifier::new(pkce_verifier));
    let answer = request.request_async(&ask).await.map_err(exchange_error)?;
    let id_token = answer.extra_fields().id_token().cloned();
    id_token.ok_or_else(|| ProviderError::TokenRefused("there is none".to_owned()))
}

fn exchange_error(
    error: RequestTokenError<HttpError, StandardErrorResponse<CoreErrorResponseType>>,
) -> ProviderError {
    match error {
        RequestTokenError::ServerResponse(refusal) => match refusal.error() {
            CoreErrorResponseType::InvalidGrant => {
                ProviderError::CodeRefused(refusal.error().to_string())
            }
            other => ProviderError::Unavailable(other.to_string()),
        },
        // An answer that is no token response: among them an ID token that cannot be read.
        RequestTokenError::Parse(error, _) => {
            ProviderError::TokenRefused(format!("cannot read it at `{}`", error.path()))
        }
        RequestTokenError::Request(error) => ProviderError::Unavailable(with_cause(&error)),
        RequestTokenError::Other(what) => ProviderError::Unavailable(what),
    }
}

fn verify(
    app: &App,
    provider: &Provider,
    id_token: &RawIdToken,
    nonce: &Nonce,
) -> Result<Claims, ClaimsVerificationError> {
    let now = app.clock.now();
    let verifier = provider
        .client
        .id_token_verifier()
        .set_allowed_algs(provider.algorithms.iter().cloned())
        .set_time_fn(move || now)
        .set_issue_time_verifier_fn(move |issued| {
            if issued <= now + CLOCK_SKEW { Ok(()) } else { Err("issued in the future".to_owned()) }
        });
    let claims = id_token.claims(&verifier, nonce)?;
    // openidconnect only warns of this.
    let ours = &app.config.oidc.client_id;
    if claims.authorized_party().is_some_and(|party| party.as_str() != ours) {
        return Err(ClaimsVerificationError::InvalidAudience(
            "`azp` names another party".to_owned(),
        ));
    }
    Ok(claims.clone())
}

/// An error with what caused it, for the log.
fn with_cause(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(inner) = cause {
        text = format!("{text}: {inner}");
        cause = inner.source();
    }
    text
}

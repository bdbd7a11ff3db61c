//! Form-encoded requests and the errors of RFC 6749 §5.2.

use axum::{
    Json,
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use openidconnect::url::form_urlencoded;
use serde_json::json;

use crate::error::AppError;

/// Why a request at the token or revocation endpoint is refused.
#[derive(Debug, thiserror::Error)]
pub(crate) enum OauthError {
    /// Malformed: a parameter is missing, stands twice, or two ways are mixed.
    #[error("{0}")]
    InvalidRequest(&'static str),
    /// The client is unknown, revoked, or its secret is wrong.
    #[error("unknown client or wrong secret")]
    InvalidClient,
    /// Another grant than client credentials.
    #[error("only `client_credentials` is served")]
    UnsupportedGrantType,
    /// A scope that the client does not have.
    #[error("the client does not have all of these scopes")]
    InvalidScope,
    /// Too many failures; wait that many seconds.
    #[error("too many failures; wait {0} seconds")]
    TooMany(i64),
    /// Something broke on our side.
    #[error("internal error")]
    Internal(#[from] AppError),
}

impl IntoResponse for OauthError {
    fn into_response(self) -> Response {
        let (status, error) = match &self {
            Self::InvalidRequest(_) => (StatusCode::BAD_REQUEST, "invalid_request"),
            Self::InvalidClient => (StatusCode::UNAUTHORIZED, "invalid_client"),
            Self::UnsupportedGrantType => (StatusCode::BAD_REQUEST, "unsupported_grant_type"),
            Self::InvalidScope => (StatusCode::BAD_REQUEST, "invalid_scope"),
            Self::TooMany(_) => (StatusCode::TOO_MANY_REQUESTS, "invalid_client"),
            Self::Internal(cause) => {
                tracing::error!(cause = ?cause, "a machine's request failed");
                (StatusCode::INTERNAL_SERVER_ERROR, "server_error")
            }
        };
        let mut response =
            (status, Json(json!({ "error": error, "error_description": self.to_string() })))
                .into_response();
        let headers = response.headers_mut();
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if status == StatusCode::UNAUTHORIZED {
            headers.insert(
                header::WWW_AUTHENTICATE,
                HeaderValue::from_static("Basic realm=\"carnet\""),
            );
        }
        if let Self::TooMany(seconds) = self {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}

/// The parameters of a form, each at most once (RFC 6749 §3.2).
#[derive(Debug)]
pub(crate) struct Form(Vec<(String, String)>);

impl Form {
    /// Reads a form.
    pub(crate) fn read(headers: &HeaderMap, body: &[u8]) -> Result<Self, OauthError> {
        let kind = text_of(headers, &header::CONTENT_TYPE).unwrap_or("");
        let kind = kind.split(';').next().unwrap_or("").trim();
        if !kind.eq_ignore_ascii_case("application/x-www-form-urlencoded") {
            return Err(OauthError::InvalidRequest("send `application/x-www-form-urlencoded`"));
        }
        let pairs: Vec<(String, String)> = form_urlencoded::parse(body).into_owned().collect();
        let mut names: Vec<&str> = pairs.iter().map(|(name, _)| name.as_str()).collect();
        names.sort_unstable();
        if names.windows(2).any(|w| w[0] == w[1]) {
            return Err(OauthError::InvalidRequest("a parameter stands twice"));
        }
        Ok(Self(pairs))
    }

    /// A parameter; one without a value counts as left out.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.0
            .iter()
            .find(|(n, value)| n == name && !value.is_empty())
            .map(|(_, value)| value.as_str())
    }
}

/// A header as text.
pub(crate) fn text_of<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    headers.get(name)?.to_str().ok()
}

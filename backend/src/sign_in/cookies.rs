//! The two cookies: the session, and what binds a sign-in to the browser that began it.

use axum::http::{HeaderMap, HeaderValue, header};

use crate::{accounts::Credential, app::App, ids::hash_of};

/// Which cookie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cookie {
    /// Holds the session's token.
    Session,
    /// Binds a sign-in under way to its browser.
    Binding,
}

impl Cookie {
    /// Its name. `__Host-` makes the browser insist on `Secure`, `Path=/` and no domain,
    /// so that no neighbour on another subdomain can plant one; it needs TLS.
    fn name(self, app: &App) -> &'static str {
        match (self, app.config.is_https()) {
            (Self::Session, true) => "__Host-carnet",
            (Self::Session, false) => "carnet",
            (Self::Binding, true) => "__Host-carnet-sign-in",
            (Self::Binding, false) => "carnet-sign-in",
        }
    }

    /// Its value in a request.
    pub(crate) fn read(self, app: &App, headers: &HeaderMap) -> Option<String> {
        let name = self.name(app);
        headers
            .get_all(header::COOKIE)
            .iter()
            .filter_map(|v| v.to_str().ok())
            .flat_map(|v| v.split(';'))
            .filter_map(|pair| pair.trim().split_once('='))
            .find(|(n, _)| *n == name)
            .map(|(_, value)| value.to_owned())
            .filter(|v| is_token(v))
    }

    /// The header that sets it, for as long as the browser is open or that many seconds.
    pub(crate) fn set(self, app: &App, value: &str, max_age: Option<u32>) -> HeaderValue {
        let secure = if app.config.is_https() { "; Secure" } else { "" };
        let age = max_age.map(|s| format!("; Max-Age={s}")).unwrap_or_default();
        let text =
            format!("{}={value}; Path=/; HttpOnly; SameSite=Lax{secure}{age}", self.name(app));
        HeaderValue::from_str(&text).expect("a name and a base64url token are header text")
    }

    /// The header that removes it.
    pub(crate) fn clear(self, app: &App) -> HeaderValue {
        self.set(app, "", Some(0))
    }
}

/// Whether it can be a token of ours: short and of the signs of base64url and the dot.
fn is_token(value: &str) -> bool {
    (40..=80).contains(&value.len())
        && value.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b))
}

/// What a request shows to say who asks: a bearer token, or else the session's cookie.
///
/// Never both: a request with a bearer token is a machine's, and its cookie is ignored.
#[must_use]
pub fn credential(app: &App, headers: &HeaderMap) -> Credential {
    if let Some(token) = bearer(headers) {
        return Credential::Bearer(hash_of(token));
    }
    Cookie::Session
        .read(app, headers)
        .map_or(Credential::None, |token| Credential::Session(hash_of(&token)))
}

/// The token of `Authorization: Bearer …`; other schemes are not ours.
fn bearer(headers: &HeaderMap) -> Option<&str> {
    let text = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = text.split_once(' ').unwrap_or((text, ""));
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}

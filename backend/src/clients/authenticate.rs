//! Which client asks: `client_secret_basic` or `client_secret_post` (RFC 6749 §2.3.1).

use axum::http::{HeaderMap, header};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use openidconnect::url::form_urlencoded;
use shared::ClientId;

use super::{
    client,
    form::{Form, OauthError, text_of},
    secret, store,
};
use crate::app::App;

/// The longest id or secret that is looked at.
const MAX_LEN: usize = 200;

/// The client that asks, once its secret is checked.
///
/// Unknown, revoked and wrong look the same from outside, and cost the same.
pub(crate) async fn authenticate(
    app: &App,
    headers: &HeaderMap,
    form: &Form,
) -> Result<client::Model, OauthError> {
    let (id, secret) = shown(headers, form)?;
    let now = app.clock.now();
    if let Some(wait) = app.client_failures.wait(&id, now) {
        return Err(OauthError::TooMany(wait.num_seconds().max(1)));
    }
    let found = match id.parse::<ClientId>() {
        Ok(id) => store::find_client(&app.db, id).await?,
        Err(_) => None,
    };
    let client = found.filter(|c| c.revoked_at.is_none());
    let hash = client.as_ref().map(|c| c.secret_hash.clone());
    let fits = secret::fits(secret, hash).await?;
    let Some(client) = client.filter(|_| fits) else {
        app.client_failures.note(&id, now);
        tracing::warn!("a machine showed an unknown client or a wrong secret");
        return Err(OauthError::InvalidClient);
    };
    Ok(client)
}

/// Id and secret as they are shown, by one way only.
fn shown(headers: &HeaderMap, form: &Form) -> Result<(String, String), OauthError> {
    let in_header = text_of(headers, &header::AUTHORIZATION);
    let in_form = form.get("client_secret");
    let (id, secret) = match (in_header, in_form) {
        (Some(_), Some(_)) => {
            return Err(OauthError::InvalidRequest(
                "show the secret in the header or in the form, not in both",
            ));
        }
        (Some(text), None) => basic(text).ok_or(OauthError::InvalidClient)?,
        (None, Some(secret)) => (form.get("client_id").unwrap_or("").to_owned(), secret.to_owned()),
        (None, None) => return Err(OauthError::InvalidClient),
    };
    if MAX_LEN < id.len() || MAX_LEN < secret.len() {
        return Err(OauthError::InvalidClient);
    }
    if in_header.is_some() && form.get("client_id").is_some_and(|other| other != id) {
        return Err(OauthError::InvalidRequest("header and form name two clients"));
    }
    Ok((id, secret))
}

/// Reads `Basic …`; both parts are form-encoded before they are joined.
fn basic(text: &str) -> Option<(String, String)> {
    let (scheme, encoded) = text.split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let text = String::from_utf8(STANDARD.decode(encoded.trim()).ok()?).ok()?;
    let (id, secret) = text.split_once(':')?;
    Some((decoded(id), decoded(secret)))
}

fn decoded(part: &str) -> String {
    form_urlencoded::parse(part.as_bytes())
        .next()
        .map(|(name, _)| name.into_owned())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header_of(text: &str) -> String {
        format!("Basic {}", STANDARD.encode(text))
    }

    #[test]
    fn a_basic_header_is_read_with_its_encoding() {
        assert_eq!(basic(&header_of("id:secret")), Some(("id".to_owned(), "secret".to_owned())));
        assert_eq!(basic(&header_of("a%3Ab:s%2Bt")), Some(("a:b".to_owned(), "s+t".to_owned())));
        for bad in ["Basic", "Basic ???", "Bearer abc", &header_of("no colon")] {
            assert_eq!(basic(bad), None, "{bad}");
        }
    }
}

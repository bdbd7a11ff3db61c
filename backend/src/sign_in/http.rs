//! HTTP at the rim of signing in: how we ask the provider, how we answer the browser.

use std::time::Duration;

use axum::{
    http::{HeaderValue, header},
    response::Response,
};
use openidconnect::{HttpRequest, HttpResponse};

/// The most bytes a provider may answer; keys and metadata take a few thousand.
const MAX_ANSWER: usize = 1_000_000;

/// Why the provider did not answer.
#[derive(Debug, thiserror::Error)]
pub(crate) enum HttpError {
    /// No connection, no answer in time, no HTTP.
    #[error("no answer: {0}")]
    NoAnswer(#[from] reqwest::Error),
    /// It answers without end.
    #[error("the answer is longer than {MAX_ANSWER} bytes")]
    TooLong,
    /// A request that cannot be written down.
    #[error("no request: {0}")]
    NoRequest(#[from] axum::http::Error),
}

/// A client for the provider at that address.
///
/// It follows no redirects, so that a provider cannot send us to an address inside our
/// own network, and it waits ten seconds at most. A provider on a loopback address (the
/// demo's, a test's) is not asked by way of a proxy.
pub(crate) fn client(issuer: &str) -> Result<reqwest::Client, HttpError> {
    let builder = reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .connect_timeout(Duration::from_secs(5))
        .timeout(Duration::from_secs(10))
        .user_agent(concat!("carnet/", env!("CARGO_PKG_VERSION")));
    let builder = if is_loopback(issuer) { builder.no_proxy() } else { builder };
    Ok(builder.build()?)
}

fn is_loopback(address: &str) -> bool {
    let host =
        openidconnect::url::Url::parse(address).ok().and_then(|u| u.host_str().map(str::to_owned));
    host.is_some_and(|h| h == "localhost" || h == "[::1]" || h.starts_with("127."))
}

/// Asks the provider once.
pub(crate) async fn ask(
    client: reqwest::Client,
    request: HttpRequest,
) -> Result<HttpResponse, HttpError> {
    let mut answer = client.execute(request.try_into()?).await?;
    let mut response = axum::http::Response::builder().status(answer.status());
    for (name, value) in answer.headers() {
        response = response.header(name, value);
    }
    let mut body = Vec::new();
    while let Some(chunk) = answer.chunk().await? {
        if MAX_ANSWER < body.len() + chunk.len() {
            return Err(HttpError::TooLong);
        }
        body.extend_from_slice(&chunk);
    }
    Ok(response.body(body)?)
}

/// Marks an answer of signing in: kept by no cache, its address told to nobody.
pub(crate) async fn never_stored(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    response
}

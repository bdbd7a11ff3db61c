//! The browser's `fetch`, for our own server alone.

use serde::Deserialize;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Headers, RequestCredentials, RequestInit, Response};

use super::{ApiError, kept};

/// Proves that the request comes from our own page: another site cannot set it.
const CSRF_HEADER: &str = "x-carnet-csrf";

/// Posts a question and answers the text of a GraphQL response, whatever its status. One that
/// is kept is kept for when there is no network, and its answer may be a kept one.
pub(super) async fn ask(body: String, is_kept: bool) -> Result<String, ApiError> {
    const PATH: &str = "/graphql";
    if !is_kept {
        return post(PATH, body).await;
    }
    let init = request("POST", Some(body.clone())).map_err(|_| ApiError::Server)?;
    let headers: Headers = init.get_headers().unchecked_into();
    headers.set(kept::KEEP_HEADER, "1").map_err(|_| ApiError::Server)?;
    let response = send(PATH, &init).await?;
    let read_at = response.headers().get(kept::AS_OF_HEADER).ok().flatten();
    kept::note(&body, read_at);
    answer(&response).await
}

async fn post(path: &str, body: String) -> Result<String, ApiError> {
    let init = request("POST", Some(body)).map_err(|_| ApiError::Server)?;
    answer(&send(path, &init).await?).await
}

async fn answer(response: &Response) -> Result<String, ApiError> {
    match response.status() {
        401 => Err(ApiError::Unauthenticated),
        429 => Err(ApiError::Refused),
        502..=504 => Err(ApiError::Offline),
        _ => text(response).await,
    }
}

/// Loads a static text.
///
/// # Errors
/// If it is not there or the server is not reached.
pub async fn load_text(path: &str) -> Result<String, ApiError> {
    let response = get(path).await?;
    if response.ok() { text(&response).await } else { Err(ApiError::Server) }
}

/// The bytes of a file of this server.
///
/// # Errors
/// If the server is not reached or does not have it.
pub async fn load_bytes(path: &str) -> Result<Vec<u8>, ApiError> {
    let response = get(path).await?;
    if !response.ok() {
        return Err(ApiError::Server);
    }
    let buffer = response.array_buffer().map_err(|_| ApiError::Server)?;
    let buffer = JsFuture::from(buffer).await.map_err(|_| ApiError::Offline)?;
    Ok(js_sys::Uint8Array::new(&buffer).to_vec())
}

#[derive(Deserialize)]
struct SignedOut {
    redirect: String,
}

/// Ends the session and answers where to go, so that the provider's session ends too.
///
/// # Errors
/// If the server is not reached or its answer says nothing.
pub async fn sign_out() -> Result<String, ApiError> {
    let text = post("/auth/logout", String::new()).await?;
    let answer: SignedOut = serde_json::from_str(&text).map_err(|_| ApiError::Server)?;
    Ok(answer.redirect)
}

async fn get(path: &str) -> Result<Response, ApiError> {
    send(path, &request("GET", None).map_err(|_| ApiError::Server)?).await
}

async fn send(path: &str, init: &RequestInit) -> Result<Response, ApiError> {
    let promise = leptos::prelude::window().fetch_with_str_and_init(path, init);
    let response = JsFuture::from(promise).await.map_err(|_| ApiError::Offline)?;
    response.dyn_into().map_err(|_| ApiError::Server)
}

fn request(method: &str, body: Option<String>) -> Result<RequestInit, JsValue> {
    let init = RequestInit::new();
    init.set_method(method);
    init.set_credentials(RequestCredentials::SameOrigin);
    if let Some(body) = body {
        let headers = Headers::new()?;
        headers.set(CSRF_HEADER, "1")?;
        headers.set("content-type", "application/json")?;
        headers.set("accept", "application/graphql-response+json, application/json")?;
        init.set_headers(&headers);
        init.set_body(&JsValue::from_str(&body));
    }
    Ok(init)
}

async fn text(response: &Response) -> Result<String, ApiError> {
    let promise = response.text().map_err(|_| ApiError::Server)?;
    let text = JsFuture::from(promise).await.map_err(|_| ApiError::Offline)?;
    text.as_string().ok_or(ApiError::Server)
}

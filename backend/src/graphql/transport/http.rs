//! GraphQL over HTTP, after the GraphQL-over-HTTP draft.
//!
//! POST takes a JSON object; GET takes queries only. A client that accepts
//! `application/graphql-response+json` is told by the status whether its request was
//! executed; one that accepts `application/json` gets 200 for every request that is
//! well-formed, as the draft says. Answers are never cached: they are health data.

use std::time::Duration;

use async_graphql::{Data, Executor, Response as GraphqlResponse, parser::types::OperationType};
use axum::{
    body::{Body, Bytes},
    extract::Request,
    http::{
        HeaderMap, HeaderValue, Method, StatusCode,
        header::{ALLOW, CACHE_CONTROL, CONTENT_LENGTH, CONTENT_TYPE, EXPECT, VARY},
    },
    response::{IntoResponse, Response},
};
use futures::StreamExt;
use tokio::time::timeout;

use super::{
    document::{Operation, prepare},
    errors::{self, ErrorCode, Refusal, is_request_error, tidy},
    limits::Limits,
    negotiate::{MediaType, is_json, negotiate},
    params::Params,
};

/// Answers one GraphQL request. `data` is what resolvers find in their context: who
/// asks, and what belongs to this one operation.
pub async fn execute_http<E: Executor>(
    executor: &E,
    request: Request,
    data: Data,
    limits: &Limits,
) -> Response {
    let (parts, body) = request.into_parts();
    let Some(media_type) = negotiate(&parts.headers) else {
        let refusal = Refusal::new(
            ErrorCode::NotAcceptable,
            "accept `application/graphql-response+json` or `application/json`",
        );
        return refuse(MediaType::Json, refusal);
    };
    let params = match parts.method {
        Method::POST => params_of_post(&parts.headers, body, limits).await,
        Method::GET => Params::from_uri(&parts.uri),
        _ => return method_not_allowed(media_type, "use GET or POST", "GET, POST"),
    };
    let params = match params {
        Ok(params) => params,
        // The request is not well-formed: the status says so in either media type.
        Err(refusal) => return refuse(media_type, refusal),
    };
    let operation = match prepare(params, data, limits) {
        Ok(operation) => operation,
        Err(refusal) => return write(media_type, &refusal.into()),
    };
    if parts.method == Method::GET && operation.kind == OperationType::Mutation {
        return method_not_allowed(media_type, "a mutation needs POST", "POST");
    }
    match execute(executor, operation, limits).await {
        Ok(response) => write(media_type, &response),
        Err(refusal) => refuse(media_type, refusal),
    }
}

/// A refusal in the media type that the client accepts, for what is decided before
/// GraphQL: not signed in, no CSRF header, too many requests.
#[must_use]
pub fn refuse_http(headers: &HeaderMap, code: ErrorCode, message: &str) -> Response {
    refuse(negotiate(headers).unwrap_or(MediaType::Json), Refusal::new(code, message))
}

/// Executes a query or mutation, and stops it if it takes too long.
pub(super) async fn execute<E: Executor>(
    executor: &E,
    operation: Operation,
    limits: &Limits,
) -> Result<GraphqlResponse, Refusal> {
    if operation.kind == OperationType::Subscription {
        return Ok(Refusal::new(ErrorCode::BadRequest, "a subscription needs a WebSocket").into());
    }
    let Ok(mut response) = timeout(limits.timeout, executor.execute(operation.request)).await
    else {
        let message = format!(
            "the operation took longer than {} s and was stopped",
            limits.timeout.as_secs_f32()
        );
        return Err(Refusal::new(ErrorCode::Timeout, message));
    };
    tidy(&mut response, limits);
    Ok(response)
}

async fn params_of_post(
    headers: &HeaderMap,
    body: Body,
    limits: &Limits,
) -> Result<Params, Refusal> {
    if !is_json(headers) {
        let message = "send `content-type: application/json` in UTF-8, not compressed";
        return Err(Refusal::new(ErrorCode::UnsupportedMediaType, message));
    }
    let body = match timeout(limits.timeout, read(headers, body, limits.body_bytes)).await {
        Ok(read) => read?,
        Err(_) => return Err(Refusal::new(ErrorCode::RequestTimeout, "the body came too slowly")),
    };
    Params::from_body(&body)
}

async fn read(headers: &HeaderMap, body: Body, most: usize) -> Result<Bytes, Refusal> {
    let too_large =
        || Refusal::new(ErrorCode::TooLarge, format!("the body is larger than {most} bytes"));
    let announced =
        headers.get(CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse::<u64>().ok());
    let mut chunks = body.into_data_stream();
    if announced.is_some_and(|announced| u64::try_from(most).is_ok_and(|most| most < announced)) {
        // Who asks first whether to send is answered by not reading.
        if !headers.contains_key(EXPECT) {
            drain(chunks);
        }
        return Err(too_large());
    }
    let mut read = Vec::new();
    while let Some(chunk) = chunks.next().await {
        let chunk = chunk.map_err(|_| Refusal::new(ErrorCode::BadRequest, "the body broke off"))?;
        if most < read.len() + chunk.len() {
            drop(read);
            drain(chunks);
            return Err(too_large());
        }
        read.extend_from_slice(&chunk);
    }
    Ok(read.into())
}

/// Throws away what the client still sends, within bounds and while it is answered: a
/// connection closed under its feet would make it lose the answer.
fn drain(mut chunks: axum::body::BodyDataStream) {
    const MOST: usize = 16 * 1024 * 1024;
    const LONGEST: Duration = Duration::from_secs(1);
    tokio::spawn(timeout(LONGEST, async move {
        let mut discarded = 0;
        while let Some(Ok(chunk)) = chunks.next().await {
            discarded += chunk.len();
            if MOST < discarded {
                break;
            }
        }
    }));
}

/// A response to a well-formed request.
fn write(media_type: MediaType, response: &GraphqlResponse) -> Response {
    let status = match media_type {
        MediaType::GraphqlResponse if is_request_error(response) => StatusCode::BAD_REQUEST,
        MediaType::GraphqlResponse | MediaType::Json => StatusCode::OK,
    };
    respond(status, media_type, response)
}

/// A response to a request that is none, or that we cannot answer.
fn refuse(media_type: MediaType, refusal: Refusal) -> Response {
    respond(refusal.code.status(), media_type, &refusal.into())
}

fn method_not_allowed(media_type: MediaType, message: &str, allowed: &'static str) -> Response {
    let mut response = refuse(media_type, Refusal::new(ErrorCode::MethodNotAllowed, message));
    response.headers_mut().insert(ALLOW, HeaderValue::from_static(allowed));
    response
}

fn respond(status: StatusCode, media_type: MediaType, response: &GraphqlResponse) -> Response {
    let Ok(body) = serde_json::to_vec(&errors::Body::from(response)) else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let mut answer = (status, body).into_response();
    let headers = answer.headers_mut();
    headers.extend(response.http_headers.clone());
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(media_type.content_type()));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(VARY, HeaderValue::from_static("accept"));
    answer
}

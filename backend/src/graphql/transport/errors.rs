//! Refusals, and what an error may say.
//!
//! A *request error* means that nothing was executed: the response has no `data`. Every
//! error that leaves has `extensions.code`. An error of a resolver without a code is one
//! that nobody thought of: its words stay here.

use async_graphql::{ErrorExtensionValues, Pos, Response, ServerError, Value, parser};
use axum::http::StatusCode;
use serde::Serialize;

use super::limits::Limits;

/// Why the transport refuses; `extensions.code` of the error.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ErrorCode {
    /// Not a request, not a document, or not one of this schema.
    BadRequest,
    /// A value that its type does not take.
    BadInput,
    /// Nobody is signed in.
    Unauthenticated,
    /// Signed in, but not for this.
    Forbidden,
    /// The method does not fit.
    MethodNotAllowed,
    /// The client accepts nothing that we write.
    NotAcceptable,
    /// The body is not JSON in UTF-8.
    UnsupportedMediaType,
    /// The body is too large.
    TooLarge,
    /// The operation asks for too much.
    TooComplex,
    /// Too many at once.
    RateLimited,
    /// The body came too slowly.
    RequestTimeout,
    /// The operation took too long and was stopped.
    Timeout,
    /// Something broke on our side.
    Internal,
}

impl ErrorCode {
    /// The code as written in `extensions.code`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::BadRequest => "BAD_REQUEST",
            Self::BadInput => "BAD_INPUT",
            Self::Unauthenticated => "UNAUTHENTICATED",
            Self::Forbidden => "FORBIDDEN",
            Self::MethodNotAllowed => "METHOD_NOT_ALLOWED",
            Self::NotAcceptable => "NOT_ACCEPTABLE",
            Self::UnsupportedMediaType => "UNSUPPORTED_MEDIA_TYPE",
            Self::TooLarge => "TOO_LARGE",
            Self::TooComplex => "TOO_COMPLEX",
            Self::RateLimited => "RATE_LIMITED",
            Self::RequestTimeout => "REQUEST_TIMEOUT",
            Self::Timeout => "TIMEOUT",
            Self::Internal => "INTERNAL",
        }
    }

    /// The status of a response that says only this.
    #[must_use]
    pub fn status(self) -> StatusCode {
        match self {
            Self::BadRequest | Self::BadInput | Self::TooComplex => StatusCode::BAD_REQUEST,
            Self::Unauthenticated => StatusCode::UNAUTHORIZED,
            Self::Forbidden => StatusCode::FORBIDDEN,
            Self::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::NotAcceptable => StatusCode::NOT_ACCEPTABLE,
            Self::UnsupportedMediaType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::RateLimited => StatusCode::TOO_MANY_REQUESTS,
            Self::RequestTimeout => StatusCode::REQUEST_TIMEOUT,
            Self::Timeout => StatusCode::SERVICE_UNAVAILABLE,
            Self::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}

/// Why a request is not executed.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Refusal {
    pub(super) code: ErrorCode,
    pub(super) message: String,
    pub(super) locations: Vec<Pos>,
}

impl Refusal {
    pub(super) fn new(code: ErrorCode, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), locations: Vec::new() }
    }

    pub(super) fn at(self, position: Pos) -> Self {
        Self { locations: vec![position], ..self }
    }
}

impl From<parser::Error> for Refusal {
    /// Keeps what was expected and where. The parser's own message quotes the line,
    /// which in a document of one line is the document.
    fn from(error: parser::Error) -> Self {
        let locations = error.positions().collect();
        let message = match &error {
            parser::Error::Syntax { message, .. } => {
                let expected = message
                    .lines()
                    .next_back()
                    .and_then(|line| line.trim_start().strip_prefix("= "));
                expected.map_or_else(
                    || "syntax error".to_owned(),
                    |expected| format!("syntax error: {expected}"),
                )
            }
            other => other.to_string(),
        };
        Self { code: ErrorCode::BadRequest, message, locations }
    }
}

impl From<Refusal> for ServerError {
    fn from(refusal: Refusal) -> Self {
        let mut error = Self::new(shortened(refusal.message), None);
        error.locations = refusal.locations;
        code_of(&mut error, refusal.code);
        error
    }
}

impl From<Refusal> for Response {
    fn from(refusal: Refusal) -> Self {
        Self::from_errors(vec![refusal.into()])
    }
}

/// Whether nothing was executed. Errors of execution have a path; those of the request
/// have none.
pub(super) fn is_request_error(response: &Response) -> bool {
    !response.errors.is_empty()
        && response.data == Value::Null
        && response.errors.iter().all(|error| error.path.is_empty())
}

/// Gives every error of a response its code and takes out what it must not say.
pub(super) fn tidy(response: &mut Response, limits: &Limits) {
    response.errors.truncate(limits.errors);
    for error in &mut response.errors {
        tidy_error(error, limits);
    }
}

fn tidy_error(error: &mut ServerError, limits: &Limits) {
    if error.extensions.as_ref().is_none_or(|extensions| extensions.get("code").is_none()) {
        if let Some(message) = exceeded(&error.message, limits) {
            error.message = message;
            code_of(error, ErrorCode::TooComplex);
        } else if error.path.is_empty() {
            code_of(error, ErrorCode::BadRequest);
        } else if is_about_a_value(&error.message) {
            code_of(error, ErrorCode::BadInput);
        } else {
            tracing::error!(path = ?error.path, "a resolver failed with an error that has no code");
            error.message = "internal error".to_owned();
            code_of(error, ErrorCode::Internal);
        }
    }
    error.message = shortened(std::mem::take(&mut error.message));
}

fn code_of(error: &mut ServerError, code: ErrorCode) {
    error.extensions.get_or_insert_with(ErrorExtensionValues::default).set("code", code.as_str());
}

/// The schema's own refusals of too much, in our words and with the number.
fn exceeded(message: &str, limits: &Limits) -> Option<String> {
    let starts = |prefix: &str| message.starts_with(prefix);
    if starts("Query is too complex") {
        return Some(format!(
            "the operation asks for more than {} fields, counted once per row",
            limits.complexity
        ));
    }
    if starts("Query is nested too deep") {
        return Some(format!("the operation nests fields deeper than {} levels", limits.depth));
    }
    if starts("The recursion depth of the query") || starts("The number of directives on the field")
    {
        return Some("the operation nests too deep or has too many directives".to_owned());
    }
    None
}

/// Whether async-graphql itself said this of an argument, while executing.
fn is_about_a_value(message: &str) -> bool {
    ["Failed to parse \"", "Expected input type \"", "Invalid value for argument"]
        .iter()
        .any(|prefix| message.starts_with(prefix))
}

/// At most 300 characters: names in a document can be as long as the document.
fn shortened(mut message: String) -> String {
    const LONGEST: usize = 300;
    if let Some((end, _)) = message.char_indices().nth(LONGEST) {
        message.truncate(end);
        message.push('…');
    }
    message
}

/// A response as it is written: without `data` if nothing was executed.
#[derive(Debug, Serialize)]
pub(super) struct Body<'r> {
    #[serde(skip_serializing_if = "<[ServerError]>::is_empty")]
    errors: &'r [ServerError],
    #[serde(skip_serializing_if = "Option::is_none")]
    data: Option<&'r Value>,
    #[serde(skip_serializing_if = "std::collections::BTreeMap::is_empty")]
    extensions: &'r std::collections::BTreeMap<String, Value>,
}

impl<'r> From<&'r Response> for Body<'r> {
    fn from(response: &'r Response) -> Self {
        let data = (!is_request_error(response)).then_some(&response.data);
        Self { errors: &response.errors, data, extensions: &response.extensions }
    }
}

//! The only place that knows the network.
//!
//! Queries live beside their pages in `queries.rs`; here they are sent, and what can go wrong
//! becomes one of five [`ApiError`]s.

pub mod enums;
pub mod fetch;
pub mod kept;
pub mod live;
pub mod scalars;
pub mod schema;

pub use enums::*;
pub use fetch::{load_bytes, load_text, sign_out};
pub use scalars::{Moment, PartialDate};

use cynic::Operation;
pub use cynic::{MutationBuilder, QueryBuilder};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::value::RawValue;

/// What can go wrong between the browser and the server, by what the reader can do about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ApiError {
    /// The server was not reached; try again when there is a network.
    Offline,
    /// The session has ended; sign in again.
    Unauthenticated,
    /// There is no such thing, or it may not be seen.
    NotFound,
    /// The server refused the request as a whole: too many, or not allowed.
    Refused,
    /// Something broke on the other side.
    Server,
}

/// Sends one operation and reads the answer.
///
/// # Errors
/// If nothing came back, or the answer carries top-level errors. `userErrors` are part of the
/// answer and no error here.
pub async fn run<Q, V>(operation: Operation<Q, V>) -> Result<Q, ApiError>
where
    Q: DeserializeOwned + 'static,
    V: Serialize,
{
    ask(operation, false).await
}

/// Like [`run`], for what a patient reads: where the reader wants that, the browser keeps the
/// answer and gives it again without a network; then [`kept::oldest`] says of when it is.
///
/// # Errors
/// As [`run`].
pub async fn run_kept<Q, V>(operation: Operation<Q, V>) -> Result<Q, ApiError>
where
    Q: DeserializeOwned + 'static,
    V: Serialize,
{
    ask(operation, kept::is_on()).await
}

async fn ask<Q, V>(operation: Operation<Q, V>, is_kept: bool) -> Result<Q, ApiError>
where
    Q: DeserializeOwned + 'static,
    V: Serialize,
{
    let body = serde_json::to_string(&operation).map_err(|_| ApiError::Server)?;
    decode(&fetch::ask(body, is_kept).await?)
}

/// A response, its data still unread: only that step knows the type.
#[derive(Deserialize)]
struct Envelope<'a> {
    #[serde(borrow)]
    data: Option<&'a RawValue>,
    #[serde(default)]
    errors: Vec<TopLevelError>,
}

#[derive(Deserialize)]
struct TopLevelError {
    #[serde(default)]
    extensions: Extensions,
}

#[derive(Deserialize, Default)]
struct Extensions {
    #[serde(default)]
    code: String,
}

fn decode<Q: DeserializeOwned>(text: &str) -> Result<Q, ApiError> {
    serde_json::from_str(data_of(text)?).map_err(|_| ApiError::Server)
}

fn data_of(text: &str) -> Result<&str, ApiError> {
    let answer: Envelope<'_> = serde_json::from_str(text).map_err(|_| ApiError::Server)?;
    if let Some(error) = answer.errors.first() {
        return Err(kind_of(&error.extensions.code));
    }
    answer.data.map(RawValue::get).ok_or(ApiError::Server)
}

/// The error that a code of `extensions.code` stands for.
fn kind_of(code: &str) -> ApiError {
    match code {
        "UNAUTHENTICATED" => ApiError::Unauthenticated,
        "NOT_FOUND" | "FORBIDDEN" => ApiError::NotFound,
        "RATE_LIMITED" | "REFUSED" | "CONFLICT" => ApiError::Refused,
        _ => ApiError::Server,
    }
}

/// A new key for a mutation: the same key twice changes once.
#[must_use]
pub fn new_idempotency_key() -> String {
    let mut bytes = [0_u8; 16];
    if let Ok(crypto) = leptos::prelude::window().crypto() {
        // Without randomness the key stays the same and the server says that it was used.
        let _ = crypto.get_random_values_with_u8_array(&mut bytes);
    }
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Deserialize, Debug, PartialEq)]
    struct Answer {
        n: u8,
    }

    #[test]
    fn an_answer_without_errors_is_read() {
        assert_eq!(decode::<Answer>(r#"{"data":{"n":3}}"#), Ok(Answer { n: 3 }));
    }

    #[test]
    fn a_top_level_error_becomes_what_the_reader_can_do() {
        let error = |code: &str| {
            decode::<Answer>(&format!(
                r#"{{"data":null,"errors":[{{"message":"x","extensions":{{"code":"{code}"}}}}]}}"#
            ))
        };
        assert_eq!(error("UNAUTHENTICATED"), Err(ApiError::Unauthenticated));
        assert_eq!(error("NOT_FOUND"), Err(ApiError::NotFound));
        assert_eq!(error("INTERNAL"), Err(ApiError::Server));
        assert_eq!(
            decode::<Answer>(r#"{"errors":[{"message":"x"}]}"#),
            Err(ApiError::Server),
            "an error without a code"
        );
        assert_eq!(decode::<Answer>("<html>"), Err(ApiError::Server));
    }
}

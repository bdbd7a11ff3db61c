//! The parameters of a request, from a body, a query string or a socket's message.

use async_graphql::Variables;
use axum::{extract::Query, http::Uri};
use serde_json::{Map, Value};

use super::errors::{ErrorCode, Refusal};

/// What a request asks.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Params {
    pub(super) query: String,
    pub(super) operation_name: Option<String>,
    pub(super) variables: Variables,
}

impl Params {
    /// From the JSON of a body.
    pub(super) fn from_body(body: &[u8]) -> Result<Self, Refusal> {
        // Looked at first, so that a batch is not even parsed.
        if body.trim_ascii_start().first() == Some(&b'[') {
            return Err(bad("batches are not accepted: send one operation"));
        }
        let value: Value = serde_json::from_slice(body)
            .map_err(|error| bad(format!("the body is not JSON: {error}")))?;
        Self::from_json(value)
    }

    /// From a JSON object.
    pub(super) fn from_json(value: Value) -> Result<Self, Refusal> {
        let Value::Object(mut object) = value else {
            return Err(bad("the request must be a JSON object"));
        };
        // Extensions are checked as the draft says; we have none that a client may use.
        map(&mut object, "extensions")?;
        let query = string(&mut object, "query")?;
        let operation_name = string(&mut object, "operationName")?;
        let variables = map(&mut object, "variables")?;
        Self::new(query, operation_name, variables)
    }

    /// From the query string of a URL.
    pub(super) fn from_uri(uri: &Uri) -> Result<Self, Refusal> {
        let Query(pairs) = Query::<Vec<(String, String)>>::try_from_uri(uri)
            .map_err(|_| bad("the query string is malformed"))?;
        let mut object = Map::new();
        for (name, value) in pairs {
            let value = match name.as_str() {
                // The draft takes an empty parameter for one that is not there.
                "query" | "operationName" | "variables" | "extensions" if value.is_empty() => {
                    continue;
                }
                "query" | "operationName" => Value::String(value),
                "variables" | "extensions" => serde_json::from_str(&value)
                    .map_err(|error| bad(format!("`{name}` is not JSON: {error}")))?,
                _ => continue,
            };
            if object.insert(name.clone(), value).is_some() {
                return Err(bad(format!("`{name}` is given twice")));
            }
        }
        Self::from_json(Value::Object(object))
    }

    fn new(
        query: Option<String>,
        operation_name: Option<String>,
        variables: Option<Map<String, Value>>,
    ) -> Result<Self, Refusal> {
        let query = query.ok_or_else(|| bad("`query` is missing"))?;
        let operation_name = operation_name.filter(|name| !name.is_empty());
        let variables =
            variables.map(|map| Variables::from_json(Value::Object(map))).unwrap_or_default();
        Ok(Self { query, operation_name, variables })
    }
}

fn bad(message: impl Into<String>) -> Refusal {
    Refusal::new(ErrorCode::BadRequest, message)
}

fn string(object: &mut Map<String, Value>, name: &str) -> Result<Option<String>, Refusal> {
    match object.remove(name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(value)) => Ok(Some(value)),
        Some(_) => Err(bad(format!("`{name}` must be a string"))),
    }
}

fn map(object: &mut Map<String, Value>, name: &str) -> Result<Option<Map<String, Value>>, Refusal> {
    match object.remove(name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::Object(value)) => Ok(Some(value)),
        Some(_) => Err(bad(format!("`{name}` must be an object"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(body: &str) -> String {
        Params::from_body(body.as_bytes()).expect_err("refused").message
    }

    fn refused_uri(uri: &str) -> String {
        Params::from_uri(&uri.parse().expect("a URI")).expect_err("refused").message
    }

    #[test]
    fn a_body_gives_query_name_and_variables() {
        let params = Params::from_body(
            br#" {"query":"{a}","operationName":"A","variables":{"x":1},"other":2}"#,
        );
        let expected = Params {
            query: "{a}".to_owned(),
            operation_name: Some("A".to_owned()),
            variables: Variables::from_json(serde_json::json!({ "x": 1 })),
        };
        assert_eq!(params, Ok(expected));
    }

    #[test]
    fn null_and_empty_parameters_are_as_if_not_there() {
        let params = Params::from_body(
            br#"{"query":"{a}","operationName":null,"variables":null,"extensions":null}"#,
        );
        assert_eq!(params, Ok(Params { query: "{a}".to_owned(), ..Params::default() }));
        let params =
            Params::from_uri(&Uri::from_static("/graphql?query=%7Ba%7D&operationName=&variables="));
        assert_eq!(params, Ok(Params { query: "{a}".to_owned(), ..Params::default() }));
    }

    #[test]
    fn a_wrong_type_is_told_by_name() {
        assert_eq!(refused(r#"{"query":1}"#), "`query` must be a string");
        assert_eq!(
            refused(r#"{"query":"{a}","operationName":[]}"#),
            "`operationName` must be a string"
        );
        assert_eq!(refused(r#"{"query":"{a}","variables":"{}"}"#), "`variables` must be an object");
        assert_eq!(
            refused(r#"{"query":"{a}","extensions":false}"#),
            "`extensions` must be an object"
        );
        assert_eq!(refused(r#"{"qeury":"{a}"}"#), "`query` is missing");
        assert_eq!(refused("3"), "the request must be a JSON object");
        assert_eq!(refused(" [{}]"), "batches are not accepted: send one operation");
    }

    #[test]
    fn faulty_json_is_told_without_repeating_it() {
        assert_eq!(
            refused(r#"{"secret"#),
            "the body is not JSON: EOF while parsing a string at line 1 column 8"
        );
        assert_eq!(
            refused(""),
            "the body is not JSON: EOF while parsing a value at line 1 column 0"
        );
        let latin_1 = Params::from_body(b"{\"query\":\"\xe9\"}").expect_err("refused").message;
        assert_eq!(latin_1, "the body is not JSON: invalid unicode code point at line 1 column 11");
        assert!(
            refused(&"{\"a\":".repeat(500))
                .starts_with("the body is not JSON: recursion limit exceeded")
        );
    }

    #[test]
    fn a_query_string_holds_json_variables() {
        let params = Params::from_uri(&Uri::from_static(
            "/graphql?query=%7Ba%7D&variables=%7B%22x%22%3A1%7D&z=1",
        ));
        let variables = Variables::from_json(serde_json::json!({ "x": 1 }));
        assert_eq!(params, Ok(Params { query: "{a}".to_owned(), variables, ..Params::default() }));
        assert_eq!(
            refused_uri("/graphql?query=a&variables=x"),
            "`variables` is not JSON: expected value at line 1 column 1"
        );
        assert_eq!(refused_uri("/graphql?query=a&query=b"), "`query` is given twice");
        assert_eq!(refused_uri("/graphql"), "`query` is missing");
    }
}

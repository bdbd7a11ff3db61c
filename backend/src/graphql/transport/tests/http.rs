//! GraphQL over HTTP, through the router.

use std::time::Duration;

use axum::{
    body::{Body, to_bytes},
    http::{HeaderMap, Method, Request, StatusCode, header},
};
use serde_json::{Value, json};
use tower::ServiceExt;

use super::{
    schema::Stopped,
    server::Served,
    transport::{ErrorCode, Limits, refuse_http},
};

const MODERN: &str = "application/graphql-response+json";
const LEGACY: &str = "application/json";

struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    body: Value,
}

impl Answer {
    fn code(&self) -> &str {
        self.body["errors"][0]["extensions"]["code"].as_str().unwrap_or("none")
    }

    fn message(&self) -> &str {
        self.body["errors"][0]["message"].as_str().unwrap_or("none")
    }
}

async fn send(request: Request<Body>) -> Answer {
    send_limited(request, Limits::default()).await
}

async fn send_limited(request: Request<Body>, limits: Limits) -> Answer {
    let response = Served::new(limits, Stopped::default())
        .router()
        .oneshot(request)
        .await
        .expect("infallible");
    let (parts, body) = response.into_parts();
    let body = to_bytes(body, usize::MAX).await.expect("a body");
    let body = serde_json::from_slice(&body).expect("JSON");
    Answer { status: parts.status, headers: parts.headers, body }
}

fn post(accept: &str, body: impl Into<Body>) -> Request<Body> {
    Request::post("/graphql")
        .header(header::CONTENT_TYPE, "application/json")
        .header(header::ACCEPT, accept)
        .body(body.into())
        .expect("a request")
}

fn query(accept: &str, query: &str) -> Request<Body> {
    post(accept, json!({ "query": query }).to_string())
}

fn get(accept: &str, query_string: &str) -> Request<Body> {
    Request::get(format!("/graphql?{query_string}"))
        .header(header::ACCEPT, accept)
        .body(Body::empty())
        .expect("a request")
}

#[tokio::test]
async fn a_query_is_answered_in_the_accepted_media_type() {
    for accept in [MODERN, LEGACY] {
        let answer = send(query(accept, "{ me }")).await;
        assert_eq!(answer.status, StatusCode::OK);
        assert_eq!(answer.body, json!({ "data": { "me": "HTTP" } }));
        assert_eq!(answer.headers[header::CONTENT_TYPE], format!("{accept}; charset=utf-8"));
        assert_eq!(answer.headers[header::CACHE_CONTROL], "no-store");
        assert_eq!(answer.headers[header::VARY], "accept");
    }
}

#[tokio::test]
async fn a_client_that_accepts_neither_is_told_so() {
    let answer = send(query("text/html", "{ me }")).await;
    assert_eq!((answer.status, answer.code()), (StatusCode::NOT_ACCEPTABLE, "NOT_ACCEPTABLE"));
}

#[tokio::test]
async fn a_get_with_variables_is_answered() {
    let answer = send(get(
        MODERN,
        "query=query%20Q(%24n%3AString!)%7Bhello(name%3A%24n)%7D&operationName=Q&variables=%7B%22n%22%3A%22Zo%C3%A9%22%7D",
    ))
    .await;
    assert_eq!(
        (answer.status, answer.body),
        (StatusCode::OK, json!({ "data": { "hello": "hello Zoé" } }))
    );
}

#[tokio::test]
async fn a_mutation_by_get_is_refused_in_either_media_type() {
    for accept in [MODERN, LEGACY] {
        let answer = send(get(accept, "query=mutation%7Brename(name%3A%22x%22)%7D")).await;
        assert_eq!(
            (answer.status, answer.code()),
            (StatusCode::METHOD_NOT_ALLOWED, "METHOD_NOT_ALLOWED")
        );
        assert_eq!(answer.headers[header::ALLOW], "POST");
        assert_eq!(answer.body.get("data"), None);
    }
}

#[tokio::test]
async fn a_get_that_hides_its_mutation_behind_a_query_is_refused() {
    let document = "query%20Q%7Bme%7Dmutation%20M%7Brename(name%3A%22x%22)%7D";
    let answer = send(get(MODERN, &format!("query={document}&operationName=M"))).await;
    assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED);
    let answer = send(get(MODERN, &format!("query={document}&operationName=Q"))).await;
    assert_eq!(answer.status, StatusCode::OK);
}

#[tokio::test]
async fn other_methods_are_refused() {
    for method in [Method::PUT, Method::DELETE, Method::PATCH, Method::OPTIONS] {
        let request = Request::builder()
            .method(method)
            .uri("/graphql")
            .body(Body::empty())
            .expect("a request");
        let answer = send(request).await;
        assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED);
        assert_eq!(answer.headers[header::ALLOW], "GET, POST");
    }
}

#[tokio::test]
async fn a_body_that_is_not_plain_json_is_refused() {
    for content_type in [None, Some("text/plain"), Some("application/json; charset=latin1")] {
        let mut request = query(MODERN, "{ me }");
        request.headers_mut().remove(header::CONTENT_TYPE);
        if let Some(content_type) = content_type {
            request
                .headers_mut()
                .insert(header::CONTENT_TYPE, content_type.parse().expect("a header"));
        }
        let answer = send(request).await;
        assert_eq!(
            (answer.status, answer.code()),
            (StatusCode::UNSUPPORTED_MEDIA_TYPE, "UNSUPPORTED_MEDIA_TYPE")
        );
    }
}

#[tokio::test]
async fn a_request_that_is_none_is_400_in_either_media_type() {
    let two_thousand = format!("[{}]", vec![r#"{"query":"{me}"}"#; 2_000].join(","));
    for accept in [MODERN, LEGACY] {
        for (body, message) in [
            ("", "the body is not JSON: EOF while parsing a value at line 1 column 0"),
            (r#"{ "not"#, "the body is not JSON: EOF while parsing a string at line 1 column 6"),
            (r#"{"qeury":"{me}"}"#, "`query` is missing"),
            (r#"{"query":{}}"#, "`query` must be a string"),
            (r#"{"query":"{me}","variables":[]}"#, "`variables` must be an object"),
            (r#"{"query":"{me}","operationName":1}"#, "`operationName` must be a string"),
            (r#"{"query":"{me}","extensions":"x"}"#, "`extensions` must be an object"),
            (&two_thousand, "batches are not accepted: send one operation"),
        ] {
            let answer = send(post(accept, body.to_owned())).await;
            assert_eq!((answer.status, answer.message()), (StatusCode::BAD_REQUEST, message));
            assert_eq!((answer.code(), answer.body.get("data")), ("BAD_REQUEST", None));
        }
    }
}

#[tokio::test]
async fn a_request_error_is_400_only_for_who_knows_the_drafts_type() {
    for (accept, status) in [(MODERN, StatusCode::BAD_REQUEST), (LEGACY, StatusCode::OK)] {
        for document in [
            "{",
            "{ nothing }",
            "{ hello }",
            "query Q($n: String!) { hello(name: $n) }",
            "query A { me } query B { me }",
            "subscription { ticks }",
        ] {
            let answer = send(query(accept, document)).await;
            assert_eq!((answer.status, answer.code()), (status, "BAD_REQUEST"), "{document}");
            assert_eq!(answer.body.get("data"), None, "{document}");
        }
    }
}

#[tokio::test]
async fn errors_of_execution_keep_their_data_and_their_code() {
    for accept in [MODERN, LEGACY] {
        let answer = send(query(accept, "{ me partly }")).await;
        assert_eq!((answer.status, answer.code()), (StatusCode::OK, "NOT_FOUND"));
        assert_eq!(answer.body["data"], json!({ "me": "HTTP", "partly": null }));
        let answer = send(query(accept, "{ me unfindable }")).await;
        assert_eq!((answer.status, answer.code()), (StatusCode::OK, "NOT_FOUND"));
        assert_eq!(answer.body.get("data"), Some(&Value::Null));
    }
}

#[tokio::test]
async fn an_error_that_nobody_thought_of_keeps_its_words_to_itself() {
    let answer = send(query(MODERN, "{ broken }")).await;
    assert_eq!((answer.code(), answer.message()), ("INTERNAL", "internal error"));
    assert!(!answer.body.to_string().contains("hunter2"));
}

#[tokio::test]
async fn a_value_that_its_type_does_not_take_is_bad_input() {
    let body =
        json!({ "query": "query Q($id: UUID!) { uuid(id: $id) }", "variables": { "id": "x" } });
    let answer = send(post(LEGACY, body.to_string())).await;
    assert_eq!(answer.code(), "BAD_INPUT");
    assert!(answer.message().starts_with("Failed to parse \"UUID\""), "{}", answer.message());
}

#[tokio::test]
async fn errors_never_repeat_the_document() {
    let long = "x".repeat(2_000);
    for document in [
        format!("{{ hello(name: \"secret {long}\") "),
        format!("{{ me }} }} # secret {long}"),
        format!("{{ {long} }}"),
        format!("query {long}($v: Int!) {{ me }}"),
    ] {
        let answer = send(query(LEGACY, &document)).await;
        assert_eq!(answer.code(), "BAD_REQUEST");
        let body = answer.body.to_string();
        assert!(!body.contains("secret") && body.len() < 600, "{body}");
    }
}

#[tokio::test]
async fn a_wrong_name_gets_no_suggestion() {
    let answer = send(query(LEGACY, "{ helo(name: \"x\") }")).await;
    assert_eq!(answer.message(), "Unknown field \"helo\" on type \"Query\".");
}

#[tokio::test]
async fn only_the_first_errors_are_told() {
    let fields: String = (0..15).map(|n| format!("wrong{n} ")).collect();
    let limits = Limits { errors: 5, ..Limits::default() };
    let answer = send_limited(query(LEGACY, &format!("{{ {fields} }}")), limits).await;
    assert_eq!(answer.body["errors"].as_array().map(Vec::len), Some(5));
}

#[tokio::test]
async fn too_much_is_refused_and_says_what_is_too_much() {
    let aliases: String = (0..5_000).map(|n| format!("a{n}:me ")).collect();
    let friends = |levels: usize| {
        format!("{{ people {}{{ name }}{} }}", "{ friends ".repeat(levels), "}".repeat(levels))
    };
    let schema_depth = |levels: usize| {
        format!(
            "{{ __type(name: \"Int\") {}{{ name }}{} }}",
            "{ ofType ".repeat(levels),
            "}".repeat(levels)
        )
    };
    let hundred = "(first: 100)";
    for (document, message) in [
        (format!("{{ {aliases} }}"), "the document is longer than 32768 bytes"),
        (format!("{{ {} }}", "me ".repeat(2_001)), "the document has more than 2000 tokens"),
        (friends(60), "the document nests deeper than 40 levels"),
        (friends(35), "the document nests selections deeper than 32 levels"),
        (schema_depth(17), "the operation nests fields deeper than 16 levels"),
        (
            format!(
                "{{ people{hundred} {{ friends{hundred} {{ friends{hundred} {{ name }} }} }} }}"
            ),
            "the operation asks for more than 10000 fields, counted once per row",
        ),
    ] {
        let answer = send(query(MODERN, &document)).await;
        assert_eq!((answer.code(), answer.message()), ("TOO_COMPLEX", message));
        assert_eq!((answer.status, answer.body.get("data")), (StatusCode::BAD_REQUEST, None));
    }
}

#[tokio::test]
async fn rows_count_when_they_come_from_a_variable() {
    let ask = |first: i32| {
        let document = "query Q($n: Int!) { people(first: $n) { friends(first: $n) { name } } }";
        post(LEGACY, json!({ "query": document, "variables": { "n": first } }).to_string())
    };
    assert_eq!(send(ask(1_000)).await.code(), "TOO_COMPLEX");
    assert_eq!(send(ask(2)).await.body["data"]["people"].as_array().map(Vec::len), Some(2));
}

#[tokio::test]
async fn the_standard_introspection_query_fits_the_default_limits() {
    let of_type =
        (0..9).fold("kind name".to_owned(), |inside, _| format!("kind name ofType {{ {inside} }}"));
    let document = format!(
        "query IntrospectionQuery {{ __schema {{ description queryType {{ name }} mutationType {{ name }}
          subscriptionType {{ name }} types {{ ...FullType }}
          directives {{ name description isRepeatable locations args {{ ...InputValue }} }} }} }}
        fragment FullType on __Type {{ kind name description specifiedByURL
          fields(includeDeprecated: true) {{ name description args {{ ...InputValue }} type {{ ...TypeRef }}
            isDeprecated deprecationReason }}
          inputFields {{ ...InputValue }} interfaces {{ ...TypeRef }}
          enumValues(includeDeprecated: true) {{ name description isDeprecated deprecationReason }}
          possibleTypes {{ ...TypeRef }} }}
        fragment InputValue on __InputValue {{ name description type {{ ...TypeRef }} defaultValue }}
        fragment TypeRef on __Type {{ {of_type} }}"
    );
    let answer = send(query(MODERN, &document)).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.message());
    assert_eq!(answer.body["data"]["__schema"]["queryType"]["name"], "Query");
}

#[tokio::test]
async fn a_body_too_large_is_refused_whether_it_says_so_or_not() {
    let large = || vec![b' '; 10 * 1024 * 1024];
    let mut announced = post(MODERN, large());
    announced.headers_mut().insert(header::CONTENT_LENGTH, (10 * 1024 * 1024).into());
    let chunks =
        futures::stream::iter((0..160).map(|_| Ok::<_, std::io::Error>(vec![b' '; 64 * 1024])));
    let unannounced = post(MODERN, Body::from_stream(chunks));
    for request in [announced, unannounced] {
        let answer = send(request).await;
        assert_eq!((answer.status, answer.code()), (StatusCode::PAYLOAD_TOO_LARGE, "TOO_LARGE"));
        assert_eq!(answer.message(), "the body is larger than 524288 bytes");
    }
}

#[tokio::test]
async fn a_body_at_the_limit_is_read() {
    let body = json!({ "query": "{ me }" }).to_string();
    let padded = |bytes: usize| format!("{body}{}", " ".repeat(bytes - body.len()));
    let limits = || Limits { body_bytes: 1_000, ..Limits::default() };
    assert_eq!(send_limited(post(MODERN, padded(1_000)), limits()).await.status, StatusCode::OK);
    assert_eq!(
        send_limited(post(MODERN, padded(1_001)), limits()).await.status,
        StatusCode::PAYLOAD_TOO_LARGE
    );
}

#[tokio::test]
async fn an_operation_that_takes_too_long_is_stopped() {
    for accept in [MODERN, LEGACY] {
        let limits = Limits { timeout: Duration::from_millis(250), ..Limits::default() };
        let answer = send_limited(query(accept, "{ endless }"), limits).await;
        assert_eq!((answer.status, answer.code()), (StatusCode::SERVICE_UNAVAILABLE, "TIMEOUT"));
        assert_eq!(answer.message(), "the operation took longer than 0.25 s and was stopped");
        assert_eq!(answer.body.get("data"), None);
    }
}

#[tokio::test]
async fn a_body_that_never_ends_is_not_waited_for() {
    let body = Body::from_stream(futures::stream::pending::<Result<Vec<u8>, std::io::Error>>());
    let limits = Limits { timeout: Duration::from_millis(10), ..Limits::default() };
    let answer = send_limited(post(MODERN, body), limits).await;
    assert_eq!((answer.status, answer.code()), (StatusCode::REQUEST_TIMEOUT, "REQUEST_TIMEOUT"));
}

#[tokio::test]
async fn a_refusal_before_graphql_looks_like_any_other() {
    let mut headers = HeaderMap::new();
    headers.insert(header::ACCEPT, MODERN.parse().expect("a header"));
    let response = refuse_http(&headers, ErrorCode::Unauthenticated, "not signed in");
    assert_eq!(response.status(), StatusCode::UNAUTHORIZED);
    assert_eq!(
        response.headers()[header::CONTENT_TYPE],
        "application/graphql-response+json; charset=utf-8"
    );
    let body = to_bytes(response.into_body(), 1_000).await.expect("a body");
    let expected = json!({ "errors": [{ "message": "not signed in", "extensions": { "code": "UNAUTHENTICATED" } }] });
    assert_eq!(serde_json::from_slice::<Value>(&body).expect("JSON"), expected);
}

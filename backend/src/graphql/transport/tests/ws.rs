//! GraphQL over WebSocket, through real sockets.

use std::time::Duration;

use futures::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::net::{TcpListener, TcpStream};
use tokio_tungstenite::{
    WebSocketStream, client_async,
    tungstenite::{ClientRequestBuilder, Message},
};

use super::{
    schema::Stopped,
    server::Served,
    transport::{Limits, SUBPROTOCOL, SocketLimits},
};

/// A test that hangs is a test that fails; nothing else depends on this.
const PATIENCE: Duration = Duration::from_secs(30);

struct Client {
    socket: WebSocketStream<TcpStream>,
    served: Served,
    stopped: Stopped,
}

#[derive(Debug, PartialEq)]
enum Heard {
    Json(Value),
    Closed(u16, String),
    Gone,
}

impl Client {
    async fn open(socket: SocketLimits, subprotocol: Option<&str>) -> Self {
        let stopped = Stopped::default();
        let served = Served::new(Limits { socket, ..Limits::default() }, stopped.clone());
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let router = served.router();
        tokio::spawn(async move { axum::serve(listener, router).await });
        let mut request = ClientRequestBuilder::new(
            format!("ws://{address}/graphql/live").parse().expect("a URI"),
        );
        if let Some(subprotocol) = subprotocol {
            request = request.with_sub_protocol(subprotocol);
        }
        let stream = TcpStream::connect(address).await.expect("a connection");
        let (socket, _) = client_async(request, stream).await.expect("a socket");
        Self { socket, served, stopped }
    }

    /// Opened, but no `connection_init` sent.
    async fn new() -> Self {
        Self::open(SocketLimits::default(), Some(SUBPROTOCOL)).await
    }

    async fn acknowledged(socket: SocketLimits) -> Self {
        let mut client = Self::open(socket, Some(SUBPROTOCOL)).await;
        client.say(json!({ "type": "connection_init", "payload": { "name": "Zoé" } })).await;
        assert_eq!(client.hear().await, Heard::Json(json!({ "type": "connection_ack" })));
        client
    }

    async fn say(&mut self, message: Value) {
        self.send(Message::text(message.to_string())).await;
    }

    async fn send(&mut self, message: Message) {
        self.socket.send(message).await.expect("sent");
    }

    async fn subscribe(&mut self, id: &str, query: &str) {
        self.say(json!({ "type": "subscribe", "id": id, "payload": { "query": query } })).await;
    }

    /// The next message that is not a ping.
    async fn hear(&mut self) -> Heard {
        loop {
            match tokio::time::timeout(PATIENCE, self.socket.next()).await.expect("something") {
                Some(Ok(Message::Text(text))) => {
                    return Heard::Json(serde_json::from_str(&text).expect("JSON"));
                }
                Some(Ok(Message::Close(Some(frame)))) => {
                    return Heard::Closed(frame.code.into(), frame.reason.to_string());
                }
                Some(Ok(Message::Ping(_) | Message::Pong(_))) => {}
                Some(Ok(_) | Err(_)) | None => return Heard::Gone,
            }
        }
    }

    async fn hear_closed(&mut self, code: u16, reason: &str) {
        assert_eq!(self.hear().await, Heard::Closed(code, reason.to_owned()));
    }

    async fn hear_next(&mut self, id: &str, data: Value) {
        let expected = json!({ "type": "next", "id": id, "payload": { "data": data } });
        assert_eq!(self.hear().await, Heard::Json(expected));
    }

    async fn hear_complete(&mut self, id: &str) {
        assert_eq!(self.hear().await, Heard::Json(json!({ "type": "complete", "id": id })));
    }

    async fn hear_error(&mut self, id: &str, code: &str) -> String {
        let heard = self.hear().await;
        let Heard::Json(message) = heard else { panic!("{heard:?}") };
        assert_eq!((&message["type"], &message["id"]), (&json!("error"), &json!(id)), "{message}");
        assert_eq!(message["payload"][0]["extensions"]["code"], code);
        message["payload"][0]["message"].as_str().expect("a message").to_owned()
    }

    /// Waits until a subscription on the server was dropped.
    async fn stopped(&self) {
        tokio::time::timeout(PATIENCE, self.stopped.0.notified()).await.expect("stopped");
    }
}

#[tokio::test]
async fn a_subscription_is_told_to_its_end() {
    let mut client = Client::acknowledged(SocketLimits::default()).await;
    client.subscribe("s", "subscription { ticks(n: 2) }").await;
    client.hear_next("s", json!({ "ticks": 0 })).await;
    client.hear_next("s", json!({ "ticks": 1 })).await;
    client.hear_complete("s").await;
}

#[tokio::test]
async fn queries_and_mutations_are_answered_for_who_connected() {
    let mut client = Client::acknowledged(SocketLimits::default()).await;
    client.subscribe("q", "{ me }").await;
    client.hear_next("q", json!({ "me": "Zoé" })).await;
    client.hear_complete("q").await;
    client.subscribe("q", "mutation { rename(name: \"x\") }").await;
    client.hear_next("q", json!({ "rename": "x" })).await;
    client.hear_complete("q").await;
}

#[tokio::test]
async fn without_our_subprotocol_it_closes_4406() {
    for subprotocol in [None, Some("graphql-ws")] {
        let stopped = Stopped::default();
        let served = Served::new(Limits::default(), stopped.clone());
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let router = served.router();
        tokio::spawn(async move { axum::serve(listener, router).await });
        // tungstenite refuses a handshake without the subprotocol that it asked for, so
        // the handshake is made by hand and only the frames are its own.
        let stream = raw_handshake(address, subprotocol).await;
        let role = tokio_tungstenite::tungstenite::protocol::Role::Client;
        let socket = WebSocketStream::from_raw_socket(stream, role, None).await;
        Client { socket, served, stopped }
            .hear_closed(4406, "the subprotocol is `graphql-transport-ws`")
            .await;
    }
}

async fn raw_handshake(address: std::net::SocketAddr, subprotocol: Option<&str>) -> TcpStream {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    let subprotocol =
        subprotocol.map(|name| format!("sec-websocket-protocol: {name}\r\n")).unwrap_or_default();
    let request = format!(
        "GET /graphql/live HTTP/1.1\r\nhost: {address}\r\nconnection: upgrade\r\nupgrade: websocket\r\n\
         sec-websocket-version: 13\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n{subprotocol}\r\n"
    );
    let mut stream = TcpStream::connect(address).await.expect("a connection");
    stream.write_all(request.as_bytes()).await.expect("sent");
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(stream.read_u8().await.expect("a response"));
    }
    assert!(head.starts_with(b"HTTP/1.1 101"));
    stream
}

#[tokio::test]
async fn what_is_no_message_closes_4400() {
    for (text, reason) in [
        ("nope", "a message must be a JSON object"),
        ("{}", "`type` is missing"),
        (r#"{"type":"connection_ack"}"#, "`type` is none that a client sends"),
        (r#"{"type":"connection_init","payload":1}"#, "`payload` must be an object"),
        (r#"{"type":"subscribe","payload":{"query":"{me}"}}"#, "`id` is missing"),
    ] {
        let mut client = Client::new().await;
        client.send(Message::text(text)).await;
        client.hear_closed(4400, reason).await;
    }
}

#[tokio::test]
async fn a_binary_message_closes_4400() {
    let mut client = Client::new().await;
    client.send(Message::binary(br#"{"type":"connection_init"}"#.to_vec())).await;
    client.hear_closed(4400, "messages are text, not binary").await;
}

#[tokio::test]
async fn an_operation_before_the_acknowledgement_closes_4401() {
    let mut client = Client::new().await;
    client.subscribe("1", "{ me }").await;
    client.hear_closed(4401, "unauthorized: no `connection_ack` yet").await;
}

#[tokio::test]
async fn an_operation_while_connecting_closes_4401() {
    let mut client = Client::new().await;
    client.say(json!({ "type": "connection_init", "payload": { "never": true } })).await;
    client.subscribe("1", "{ me }").await;
    client.hear_closed(4401, "unauthorized: no `connection_ack` yet").await;
}

#[tokio::test]
async fn a_refused_connection_closes_4403() {
    let mut client = Client::new().await;
    client
        .say(json!({ "type": "connection_init", "payload": { "refuse": "token expired" } }))
        .await;
    client.hear_closed(4403, "token expired").await;
}

#[tokio::test]
async fn a_long_reason_is_cut_between_characters() {
    let mut client = Client::new().await;
    client
        .say(json!({ "type": "connection_init", "payload": { "refuse": "é".repeat(100) } }))
        .await;
    client.hear_closed(4403, &"é".repeat(61)).await;
}

#[tokio::test]
async fn an_operation_of_who_is_signed_out_closes_4403() {
    let mut client = Client::new().await;
    client.say(json!({ "type": "connection_init", "payload": { "signedOut": true } })).await;
    assert_eq!(client.hear().await, Heard::Json(json!({ "type": "connection_ack" })));
    client.subscribe("1", "{ me }").await;
    client.hear_closed(4403, "signed out").await;
}

#[tokio::test]
async fn a_connection_closes_4403_when_its_session_ends() {
    let mut client = Client::new().await;
    client
        .say(json!({ "type": "connection_init", "payload": { "validForMilliseconds": 10 } }))
        .await;
    assert_eq!(client.hear().await, Heard::Json(json!({ "type": "connection_ack" })));
    client.hear_closed(4403, "the session has ended").await;
}

#[tokio::test]
async fn without_connection_init_it_closes_4408() {
    let limits =
        SocketLimits { init_timeout: Duration::from_millis(10), ..SocketLimits::default() };
    let mut client = Client::open(limits, Some(SUBPROTOCOL)).await;
    client.hear_closed(4408, "`connection_init` did not come in time").await;
}

#[tokio::test]
async fn an_acknowledged_connection_may_stay_longer_than_the_handshake_may_take() {
    let limits =
        SocketLimits { init_timeout: Duration::from_millis(500), ..SocketLimits::default() };
    let mut client = Client::acknowledged(limits).await;
    tokio::time::sleep(Duration::from_millis(700)).await;
    client.say(json!({ "type": "ping" })).await;
    assert_eq!(client.hear().await, Heard::Json(json!({ "type": "pong" })));
}

#[tokio::test]
async fn an_id_under_way_closes_4409() {
    let mut client = Client::acknowledged(SocketLimits::default()).await;
    client.subscribe("twice", "subscription { silence }").await;
    client.hear_next("twice", json!({ "silence": 0 })).await;
    client.subscribe("twice", "{ me }").await;
    client.hear_closed(4409, "subscriber for `twice` already exists").await;
    client.stopped().await;
}

#[tokio::test]
async fn a_second_connection_init_closes_4429() {
    for first in [json!({}), json!({ "never": true })] {
        let mut client = Client::new().await;
        client.say(json!({ "type": "connection_init", "payload": first })).await;
        client.say(json!({ "type": "connection_init" })).await;
        loop {
            match client.hear().await {
                Heard::Json(message) => assert_eq!(message, json!({ "type": "connection_ack" })),
                closed => {
                    break assert_eq!(
                        closed,
                        Heard::Closed(4429, "too many initialisation requests".to_owned())
                    );
                }
            }
        }
    }
}

#[tokio::test]
async fn a_ping_is_answered_even_before_the_handshake() {
    let mut client = Client::new().await;
    client.say(json!({ "type": "ping" })).await;
    assert_eq!(client.hear().await, Heard::Json(json!({ "type": "pong" })));
    client.say(json!({ "type": "ping", "payload": { "at": 1 } })).await;
    assert_eq!(client.hear().await, Heard::Json(json!({ "type": "pong", "payload": { "at": 1 } })));
    client.say(json!({ "type": "pong" })).await;
    client.say(json!({ "type": "connection_init" })).await;
    assert_eq!(client.hear().await, Heard::Json(json!({ "type": "connection_ack" })));
}

#[tokio::test]
async fn a_completed_subscription_is_stopped_and_its_id_is_free() {
    let mut client = Client::acknowledged(SocketLimits::default()).await;
    client.subscribe("s", "subscription { silence }").await;
    client.hear_next("s", json!({ "silence": 0 })).await;
    client.say(json!({ "type": "complete", "id": "s" })).await;
    client.say(json!({ "type": "complete", "id": "unknown" })).await;
    client.stopped().await;
    client.subscribe("s", "{ me }").await;
    client.hear_next("s", json!({ "me": "Zoé" })).await;
    client.hear_complete("s").await;
}

#[tokio::test]
async fn operations_stop_when_the_client_goes() {
    let mut client = Client::acknowledged(SocketLimits::default()).await;
    client.subscribe("s", "subscription { silence }").await;
    client.hear_next("s", json!({ "silence": 0 })).await;
    client.socket.close(None).await.expect("closed");
    client.stopped().await;
}

#[tokio::test]
async fn an_operation_that_is_not_executed_is_an_error_message() {
    let mut client = Client::acknowledged(SocketLimits::default()).await;
    for query in
        ["{", "{ nothing }", "subscription { nothing }", "query Q($n: String!) { hello(name: $n) }"]
    {
        client.subscribe("e", query).await;
        client.hear_error("e", "BAD_REQUEST").await;
    }
    let fields = "me ".repeat(2_001);
    client.subscribe("e", &format!("{{ {fields} }}")).await;
    assert_eq!(
        client.hear_error("e", "TOO_COMPLEX").await,
        "the document has more than 2000 tokens"
    );
    client
        .subscribe(
            "e",
            "{ people(first: 100) { friends(first: 100) { friends(first: 100) { name } } } }",
        )
        .await;
    client.hear_error("e", "TOO_COMPLEX").await;
}

#[tokio::test]
async fn an_error_of_execution_is_a_result() {
    let mut client = Client::acknowledged(SocketLimits::default()).await;
    for query in ["{ unfindable }", "subscription { forbidden }"] {
        client.subscribe("e", query).await;
        let heard = client.hear().await;
        let Heard::Json(message) = heard else { panic!("{heard:?}") };
        assert_eq!(
            (&message["type"], &message["payload"]["data"]),
            (&json!("next"), &Value::Null),
            "{message}"
        );
        assert_eq!(message["payload"]["errors"][0]["extensions"]["code"], "NOT_FOUND");
        client.hear_complete("e").await;
    }
}

#[tokio::test]
async fn a_panic_ends_its_operation_and_nothing_else() {
    let mut client = Client::acknowledged(SocketLimits::default()).await;
    client.subscribe("p", "{ panics }").await;
    assert_eq!(client.hear_error("p", "INTERNAL").await, "internal error");
    client.subscribe("p", "{ me }").await;
    client.hear_next("p", json!({ "me": "Zoé" })).await;
}

#[tokio::test]
async fn one_operation_too_many_is_refused_alone() {
    let limits = SocketLimits { operations: 2, ..SocketLimits::default() };
    let mut client = Client::acknowledged(limits).await;
    for id in ["a", "b"] {
        client.subscribe(id, "subscription { silence }").await;
        client.hear_next(id, json!({ "silence": 0 })).await;
    }
    client.subscribe("c", "{ me }").await;
    assert_eq!(
        client.hear_error("c", "RATE_LIMITED").await,
        "more than 2 operations on one socket"
    );
    client.say(json!({ "type": "complete", "id": "a" })).await;
    client.subscribe("c", "{ me }").await;
    client.hear_next("c", json!({ "me": "Zoé" })).await;
}

#[tokio::test]
async fn a_message_too_large_closes_1009() {
    let limits = SocketLimits { message_bytes: 1_000, ..SocketLimits::default() };
    let mut client = Client::acknowledged(limits).await;
    client.subscribe("1", &" ".repeat(2_000)).await;
    client.hear_closed(1009, "the message is too large").await;
}

#[tokio::test]
async fn a_client_that_does_not_read_is_left() {
    let limits =
        SocketLimits { send_timeout: Duration::from_millis(100), ..SocketLimits::default() };
    let mut client = Client::acknowledged(limits).await;
    client.subscribe("f", "subscription { flood }").await;
    client.stopped().await;
}

#[tokio::test]
async fn a_client_that_is_silent_is_left() {
    let limits = SocketLimits {
        ping_every: Duration::from_millis(20),
        silence: Duration::from_millis(50),
        ..SocketLimits::default()
    };
    let mut client = Client::acknowledged(limits).await;
    client.subscribe("s", "subscription { silence }").await;
    // Not reading, it does not answer pings either.
    client.stopped().await;
}

#[tokio::test]
async fn a_client_that_answers_pings_may_say_nothing() {
    let limits = SocketLimits {
        ping_every: Duration::from_millis(50),
        silence: Duration::from_millis(1_000),
        ..SocketLimits::default()
    };
    let mut client = Client::acknowledged(limits).await;
    client.subscribe("s", "subscription { slowly }").await;
    for n in 0..30 {
        client.hear_next("s", json!({ "slowly": n })).await;
    }
}

#[tokio::test]
async fn a_server_that_goes_away_closes_1001() {
    let mut client = Client::acknowledged(SocketLimits::default()).await;
    client.subscribe("s", "subscription { silence }").await;
    client.hear_next("s", json!({ "silence": 0 })).await;
    client.served.shutdown.send_replace(true);
    client.hear_closed(1001, "the server is going away").await;
    client.stopped().await;
}

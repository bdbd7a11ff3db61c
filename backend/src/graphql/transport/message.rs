//! The messages and close codes of `graphql-transport-ws`.

use async_graphql::{Response, ServerError};
use serde::Serialize;
use serde_json::{Map, Value};

use super::{errors::Body, params::Params};

/// The WebSocket subprotocol that we speak.
pub const SUBPROTOCOL: &str = "graphql-transport-ws";

/// Why a socket is closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CloseCode {
    /// The server goes away, or the client is gone.
    GoingAway = 1001,
    /// Not WebSocket.
    ProtocolError = 1002,
    /// The client takes in messages too slowly.
    TooSlow = 1008,
    /// A message is larger than allowed.
    TooLarge = 1009,
    /// A message that is none of the protocol.
    BadRequest = 4400,
    /// An operation before the connection was acknowledged.
    Unauthorized = 4401,
    /// The connection was refused, or its session ended.
    Forbidden = 4403,
    /// The client does not offer our subprotocol.
    SubprotocolNotAcceptable = 4406,
    /// No `connection_init` in time.
    InitialisationTimeout = 4408,
    /// An operation with the id of one that is under way.
    SubscriberAlreadyExists = 4409,
    /// A second `connection_init`.
    TooManyInitialisationRequests = 4429,
    /// Something broke on our side.
    InternalError = 4500,
}

/// What a client says.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum ClientMessage {
    ConnectionInit(Map<String, Value>),
    Ping(Option<Value>),
    Pong,
    Subscribe { id: String, params: Params },
    Complete { id: String },
}

impl ClientMessage {
    /// Reads a message, or says what is wrong with it.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let Ok(Value::Object(mut message)) = serde_json::from_str(text) else {
            return Err("a message must be a JSON object".to_owned());
        };
        let payload = message.remove("payload").filter(|payload| !payload.is_null());
        let kind = message.remove("type");
        match kind.as_ref().and_then(Value::as_str) {
            Some("connection_init") => {
                Ok(Self::ConnectionInit(object(payload)?.unwrap_or_default()))
            }
            Some("ping") => Ok(Self::Ping(object(payload)?.map(Value::Object))),
            Some("pong") => object(payload).map(|_| Self::Pong),
            Some("subscribe") => {
                let id = id(&mut message)?;
                let payload = object(payload)?.ok_or("`payload` is missing")?;
                let params =
                    Params::from_json(Value::Object(payload)).map_err(|refusal| refusal.message)?;
                Ok(Self::Subscribe { id, params })
            }
            Some("complete") => Ok(Self::Complete { id: id(&mut message)? }),
            Some(_) => Err("`type` is none that a client sends".to_owned()),
            None => Err("`type` is missing".to_owned()),
        }
    }
}

fn object(payload: Option<Value>) -> Result<Option<Map<String, Value>>, String> {
    match payload {
        None => Ok(None),
        Some(Value::Object(payload)) => Ok(Some(payload)),
        Some(_) => Err("`payload` must be an object".to_owned()),
    }
}

/// An id: not empty, and at most 128 characters, because it is sent back with every message.
fn id(message: &mut Map<String, Value>) -> Result<String, String> {
    match message.remove("id") {
        Some(Value::String(id)) if !id.is_empty() && id.len() <= 128 => Ok(id),
        Some(Value::String(_)) => Err("`id` must have 1 to 128 characters".to_owned()),
        Some(_) => Err("`id` must be a string".to_owned()),
        None => Err("`id` is missing".to_owned()),
    }
}

/// What we say.
#[derive(Debug, Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub(super) enum ServerMessage<'m> {
    ConnectionAck,
    Pong {
        #[serde(skip_serializing_if = "Option::is_none")]
        payload: Option<Value>,
    },
    Next {
        id: &'m str,
        payload: Body<'m>,
    },
    Error {
        id: &'m str,
        payload: &'m [ServerError],
    },
    Complete {
        id: &'m str,
    },
}

impl<'m> ServerMessage<'m> {
    /// A result of an operation.
    pub(super) fn next(id: &'m str, response: &'m Response) -> Self {
        Self::Next { id, payload: response.into() }
    }

    /// The message as text.
    pub(super) fn text(&self) -> String {
        serde_json::to_string(self).expect("keys are strings, and no value refuses to be written")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(text: &str) -> String {
        ClientMessage::parse(text).expect_err("refused")
    }

    #[test]
    fn the_messages_of_the_protocol_are_read() {
        let parse = |text| ClientMessage::parse(text).expect("a message");
        assert_eq!(
            parse(r#"{"type":"connection_init"}"#),
            ClientMessage::ConnectionInit(Map::new())
        );
        assert_eq!(
            parse(r#"{"type":"connection_init","payload":null}"#),
            ClientMessage::ConnectionInit(Map::new())
        );
        assert_eq!(parse(r#"{"type":"ping"}"#), ClientMessage::Ping(None));
        assert_eq!(parse(r#"{"type":"pong","payload":{"a":1}}"#), ClientMessage::Pong);
        assert_eq!(
            parse(r#"{"type":"complete","id":"1"}"#),
            ClientMessage::Complete { id: "1".to_owned() }
        );
        let params = Params { query: "{a}".to_owned(), ..Params::default() };
        let subscribe = ClientMessage::Subscribe { id: "1".to_owned(), params };
        assert_eq!(parse(r#"{"type":"subscribe","id":"1","payload":{"query":"{a}"}}"#), subscribe);
    }

    #[test]
    fn what_is_none_of_the_protocol_is_told() {
        assert_eq!(refused("nope"), "a message must be a JSON object");
        assert_eq!(refused("[]"), "a message must be a JSON object");
        assert_eq!(refused("{}"), "`type` is missing");
        assert_eq!(refused(r#"{"type":7}"#), "`type` is missing");
        assert_eq!(refused(r#"{"type":"next","id":"1"}"#), "`type` is none that a client sends");
        assert_eq!(
            refused(r#"{"type":"connection_init","payload":"x"}"#),
            "`payload` must be an object"
        );
        assert_eq!(refused(r#"{"type":"subscribe","payload":{"query":"{a}"}}"#), "`id` is missing");
        assert_eq!(refused(r#"{"type":"subscribe","id":1,"payload":{}}"#), "`id` must be a string");
        assert_eq!(refused(r#"{"type":"complete","id":""}"#), "`id` must have 1 to 128 characters");
        assert_eq!(refused(r#"{"type":"subscribe","id":"1"}"#), "`payload` is missing");
        assert_eq!(refused(r#"{"type":"subscribe","id":"1","payload":{}}"#), "`query` is missing");
        assert_eq!(
            refused(r#"{"type":"subscribe","id":"1","payload":{"query":"{a}","variables":[]}}"#),
            "`variables` must be an object"
        );
    }
}

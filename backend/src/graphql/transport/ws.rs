//! GraphQL over WebSocket: `graphql-transport-ws`.
//!
//! One task per socket reads and writes; every operation runs in a task of its own and
//! hands over what it has to say through one bounded queue, so a slow client holds back
//! its operations, not our memory. When the socket's task ends, its operations end.

use std::{
    collections::HashMap,
    future::Future,
    panic::AssertUnwindSafe,
    pin::{Pin, pin},
    sync::Arc,
    time::Duration,
};

use async_graphql::{Data, Executor, Response, parser::types::OperationType};
use axum::extract::{
    WebSocketUpgrade,
    ws::{CloseFrame, Message, WebSocket},
};
use futures::{FutureExt, StreamExt, future::BoxFuture};
use serde_json::{Map, Value};
use tokio::{
    sync::mpsc,
    task::JoinHandle,
    time::{Instant, MissedTickBehavior, interval, sleep_until, timeout},
};

use super::{
    document::{Operation, prepare},
    errors::{ErrorCode, Refusal, is_request_error, tidy},
    http::execute,
    limits::Limits,
    message::{ClientMessage, CloseCode, SUBPROTOCOL, ServerMessage},
    params::Params,
};

/// Why a connection or an operation on it is refused; closes the socket with 4403.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused(pub String);

type DataOf = dyn Fn() -> BoxFuture<'static, Result<Data, Refused>> + Send + Sync;

/// A connection that was accepted.
pub struct Connection {
    data: Box<DataOf>,
    valid_for: Option<Duration>,
}

impl Connection {
    /// A connection whose operations find in their context what `data` makes. It is
    /// called for every operation, so that each has its own moment and loaders, and may
    /// refuse when who asks is no longer signed in.
    pub fn new<F>(data: impl Fn() -> F + Send + Sync + 'static) -> Self
    where
        F: Future<Output = Result<Data, Refused>> + Send + 'static,
    {
        Self { data: Box::new(move || data().boxed()), valid_for: None }
    }

    /// Closes the socket after that time, when the token it was opened with ends.
    #[must_use]
    pub fn valid_for(self, duration: Duration) -> Self {
        Self { valid_for: Some(duration), ..self }
    }
}

/// Chooses the subprotocol and bounds the messages of a socket about to be opened.
pub fn upgrade(upgrade: WebSocketUpgrade, limits: &Limits) -> WebSocketUpgrade {
    upgrade
        .protocols([SUBPROTOCOL])
        .max_message_size(limits.socket.message_bytes)
        .max_frame_size(limits.socket.message_bytes)
}

/// Serves one socket until either side closes it or `shutdown` is done. `connect` is
/// given the payload of `connection_init` and decides who is there.
pub async fn serve_ws<E, C, F>(
    mut socket: WebSocket,
    executor: E,
    limits: Limits,
    connect: C,
    shutdown: impl Future<Output = ()> + Send,
) where
    E: Executor,
    C: FnOnce(Map<String, Value>) -> F + Send,
    F: Future<Output = Result<Connection, Refused>> + Send,
{
    let closing = if socket.protocol().is_some_and(|protocol| protocol == SUBPROTOCOL) {
        Session::new(executor, limits.clone(), connect).run(&mut socket, shutdown).await
    } else {
        Err(Closing::new(
            CloseCode::SubprotocolNotAcceptable,
            format!("the subprotocol is `{SUBPROTOCOL}`"),
        ))
    };
    if let Err(closing) = closing {
        close(&mut socket, closing, limits.socket.send_timeout).await;
    }
}

/// Why and with what words a socket is closed.
#[derive(Debug, PartialEq, Eq)]
struct Closing {
    code: CloseCode,
    reason: String,
}

impl Closing {
    fn new(code: CloseCode, reason: impl Into<String>) -> Self {
        Self { code, reason: reason.into() }
    }
}

/// Says why, and waits a little for the client to have read it.
async fn close(socket: &mut WebSocket, closing: Closing, within: Duration) {
    // A control frame holds 125 bytes, two of them the code.
    const LONGEST_REASON: usize = 123;
    let mut reason = closing.reason;
    while LONGEST_REASON < reason.len() {
        reason.pop();
    }
    let frame = CloseFrame { code: closing.code as u16, reason: reason.into() };
    let is_readable = !matches!(closing.code, CloseCode::TooLarge | CloseCode::ProtocolError);
    let goodbye = async {
        if socket.send(Message::Close(Some(frame))).await.is_err() {
            return;
        }
        if is_readable {
            while let Some(Ok(_)) = socket.recv().await {}
        } else {
            // Closed while the client still sends what cannot be read, the connection
            // would be reset, and the reason lost: the client is given the time.
            std::future::pending::<()>().await;
        }
    };
    // Who does not say goodbye is left.
    let _ = timeout(within.min(Duration::from_secs(1)), goodbye).await;
}

/// How far the handshake is.
enum Phase<C, F> {
    Waiting(C),
    Connecting(Pin<Box<F>>),
    Open(Arc<Connection>),
    /// Only while one phase becomes the next.
    Between,
}

impl<C, F: Future> Phase<C, F> {
    /// The outcome of connecting; never, if that is not what happens.
    async fn connected(&mut self) -> F::Output {
        match self {
            Self::Connecting(connecting) => connecting.await,
            Self::Waiting(_) | Self::Open(_) | Self::Between => std::future::pending().await,
        }
    }
}

/// What an operation has to say.
struct Event {
    id: String,
    serial: u64,
    kind: EventKind,
}

enum EventKind {
    /// More may come.
    Next(String),
    /// The last word.
    Last(String),
    /// Who asks is no longer allowed to.
    Forbidden(String),
}

/// An operation under way. Dropped, it is stopped.
struct Running {
    serial: u64,
    task: JoinHandle<()>,
}

impl Drop for Running {
    fn drop(&mut self) {
        self.task.abort();
    }
}

struct Session<E, C, F> {
    executor: E,
    limits: Limits,
    phase: Phase<C, F>,
    running: HashMap<String, Running>,
    serial: u64,
    sender: mpsc::Sender<Event>,
    events: mpsc::Receiver<Event>,
    /// When to give up: the handshake first, the validity of the connection later.
    deadline: Option<Instant>,
    heard: Instant,
}

impl<E, C, F> Session<E, C, F>
where
    E: Executor,
    C: FnOnce(Map<String, Value>) -> F + Send,
    F: Future<Output = Result<Connection, Refused>> + Send,
{
    fn new(executor: E, limits: Limits, connect: C) -> Self {
        let (sender, events) = mpsc::channel(limits.socket.queue.max(1));
        let now = Instant::now();
        Self {
            executor,
            deadline: Some(now + limits.socket.init_timeout),
            limits,
            phase: Phase::Waiting(connect),
            running: HashMap::new(),
            serial: 0,
            sender,
            events,
            heard: now,
        }
    }

    /// Runs until the client has gone (`Ok`) or must go (`Err`).
    async fn run(
        mut self,
        socket: &mut WebSocket,
        shutdown: impl Future<Output = ()> + Send,
    ) -> Result<(), Closing> {
        let mut shutdown = pin!(shutdown);
        let mut ping = interval(self.limits.socket.ping_every);
        ping.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            let deadline = self.deadline;
            let overdue = async {
                match deadline {
                    Some(deadline) => sleep_until(deadline).await,
                    None => std::future::pending().await,
                }
            };
            tokio::select! {
                () = &mut shutdown => return Err(Closing::new(CloseCode::GoingAway, "the server is going away")),
                () = overdue => return Err(self.overdue()),
                connected = self.phase.connected() => self.connected(socket, connected).await?,
                Some(event) = self.events.recv() => self.tell(socket, event).await?,
                _ = ping.tick() => self.ping(socket).await?,
                received = socket.recv() => match received {
                    None | Some(Ok(Message::Close(_))) => return Ok(()),
                    Some(Err(error)) => return Err(broken(&error)),
                    Some(Ok(message)) => self.hear(socket, message).await?,
                },
            }
        }
    }

    fn overdue(&self) -> Closing {
        match self.phase {
            Phase::Waiting(_) => Closing::new(
                CloseCode::InitialisationTimeout,
                "`connection_init` did not come in time",
            ),
            Phase::Open(_) => Closing::new(CloseCode::Forbidden, "the session has ended"),
            Phase::Connecting(_) | Phase::Between => {
                Closing::new(CloseCode::InternalError, "connecting took too long")
            }
        }
    }

    async fn connected(
        &mut self,
        socket: &mut WebSocket,
        outcome: F::Output,
    ) -> Result<(), Closing> {
        let connection =
            outcome.map_err(|Refused(reason)| Closing::new(CloseCode::Forbidden, reason))?;
        self.deadline = connection.valid_for.map(|duration| Instant::now() + duration);
        self.phase = Phase::Open(Arc::new(connection));
        self.send(socket, ServerMessage::ConnectionAck.text()).await
    }

    /// Passes on what an operation says, unless the client has stopped it meanwhile.
    async fn tell(&mut self, socket: &mut WebSocket, event: Event) -> Result<(), Closing> {
        if self.running.get(&event.id).is_none_or(|running| running.serial != event.serial) {
            return Ok(());
        }
        let text = match event.kind {
            EventKind::Next(text) => text,
            EventKind::Last(text) => {
                self.running.remove(&event.id);
                text
            }
            EventKind::Forbidden(reason) => return Err(Closing::new(CloseCode::Forbidden, reason)),
        };
        self.send(socket, text).await
    }

    /// Asks whether the client is still there. Browsers answer by themselves.
    async fn ping(&mut self, socket: &mut WebSocket) -> Result<(), Closing> {
        if self.limits.socket.silence < self.heard.elapsed() {
            return Err(Closing::new(CloseCode::GoingAway, "nothing was heard for too long"));
        }
        self.send_message(socket, Message::Ping(Vec::new().into())).await
    }

    async fn hear(&mut self, socket: &mut WebSocket, message: Message) -> Result<(), Closing> {
        self.heard = Instant::now();
        let text = match message {
            Message::Text(text) => text,
            Message::Binary(_) => {
                return Err(Closing::new(CloseCode::BadRequest, "messages are text, not binary"));
            }
            // tungstenite answers pings itself.
            Message::Ping(_) | Message::Pong(_) | Message::Close(_) => return Ok(()),
        };
        match ClientMessage::parse(&text)
            .map_err(|reason| Closing::new(CloseCode::BadRequest, reason))?
        {
            ClientMessage::ConnectionInit(payload) => self.connect(payload),
            ClientMessage::Ping(payload) => {
                self.send(socket, ServerMessage::Pong { payload }.text()).await
            }
            ClientMessage::Pong => Ok(()),
            ClientMessage::Subscribe { id, params } => self.subscribe(socket, id, params).await,
            ClientMessage::Complete { id } => {
                self.running.remove(&id);
                Ok(())
            }
        }
    }

    fn connect(&mut self, payload: Map<String, Value>) -> Result<(), Closing> {
        match std::mem::replace(&mut self.phase, Phase::Between) {
            Phase::Waiting(connect) => {
                self.phase = Phase::Connecting(Box::pin(connect(payload)));
                self.deadline = Some(Instant::now() + self.limits.timeout);
                Ok(())
            }
            Phase::Connecting(_) | Phase::Open(_) | Phase::Between => Err(Closing::new(
                CloseCode::TooManyInitialisationRequests,
                "too many initialisation requests",
            )),
        }
    }

    async fn subscribe(
        &mut self,
        socket: &mut WebSocket,
        id: String,
        params: Params,
    ) -> Result<(), Closing> {
        let Phase::Open(connection) = &self.phase else {
            return Err(Closing::new(
                CloseCode::Unauthorized,
                "unauthorized: no `connection_ack` yet",
            ));
        };
        if self.running.contains_key(&id) {
            let reason = format!("subscriber for `{id}` already exists");
            return Err(Closing::new(CloseCode::SubscriberAlreadyExists, reason));
        }
        if self.limits.socket.operations <= self.running.len() {
            let message =
                format!("more than {} operations on one socket", self.limits.socket.operations);
            let text = error_text(&id, Refusal::new(ErrorCode::RateLimited, message));
            return self.send(socket, text).await;
        }
        self.serial += 1;
        let outbox = Outbox { id: id.clone(), serial: self.serial, sender: self.sender.clone() };
        let operation = operate(
            self.executor.clone(),
            Arc::clone(connection),
            params,
            self.limits.clone(),
            outbox,
        );
        self.running.insert(id, Running { serial: self.serial, task: tokio::spawn(operation) });
        Ok(())
    }

    async fn send(&mut self, socket: &mut WebSocket, text: String) -> Result<(), Closing> {
        self.send_message(socket, Message::Text(text.into())).await
    }

    async fn send_message(
        &mut self,
        socket: &mut WebSocket,
        message: Message,
    ) -> Result<(), Closing> {
        match timeout(self.limits.socket.send_timeout, socket.send(message)).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(error)) => Err(broken(&error)),
            Err(_) => Err(Closing::new(CloseCode::TooSlow, "messages are taken in too slowly")),
        }
    }
}

/// What is left to say when the socket cannot be read or written.
fn broken(error: &axum::Error) -> Closing {
    // axum hides tungstenite's error; its words are all there is (a test watches them).
    if error.to_string().contains("Message too long") {
        Closing::new(CloseCode::TooLarge, "the message is too large")
    } else {
        Closing::new(CloseCode::ProtocolError, "the connection is broken")
    }
}

/// Where an operation says what it has to say.
struct Outbox {
    id: String,
    serial: u64,
    sender: mpsc::Sender<Event>,
}

impl Outbox {
    async fn put(&self, kind: EventKind) {
        let event = Event { id: self.id.clone(), serial: self.serial, kind };
        // If the socket has gone, so will this task.
        let _ = self.sender.send(event).await;
    }

    async fn next(&self, response: &Response) {
        self.put(EventKind::Next(ServerMessage::next(&self.id, response).text())).await;
    }

    async fn complete(&self) {
        self.put(EventKind::Last(ServerMessage::Complete { id: &self.id }.text())).await;
    }

    /// The operation was not executed.
    async fn error(&self, response: &Response) {
        let message = ServerMessage::Error { id: &self.id, payload: &response.errors };
        self.put(EventKind::Last(message.text())).await;
    }

    async fn refuse(&self, refusal: Refusal) {
        self.error(&refusal.into()).await;
    }
}

fn error_text(id: &str, refusal: Refusal) -> String {
    let response: Response = refusal.into();
    ServerMessage::Error { id, payload: &response.errors }.text()
}

/// Runs one operation to its end, whatever the end is.
async fn operate<E: Executor>(
    executor: E,
    connection: Arc<Connection>,
    params: Params,
    limits: Limits,
    outbox: Outbox,
) {
    let running = async {
        let data = match (connection.data)().await {
            Ok(data) => data,
            Err(Refused(reason)) => return outbox.put(EventKind::Forbidden(reason)).await,
        };
        match prepare(params, data, &limits) {
            Err(refusal) => outbox.refuse(refusal).await,
            Ok(operation) if operation.kind == OperationType::Subscription => {
                stream(&executor, operation, &limits, &outbox).await;
            }
            Ok(operation) => match execute(&executor, operation, &limits).await {
                Err(refusal) => outbox.refuse(refusal).await,
                Ok(response) if is_request_error(&response) => outbox.error(&response).await,
                Ok(response) => {
                    outbox.next(&response).await;
                    outbox.complete().await;
                }
            },
        }
    };
    if AssertUnwindSafe(running).catch_unwind().await.is_err() {
        outbox.refuse(Refusal::new(ErrorCode::Internal, "internal error")).await;
    }
}

async fn stream<E: Executor>(executor: &E, operation: Operation, limits: &Limits, outbox: &Outbox) {
    let mut responses = executor.execute_stream(operation.request, None);
    while let Some(mut response) = responses.next().await {
        tidy(&mut response, limits);
        if is_request_error(&response) {
            return outbox.error(&response).await;
        }
        outbox.next(&response).await;
    }
    outbox.complete().await;
}

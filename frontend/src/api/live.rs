//! Staying fresh: one socket, and a version per record that grows when the record changed.
//!
//! A resource that tracks a [`Topic`] loads again when the topic's version grows: after an event
//! of `recordChanged`, after a change made here, and after every gap in the connection (what
//! happened meanwhile is unknown, so everything on screen is loaded again).
//!
//! While the socket cannot be opened again, [`Live::is_lost`] says so: what is shown may be old.
//!
//! The socket speaks graphql-transport-ws. The id of a subscription says what is watched, so that
//! an event says by its id alone what to load again.

use std::collections::HashMap;

use cynic::SubscriptionBuilder;
use leptos::{leptos_dom::helpers::TimeoutHandle, prelude::*};
use serde::{Deserialize, Serialize};
use shared::RecordId;
use wasm_bindgen::{JsCast, prelude::Closure};
use web_sys::{CloseEvent, MessageEvent, WebSocket};

use super::{kept, schema};

/// The subscription, checked against the schema. Only the event's id is looked at.
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Subscription", variables = "RecordChangedVariables")]
pub struct RecordChanged {
    /// That something changed.
    #[arguments(id: $id)]
    pub record_changed: RecordChange,
}

/// Which record changed.
#[derive(cynic::QueryFragment, Debug)]
pub struct RecordChange {
    /// The record.
    pub record_id: RecordId,
}

/// The subscription to every assessment that the viewer may read.
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Subscription")]
pub struct AssessmentChanged {
    /// That one became another.
    pub assessment_changed: AssessmentChange,
}

/// When.
#[derive(cynic::QueryFragment, Debug)]
pub struct AssessmentChange {
    /// In UTC.
    pub at: super::Moment,
}

/// The subscription to who reads a record.
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Subscription", variables = "RecordChangedVariables")]
pub struct AccessLogChanged {
    /// That something was added.
    #[arguments(recordId: $id)]
    pub access_log_changed: AccessLogChange,
}

/// When.
#[derive(cynic::QueryFragment, Debug)]
pub struct AccessLogChange {
    /// In UTC.
    pub at: super::Moment,
}

/// What can be watched. Its text is the id of the subscription.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Watch {
    /// A record.
    Record(RecordId),
    /// Who reads and changes a record.
    AccessLog(RecordId),
    /// Every record whose assessment the viewer may read.
    Assessments,
}

const ACCESS_LOG: &str = "log-";
const ASSESSMENTS: &str = "assessments";

impl Watch {
    fn id(self) -> String {
        match self {
            Self::Record(id) => id.to_string(),
            Self::AccessLog(id) => format!("{ACCESS_LOG}{id}"),
            Self::Assessments => ASSESSMENTS.to_owned(),
        }
    }

    fn of_id(text: &str) -> Option<Self> {
        if text == ASSESSMENTS {
            return Some(Self::Assessments);
        }
        match text.strip_prefix(ACCESS_LOG) {
            Some(id) => Some(Self::AccessLog(id.parse().ok()?)),
            None => Some(Self::Record(text.parse().ok()?)),
        }
    }
}

/// Which record to watch.
#[derive(cynic::QueryVariables, Debug)]
pub struct RecordChangedVariables {
    /// The record.
    pub id: RecordId,
}

/// One record's freshness. Track it in a resource; bump it after a change made here.
#[derive(Clone, Copy)]
pub struct Topic(RwSignal<u32>);

impl Topic {
    /// Makes the resource or effect that calls it run again when the record changed.
    pub fn track(self) {
        self.0.track();
    }

    /// Says that the record changed.
    pub fn bump(self) {
        self.0.update(|version| *version += 1);
    }
}

/// Connections that must fail one after the other until it is said: the first may be a server that
/// starts anew.
const FAILURES_TO_SAY: u32 = 2;

/// The socket and the topics on screen.
#[derive(Clone, Copy)]
pub struct Live(StoredValue<State, LocalStorage>, RwSignal<bool>);

#[derive(Default)]
struct State {
    /// The application's own: what it owns outlives the component that watched first.
    owner: Owner,
    /// Everything that was ever watched, so that its version never goes back.
    topics: HashMap<Watch, Watched>,
    socket: Option<WebSocket>,
    /// Whether the server has acknowledged the connection.
    is_open: bool,
    /// Connections that failed since the last one that worked; the next waits longer.
    failures: u32,
    /// Whether the connection was lost since the topics were last loaded.
    had_gap: bool,
    retry: Option<TimeoutHandle>,
}

struct Watched {
    version: RwSignal<u32>,
    /// Components that watch it now.
    watchers: usize,
}

impl State {
    /// What is on screen.
    fn watched(&self) -> Vec<Watch> {
        let watched = self.topics.iter().filter(|(_, topic)| 0 < topic.watchers);
        watched.map(|(id, _)| *id).collect()
    }
}

/// The socket, for the application's root.
#[must_use]
pub fn provide_live() -> Live {
    let owner = Owner::current().unwrap_or_default();
    let state = StoredValue::new_local(State { owner, ..State::default() });
    let live = Live(state, RwSignal::new(false));
    provide_context(live);
    let handle = window_event_listener(leptos::ev::online, move |_| live.load_again());
    on_cleanup(move || handle.remove());
    live
}

/// The socket.
#[must_use]
pub fn use_live() -> Live {
    expect_context()
}

/// Watches a record as long as the calling component lives.
#[must_use]
pub fn use_topic(id: RecordId) -> Topic {
    watching(Watch::Record(id))
}

/// Watches who reads and changes a record as long as the calling component lives.
#[must_use]
pub fn use_access_log(id: RecordId) -> Topic {
    watching(Watch::AccessLog(id))
}

fn watching(what: Watch) -> Topic {
    let live = use_live();
    on_cleanup(move || live.unwatch(what));
    live.watch(what)
}

/// Watches every assessment that the viewer may read, as long as the calling component lives.
#[must_use]
pub fn use_assessments() -> Topic {
    watching(Watch::Assessments)
}

impl Live {
    fn watch(self, id: Watch) -> Topic {
        let (version, is_first) = self
            .0
            .try_update_value(|state| {
                let owner = state.owner.clone();
                let watched = state.topics.entry(id).or_insert_with(|| Watched {
                    version: owner.with(|| RwSignal::new(0)),
                    watchers: 0,
                });
                watched.watchers += 1;
                (watched.version, watched.watchers == 1)
            })
            .expect("the socket's state lives as long as the application");
        if is_first {
            if self.is_open() {
                self.send(&subscribe(id));
            } else {
                self.connect();
            }
        }
        Topic(version)
    }

    fn unwatch(self, id: Watch) {
        let is_last = self.0.try_update_value(|state| {
            let Some(watched) = state.topics.get_mut(&id) else { return false };
            watched.watchers -= 1;
            watched.watchers == 0
        });
        if is_last == Some(true) && self.is_open() {
            self.send(&ClientMessage { kind: "complete", id: Some(id.id()), payload: None::<()> });
        }
        self.say_whether_lost();
    }

    /// Whether changes made elsewhere do not arrive now; what reads it follows it.
    #[must_use]
    pub fn is_lost(self) -> bool {
        self.1.get()
    }

    fn say_whether_lost(self) {
        let state =
            self.0.try_with_value(|s| FAILURES_TO_SAY <= s.failures && !s.watched().is_empty());
        let (Some(is_lost), Some(said)) = (state, self.1.try_get_untracked()) else { return };
        if is_lost != said {
            self.1.set(is_lost);
        }
    }

    fn is_open(self) -> bool {
        self.0.with_value(|state| state.is_open)
    }

    fn send(self, message: &impl Serialize) {
        let Ok(text) = serde_json::to_string(message) else { return };
        self.0.with_value(|state| {
            if let Some(socket) = &state.socket {
                // A socket that is closing says so by its close event.
                let _ = socket.send_with_str(&text);
            }
        });
    }

    /// Loads everything on screen again, at once or as soon as there is a socket again.
    pub fn load_again(self) {
        let (has_socket, watched) = self.0.with_value(|s| (s.socket.is_some(), s.watched()));
        if !has_socket && !watched.is_empty() {
            self.connect();
        } else {
            self.bump_all(watched);
        }
    }

    fn connect_if_needed(self) {
        if self.0.with_value(|state| !state.watched().is_empty()) {
            self.connect();
        }
    }

    /// What is still not answered by the server then is noted anew.
    fn bump_all(self, watched: Vec<Watch>) {
        kept::note_afresh();
        for id in watched {
            self.bump(id);
        }
    }

    fn connect(self) {
        if self.0.with_value(|state| state.socket.is_some()) {
            return;
        }
        let Some(socket) = open_socket() else { return };
        let live = self;
        listen(&socket, "open", move |_: web_sys::Event| {
            live.send(&ClientMessage { kind: "connection_init", id: None, payload: None::<()> });
        });
        listen(&socket, "message", move |event: MessageEvent| {
            if let Some(text) = event.data().as_string() {
                live.receive(&text);
            }
        });
        listen(&socket, "close", move |event: CloseEvent| live.lost(event.code()));
        self.0.update_value(|state| state.socket = Some(socket));
    }

    fn receive(self, text: &str) {
        match read(text) {
            Incoming::Acknowledged => self.opened(),
            Incoming::Ping => {
                self.send(&ClientMessage { kind: "pong", id: None, payload: None::<()> });
            }
            Incoming::Changed(id) => self.bump(id),
            Incoming::Other => {}
        }
    }

    /// Subscribes to everything on screen, and loads it again if something may have been missed.
    fn opened(self) {
        let (ids, had_gap) = self
            .0
            .try_update_value(|state| {
                state.is_open = true;
                state.failures = 0;
                (state.watched(), std::mem::take(&mut state.had_gap))
            })
            .unwrap_or_default();
        self.say_whether_lost();
        for id in &ids {
            self.send(&subscribe(*id));
        }
        if had_gap {
            self.bump_all(ids);
        }
    }

    fn bump(self, id: Watch) {
        let version = self.0.with_value(|state| state.topics.get(&id).map(|w| w.version));
        if let Some(version) = version {
            Topic(version).bump();
        }
    }

    fn lost(self, code: u16) {
        let wait = self.0.try_update_value(|state| {
            state.socket = None;
            state.is_open = false;
            state.had_gap = true;
            let wait = wait_before_retry(state.failures, code);
            state.failures += 1;
            if state.watched().is_empty() { None } else { wait }
        });
        self.say_whether_lost();
        let Some(wait) = wait.flatten() else { return };
        let retry = set_timeout_with_handle(move || self.connect_if_needed(), wait).ok();
        let earlier = self.0.try_update_value(|state| std::mem::replace(&mut state.retry, retry));
        if let Some(earlier) = earlier.flatten() {
            earlier.clear();
        }
    }
}

/// How long to wait after that many failures; `None` if trying again cannot help.
fn wait_before_retry(failures: u32, code: u16) -> Option<std::time::Duration> {
    const BAD_REQUEST: u16 = 4400;
    const UNAUTHORISED: u16 = 4401;
    const FORBIDDEN: u16 = 4403;
    if matches!(code, BAD_REQUEST | UNAUTHORISED | FORBIDDEN) {
        return None;
    }
    Some(std::time::Duration::from_millis(500 << failures.min(6)))
}

fn open_socket() -> Option<WebSocket> {
    let location = window().location();
    let scheme = if location.protocol().ok()? == "https:" { "wss" } else { "ws" };
    let url = format!("{scheme}://{}/graphql/live", location.host().ok()?);
    WebSocket::new_with_str(&url, "graphql-transport-ws").ok()
}

fn listen<E>(socket: &WebSocket, name: &str, then: impl FnMut(E) + 'static)
where
    E: JsCast + wasm_bindgen::convert::FromWasmAbi + 'static,
{
    let closure = Closure::<dyn FnMut(E)>::new(then).into_js_value();
    // It fails only for a missing function.
    let _ = socket.add_event_listener_with_callback(name, closure.unchecked_ref());
}

#[derive(Serialize)]
struct ClientMessage<P> {
    #[serde(rename = "type")]
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    payload: Option<P>,
}

fn subscribe(what: Watch) -> impl Serialize {
    let payload = match what {
        Watch::Record(id) => {
            serde_json::to_value(RecordChanged::build(RecordChangedVariables { id }))
        }
        Watch::AccessLog(id) => {
            serde_json::to_value(AccessLogChanged::build(RecordChangedVariables { id }))
        }
        Watch::Assessments => serde_json::to_value(AssessmentChanged::build(())),
    };
    ClientMessage { kind: "subscribe", id: Some(what.id()), payload: payload.ok() }
}

#[derive(Debug, PartialEq)]
enum Incoming {
    Acknowledged,
    Ping,
    /// It changed, or may not be seen any more: either way it is to be loaded again.
    Changed(Watch),
    Other,
}

#[derive(Deserialize)]
struct ServerMessage {
    #[serde(rename = "type")]
    kind: String,
    id: Option<String>,
}

fn read(text: &str) -> Incoming {
    let Ok(message) = serde_json::from_str::<ServerMessage>(text) else { return Incoming::Other };
    let what = message.id.and_then(|id| Watch::of_id(&id));
    match (message.kind.as_str(), what) {
        ("connection_ack", _) => Incoming::Acknowledged,
        ("ping", _) => Incoming::Ping,
        ("next" | "error", Some(what)) => Incoming::Changed(what),
        _ => Incoming::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id() -> RecordId {
        "0190d1a0-0000-7000-8000-00000000002a".parse().expect("an id")
    }

    #[test]
    fn an_event_says_by_its_id_which_record_changed() {
        let text = format!(
            r#"{{"type":"next","id":"{}","payload":{{"data":{{"recordChanged":{{"recordId":"x"}}}}}}}}"#,
            id()
        );
        assert_eq!(read(&text), Incoming::Changed(Watch::Record(id())));
        assert_eq!(read(r#"{"type":"connection_ack"}"#), Incoming::Acknowledged);
        assert_eq!(read(r#"{"type":"ping","payload":{}}"#), Incoming::Ping);
        assert_eq!(read("nonsense"), Incoming::Other);
    }

    #[test]
    fn a_subscription_carries_the_record_as_its_own_id() {
        let message = serde_json::to_value(subscribe(Watch::Record(id()))).expect("JSON");
        assert_eq!(message["type"], "subscribe");
        assert_eq!(message["id"], id().to_string());
        assert_eq!(message["payload"]["variables"]["id"], id().to_string());
    }

    #[test]
    fn what_is_watched_is_known_by_its_id() {
        for what in [Watch::Record(id()), Watch::AccessLog(id()), Watch::Assessments] {
            assert_eq!(Watch::of_id(&what.id()), Some(what));
            let message = serde_json::to_value(subscribe(what)).expect("JSON");
            assert_eq!(message["id"], what.id());
        }
        assert_eq!(Watch::of_id("nonsense"), None);
    }

    #[test]
    fn each_failure_waits_longer_and_a_refusal_is_final() {
        let millis = |failures| wait_before_retry(failures, 1006).map(|d| d.as_millis());
        assert_eq!(millis(0), Some(500));
        assert_eq!(millis(3), Some(4_000));
        assert_eq!(millis(40), Some(32_000));
        assert_eq!(wait_before_retry(0, 4401), None);
    }
}

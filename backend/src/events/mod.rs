//! Telling who watches a record that it changed.
//!
//! An event says *what to load again*, never the data; rights are checked again for
//! each watcher. It is stored in the transaction of the change (`outbox_event`) and told
//! after the commit: in this process by a broadcast, on PostgreSQL also to the other
//! nodes by `NOTIFY`, which the database itself delivers on commit.

use std::{sync::Arc, time::Duration};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use shared::RecordId;
pub use shared::RecordPart;
use tokio::sync::broadcast;
use uuid::Uuid;

use crate::app::App;

pub(crate) mod entity;
pub mod graphql;
mod store;
#[cfg(test)]
mod tests;

pub(crate) use store::store;

/// That parts of a record changed.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct RecordChanged {
    /// The record.
    pub record_id: RecordId,
    /// What to load again.
    pub parts: Vec<RecordPart>,
    /// When, in UTC.
    pub at: DateTime<Utc>,
    /// The node that told it, so that it does not tell itself twice.
    node: Uuid,
}

/// The channel inside this process.
#[derive(Debug)]
pub struct Events {
    sender: broadcast::Sender<RecordChanged>,
    node: Uuid,
}

impl Default for Events {
    fn default() -> Self {
        Self::new()
    }
}

impl Events {
    /// A channel that holds a thousand events for a slow watcher; one that falls behind
    /// is told to load everything again.
    #[must_use]
    pub fn new() -> Self {
        let (sender, _) = broadcast::channel(1_000);
        #[expect(
            clippy::disallowed_methods,
            reason = "names this process to itself, nothing stored"
        )]
        let node = Uuid::now_v7();
        Self { sender, node }
    }

    /// All events from now on.
    #[must_use]
    pub fn watch(&self) -> broadcast::Receiver<RecordChanged> {
        self.sender.subscribe()
    }
}

/// Tells the watchers in this process.
pub(crate) fn tell(app: &App, events: Vec<(RecordId, Vec<RecordPart>)>) {
    let at = app.clock.now();
    for (record_id, parts) in events {
        let event = RecordChanged { record_id, parts, at, node: app.events.node };
        // Nobody watching is not an error.
        app.events.sender.send(event).ok();
    }
}

/// Listens to the other nodes on PostgreSQL, for as long as the service runs; connects
/// again when the connection breaks. Does nothing on SQLite, where there is one node.
pub async fn listen(app: Arc<App>) {
    if !store::has_other_nodes(&app) {
        return;
    }
    loop {
        if let Err(error) = store::listen_once(&app).await {
            tracing::warn!(%error, "lost the connection that listens for events; connecting again");
        }
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
}

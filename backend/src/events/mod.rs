//! Telling who watches a record that it changed.
//!
//! An event says *what to load again*, never the data; rights are checked again for
//! each watcher. It is stored in the transaction of the change (`outbox_event`) and told
//! after the commit: in this process by a broadcast, on PostgreSQL also to the other
//! nodes by `NOTIFY`, which the database itself delivers on commit; on SQLite the serving
//! process looks into the table for what the operator's commands left.

use std::{collections::HashSet, sync::Arc, time::Duration};

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
pub use shared::RecordPart;
use shared::{EntryId, RecordId};
use tokio::sync::broadcast;
use uuid::Uuid;

use crate::{app::App, error::Result, op::OpCtx};

pub(crate) mod entity;
pub mod graphql;
mod store;
#[cfg(test)]
mod tests;

pub(crate) use store::{CHANNEL, Told, store, told};

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

impl RecordChanged {
    /// That who may see a record may have changed, without anybody having changed anything.
    fn now(op: &OpCtx, record_id: RecordId) -> Self {
        let (parts, at) = (vec![RecordPart::Access], op.app.clock.now());
        Self { record_id, parts, at, node: op.app.events.node }
    }
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

    /// The name of this process.
    #[must_use]
    pub(crate) fn node(&self) -> Uuid {
        self.node
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

/// How long a transaction may take between noting its moment and its commit: so far back is
/// looked again for what has become visible since.
const OVERLAP: TimeDelta = TimeDelta::seconds(3);

/// How often the table is looked into where the database tells nobody of itself.
const PAUSE: Duration = Duration::from_millis(400);

/// Tells the watchers in this process of what other processes changed, for as long as the
/// service runs. PostgreSQL says so itself, and after a broken connection the gap is read
/// from the table; on SQLite, where another process is a command of the operator, the table
/// is looked into twice a second.
pub async fn listen(app: Arc<App>) {
    let mut elsewhere = Elsewhere::from_now(&app);
    loop {
        if store::has_other_nodes(&app) {
            if let Err(error) = store::listen_once(&app, async || elsewhere.tell(&app).await).await
            {
                tracing::warn!(%error, "lost the connection that listens for events; connecting again");
            }
            tokio::time::sleep(Duration::from_secs(1)).await;
        } else {
            if let Err(error) = elsewhere.tell(&app).await {
                tracing::warn!(
                    error = error.with_causes(),
                    "cannot read the events of other processes; trying again"
                );
            }
            tokio::time::sleep(PAUSE).await;
        }
    }
}

/// How far the events of other processes were read.
struct Elsewhere {
    since: DateTime<Utc>,
    told: HashSet<EntryId>,
}

impl Elsewhere {
    fn from_now(app: &App) -> Self {
        Self { since: app.clock.now(), told: HashSet::new() }
    }

    /// Tells what was not told yet.
    async fn tell(&mut self, app: &App) -> Result<()> {
        let now = app.clock.now();
        let mut told = HashSet::new();
        for (id, event) in store::elsewhere(app, self.since - OVERLAP).await? {
            if !self.told.contains(&id) {
                // Nobody watching is not an error.
                app.events.sender.send(event).ok();
            }
            told.insert(id);
        }
        (self.since, self.told) = (now, told);
        Ok(())
    }
}

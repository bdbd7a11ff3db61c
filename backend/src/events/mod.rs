//! Telling who watches a record that it changed.
//!
//! An event says *what to load again*, never the data; rights are checked again for
//! each watcher. It is stored in the transaction of the change (`outbox_event`) and told
//! after the commit: in this process by a broadcast, on PostgreSQL also to the other
//! nodes by `NOTIFY`, which the database itself delivers on commit.

use std::{sync::Arc, time::Duration};

use async_graphql::Enum;
use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveValue::Set, ConnectionTrait, DatabaseTransaction, DbBackend, EntityTrait, Statement,
};
use serde::{Deserialize, Serialize};
use shared::{EntryId, RecordId};
use tokio::sync::broadcast;
use uuid::Uuid;

use crate::{app::App, error::Result, op::OpCtx};

pub(crate) mod entity;
pub mod graphql;
#[cfg(test)]
mod tests;

/// A part of a record that can change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Enum)]
#[serde(rename_all = "snake_case")]
pub enum RecordPart {
    /// Name, identifiers, contact.
    Person,
    /// Doses.
    Vaccinations,
    /// Who may see it.
    Access,
}

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

const CHANNEL: &str = "carnet_record_changed";

/// Writes the events of a transaction into it.
pub(crate) async fn store(
    op: &OpCtx,
    tx: &DatabaseTransaction,
    events: &[(RecordId, Vec<RecordPart>)],
) -> Result<()> {
    for (record_id, parts) in events {
        let row = entity::ActiveModel {
            record_id: Set(*record_id),
            id: Set(EntryId(op.new_id())),
            parts: Set(serde_json::to_string(parts).map_err(anyhow::Error::from)?),
            created_at: Set(op.now()),
        };
        entity::Entity::insert(row).exec_without_returning(tx).await?;
        if tx.get_database_backend() == DbBackend::Postgres {
            let event = RecordChanged {
                record_id: *record_id,
                parts: parts.clone(),
                at: op.now(),
                node: op.app.events.node,
            };
            let payload = serde_json::to_string(&event).map_err(anyhow::Error::from)?;
            let notify = Statement::from_sql_and_values(
                DbBackend::Postgres,
                "SELECT pg_notify($1, $2)",
                [CHANNEL.into(), payload.into()],
            );
            tx.execute_raw(notify).await?;
        }
    }
    Ok(())
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
    if app.db.get_database_backend() != DbBackend::Postgres {
        return;
    }
    loop {
        if let Err(error) = listen_once(&app).await {
            tracing::warn!(%error, "lost the connection that listens for events; connecting again");
        }
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
}

async fn listen_once(app: &App) -> anyhow::Result<()> {
    let pool = app.db.get_postgres_connection_pool();
    let mut listener = sqlx::postgres::PgListener::connect_with(pool).await?;
    listener.listen(CHANNEL).await?;
    loop {
        let message = listener.recv().await?;
        match serde_json::from_str::<RecordChanged>(message.payload()) {
            Ok(event) if event.node == app.events.node => {}
            Ok(event) => drop(app.events.sender.send(event)),
            Err(error) => tracing::warn!(%error, "an event of another node cannot be read"),
        }
    }
}

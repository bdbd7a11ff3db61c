//! The rows of events, and PostgreSQL's own way of telling them to other nodes.

use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, DbBackend, EntityTrait,
    QueryFilter, QueryOrder, Statement,
};
use shared::{EntryId, RecordId, RecordPart};

use super::{RecordChanged, entity};
use crate::{app::App, db::insert_all, error::Result, op::OpCtx};

/// On which PostgreSQL tells the other nodes.
pub(crate) const CHANNEL: &str = "carnet_record_changed";

/// An event as it stands in the table and as other nodes are told, for a statement that does
/// more than one thing.
#[derive(Debug)]
pub(crate) struct Told {
    /// The record.
    pub(crate) record_id: RecordId,
    /// The row's id.
    pub(crate) id: EntryId,
    /// The parts, as JSON.
    pub(crate) parts: String,
    /// The event, as JSON.
    pub(crate) payload: String,
}

/// That these parts of a record change now.
pub(crate) fn told(op: &OpCtx, record_id: RecordId, parts: &[RecordPart]) -> Result<Told> {
    let event =
        RecordChanged { record_id, parts: parts.to_vec(), at: op.now(), node: op.app.events.node };
    Ok(Told {
        record_id,
        id: EntryId(op.new_id()),
        parts: serde_json::to_string(parts).map_err(anyhow::Error::from)?,
        payload: serde_json::to_string(&event).map_err(anyhow::Error::from)?,
    })
}

/// Writes the events of a transaction into it.
pub(crate) async fn store(
    op: &OpCtx,
    tx: &DatabaseTransaction,
    events: &[(RecordId, Vec<RecordPart>)],
) -> Result<()> {
    let told = events.iter().map(|(id, parts)| told(op, *id, parts));
    let told: Vec<Told> = told.collect::<Result<_>>()?;
    let row = |told: &Told| entity::ActiveModel {
        record_id: Set(told.record_id),
        id: Set(told.id),
        parts: Set(told.parts.clone()),
        created_at: Set(op.now()),
        node: Set(Some(op.app.events.node)),
    };
    insert_all(tx, told.iter().map(row).collect::<Vec<_>>()).await?;
    if tx.get_database_backend() == DbBackend::Postgres && !told.is_empty() {
        let payloads: Vec<String> = told.into_iter().map(|told| told.payload).collect();
        let notify = Statement::from_sql_and_values(
            DbBackend::Postgres,
            "SELECT pg_notify($1, payload) FROM unnest($2) AS payload",
            [CHANNEL.into(), payloads.into()],
        );
        tx.execute_raw(notify).await?;
    }
    Ok(())
}

/// Whether there can be other nodes on the same database.
pub(super) fn has_other_nodes(app: &App) -> bool {
    app.db.get_database_backend() == DbBackend::Postgres
}

/// What other processes stored since that moment, oldest first.
pub(super) async fn elsewhere(
    app: &App,
    since: DateTime<Utc>,
) -> Result<Vec<(EntryId, RecordChanged)>> {
    let rows = entity::Entity::find()
        .filter(entity::Column::CreatedAt.gte(since))
        .filter(entity::Column::Node.ne(app.events.node))
        .order_by_asc(entity::Column::CreatedAt)
        .order_by_asc(entity::Column::Id)
        .all(&app.db)
        .await?;
    let events = rows.into_iter().filter_map(|row| {
        let parts = serde_json::from_str(&row.parts).ok()?;
        let node = row.node?;
        Some((row.id, RecordChanged { record_id: row.record_id, parts, at: row.created_at, node }))
    });
    Ok(events.collect())
}

/// Listens until the connection breaks. `listening` is called when nothing can be missed any
/// more.
pub(super) async fn listen_once(
    app: &App,
    listening: impl AsyncFnOnce() -> Result<()>,
) -> anyhow::Result<()> {
    let pool = app.db.get_postgres_connection_pool();
    let mut listener = sqlx::postgres::PgListener::connect_with(pool).await?;
    listener.listen(CHANNEL).await?;
    listening().await?;
    loop {
        let message = listener.recv().await?;
        match serde_json::from_str::<RecordChanged>(message.payload()) {
            Ok(event) if event.node == app.events.node => {}
            Ok(event) => drop(app.events.sender.send(event)),
            Err(error) => tracing::warn!(%error, "an event of another node cannot be read"),
        }
    }
}

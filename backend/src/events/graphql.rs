//! `recordChanged` in the schema.

use async_graphql::{Context, Result, SimpleObject, Subscription};
use chrono::{DateTime, Utc};
use futures::Stream;
use shared::RecordId;
use tokio::sync::broadcast::error::RecvError;

use super::RecordPart;
use crate::{authz::Action, error::AppError, graphql::ContextExt, records};

/// That a record changed, and what of it to load again.
#[derive(Debug, Clone, SimpleObject)]
pub struct RecordChange {
    /// The record.
    record_id: RecordId,
    /// What to load again.
    parts: Vec<RecordPart>,
    /// When, in UTC.
    at: DateTime<Utc>,
}

#[derive(Debug, Default)]
pub struct EventSubscription;

#[Subscription]
impl EventSubscription {
    /// Says after each change of a record what to load again. Rights are checked for each event.
    async fn record_changed(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its id.")] id: RecordId,
    ) -> Result<impl Stream<Item = Result<RecordChange>> + use<>> {
        let op = ctx.op().clone();
        let mut watch = op.app.events.watch();
        // The record to which the id leads: it may be joined into another, or taken apart again.
        let mut leads_to = records::require_unlogged(&op, id, Action::Read)
            .await
            .map_err(crate::graphql::to_graphql)?
            .id();
        Ok(async_stream::stream! {
            loop {
                let change = match watch.recv().await {
                    Ok(event) if event.record_id != id && event.record_id != leads_to => continue,
                    Ok(event) => RecordChange { record_id: id, parts: event.parts, at: event.at },
                    // Too slow: some events are lost, so everything is to be loaded again.
                    Err(RecvError::Lagged(_)) => RecordChange {
                        record_id: id,
                        parts: RecordPart::ALL.to_vec(),
                        at: op.app.clock.now(),
                    },
                    Err(RecvError::Closed) => return,
                };
                match crate::accounts::still_valid(&op).await {
                    Ok(op) => match records::require_unlogged(&op, id, Action::Read).await {
                        Ok(record) => { leads_to = record.id(); yield Ok(change); }
                        Err(_) => { yield Err(crate::graphql::to_graphql(AppError::NotFound)); return; }
                    },
                    Err(error) => { yield Err(crate::graphql::to_graphql(error)); return; }
                }
            }
        })
    }
}

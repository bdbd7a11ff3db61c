//! `recordChanged` in the schema.

use std::time::Duration;

use async_graphql::{Context, Result, SimpleObject, Subscription};
use chrono::{DateTime, Utc};
use futures::Stream;
use shared::RecordId;
use tokio::sync::broadcast::error::RecvError;

use super::{RecordChanged, RecordPart};
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

/// Waits until an access ends by itself, at least a second; for ever if it does not.
async fn end_of(until: Option<DateTime<Utc>>, now: DateTime<Utc>) {
    let Some(until) = until else { return std::future::pending().await };
    let left = (until - now).to_std().unwrap_or_default();
    tokio::time::sleep(left.max(Duration::from_secs(1))).await;
}

#[derive(Debug, Default)]
pub struct EventSubscription;

/// That something was added to the access log of a record.
#[derive(Debug, Clone, SimpleObject)]
pub struct AccessLogChange {
    /// When, in UTC.
    at: DateTime<Utc>,
}

#[Subscription]
impl EventSubscription {
    /// Says when somebody read or changed a record, as it happens. Rights are checked for each event.
    async fn access_log_changed(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The record.")] record_id: RecordId,
    ) -> Result<impl Stream<Item = Result<AccessLogChange>> + use<>> {
        let op = ctx.op().clone();
        let mut watch = op.app.events.watch();
        let may_read = records::require_unlogged(&op, record_id, Action::ReadAccessLog).await;
        may_read.map_err(crate::graphql::to_graphql)?;
        Ok(async_stream::stream! {
            loop {
                // Whatever is done with a record is logged, so every event is one of the log.
                let at = match watch.recv().await {
                    Ok(event) if event.record_id != record_id => continue,
                    Ok(event) => event.at,
                    Err(RecvError::Lagged(_)) => op.app.clock.now(),
                    Err(RecvError::Closed) => return,
                };
                let still = match crate::accounts::still_valid(&op).await {
                    Ok(op) => records::require_unlogged(&op, record_id, Action::ReadAccessLog).await,
                    Err(error) => Err(error),
                };
                match still {
                    Ok(_) => yield Ok(AccessLogChange { at }),
                    Err(error) => { yield Err(crate::graphql::to_graphql(error)); return; }
                }
            }
        })
    }

    /// Says after each change of a record what to load again. Rights are checked for each event.
    async fn record_changed(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its id.")] id: RecordId,
    ) -> Result<impl Stream<Item = Result<RecordChange>> + use<>> {
        let op = ctx.op().clone();
        let mut watch = op.app.events.watch();
        // The record to which the id leads: it may be joined into another, or taken apart again.
        let record = records::require_unlogged(&op, id, Action::Read)
            .await
            .map_err(crate::graphql::to_graphql)?;
        let mut leads_to = record.id();
        Ok(async_stream::stream! {
            let mut until = record.access_until;
            loop {
                let change = tokio::select! {
                    change = watch.recv() => change,
                    // An access that ends by itself changes nothing; the watcher is told all the same.
                    () = end_of(until, op.app.clock.now()) => Ok(RecordChanged::now(&op, id)),
                };
                let change = match change {
                    Ok(event) if event.parts == [RecordPart::AccessLog] => continue,
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
                        Ok(record) => {
                            until = record.access_until;
                            leads_to = record.id();
                            yield Ok(change);
                        }
                        Err(_) => { yield Err(crate::graphql::to_graphql(AppError::NotFound)); return; }
                    },
                    Err(error) => { yield Err(crate::graphql::to_graphql(error)); return; }
                }
            }
        })
    }
}

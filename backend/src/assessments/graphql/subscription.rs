//! `assessmentChanged` in the schema.

use async_graphql::{Context, Result, SimpleObject, Subscription};
use chrono::{DateTime, Utc};
use futures::Stream;
use shared::{RecordId, RecordPart};
use tokio::sync::broadcast::error::RecvError;

use crate::{
    authz::Action,
    error::AppError,
    graphql::{ContextExt, to_graphql},
    records::require_unlogged,
};

/// That the assessment of a record became another.
#[derive(Debug, Clone, SimpleObject)]
pub struct AssessmentChange {
    /// The record; null if several may have changed and the list is to be loaded again.
    record_id: Option<RecordId>,
    /// When, in UTC.
    at: DateTime<Utc>,
}

/// The assessments' subscriptions.
#[derive(Debug, Default)]
pub struct AssessmentSubscription;

#[Subscription]
impl AssessmentSubscription {
    /// Says when a stored assessment became another: of one record, or of any that the viewer
    /// may read. Rights are checked for each event.
    async fn assessment_changed(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only of this record.")] record_id: Option<RecordId>,
    ) -> Result<impl Stream<Item = Result<AssessmentChange>> + use<>> {
        let op = ctx.op().clone();
        op.signed_in().map_err(to_graphql)?;
        let mut watch = op.app.events.watch();
        // The record to which the id leads: it may be joined into another, or taken apart again.
        let mut leads_to = record_id;
        if let Some(id) = record_id {
            let record = require_unlogged(&op, id, Action::Read).await.map_err(to_graphql)?;
            leads_to = Some(record.id());
        }
        Ok(async_stream::stream! {
            loop {
                let (id, at) = match watch.recv().await {
                    Ok(event) if !event.parts.contains(&RecordPart::Assessment) => continue,
                    Ok(event) if record_id.is_some()
                        && ![record_id, leads_to].contains(&Some(event.record_id)) => continue,
                    Ok(event) => (Some(record_id.unwrap_or(event.record_id)), event.at),
                    // Too slow: some events are lost.
                    Err(RecvError::Lagged(_)) => (record_id, op.app.clock.now()),
                    Err(RecvError::Closed) => return,
                };
                let op = match crate::accounts::still_valid(&op).await {
                    Ok(op) => op,
                    Err(error) => { yield Err(to_graphql(error)); return; }
                };
                let may_read = match id {
                    Some(id) => require_unlogged(&op, id, Action::Read).await.map(|record| {
                        leads_to = record_id.map(|_| record.id());
                    }),
                    None => Ok(()),
                };
                match may_read {
                    Ok(()) => yield Ok(AssessmentChange { record_id: id, at }),
                    // Someone else's record, or one that may be read no more.
                    Err(AppError::NotFound) if record_id.is_none() => {}
                    Err(error) => { yield Err(to_graphql(error)); return; }
                }
            }
        })
    }
}

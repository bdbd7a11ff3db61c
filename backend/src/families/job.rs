//! Ending the rows of parents whose child came of age. Rights do not wait for it: they end by
//! the date, at every check ([`super::rule`]). The job writes down that it ended, and tells.

use std::{sync::Arc, time::Duration};

use shared::{LoggedAction, RecordId, RecordPart};

use super::{rule::OF_AGE, store};
use crate::{accesses, app::App, authz::Actor, error::Result, op::OpCtx};

/// Ends what is over today; gives how many.
///
/// # Errors
/// If the database does not answer.
pub async fn end_of_age(op: &OpCtx) -> Result<usize> {
    op.transaction(async |tx| {
        tx.lock("families").await?;
        let over = store::of_age(tx.db(), op.today(), OF_AGE).await?;
        let mut children: Vec<RecordId> = Vec::new();
        for (child, holder) in &over {
            store::end(op, tx.db(), *child, *holder, "came_of_age").await?;
            if !children.contains(child) {
                accesses::log(op, tx.db(), *child, LoggedAction::HelperEnded).await?;
                crate::reminders::look_again(tx.db(), *child, op.today()).await?;
                children.push(*child);
            }
            tx.changed(*child, &[RecordPart::Access]);
            tx.changed(*holder, &[RecordPart::Access]);
        }
        Ok(over.len())
    })
    .await
}

/// Looks every ten minutes, for as long as the service runs.
pub async fn run(app: Arc<App>) {
    loop {
        let op = OpCtx::new(app.clone(), Actor::System);
        match end_of_age(&op).await {
            Ok(0) => {}
            Ok(ended) => tracing::info!(ended, "parents of children who came of age"),
            Err(error) => {
                tracing::error!(
                    error = error.with_causes(),
                    "cannot end what is over; trying again"
                );
            }
        }
        tokio::time::sleep(Duration::from_secs(600)).await;
    }
}

//! Taking a request back while it waits.

use serde::Serialize;
use shared::{CorrectionStatus, EntryId, LoggedAction, RecordId, RecordPart};

use super::{entity, request::Remembered, store};
use crate::{
    accesses,
    authz::Action,
    db::idempotency::Key,
    error::{AppError, Code, Result},
    op::OpCtx,
    records,
};

/// Which request.
#[derive(Debug, Clone, Serialize)]
pub struct WithdrawCorrection {
    /// The caller's key.
    #[serde(skip)]
    pub idempotency_key: String,
    /// The record.
    pub record_id: RecordId,
    /// The request.
    pub request_id: EntryId,
}

/// Takes it back; it stays visible.
///
/// # Errors
/// `Refused` for a request that is not there or waits no more; `NotFound` if the actor may not
/// ask for this person.
pub async fn withdraw_correction(op: &OpCtx, input: WithdrawCorrection) -> Result<entity::Model> {
    let action = Action::RequestCorrection;
    let id = records::require_unlogged(op, input.record_id, action).await?.id();
    let key = Key::new(&input.idempotency_key, "withdrawCorrection", &input)?;
    let request = input.request_id;
    op.transaction(async |tx| {
        if key.earlier::<Remembered>(op, tx).await?.is_some() {
            return Ok(());
        }
        if store::find(tx.db(), id, request).await?.is_none() {
            let message = "no such request about this record";
            return Err(AppError::refused(Code::NotFound, &["requestId"], message));
        }
        if !store::end(op, tx.db(), (id, request), CorrectionStatus::Withdrawn, None).await? {
            let message = "it waits no more";
            return Err(AppError::refused(Code::Conflict, &["requestId"], message));
        }
        accesses::log(op, tx.db(), id, LoggedAction::CorrectionWithdrawn).await?;
        key.remember(op, tx, &Remembered { id: request }).await?;
        tx.changed(id, &[RecordPart::Corrections]);
        Ok(())
    })
    .await?;
    store::find(op.db(), id, request).await?.ok_or(AppError::NotFound)
}

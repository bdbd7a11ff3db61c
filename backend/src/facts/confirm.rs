//! Confirming a fact that was told: from now on a professional stands for it.

use serde::Serialize;
use shared::{ChangeKind, FactId, LoggedAction, RecordId};

use super::{
    Content,
    correct::Remembered,
    store::{self, Change},
};
use crate::{
    accesses,
    authz::Action,
    db::idempotency::Key,
    error::{AppError, Code, Result},
    op::OpCtx,
    records,
};

/// Which fact, in the version that was on screen.
#[derive(Debug, Clone, Serialize)]
pub struct ConfirmFact {
    /// The caller's key.
    #[serde(skip)]
    pub idempotency_key: String,
    /// The record.
    pub record_id: RecordId,
    /// The fact.
    pub fact_id: FactId,
    /// The version that was on screen.
    pub version: i32,
}

/// Confirms it, if nobody changed it meanwhile.
///
/// # Errors
/// `Refused` with the fault; `NotFound` if the actor may not confirm in this record.
pub async fn confirm_fact(op: &OpCtx, input: ConfirmFact) -> Result<()> {
    let record = records::require_unlogged(op, input.record_id, Action::ConfirmFact).await?;
    let key = Key::new(&input.idempotency_key, "confirmFact", &input)?;
    let id = record.id();
    op.transaction(async |tx| {
        if key.earlier::<Remembered>(op, tx).await?.is_some() {
            return Ok(());
        }
        store::lock(tx, id).await?;
        let there = store::of_record(tx, id).await?;
        let current = store::find(&there, input.fact_id, input.version)?;
        if current.is_confirmed {
            let message = "it is confirmed already";
            return Err(AppError::refused(Code::AlreadyConfirmed, &["factId"], message));
        }
        let change = Change {
            id: input.fact_id,
            version: input.version,
            kind: ChangeKind::Confirmed,
            reason: None,
            content: Content { is_confirmed: true, ..current.clone() },
        };
        store::update(op, tx, id, change).await?;
        accesses::log(op, tx.db(), id, LoggedAction::FactConfirmed).await?;
        key.remember(op, tx, &Remembered {}).await
    })
    .await
}

//! Marking a fact as entered in error; it stays visible.

use serde::Serialize;
use shared::{ChangeKind, FactId, FactStatus, LoggedAction, RecordId};

use super::{
    Content,
    correct::{Remembered, require_own},
    store::{self, Change},
};
use crate::{
    accesses,
    authz::Action,
    db::idempotency::Key,
    error::{Faults, Result},
    op::OpCtx,
    records,
};

/// Which fact, and why.
#[derive(Debug, Clone, Serialize)]
pub struct VoidFact {
    /// The caller's key.
    #[serde(skip)]
    pub idempotency_key: String,
    /// The record.
    pub record_id: RecordId,
    /// The fact.
    pub fact_id: FactId,
    /// The version that was on screen.
    pub version: i32,
    /// Why, in words.
    pub reason: String,
}

/// Marks it, if nobody changed it meanwhile.
///
/// # Errors
/// `Refused` with the fault; `NotFound` if the actor may not do this in this record.
pub async fn void_fact(op: &OpCtx, input: VoidFact) -> Result<()> {
    let record = records::require_unlogged(op, input.record_id, Action::VoidFact).await?;
    let key = Key::new(&input.idempotency_key, "voidFact", &input)?;
    let mut faults = Faults::default();
    let reason = records::checked_reason(&mut faults, &input.reason);
    let reason = faults.or(reason)?;
    let id = record.id();
    op.transaction(async |tx| {
        if key.earlier::<Remembered>(op, tx).await?.is_some() {
            return Ok(());
        }
        store::lock(tx, id).await?;
        let there = store::of_record(tx, id).await?;
        let current = store::find(&there, input.fact_id, input.version)?;
        require_own(&record, &op.actor, Action::VoidFact, current)?;
        let change = Change {
            id: input.fact_id,
            version: input.version,
            kind: ChangeKind::Voided,
            reason: Some(reason.as_str()),
            content: Content { status: FactStatus::EnteredInError, ..current.clone() },
        };
        store::update(op, tx, id, change).await?;
        accesses::log(op, tx.db(), id, LoggedAction::FactVoided).await?;
        key.remember(op, tx, &Remembered {}).await
    })
    .await
}

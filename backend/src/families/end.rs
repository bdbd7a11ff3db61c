//! Ending a relation or an invitation: by the person, by whoever acts for them, at any time.

use serde::{Deserialize, Serialize};
use shared::{EntryId, LoggedAction, RecordId, RecordPart};

use super::store;
use crate::{
    accesses,
    authz::Action,
    db::idempotency::Key,
    error::{AppError, Code, Result},
    op::OpCtx,
    records, reminders,
};

/// Which relation.
#[derive(Debug, Clone, Serialize)]
pub struct EndRelation {
    /// The caller's key.
    #[serde(skip)]
    pub idempotency_key: String,
    /// The record.
    pub record_id: RecordId,
    /// Whoever acts for that person.
    pub holder_id: RecordId,
}

/// Which invitation.
#[derive(Debug, Clone, Serialize)]
pub struct EndInvitation {
    /// The caller's key.
    #[serde(skip)]
    pub idempotency_key: String,
    /// The record.
    pub record_id: RecordId,
    /// The invitation.
    pub invitation_id: EntryId,
}

#[derive(Debug, Serialize, Deserialize)]
struct Remembered {}

/// Ends it. A parent cannot end the other parent's, only their own; a trusted person's is ended
/// by the person, by a parent of a child, or by the trusted person.
///
/// # Errors
/// `Refused` with `NOT_FOUND` if there is no such relation that the actor may end; `NotFound` if
/// the actor may not see the record.
pub async fn end_relation(op: &OpCtx, input: EndRelation) -> Result<()> {
    let record = records::require_unlogged(op, input.record_id, Action::Read).await?;
    let key = Key::new(&input.idempotency_key, "endRelation", &input)?;
    let id = record.id();
    let is_mine = op.actor.record_id() == Some(input.holder_id);
    let may_manage = op.actor.may_any(record.relations, Action::ManageHelpers);
    op.transaction(async |tx| {
        if key.earlier::<Remembered>(op, tx).await?.is_some() {
            return Ok(());
        }
        let row = store::active(tx.db(), id, input.holder_id).await?;
        let may_end = row.as_ref().is_some_and(|row| {
            is_mine || record.relations.is_own || may_manage && row.kind == "trusted"
        });
        if !may_end {
            let message = "nobody of that id acts for this person, or it is not yours to end";
            return Err(AppError::refused(Code::NotFound, &["holderId"], message));
        }
        let reason = if is_mine { "given_up" } else { "ended_by_person" };
        store::end(op, tx.db(), id, input.holder_id, reason).await?;
        accesses::log(op, tx.db(), id, LoggedAction::HelperEnded).await?;
        reminders::look_again(tx.db(), id, op.today()).await?;
        key.remember(op, tx, &Remembered {}).await?;
        tx.changed(id, &[RecordPart::Access]);
        tx.changed(input.holder_id, &[RecordPart::Access]);
        Ok(())
    })
    .await
}

/// Ends an invitation that nobody used yet.
///
/// # Errors
/// `Refused` with `NOT_FOUND`; `NotFound` if the actor may not manage helpers here.
pub async fn end_invitation(op: &OpCtx, input: EndInvitation) -> Result<()> {
    let record = records::require_unlogged(op, input.record_id, Action::ManageHelpers).await?;
    let key = Key::new(&input.idempotency_key, "endInvitation", &input)?;
    let id = record.id();
    op.transaction(async |tx| {
        if key.earlier::<Remembered>(op, tx).await?.is_some() {
            return Ok(());
        }
        if !store::end_code(op, tx.db(), id, input.invitation_id).await? {
            let message = "no such invitation holds";
            return Err(AppError::refused(Code::NotFound, &["invitationId"], message));
        }
        accesses::log(op, tx.db(), id, LoggedAction::HelperEnded).await?;
        key.remember(op, tx, &Remembered {}).await?;
        tx.changed(id, &[RecordPart::Access]);
        Ok(())
    })
    .await
}

//! A practice's answer to a request.

use serde::Serialize;
use shared::{CorrectionOutcome, CorrectionStatus, EntryId, LoggedAction, RecordId, RecordPart};

use super::{entity, hidden_from_practice, may_answer, request::Remembered, store};
use crate::{
    accesses,
    db::idempotency::Key,
    error::{AppError, Code, Faults, Result},
    op::OpCtx,
    records, vaccinations,
};

/// What is answered.
#[derive(Debug, Clone, Serialize)]
pub struct AnswerCorrection {
    /// The caller's key.
    #[serde(skip)]
    pub idempotency_key: String,
    /// The record.
    pub record_id: RecordId,
    /// The request.
    pub request_id: EntryId,
    /// Whether it was corrected.
    pub outcome: CorrectionOutcome,
    /// Why, in words; must be there if nothing was changed.
    pub reason: Option<String>,
}

/// Answers for the practice. What has to be corrected was corrected before, as a new version.
///
/// # Errors
/// `Refused` for a missing reason or a request that waits no more; `NotFound` if there is no such
/// request to the actor's practice.
pub async fn answer_correction(op: &OpCtx, input: AnswerCorrection) -> Result<entity::Model> {
    op.signed_in()?;
    let id = records::leads_to(op.db(), input.record_id).await?;
    let request = input.request_id;
    let asked = store::find(op.db(), id, request).await?.ok_or(AppError::NotFound)?;
    let relations = records::relations_to(op, id).await?.ok_or(AppError::NotFound)?;
    if !may_answer(&op.actor, &asked, relations.is_practice) {
        return Err(AppError::NotFound);
    }
    if let Some(dose) = asked.vaccination_id {
        let doses = vaccinations::of_records(op.db(), &[id]).await?;
        if hidden_from_practice(op, &doses).await?.contains(&dose) {
            return Err(AppError::NotFound);
        }
    }
    let key = Key::new(&input.idempotency_key, "answerCorrection", &input)?;
    let mut faults = Faults::default();
    let status = match input.outcome {
        CorrectionOutcome::Corrected => CorrectionStatus::Corrected,
        CorrectionOutcome::NotChanged => CorrectionStatus::NotChanged,
    };
    let said = input.reason.as_deref().unwrap_or_default();
    let is_needed = status == CorrectionStatus::NotChanged || !said.trim().is_empty();
    let reason = is_needed.then(|| records::checked_reason(&mut faults, said)).flatten();
    let reason = faults.or(Some(reason))?;
    op.transaction(async |tx| {
        if key.earlier::<Remembered>(op, tx).await?.is_some() {
            return Ok(());
        }
        let reason = reason.as_ref().map(shared::Text::as_str);
        if !store::end(op, tx.db(), (id, request), status, reason).await? {
            let message = "it waits no more";
            return Err(AppError::refused(Code::Conflict, &["requestId"], message));
        }
        accesses::log(op, tx.db(), id, LoggedAction::CorrectionAnswered).await?;
        key.remember(op, tx, &Remembered { id: request }).await?;
        tx.changed(id, &[RecordPart::Corrections]);
        Ok(())
    })
    .await?;
    store::find(op.db(), id, request).await?.ok_or(AppError::NotFound)
}

//! Marking a dose as entered in error; it stays visible.

use serde::Serialize;
use shared::{ChangeKind, LoggedAction, RecordId, VaccinationId, VaccinationStatus};

use super::{
    correct::Remembered,
    store::{self, Change},
};
use crate::{
    accesses,
    authz::Action,
    db::idempotency::Key,
    error::{AppError, Code, Faults, Result},
    op::OpCtx,
    records,
};

/// Which dose, and why.
#[derive(Debug, Clone, Serialize)]
pub struct VoidVaccination {
    /// The caller's key.
    #[serde(skip)]
    pub idempotency_key: String,
    /// The record.
    pub record_id: RecordId,
    /// The dose.
    pub vaccination_id: VaccinationId,
    /// The version that was on screen.
    pub version: i32,
    /// Why, in words.
    pub reason: String,
}

/// Marks it, if nobody changed it meanwhile.
///
/// # Errors
/// `Refused` with the fault; `NotFound` if the actor may not do this in this record.
pub async fn void_vaccination(op: &OpCtx, input: VoidVaccination) -> Result<()> {
    let record = records::require_unlogged(op, input.record_id, Action::VoidVaccination).await?;
    let key = Key::new(&input.idempotency_key, "voidVaccination", &input)?;
    let mut faults = Faults::default();
    let reason = records::checked_reason(&mut faults, &input.reason);
    let reason = faults.or(reason)?;
    let id = record.id();
    op.transaction(async |tx| {
        if key.earlier::<Remembered>(op, tx).await?.is_some() {
            return Ok(());
        }
        let Some((row, mut content)) = store::seen(op, tx, &record, input.vaccination_id).await?
        else {
            return Err(AppError::refused(
                Code::NotFound,
                &["vaccinationId"],
                "no such dose in this record",
            ));
        };
        if content.status == VaccinationStatus::EnteredInError {
            return Err(AppError::refused(
                Code::AlreadyVoid,
                &["vaccinationId"],
                "it is void already",
            ));
        }
        if row.version != input.version {
            return Err(AppError::refused(
                Code::Conflict,
                &["version"],
                "someone else changed it meanwhile",
            ));
        }
        content.status = VaccinationStatus::EnteredInError;
        let change = Change {
            id: input.vaccination_id,
            version: input.version,
            kind: ChangeKind::Voided,
            reason: Some(reason.as_str()),
            content,
        };
        store::update(op, tx, id, change).await?;
        accesses::log(op, tx.db(), id, LoggedAction::VaccinationVoided).await?;
        key.remember(op, tx, &Remembered {}).await
    })
    .await
}

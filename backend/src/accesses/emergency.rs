//! A doctor opens a record in an emergency, without the patient's word: with a reason, for a
//! day. The patient, and the parents of a child, are told in the same transaction.

use chrono::{DateTime, Duration, Utc};
use serde::{Deserialize, Serialize};
use shared::{AccessBasis, EmergencyReason, LoggedAction, RecordId, RecordPart};

use super::{Grant, access_log, store};
use crate::{
    authz::Action,
    db::idempotency::Key,
    error::{AppError, Faults, Result},
    op::OpCtx,
    records::{self, Record},
    reminders,
};

/// How long the practice sees the record.
const HOLDS: Duration = Duration::hours(24);

/// How long the patient's pages speak of it.
const TOLD: Duration = Duration::days(30);

/// Which record, and why.
#[derive(Debug, Clone, Serialize)]
pub struct OpenInEmergency {
    /// The caller's key.
    #[serde(skip)]
    pub idempotency_key: String,
    /// The record.
    pub record_id: RecordId,
    /// The kind of emergency.
    pub reason: EmergencyReason,
    /// What happened, in words.
    pub words: String,
}

#[derive(Debug, Serialize, Deserialize)]
struct Remembered {}

/// Opens the record to the actor's practice for a day, and tells the person.
///
/// # Errors
/// `Refused` for missing words; `NotFound` if there is no such record or the actor may not do
/// this. A record that the practice sees already is simply given.
pub async fn open_in_emergency(op: &OpCtx, input: OpenInEmergency) -> Result<Record> {
    op.signed_in()?;
    let key = Key::new(&input.idempotency_key, "openInEmergency", &input)?;
    let mut faults = Faults::default();
    let words = records::checked_words(&mut faults, &["words"], &input.words);
    let id = input.record_id;
    let found = records::relations_to(op, id).await?.ok_or(AppError::NotFound)?;
    if found.is_practice {
        return records::require(op, id, Action::Read).await;
    }
    if !op.actor.may_any(found, Action::OpenInEmergency) || op.actor.practice().is_none() {
        return Err(AppError::NotFound);
    }
    let words = faults.or(words)?;
    op.transaction(async |tx| {
        if key.earlier::<Remembered>(op, tx).await?.is_some() {
            return Ok(());
        }
        let grant = Grant {
            basis: AccessBasis::Emergency,
            reason: Some(input.reason),
            note: Some(words.to_string()),
            until_at: Some(op.now() + HOLDS),
        };
        store::grant(op, tx.db(), id, grant).await?;
        let action = LoggedAction::OpenedInEmergency;
        store::log_with(op, tx.db(), id, action, input.reason, words.as_str()).await?;
        reminders::notice::tell_of_emergency(op, tx, id).await?;
        key.remember(op, tx, &Remembered {}).await?;
        tx.changed(id, &[RecordPart::Access]);
        Ok(())
    })
    .await?;
    records::require_unlogged(op, id, Action::Read).await
}

/// The openings in an emergency of these records of which their people are still told, newest
/// first. The caller has the right to read their logs.
///
/// # Errors
/// If the database does not answer.
pub async fn lately(op: &OpCtx, ids: &[RecordId]) -> Result<Vec<access_log::Model>> {
    let since: DateTime<Utc> = op.now() - TOLD;
    store::emergencies(op, ids, since).await
}

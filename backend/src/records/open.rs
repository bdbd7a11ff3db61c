//! Opening a record that the practice could not see yet, with the patient present.

use serde::{Deserialize, Serialize};
use shared::{AccessBasis, LoggedAction, RecordId, Text};

use super::{Record, input::text, load, require, require_unlogged};
use crate::{
    accesses,
    authz::Action,
    consents,
    db::idempotency::Key,
    error::{AppError, Code, Faults, Result},
    events::RecordPart,
    op::OpCtx,
};

/// Which record, and why.
#[derive(Debug, Clone, Serialize)]
pub struct OpenRecord {
    /// The caller's key.
    #[serde(skip)]
    pub idempotency_key: String,
    /// The record.
    pub record_id: RecordId,
    /// Why, in words.
    pub reason: String,
    /// That the person agrees, as it was noted.
    pub consent: Option<consents::Said>,
}

#[derive(Debug, Serialize, Deserialize)]
struct Remembered {}

/// Lets the actor's practice see the record; it is written down who, when and why.
///
/// # Errors
/// `Refused` for a missing reason; `NotFound` if there is no such record or the actor
/// may not open records. A record that the practice sees already is simply given.
pub async fn open_record(op: &OpCtx, input: OpenRecord) -> Result<Record> {
    op.signed_in()?;
    let key = Key::new(&input.idempotency_key, "openRecord", &input)?;
    let mut faults = Faults::default();
    let reason = reason(&mut faults, &input.reason);
    consents::say::checked(&mut faults, input.consent.as_ref());
    let id = input.record_id;
    let found = load(op, op.db(), id).await?.ok_or(AppError::NotFound)?;
    if found.relations.is_practice {
        // Nothing is opened, so this is a reading like any other.
        return require(op, id, Action::Read).await;
    }
    if !op.actor.may_any(found.relations, Action::Open) || op.actor.practice().is_none() {
        return Err(AppError::NotFound);
    }
    let reason = faults.or(reason)?;
    op.transaction(async |tx| {
        if key.earlier::<Remembered>(op, tx).await?.is_some() {
            return Ok(());
        }
        if let Some(consent) = &input.consent {
            consents::say::agree_to_record(op, tx, id, consent).await?;
        }
        let (basis, note) = (AccessBasis::PatientPresent, Some(reason.to_string()));
        let grant = accesses::Grant { basis, reason: None, note, until_at: None };
        accesses::grant(op, tx.db(), id, grant).await?;
        accesses::log(op, tx.db(), id, LoggedAction::Opened).await?;
        key.remember(op, tx, &Remembered {}).await?;
        tx.changed(id, &[RecordPart::Access]);
        Ok(())
    })
    .await?;
    require_unlogged(op, id, Action::Read).await
}

/// A reason in words: at most 500 characters, at least three of them letters or digits.
pub(crate) fn reason(faults: &mut Faults, said: &str) -> Option<Text<500>> {
    words(faults, &["reason"], said)
}

/// The same for a field of another name.
pub(crate) fn words(faults: &mut Faults, field: &[&str], said: &str) -> Option<Text<500>> {
    let words = text::<500>(faults, field, said)?;
    if words.as_str().chars().filter(|c| c.is_alphanumeric()).count() < 3 {
        faults.add(Code::TooShort, field, "say why in at least 3 letters");
        return None;
    }
    Some(words)
}

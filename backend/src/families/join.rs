//! Entering a code: from then on the record is among one's own.

use chrono::Duration;
use serde::Serialize;
use shared::{LoggedAction, RecordId, RecordPart};

use super::{code, entity, store};
use crate::{
    accesses,
    authz::{Action, Relation},
    db::{Tx, idempotency::Key},
    error::{AppError, Code, Result},
    ids::hash_of,
    op::OpCtx,
    records::{self, Record, leads_to},
    reminders,
};

/// How many wrong codes a person may enter …
const WRONG: u64 = 8;
/// … in how long.
const WINDOW: Duration = Duration::hours(1);

/// The code as it was typed.
#[derive(Debug, Clone, Serialize)]
pub struct JoinByCode {
    /// The caller's key.
    #[serde(skip)]
    pub idempotency_key: String,
    /// The code, hashed in what is remembered of the key.
    #[serde(serialize_with = "hashed")]
    pub code: String,
}

fn hashed<S: serde::Serializer>(code: &str, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(&hash_of(code))
}

/// Joins the record of that code to the actor's own.
///
/// # Errors
/// `Refused`: `NOT_FOUND` for a code that is wrong, used, ended or too old, `NOT_APPLICABLE` if
/// the record is one's own; `RateLimited` after too many wrong ones; `NotFound` for those who
/// have no record of their own or may not act as patients; barred people are told as if the code
/// were wrong.
pub async fn join_by_code(op: &OpCtx, input: JoinByCode) -> Result<Record> {
    op.signed_in()?;
    let own = op.actor.record_id().ok_or(AppError::NotFound)?;
    if !op.actor.may(Relation::Own, Action::Read) {
        return Err(AppError::NotFound);
    }
    let key = Key::new(&input.idempotency_key, "joinByCode", &input)?;
    let typed = code::read(&input.code);
    let joined = op
        .transaction(async |tx| {
            if let Some(earlier) = key.earlier::<RecordId>(op, tx).await? {
                return Ok(Some(earlier));
            }
            tx.lock(&format!("codes {own}")).await?;
            if WRONG <= store::attempts_since(tx.db(), own, op.now() - WINDOW).await? {
                return Err(AppError::RateLimited);
            }
            let Some(record_id) = join(op, tx, own, &typed).await? else {
                // Committed, so that wrong codes are counted.
                store::note_attempt(op, tx.db(), own).await?;
                return Ok(None);
            };
            key.remember(op, tx, &record_id).await?;
            Ok(Some(record_id))
        })
        .await?;
    let Some(record_id) = joined else {
        let message = "no such code holds";
        return Err(AppError::refused(Code::NotFound, &["code"], message));
    };
    records::require_unlogged(op, record_id, Action::Read).await
}

/// Uses the code, if it holds and may be used by that person.
async fn join(op: &OpCtx, tx: &mut Tx, own: RecordId, typed: &str) -> Result<Option<RecordId>> {
    let Some(row) = store::holding_code(op, tx.db(), typed).await? else { return Ok(None) };
    let record_id = leads_to(tx.db(), row.record_id).await?;
    if record_id == own {
        let message = "this is your own record";
        return Err(AppError::refused(Code::NotApplicable, &["code"], message));
    }
    if store::is_barred(tx.db(), record_id, own).await? {
        return Ok(None);
    }
    begin(op, tx, &row, record_id, own).await?;
    Ok(Some(record_id))
}

async fn begin(
    op: &OpCtx,
    tx: &mut Tx,
    row: &entity::code::Model,
    record_id: RecordId,
    own: RecordId,
) -> Result<()> {
    store::use_code(op, tx.db(), row, own).await?;
    store::begin(op, tx.db(), record_id, own, (&row.kind, &row.rights)).await?;
    accesses::log(op, tx.db(), record_id, LoggedAction::HelperJoined).await?;
    // Someone else may be told of the child's vaccinations from now on.
    reminders::look_again(tx.db(), record_id, op.today()).await?;
    tx.changed(record_id, &[RecordPart::Access]);
    tx.changed(own, &[RecordPart::Access]);
    Ok(())
}

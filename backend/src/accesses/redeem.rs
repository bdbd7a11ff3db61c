//! A professional types or scans the code that the patient shows: the record opens.

use serde::{Deserialize, Serialize};
use shared::{AccessBasis, AccessSpan, LoggedAction, RecordId, RecordPart};

use super::{
    Grant,
    code::{Code, CodeFault},
    share, store,
};
use crate::{
    authz::{Action, Relation},
    db::{Tx, idempotency::Key},
    error::{AppError, Code as Fault, Result},
    ids::hash_of,
    op::OpCtx,
    records::{self, Record},
};

/// The code as it was typed.
#[derive(Debug, Clone, Serialize)]
pub struct RedeemCode {
    /// The caller's key.
    #[serde(skip)]
    pub idempotency_key: String,
    /// The code.
    pub code: String,
}

#[derive(Debug, Serialize, Deserialize)]
struct Remembered {
    record_id: RecordId,
}

/// Opens the record whose patient shows that code, once, for as long as the patient said.
///
/// # Errors
/// `Refused` with what is wrong with the code; `RateLimited` for who guesses; `NotFound` for
/// those who may not open records.
pub async fn redeem_code(op: &OpCtx, input: RedeemCode) -> Result<Record> {
    op.signed_in()?;
    let may_open = op.actor.may(Relation::Stranger, Action::Open) && op.actor.practice().is_some();
    if !may_open {
        return Err(AppError::NotFound);
    }
    let code = Code::read(&input.code).map_err(|fault| match fault {
        CodeFault::Malformed => {
            AppError::refused(Fault::Malformed, &["code"], "a code has 8 signs, such as K7M4 PQ3X")
        }
        CodeFault::Check => {
            AppError::refused(Fault::WrongCheckDigits, &["code"], "a sign of the code is wrong")
        }
    })?;
    // Not the code itself is compared with what a key was used for, only its hash is kept.
    let key = Key::new(&input.idempotency_key, "redeemAccessCode", &input)?;
    let who = op.actor.key_space().to_string();
    if op.app.code_failures.wait(&who, op.now()).is_some() {
        return Err(AppError::RateLimited);
    }
    let opened = op.transaction(async |tx| redeem(op, tx, &key, &code).await).await;
    if matches!(&opened, Err(AppError::Refused(faults)) if faults[0].code == Fault::CodeNotValid) {
        op.app.code_failures.note(&who, op.now());
    }
    records::require_unlogged(op, opened?, Action::Read).await
}

async fn redeem(op: &OpCtx, tx: &mut Tx, key: &Key, code: &Code) -> Result<RecordId> {
    if let Some(earlier) = key.earlier::<Remembered>(op, tx).await? {
        return Ok(earlier.record_id);
    }
    let found = store::codes::take(op, tx.db(), &hash_of(&code.to_string())).await?;
    let Some((record_id, span)) = found else {
        let message = "no such code: it was used, is too old, or was replaced by a newer one";
        return Err(AppError::refused(Fault::CodeNotValid, &["code"], message));
    };
    let until_at = share::until(span, op.today());
    if span != AccessSpan::UntilEnded && until_at.is_none() {
        return Err(AppError::Internal(anyhow::anyhow!("no end of an access")));
    }
    let grant = Grant { basis: AccessBasis::PatientCode, reason: None, note: None, until_at };
    store::grant(op, tx.db(), record_id, grant).await?;
    store::log(op, tx.db(), record_id, LoggedAction::OpenedByCode).await?;
    key.remember(op, tx, &Remembered { record_id }).await?;
    tx.changed(record_id, &[RecordPart::Access]);
    Ok(record_id)
}

//! Saying that two records are of two people: the pair is not proposed again.

use serde::{Deserialize, Serialize};
use shared::RecordId;

use super::store;
use crate::{
    authz::Action,
    db::idempotency::Key,
    error::{AppError, Code, Result},
    op::OpCtx,
    records,
};

/// Which two.
#[derive(Debug, Clone, Serialize)]
pub struct KeepApart {
    /// The caller's key.
    #[serde(skip)]
    pub idempotency_key: String,
    /// One.
    pub record_id: RecordId,
    /// The other.
    pub other_id: RecordId,
}

#[derive(Debug, Serialize, Deserialize)]
struct Remembered {}

/// Keeps that they are two people.
///
/// # Errors
/// `Refused` with `NOT_APPLICABLE` if it is one record; `NotFound` if the actor may not decide
/// about both.
pub async fn keep_apart(op: &OpCtx, input: KeepApart) -> Result<()> {
    let action = Action::MergeRecords;
    let one = records::require_unlogged(op, input.record_id, action).await?.id();
    let other = records::require_unlogged(op, input.other_id, action).await?.id();
    let key = Key::new(&input.idempotency_key, "keepRecordsApart", &input)?;
    if one == other {
        let message = "this is one record";
        return Err(AppError::refused(Code::NotApplicable, &["otherId"], message));
    }
    op.transaction(async |tx| {
        if key.earlier::<Remembered>(op, tx).await?.is_some() {
            return Ok(());
        }
        store::keep_apart(op, tx.db(), one, other).await?;
        key.remember(op, tx, &Remembered {}).await
    })
    .await
}

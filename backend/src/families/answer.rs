//! What a young person answers from 16 on: whether their parents may go on acting for them.

use serde::{Deserialize, Serialize};
use shared::{LoggedAction, RecordId, RecordPart};

use super::{rule, store};
use crate::{
    accesses,
    authz::Action,
    db::idempotency::Key,
    error::{AppError, Code, Result},
    op::OpCtx,
    records, reminders,
};

/// Yes or no, to one parent.
#[derive(Debug, Clone, Serialize)]
pub struct AnswerParent {
    /// The caller's key.
    #[serde(skip)]
    pub idempotency_key: String,
    /// The young person's own record.
    pub record_id: RecordId,
    /// The parent.
    pub holder_id: RecordId,
    /// Whether they may.
    pub may_act: bool,
}

#[derive(Debug, Serialize, Deserialize)]
struct Remembered {}

/// Notes the yes; a no ends it at once. A yes can be taken back later by ending it.
///
/// # Errors
/// `Refused`: `NOT_FOUND` if no such parent is there, `NOT_APPLICABLE` before 16; `NotFound` for
/// everyone but the young person.
pub async fn answer_parent(op: &OpCtx, input: AnswerParent) -> Result<()> {
    let record = records::require_unlogged(op, input.record_id, Action::ManageHelpers).await?;
    if !record.relations.is_own {
        return Err(AppError::NotFound);
    }
    let key = Key::new(&input.idempotency_key, "answerParent", &input)?;
    let id = record.id();
    if op.today().age_in_years(record.row.born_from) < rule::DECIDES {
        let message = "parents act for a child until the 16th birthday";
        return Err(AppError::refused(Code::NotApplicable, &["recordId"], message));
    }
    op.transaction(async |tx| {
        if key.earlier::<Remembered>(op, tx).await?.is_some() {
            return Ok(());
        }
        let row = store::active(tx.db(), id, input.holder_id).await?;
        if row.is_none_or(|row| row.kind != "parent") {
            let message = "no such parent acts for you";
            return Err(AppError::refused(Code::NotFound, &["holderId"], message));
        }
        let logged = if input.may_act {
            store::consent(op, tx.db(), id, input.holder_id).await?;
            LoggedAction::HelperJoined
        } else {
            store::end(op, tx.db(), id, input.holder_id, "declined").await?;
            LoggedAction::HelperEnded
        };
        accesses::log(op, tx.db(), id, logged).await?;
        reminders::look_again(tx.db(), id, op.today()).await?;
        key.remember(op, tx, &Remembered {}).await?;
        tx.changed(id, &[RecordPart::Access]);
        tx.changed(input.holder_id, &[RecordPart::Access]);
        Ok(())
    })
    .await
}

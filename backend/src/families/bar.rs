//! Barring a parent on a court's order, and lifting it: by the operator only.

use shared::{EntryId, LoggedAction, RecordId, RecordPart};

use super::store;
use crate::{
    accesses,
    error::{AppError, Result},
    op::OpCtx,
    records::leads_to,
    reminders,
};

/// Ends whatever that person may do for the child, at once and until it is lifted.
///
/// # Errors
/// `BadInput` if there is no such record or they are barred already.
pub async fn bar(
    op: &OpCtx,
    child: RecordId,
    holder: RecordId,
    reference: &str,
) -> Result<EntryId> {
    op.transaction(async |tx| {
        let (child, holder) = there(tx.db(), child, holder).await?;
        if store::is_barred(tx.db(), child, holder).await? {
            return Err(AppError::BadInput("they are barred already".to_owned()));
        }
        let id = store::insert_bar(op, tx.db(), child, holder, reference).await?;
        if store::active(tx.db(), child, holder).await?.is_some() {
            store::end(op, tx.db(), child, holder, "barred").await?;
        }
        accesses::log(op, tx.db(), child, LoggedAction::ParentBarred).await?;
        reminders::look_again(tx.db(), child, op.today()).await?;
        tx.changed(child, &[RecordPart::Access]);
        tx.changed(holder, &[RecordPart::Access]);
        Ok(id)
    })
    .await
}

/// Lifts it. The relation does not come back by itself: it is joined again by a code.
///
/// # Errors
/// `BadInput` if they are not barred.
pub async fn lift(op: &OpCtx, child: RecordId, holder: RecordId, reference: &str) -> Result<()> {
    op.transaction(async |tx| {
        let (child, holder) = there(tx.db(), child, holder).await?;
        if !store::lift_bars(op, tx.db(), child, holder, reference).await? {
            return Err(AppError::BadInput("they are not barred".to_owned()));
        }
        accesses::log(op, tx.db(), child, LoggedAction::ParentBarLifted).await?;
        tx.changed(child, &[RecordPart::Access]);
        Ok(())
    })
    .await
}

/// The records to which the ids lead; both must be there.
async fn there(
    db: &impl crate::db::ConnectionTrait,
    child: RecordId,
    holder: RecordId,
) -> Result<(RecordId, RecordId)> {
    let (child, holder) = (leads_to(db, child).await?, leads_to(db, holder).await?);
    for id in [child, holder] {
        if !store::is_record(db, id).await? {
            return Err(AppError::BadInput(format!("there is no record {id}")));
        }
    }
    if child == holder {
        return Err(AppError::BadInput("this is one record".to_owned()));
    }
    Ok((child, holder))
}

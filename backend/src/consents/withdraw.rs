//! What a withdrawal reaches, at once and in the same transaction.

use shared::{ConsentPurpose, ReceiptFate as Fate, ReceiptItem as Item, RecordId};

use super::{Reached, store};
use crate::{accesses, db::Tx, error::Result, op::OpCtx, reminders};

/// Why a reminder was cancelled.
const REASON: &str = "consent_withdrawn";

/// Undoes what was derived for a purpose, and says what became of each thing.
pub(super) async fn reach(
    op: &OpCtx,
    tx: &mut Tx,
    id: RecordId,
    purpose: ConsentPurpose,
) -> Result<Vec<Reached>> {
    match purpose {
        ConsentPurpose::Reminders => of_reminders(op, tx, id).await,
        ConsentPurpose::Record => of_record(op, tx, id).await,
        // Nothing is passed on for these yet: the receipt says so by having no line.
        ConsentPurpose::NationalRecord
        | ConsentPurpose::CovidImport
        | ConsentPurpose::Statistics => Ok(Vec::new()),
    }
}

async fn of_reminders(op: &OpCtx, tx: &mut Tx, id: RecordId) -> Result<Vec<Reached>> {
    let (waiting, mails) = reminders::cancel_of_record(op, tx, id, REASON).await?;
    let sent = reminders::store::count_sent(tx.db(), id).await?;
    Ok(vec![
        Reached { item: Item::RemindersWaiting, count: waiting, fate: Fate::Cancelled },
        Reached { item: Item::Mails, count: mails, fate: Fate::Cancelled },
        Reached { item: Item::RemindersSent, count: sent, fate: Fate::Kept },
    ])
}

async fn of_record(op: &OpCtx, tx: &mut Tx, id: RecordId) -> Result<Vec<Reached>> {
    let (ended, codes) = accesses::end_all(op, tx.db(), id).await?;
    let mut reached = vec![
        Reached { item: Item::Accesses, count: ended, fate: Fate::Ended },
        Reached { item: Item::Codes, count: codes, fate: Fate::Cancelled },
    ];
    reached.extend(of_reminders(op, tx, id).await?);
    let stays = store::counts(tx.db(), id).await?;
    reached.extend([
        Reached { item: Item::Vaccinations, count: stays.vaccinations, fate: Fate::Locked },
        Reached { item: Item::Facts, count: stays.facts, fate: Fate::Locked },
        Reached { item: Item::Assessments, count: stays.assessments, fate: Fate::Locked },
        Reached { item: Item::AccessLog, count: stays.access_log, fate: Fate::Kept },
    ]);
    Ok(reached)
}

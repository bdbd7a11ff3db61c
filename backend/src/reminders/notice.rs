//! Telling those who look after a record of something that cannot wait: the same people who
//! would be reminded, whether they want reminders or not.

use shared::RecordId;

use super::{changed, store::family::Families};
use crate::{
    db::Tx,
    error::{AppError, Result},
    mail::{self, Kind},
    op::OpCtx,
    records,
};

/// Queues a mail to the person, or a child's parents, that the record was opened in an
/// emergency; where no address is confirmed, only the pages tell of it.
pub(crate) async fn tell_of_emergency(op: &OpCtx, tx: &mut Tx, id: RecordId) -> Result<()> {
    let record = records::row(tx.db(), id).await?.ok_or(AppError::NotFound)?;
    let families = Families::of(tx.db(), std::slice::from_ref(&record), op.today()).await?;
    for (recipient, address_id, language) in families.reachable(&record, op.today()) {
        let secret = op.app.ids.token();
        let new = mail::store::New { kind: Kind::Emergency, address_id, language, secret };
        mail::store::queue(op, tx.db(), recipient, new, op.now()).await?;
        changed(tx, id, recipient);
    }
    Ok(())
}

//! Reading the access log: for the person it is about, and their parents.

use shared::EntryId;

pub use super::store::accesses;
use super::{access_log, store};
use crate::{
    authz::Action,
    error::{AppError, Result},
    op::OpCtx,
    records::Record,
};

/// One page of the log of a record, newest first; one more than asked for, if there is.
///
/// # Errors
/// `NotFound` if the actor may not see it.
pub async fn page(
    op: &OpCtx,
    record: &Record,
    first: u64,
    after: Option<EntryId>,
) -> Result<Vec<access_log::Model>> {
    if !op.actor.may_any(record.relations, Action::ReadAccessLog) {
        return Err(AppError::NotFound);
    }
    store::page_of_log(op, record.id(), first, after).await
}

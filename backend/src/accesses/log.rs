//! Reading the access log: for the person it is about, and their parents.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use shared::{EntryId, RecordId};

use super::{access_log, record_access};
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
    if !op.actor.may(record.relation, Action::ReadAccessLog) {
        return Err(AppError::NotFound);
    }
    let mut query = access_log::Entity::find()
        .filter(access_log::Column::RecordId.eq(record.id()))
        .order_by_desc(access_log::Column::Id)
        .limit(first + 1);
    if let Some(after) = after {
        query = query.filter(access_log::Column::Id.lt(after));
    }
    Ok(query.all(op.db()).await?)
}

/// The practices that may see these records now, by name.
///
/// # Errors
/// If the database does not answer.
pub async fn accesses(op: &OpCtx, ids: &[RecordId]) -> Result<Vec<record_access::Model>> {
    let query = record_access::Entity::find()
        .filter(record_access::Column::RecordId.is_in(ids.iter().copied()))
        .filter(record_access::Column::EndedAt.is_null())
        .order_by_asc(record_access::Column::PracticeName);
    Ok(query.all(op.db()).await?)
}

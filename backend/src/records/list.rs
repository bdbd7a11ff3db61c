//! The records that a practice may see, last looked at first.

use std::collections::HashMap;

use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use shared::RecordId;

use super::{Record, moment_cursor, read_moment_cursor, readable};
use crate::{
    accesses::record_access,
    authz::{Action, Relation},
    error::{AppError, Result},
    op::OpCtx,
};

/// One page of the practice's records, each with its cursor; one more than asked for,
/// if there is.
///
/// # Errors
/// `NotFound` for those who may not read the practice's records.
pub async fn of_practice(
    op: &OpCtx,
    first: u64,
    after: Option<&str>,
) -> Result<Vec<(String, Record)>> {
    let practice = op.actor.practice().ok_or(AppError::NotFound)?;
    if !op.actor.may(Relation::Practice, Action::Read) {
        return Err(AppError::NotFound);
    }
    let mut query = record_access::Entity::find()
        .select_only()
        .column(record_access::Column::LastReadAt)
        .column(record_access::Column::RecordId)
        .filter(record_access::Column::PracticeId.eq(practice.id))
        .filter(record_access::Column::EndedAt.is_null())
        .order_by_desc(record_access::Column::LastReadAt)
        .order_by_desc(record_access::Column::RecordId)
        .limit(first + 1);
    if let Some((at, id)) = after.map(read_moment_cursor).transpose()? {
        query = query.filter(
            Condition::any().add(record_access::Column::LastReadAt.lt(at)).add(
                Condition::all()
                    .add(record_access::Column::LastReadAt.eq(at))
                    .add(record_access::Column::RecordId.lt(id)),
            ),
        );
    }
    let order: Vec<(chrono::DateTime<chrono::Utc>, RecordId)> =
        query.into_tuple().all(op.db()).await?;
    let ids: Vec<RecordId> = order.iter().map(|(_, id)| *id).collect();
    let mut records: HashMap<RecordId, Record> =
        readable(op, &ids).await?.into_iter().map(|r| (r.id(), r)).collect();
    let page = order
        .into_iter()
        .filter_map(|(at, id)| Some((moment_cursor(at, id), records.remove(&id)?)));
    Ok(page.collect())
}

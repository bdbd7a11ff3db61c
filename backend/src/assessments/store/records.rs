//! Every record, some at a time.

use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};
use shared::RecordId;

use crate::{error::Result, op::OpCtx, records::record};

/// How many there are.
pub(in crate::assessments) async fn count(op: &OpCtx) -> Result<u64> {
    let live = record::Entity::find().filter(record::Column::MergedInto.is_null());
    Ok(live.count(op.db()).await?)
}

/// The next records by their ids; nothing after the last.
pub(in crate::assessments) async fn next(
    op: &OpCtx,
    after: Option<RecordId>,
) -> Result<Option<Vec<record::Model>>> {
    let mut query = record::Entity::find()
        .filter(record::Column::MergedInto.is_null())
        .order_by_asc(record::Column::Id)
        .limit(500);
    if let Some(last) = after {
        query = query.filter(record::Column::Id.gt(last));
    }
    let rows = query.all(op.db()).await?;
    Ok((!rows.is_empty()).then_some(rows))
}

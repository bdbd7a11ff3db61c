//! Pages of doses across the records that a practice may see.

use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, JoinType, QueryFilter, QueryOrder, QuerySelect, Select,
};
use shared::{PracticeId, VaccinationId, VaccinationStatus};

use super::super::vaccination::{self, Column};
use crate::{
    accesses::{self, record_access},
    confidentiality,
    error::Result,
    op::OpCtx,
};

/// Where a page begins: the row after this one.
type After = Option<(DateTime<Utc>, VaccinationId)>;

/// Doses that a practice recorded, newest first; one more than asked for, if there is.
pub(crate) async fn page_recorded(
    op: &OpCtx,
    practice: PracticeId,
    between: Option<(DateTime<Utc>, DateTime<Utc>)>,
    first: u64,
    after: After,
) -> Result<Vec<vaccination::Model>> {
    let mut query = visible(op, practice)
        .filter(Column::PracticeId.eq(practice))
        .order_by_desc(Column::RecordedAt)
        .order_by_desc(Column::Id)
        .limit(first + 1);
    if let Some((from, to)) = between {
        query = query.filter(Column::RecordedAt.gte(from)).filter(Column::RecordedAt.lt(to));
    }
    if let Some((at, id)) = after {
        let same = Condition::all().add(Column::RecordedAt.eq(at)).add(Column::Id.lt(id));
        query = query.filter(Condition::any().add(Column::RecordedAt.lt(at)).add(same));
    }
    Ok(query.all(op.db()).await?)
}

/// Doses that wait for confirmation, oldest first; one more than asked for, if there is.
pub(crate) async fn page_to_confirm(
    op: &OpCtx,
    practice: PracticeId,
    first: u64,
    after: After,
) -> Result<Vec<vaccination::Model>> {
    let mut query = visible(op, practice)
        .filter(Column::IsConfirmed.eq(false))
        .filter(Column::Status.eq(VaccinationStatus::Completed.code()))
        .order_by_asc(Column::RecordedAt)
        .order_by_asc(Column::Id)
        .limit(first + 1);
    if let Some((at, id)) = after {
        let same = Condition::all().add(Column::RecordedAt.eq(at)).add(Column::Id.gt(id));
        query = query.filter(Condition::any().add(Column::RecordedAt.gt(at)).add(same));
    }
    Ok(query.all(op.db()).await?)
}

/// The doses that the practice may see, of the records that it may see.
fn visible(op: &OpCtx, practice: PracticeId) -> Select<vaccination::Entity> {
    let access = vaccination::Entity::belongs_to(record_access::Entity)
        .from(Column::RecordId)
        .to(record_access::Column::RecordId)
        .into();
    vaccination::Entity::find()
        .join(JoinType::InnerJoin, access)
        .filter(record_access::Column::PracticeId.eq(practice))
        .filter(accesses::holding(op.now()))
        .filter(confidentiality::store::seen_by(practice))
}

//! Practices and the professionals who work in them.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use shared::{PracticeId, PractitionerId, Role};

use crate::{authz::PractitionerRef, error::Result, op::OpCtx};

pub(crate) mod entity;
pub mod graphql;
pub mod manage;

pub(crate) use entity::{practice, practice_member, practitioner};

/// The professionals who work in a practice now, by name.
///
/// # Errors
/// If the database does not answer.
pub async fn members(op: &OpCtx, practice_id: PracticeId) -> Result<Vec<PractitionerRef>> {
    let rows = practice_member::Entity::find()
        .filter(practice_member::Column::PracticeId.eq(practice_id))
        .filter(practice_member::Column::EndedAt.is_null())
        .all(op.db())
        .await?;
    let ids: Vec<PractitionerId> = rows.into_iter().map(|m| m.practitioner_id).collect();
    let rows = practitioner::Entity::find()
        .filter(practitioner::Column::Id.is_in(ids))
        .order_by_asc(practitioner::Column::Name)
        .all(op.db())
        .await?;
    Ok(rows.into_iter().filter_map(as_practitioner).collect())
}

/// The communes of these practices, of those that say one.
///
/// # Errors
/// If the database does not answer.
pub async fn communes(op: &OpCtx, ids: &[PracticeId]) -> Result<Vec<(PracticeId, String)>> {
    let rows = practice::Entity::find()
        .filter(practice::Column::Id.is_in(ids.iter().copied()))
        .all(op.db())
        .await?;
    Ok(rows.into_iter().filter_map(|p| Some((p.id, p.commune?))).collect())
}

/// A row as the professional it means; `None` if its role is no clinical one.
pub(crate) fn as_practitioner(row: practitioner::Model) -> Option<PractitionerRef> {
    let role = Role::from_code(&row.role).filter(|r| r.is_clinical())?;
    Some(PractitionerRef { id: row.id, name: row.name, role })
}

//! The rows of practices and professionals.

use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter,
    QueryOrder,
};
use shared::{PracticeId, PractitionerId, Role};

use super::{practice, practice_member, practitioner};
use crate::{
    authz::{PracticeRef, PractitionerRef},
    error::Result,
    op::OpCtx,
};

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

/// A row as the professional it means; `None` if its role is no clinical one.
pub(crate) fn as_practitioner(row: practitioner::Model) -> Option<PractitionerRef> {
    let role = Role::from_code(&row.role).filter(|r| r.is_clinical())?;
    Some(PractitionerRef { id: row.id, name: row.name, role })
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

/// Makes a practice.
///
/// # Errors
/// If the database does not answer.
pub async fn create_practice(
    op: &OpCtx,
    db: &impl ConnectionTrait,
    name: &str,
    commune: Option<&str>,
) -> Result<PracticeRef> {
    let id = PracticeId(op.new_id());
    let row = practice::ActiveModel {
        id: Set(id),
        name: Set(name.to_owned()),
        commune: Set(commune.map(str::to_owned)),
        created_at: Set(op.now()),
    };
    practice::Entity::insert(row).exec_without_returning(db).await?;
    Ok(PracticeRef { id, name: name.to_owned() })
}

/// Makes a professional, known at sign-in by that number.
///
/// # Errors
/// If the number is taken or the database does not answer.
pub async fn create_practitioner(
    op: &OpCtx,
    db: &impl ConnectionTrait,
    professional_number: &str,
    name: &str,
    role: Role,
) -> Result<PractitionerRef> {
    let id = PractitionerId(op.new_id());
    let row = practitioner::ActiveModel {
        id: Set(id),
        professional_number: Set(professional_number.to_owned()),
        name: Set(name.to_owned()),
        role: Set(role.code().to_owned()),
        created_at: Set(op.now()),
    };
    row.insert(db).await?;
    Ok(PractitionerRef { id, name: name.to_owned(), role })
}

/// Says that a professional works in a practice from now on.
///
/// # Errors
/// If the database does not answer.
pub async fn add_member(
    op: &OpCtx,
    db: &impl ConnectionTrait,
    practice: PracticeId,
    member: PractitionerId,
) -> Result<()> {
    let row = practice_member::ActiveModel {
        practice_id: Set(practice),
        practitioner_id: Set(member),
        since_at: Set(op.now()),
        ended_at: Set(None),
    };
    practice_member::Entity::insert(row).exec_without_returning(db).await?;
    Ok(())
}

/// The professional with that number.
///
/// # Errors
/// If the database does not answer.
pub async fn find_by_number(
    db: &impl ConnectionTrait,
    professional_number: &str,
) -> Result<Option<PractitionerRef>> {
    let row = practitioner::Entity::find()
        .filter(practitioner::Column::ProfessionalNumber.eq(professional_number))
        .one(db)
        .await?;
    Ok(row.and_then(as_practitioner))
}

/// A practice by its id.
///
/// # Errors
/// If the database does not answer.
pub async fn find_practice(
    db: &impl ConnectionTrait,
    id: PracticeId,
) -> Result<Option<PracticeRef>> {
    let row = practice::Entity::find_by_id(id).one(db).await?;
    Ok(row.map(|p| PracticeRef { id: p.id, name: p.name }))
}

//! The rows of confidential doses.

use std::collections::HashMap;

use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter,
    QueryOrder, QuerySelect, QueryTrait, sea_query::Expr,
};
use shared::{EntryId, PracticeId, RecordId, VaccinationId};
use uuid::Uuid;

use super::{
    Confidentiality, NamedHelper,
    entity::{confidentiality, confidentiality_reader as reader},
};
use crate::{
    accesses::Author, authz::PracticeRef, db, error::Result, op::OpCtx, vaccinations::vaccination,
};

/// The word for a practice that is named.
pub(crate) const PRACTICE: &str = "practice";
/// The word for someone who acts for the person.
const HELPER: &str = "helper";

/// What is said by these rows.
pub(crate) async fn current(
    db: &impl ConnectionTrait,
    ids: &[EntryId],
) -> Result<HashMap<EntryId, Confidentiality>> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = confidentiality::Entity::find()
        .filter(confidentiality::Column::Id.is_in(ids.iter().copied()))
        .all(db)
        .await?;
    let mut said: HashMap<EntryId, Confidentiality> = rows
        .into_iter()
        .map(|row| {
            let (practices, helpers) = (Vec::new(), Vec::new());
            (row.id, Confidentiality { since: row.since_at, practices, helpers })
        })
        .collect();
    let named = reader::Entity::find()
        .filter(reader::Column::ConfidentialityId.is_in(ids.iter().copied()))
        .order_by_asc(reader::Column::Name)
        .order_by_asc(reader::Column::ReaderId)
        .all(db)
        .await?;
    for row in named {
        let Some(of) = said.get_mut(&row.confidentiality_id) else { continue };
        if row.kind == PRACTICE {
            of.practices.push(PracticeRef { id: PracticeId(row.reader_id), name: row.name });
        } else {
            of.helpers.push(NamedHelper { id: RecordId(row.reader_id), name: row.name });
        }
    }
    Ok(said)
}

/// Writes what is said of a dose from now on; nothing makes it visible to all again.
pub(super) async fn write(
    op: &OpCtx,
    db: &impl ConnectionTrait,
    (record_id, dose): (RecordId, VaccinationId),
    said: Option<&Confidentiality>,
) -> Result<()> {
    confidentiality::Entity::update_many()
        .col_expr(confidentiality::Column::EndedAt, Expr::value(op.now()))
        .filter(confidentiality::Column::RecordId.eq(record_id))
        .filter(confidentiality::Column::VaccinationId.eq(dose))
        .filter(confidentiality::Column::EndedAt.is_null())
        .exec(db)
        .await?;
    let id = match said {
        Some(said) => Some(insert(op, db, (record_id, dose), said).await?),
        None => None,
    };
    vaccination::Entity::update_many()
        .col_expr(vaccination::Column::ConfidentialityId, Expr::value(id.map(|id| id.0)))
        .filter(vaccination::Column::RecordId.eq(record_id))
        .filter(vaccination::Column::Id.eq(dose))
        .exec(db)
        .await?;
    Ok(())
}

async fn insert(
    op: &OpCtx,
    db: &impl ConnectionTrait,
    (record_id, dose): (RecordId, VaccinationId),
    said: &Confidentiality,
) -> Result<EntryId> {
    let id = EntryId(op.new_id());
    let author = Author::of(&op.actor);
    let row = confidentiality::ActiveModel {
        record_id: Set(record_id),
        id: Set(id),
        vaccination_id: Set(dose),
        since_at: Set(said.since),
        author_name: Set(author.name),
        account_id: Set(author.account_id),
        ended_at: Set(None),
    };
    confidentiality::Entity::insert(row).exec_without_returning(db).await?;
    let practices = said.practices.iter().map(|p| (p.id.0, PRACTICE, p.name.clone()));
    let helpers = said.helpers.iter().map(|h| (h.id.0, HELPER, h.name.clone()));
    let readers = practices.chain(helpers).map(|(reader_id, kind, name)| reader::ActiveModel {
        record_id: Set(record_id),
        confidentiality_id: Set(id),
        reader_id: Set(reader_id),
        kind: Set(kind.to_owned()),
        name: Set(name),
    });
    db::insert_all(db, readers.collect::<Vec<_>>()).await?;
    Ok(id)
}

/// Moves what is said of these doses with them to another record.
pub(crate) async fn moved(
    db: &impl ConnectionTrait,
    doses: &[Uuid],
    (from, to): (RecordId, RecordId),
) -> Result<()> {
    let rows = confidentiality::Entity::find()
        .filter(confidentiality::Column::RecordId.eq(from))
        .filter(confidentiality::Column::VaccinationId.is_in(doses.iter().copied()))
        .all(db)
        .await?;
    if rows.is_empty() {
        return Ok(());
    }
    let ids: Vec<EntryId> = rows.into_iter().map(|row| row.id).collect();
    confidentiality::Entity::update_many()
        .col_expr(confidentiality::Column::RecordId, Expr::value(to.0))
        .filter(confidentiality::Column::RecordId.eq(from))
        .filter(confidentiality::Column::Id.is_in(ids.iter().copied()))
        .exec(db)
        .await?;
    reader::Entity::update_many()
        .col_expr(reader::Column::RecordId, Expr::value(to.0))
        .filter(reader::Column::RecordId.eq(from))
        .filter(reader::Column::ConfidentialityId.is_in(ids))
        .exec(db)
        .await?;
    Ok(())
}

/// The doses that are not confidential, that the practice recorded, or for which it is named: as
/// [`crate::authz::Actor::sees_confidential`] says of a practice that may see their record.
pub(crate) fn seen_by(practice: PracticeId) -> Condition {
    let named = reader::Entity::find()
        .select_only()
        .column(reader::Column::ConfidentialityId)
        .filter(reader::Column::ReaderId.eq(practice.0))
        .into_query();
    Condition::any()
        .add(vaccination::Column::ConfidentialityId.is_null())
        .add(vaccination::Column::PracticeId.eq(practice))
        .add(vaccination::Column::ConfidentialityId.in_subquery(named))
}

//! The rows of consent, and counting what was derived.

use std::collections::HashSet;

use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect,
};
use shared::{ConsentPurpose, EntryId, RecordId};

use super::{Reached, Said, entity};
use crate::{
    accesses::{Author, access_log},
    assessments::entity::{assessment, assessment_version},
    error::Result,
    facts::fact,
    op::OpCtx,
    vaccinations::vaccination,
};

/// Everything that was said about these records, newest first.
pub(crate) async fn of_records(
    db: &impl ConnectionTrait,
    ids: &[RecordId],
) -> Result<Vec<entity::Model>> {
    let query = entity::Entity::find()
        .filter(entity::Column::RecordId.is_in(ids.iter().copied()))
        .order_by_desc(entity::Column::SaidAt)
        .order_by_desc(entity::Column::Version)
        .order_by_asc(entity::Column::Purpose);
    Ok(query.all(db).await?)
}

/// The newest word on a purpose: its version, and whether it is a yes.
pub(in crate::consents) async fn newest(
    db: &impl ConnectionTrait,
    id: RecordId,
    purpose: ConsentPurpose,
) -> Result<Option<(i32, bool)>> {
    let query = entity::Entity::find()
        .select_only()
        .column(entity::Column::Version)
        .column(entity::Column::IsGiven)
        .filter(entity::Column::RecordId.eq(id))
        .filter(entity::Column::Purpose.eq(purpose.code()))
        .order_by_desc(entity::Column::Version);
    Ok(query.into_tuple().one(db).await?)
}

/// Those of these records in which the newest word on one of these purposes is a no.
pub(crate) async fn withdrawn(
    db: &impl ConnectionTrait,
    ids: &[RecordId],
    purposes: &[ConsentPurpose],
) -> Result<HashSet<RecordId>> {
    let rows: Vec<(RecordId, String, bool)> = entity::Entity::find()
        .select_only()
        .column(entity::Column::RecordId)
        .column(entity::Column::Purpose)
        .column(entity::Column::IsGiven)
        .filter(entity::Column::RecordId.is_in(ids.iter().copied()))
        .filter(entity::Column::Purpose.is_in(purposes.iter().map(|p| p.code())))
        .order_by_asc(entity::Column::Version)
        .into_tuple()
        .all(db)
        .await?;
    let newest: std::collections::HashMap<(RecordId, String), bool> =
        rows.into_iter().map(|(id, purpose, is_given)| ((id, purpose), is_given)).collect();
    Ok(newest.into_iter().filter(|(_, is_given)| !is_given).map(|((id, _), _)| id).collect())
}

/// Writes what was said after that version.
pub(in crate::consents) async fn insert(
    op: &OpCtx,
    db: &impl ConnectionTrait,
    record_id: RecordId,
    (purpose, after, is_given): (ConsentPurpose, i32, bool),
    said: &Said,
    receipt: Option<&[Reached]>,
) -> Result<()> {
    let author = Author::of(&op.actor);
    let row = entity::ActiveModel {
        record_id: Set(record_id),
        id: Set(EntryId(op.new_id())),
        purpose: Set(purpose.code().to_owned()),
        version: Set(after.saturating_add(1)),
        is_given: Set(is_given),
        text_version: Set(said.text_version.clone()),
        language: Set(said.language.code().to_owned()),
        how: Set(said.how.code().to_owned()),
        author_kind: Set(author.kind.code().to_owned()),
        author_name: Set(author.name),
        practice_name: Set(author.practice_name),
        account_id: Set(author.account_id),
        client_id: Set(author.client_id),
        said_at: Set(op.now()),
        receipt: Set(receipt
            .map(serde_json::to_string)
            .transpose()
            .map_err(anyhow::Error::from)?),
    };
    entity::Entity::insert(row).exec_without_returning(db).await?;
    Ok(())
}

/// Says the noes of one record for another too, as far as they were said since then: when two
/// records are taken apart, nobody can know for which of the two people it was meant.
pub(crate) async fn copy_withdrawals(
    op: &OpCtx,
    db: &impl ConnectionTrait,
    from: RecordId,
    to: RecordId,
    since: DateTime<Utc>,
) -> Result<()> {
    for purpose in ConsentPurpose::ALL.iter().copied() {
        let Some((version, false)) = newest(db, from, purpose).await? else { continue };
        let row = entity::Entity::find()
            .filter(entity::Column::RecordId.eq(from))
            .filter(entity::Column::Purpose.eq(purpose.code()))
            .filter(entity::Column::Version.eq(version))
            .filter(entity::Column::SaidAt.gte(since))
            .one(db)
            .await?;
        let Some(row) = row else { continue };
        let after = newest(db, to, purpose).await?.map_or(0, |(version, _)| version);
        let copy = entity::ActiveModel {
            record_id: Set(to),
            id: Set(EntryId(op.new_id())),
            version: Set(after.saturating_add(1)),
            ..row.into()
        };
        entity::Entity::insert(copy).exec_without_returning(db).await?;
    }
    Ok(())
}

/// What of a record stays, counted.
#[derive(Debug)]
pub(in crate::consents) struct Counts {
    pub(in crate::consents) vaccinations: u64,
    pub(in crate::consents) facts: u64,
    pub(in crate::consents) assessments: u64,
    pub(in crate::consents) access_log: u64,
}

/// Counts what of a record stays.
pub(in crate::consents) async fn counts(db: &impl ConnectionTrait, id: RecordId) -> Result<Counts> {
    let vaccinations =
        vaccination::Entity::find().filter(vaccination::Column::RecordId.eq(id)).count(db).await?;
    let facts = fact::Entity::find().filter(fact::Column::RecordId.eq(id)).count(db).await?;
    let held = assessment_version::Entity::find()
        .filter(assessment_version::Column::RecordId.eq(id))
        .count(db)
        .await?;
    let now =
        assessment::Entity::find().filter(assessment::Column::RecordId.eq(id)).count(db).await?;
    let access_log =
        access_log::Entity::find().filter(access_log::Column::RecordId.eq(id)).count(db).await?;
    Ok(Counts { vaccinations, facts, assessments: held.max(now), access_log })
}

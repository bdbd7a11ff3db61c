//! The rows of requests for correction.

use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect, QueryTrait,
};
use shared::{CorrectionStatus, CorrectionSubject, EntryId, PracticeId, RecordId, VaccinationId};

use super::entity::{ActiveModel, Column as C, Entity, Model};
use crate::{
    accesses::{self, Author, record_access},
    error::Result,
    op::OpCtx,
    vaccinations::vaccination,
};

/// The most that wait on a practice's first page.
const MOST: u64 = 50;

/// A request.
pub(super) async fn find(
    db: &impl ConnectionTrait,
    record_id: RecordId,
    id: EntryId,
) -> Result<Option<Model>> {
    Ok(Entity::find_by_id((record_id, id)).one(db).await?)
}

/// How many of a record wait.
pub(super) async fn count_waiting(db: &impl ConnectionTrait, record_id: RecordId) -> Result<u64> {
    let query = Entity::find()
        .filter(C::RecordId.eq(record_id))
        .filter(C::Status.eq(CorrectionStatus::Requested.code()));
    Ok(query.count(db).await?)
}

/// Whether a request about that dose waits.
pub(super) async fn is_asked_about(
    db: &impl ConnectionTrait,
    record_id: RecordId,
    dose: VaccinationId,
) -> Result<bool> {
    let query = Entity::find()
        .filter(C::RecordId.eq(record_id))
        .filter(C::VaccinationId.eq(dose))
        .filter(C::Status.eq(CorrectionStatus::Requested.code()));
    Ok(0 < query.count(db).await?)
}

/// Writes a request; one about a dose waits at the practice that recorded it.
pub(super) async fn insert(
    op: &OpCtx,
    db: &impl ConnectionTrait,
    (record_id, id): (RecordId, EntryId),
    subject: CorrectionSubject,
    dose: Option<&vaccination::Model>,
    words: &str,
) -> Result<()> {
    let author = Author::of(&op.actor);
    let row = ActiveModel {
        record_id: Set(record_id),
        id: Set(id),
        subject: Set(subject.code().to_owned()),
        vaccination_id: Set(dose.map(|dose| dose.id)),
        practice_id: Set(dose.and_then(|dose| dose.practice_id)),
        practice_name: Set(dose.and_then(|dose| dose.practice_name.clone())),
        words: Set(words.to_owned()),
        asked_by: Set(author.name),
        asked_account_id: Set(author.account_id),
        asked_at: Set(op.now()),
        status: Set(CorrectionStatus::Requested.code().to_owned()),
        answer: Set(None),
        ended_by: Set(None),
        ended_practice_name: Set(None),
        ended_account_id: Set(None),
        ended_at: Set(None),
    };
    Entity::insert(row).exec_without_returning(db).await?;
    Ok(())
}

/// Writes how it ended; whether it still waited.
pub(super) async fn end(
    op: &OpCtx,
    db: &impl ConnectionTrait,
    (record_id, id): (RecordId, EntryId),
    status: CorrectionStatus,
    answer: Option<&str>,
) -> Result<bool> {
    let author = Author::of(&op.actor);
    let columns = ActiveModel {
        status: Set(status.code().to_owned()),
        answer: Set(answer.map(str::to_owned)),
        ended_by: Set(Some(author.name)),
        ended_practice_name: Set(author.practice_name),
        ended_account_id: Set(author.account_id),
        ended_at: Set(Some(op.now())),
        ..Default::default()
    };
    let written = Entity::update_many()
        .set(columns)
        .filter(C::RecordId.eq(record_id))
        .filter(C::Id.eq(id))
        .filter(C::Status.eq(CorrectionStatus::Requested.code()))
        .exec(db)
        .await?;
    Ok(written.rows_affected == 1)
}

/// What waits for that practice: what it was asked, and what nobody was asked by name in a record
/// that it may see now.
pub(super) async fn waiting(op: &OpCtx, practice: PracticeId) -> Result<Vec<Model>> {
    let open = record_access::Entity::find()
        .select_only()
        .column(record_access::Column::RecordId)
        .filter(record_access::Column::PracticeId.eq(practice))
        .filter(accesses::holding(op.now()))
        .into_query();
    let of_anyone =
        Condition::all().add(C::PracticeId.is_null()).add(C::RecordId.in_subquery(open));
    let query = Entity::find()
        .filter(C::Status.eq(CorrectionStatus::Requested.code()))
        .filter(Condition::any().add(C::PracticeId.eq(practice)).add(of_anyone))
        .order_by_asc(C::AskedAt)
        .order_by_asc(C::Id)
        .limit(MOST);
    Ok(query.all(op.db()).await?)
}

/// The requests about these records, newest first.
pub(super) async fn of_records(db: &impl ConnectionTrait, ids: &[RecordId]) -> Result<Vec<Model>> {
    let query = Entity::find()
        .filter(C::RecordId.is_in(ids.iter().copied()))
        .order_by_desc(C::AskedAt)
        .order_by_desc(C::Id);
    Ok(query.all(db).await?)
}

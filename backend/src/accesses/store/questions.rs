//! The questions about the access log.

use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder,
    QuerySelect,
};
use shared::{EntryId, PracticeId, RecordId};

use super::super::{Author, access_log, access_question, question::Waiting};
use crate::{error::Result, merges, op::OpCtx, records};

/// The most that wait on a practice's first page.
const MOST: u64 = 50;

/// An entry of a person's log, also one from before their records were joined.
pub(in crate::accesses) async fn entry(
    db: &impl ConnectionTrait,
    record_id: RecordId,
    id: EntryId,
) -> Result<Option<access_log::Model>> {
    let query = access_log::Entity::find()
        .filter(merges::log_of(db, record_id).await?)
        .filter(access_log::Column::Id.eq(id));
    Ok(query.one(db).await?)
}

/// What was asked about an entry.
pub(in crate::accesses) async fn of_entry(
    db: &impl ConnectionTrait,
    record_id: RecordId,
    entry_id: EntryId,
) -> Result<Option<access_question::Model>> {
    let query = access_question::Entity::find()
        .filter(access_question::Column::RecordId.eq(record_id))
        .filter(access_question::Column::EntryId.eq(entry_id));
    Ok(query.one(db).await?)
}

/// A question.
pub(in crate::accesses) async fn find(
    db: &impl ConnectionTrait,
    record_id: RecordId,
    id: EntryId,
) -> Result<Option<access_question::Model>> {
    Ok(access_question::Entity::find_by_id((record_id, id)).one(db).await?)
}

/// Writes a question.
pub(in crate::accesses) async fn insert(
    op: &OpCtx,
    db: &impl ConnectionTrait,
    record_id: RecordId,
    entry_id: EntryId,
    practice_id: PracticeId,
    question: &str,
) -> Result<()> {
    let author = Author::of(&op.actor);
    let row = access_question::ActiveModel {
        record_id: Set(record_id),
        id: Set(EntryId(op.new_id())),
        entry_id: Set(entry_id),
        practice_id: Set(practice_id),
        question: Set(question.to_owned()),
        asked_by: Set(author.name),
        asked_account_id: Set(author.account_id),
        asked_at: Set(op.now()),
        answer: Set(None),
        answered_by: Set(None),
        answered_account_id: Set(None),
        answered_at: Set(None),
    };
    access_question::Entity::insert(row).exec_without_returning(db).await?;
    Ok(())
}

/// Writes the answer; whether it was the first.
pub(in crate::accesses) async fn answer(
    op: &OpCtx,
    db: &impl ConnectionTrait,
    record_id: RecordId,
    id: EntryId,
    answer: &str,
) -> Result<bool> {
    let author = Author::of(&op.actor);
    let columns = access_question::ActiveModel {
        answer: Set(Some(answer.to_owned())),
        answered_by: Set(Some(author.name)),
        answered_account_id: Set(author.account_id),
        answered_at: Set(Some(op.now())),
        ..Default::default()
    };
    let written = access_question::Entity::update_many()
        .set(columns)
        .filter(access_question::Column::RecordId.eq(record_id))
        .filter(access_question::Column::Id.eq(id))
        .filter(access_question::Column::AnsweredAt.is_null())
        .exec(db)
        .await?;
    Ok(written.rows_affected == 1)
}

/// The questions that wait for a practice's answer, with what and whom they are about.
pub(in crate::accesses) async fn waiting(op: &OpCtx, practice: PracticeId) -> Result<Vec<Waiting>> {
    let asked = access_question::Entity::find()
        .filter(access_question::Column::PracticeId.eq(practice))
        .filter(access_question::Column::AnsweredAt.is_null())
        .order_by_asc(access_question::Column::AskedAt)
        .order_by_asc(access_question::Column::Id)
        .limit(MOST)
        .all(op.db())
        .await?;
    if asked.is_empty() {
        return Ok(Vec::new());
    }
    let entries = access_log::Entity::find()
        .filter(access_log::Column::Id.is_in(asked.iter().map(|q| q.entry_id)))
        .all(op.db())
        .await?;
    let ids: Vec<RecordId> = asked.iter().map(|q| q.record_id).collect();
    let people = records::rows(op.db(), &ids).await?;
    let waiting = asked.into_iter().filter_map(|question| {
        let entry = entries.iter().find(|e| e.id == question.entry_id)?.clone();
        let person = people.iter().find(|p| p.id == question.record_id)?.clone();
        Some(Waiting { question, entry, person })
    });
    Ok(waiting.collect())
}

/// The questions about entries of these records.
pub(in crate::accesses) async fn of_records(
    op: &OpCtx,
    ids: &[RecordId],
) -> Result<Vec<access_question::Model>> {
    let query = access_question::Entity::find()
        .filter(access_question::Column::RecordId.is_in(ids.iter().copied()));
    Ok(query.all(op.db()).await?)
}

//! The rows of merges, and where records lead.

use std::collections::HashSet;

use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult,
    QueryFilter, QueryOrder, Statement, sea_query::Expr,
};
use shared::{EntryId, RecordId};
use uuid::Uuid;

use super::entity::{item, merge};
use crate::{
    accesses::{Author, access_log},
    error::Result,
    op::OpCtx,
    records::record,
};

pub(super) mod moving;

/// Writes that a record was joined into another, and gives the merge's id.
pub(super) async fn insert(
    op: &OpCtx,
    db: &impl ConnectionTrait,
    survivor: RecordId,
    merged: RecordId,
    reason: &str,
) -> Result<EntryId> {
    let id = EntryId(op.new_id());
    let author = Author::of(&op.actor);
    let row = merge::ActiveModel {
        record_id: Set(survivor),
        id: Set(id),
        merged_id: Set(merged),
        reason: Set(reason.to_owned()),
        merged_at: Set(op.now()),
        author_kind: Set(author.kind.code().to_owned()),
        author_name: Set(author.name),
        author_practice_name: Set(author.practice_name),
        account_id: Set(author.account_id),
        client_id: Set(author.client_id),
        unmerged_at: Set(None),
        unmerged_reason: Set(None),
        unmerged_by: Set(None),
    };
    merge::Entity::insert(row).exec_without_returning(db).await?;
    Ok(id)
}

/// Writes that a merge was undone.
pub(super) async fn end(
    op: &OpCtx,
    db: &impl ConnectionTrait,
    row: &merge::Model,
    reason: &str,
) -> Result<()> {
    let columns = merge::ActiveModel {
        unmerged_at: Set(Some(op.now())),
        unmerged_reason: Set(Some(reason.to_owned())),
        unmerged_by: Set(Some(Author::of(&op.actor).name)),
        ..Default::default()
    };
    merge::Entity::update_many()
        .set(columns)
        .filter(merge::Column::RecordId.eq(row.record_id))
        .filter(merge::Column::Id.eq(row.id))
        .exec(db)
        .await?;
    Ok(())
}

/// A merge that holds.
pub(super) async fn holding(
    db: &impl ConnectionTrait,
    id: EntryId,
) -> Result<Option<merge::Model>> {
    let query = merge::Entity::find()
        .filter(merge::Column::Id.eq(id))
        .filter(merge::Column::UnmergedAt.is_null());
    Ok(query.one(db).await?)
}

/// Every merge by which other records lead to these, newest first.
pub(super) async fn into(db: &impl ConnectionTrait, ids: &[RecordId]) -> Result<Vec<merge::Model>> {
    let query = merge::Entity::find()
        .filter(merge::Column::RecordId.is_in(ids.iter().copied()))
        .filter(merge::Column::UnmergedAt.is_null())
        .order_by_desc(merge::Column::Id);
    Ok(query.all(db).await?)
}

#[derive(Debug, FromQueryResult)]
struct Leading {
    #[sea_orm(nested)]
    merge: merge::Model,
    home: RecordId,
}

/// Every merge by which other records lead to these now, newest first, also by way of others.
pub(crate) async fn leading_to(
    db: &impl ConnectionTrait,
    ids: &[RecordId],
) -> Result<Vec<(RecordId, merge::Model)>> {
    let places = (1..=ids.len()).map(|n| format!("${n}")).collect::<Vec<_>>().join(", ");
    let sql = format!(
        "SELECT m.*, r.merged_into AS home FROM record_merge m JOIN record r ON r.id = m.merged_id
        WHERE m.unmerged_at IS NULL AND r.merged_into IN ({places}) ORDER BY m.id DESC"
    );
    let values = ids.iter().map(|id| id.0.into());
    let statement = Statement::from_sql_and_values(db.get_database_backend(), sql, values);
    let rows = Leading::find_by_statement(statement).all(db).await?;
    Ok(rows.into_iter().map(|row| (row.home, row.merge)).collect())
}

/// The records that lead to this one now, without it.
pub(super) async fn joined_into(db: &impl ConnectionTrait, id: RecordId) -> Result<Vec<RecordId>> {
    let query = record::Entity::find().filter(record::Column::MergedInto.eq(id));
    Ok(query.all(db).await?.into_iter().map(|row| row.id).collect())
}

/// Lets a record, and all that were joined into it before, lead to another; itself, if it is
/// to stand for itself.
pub(super) async fn point(db: &impl ConnectionTrait, from: RecordId, to: RecordId) -> Result<()> {
    let mut all = vec![from];
    let mut at = 0;
    while let Some(id) = all.get(at).copied() {
        at += 1;
        for merge in into(db, &[id]).await? {
            if !all.contains(&merge.merged_id) {
                all.push(merge.merged_id);
            }
        }
    }
    for id in all {
        let leads = (id != to).then_some(to.0);
        record::Entity::update_many()
            .col_expr(record::Column::MergedInto, Expr::value(leads))
            .filter(record::Column::Id.eq(id))
            .exec(db)
            .await?;
    }
    Ok(())
}

/// What moved with a merge.
pub(super) async fn items(
    db: &impl ConnectionTrait,
    row: &merge::Model,
) -> Result<Vec<item::Model>> {
    let query = item::Entity::find()
        .filter(item::Column::RecordId.eq(row.record_id))
        .filter(item::Column::MergeId.eq(row.id));
    Ok(query.all(db).await?)
}

/// Which entries of the access log are about a person: those of the record, of records that
/// lead to it, and of the one into which it was joined, as long as it was.
pub(crate) async fn log_of(db: &impl ConnectionTrait, id: RecordId) -> Result<Condition> {
    use access_log::Column as L;
    let mut ids = joined_into(db, id).await?;
    ids.push(id);
    let mut about = Condition::any().add(L::RecordId.is_in(ids.iter().copied()));
    let was_joined = merge::Entity::find()
        .filter(merge::Column::MergedId.is_in(ids.iter().copied()))
        .filter(merge::Column::UnmergedAt.is_not_null());
    for row in was_joined.all(db).await? {
        let meanwhile = Condition::all()
            .add(L::RecordId.eq(row.record_id))
            .add(L::At.gte(row.merged_at))
            .add(L::At.lte(row.unmerged_at));
        about = about.add(meanwhile);
    }
    Ok(about)
}

/// What belongs to a record only because another was joined into it after that moment.
pub(crate) async fn came_later(
    db: &impl ConnectionTrait,
    id: RecordId,
    moment: DateTime<Utc>,
) -> Result<HashSet<Uuid>> {
    let mut later = HashSet::new();
    for (_, row) in leading_to(db, &[id]).await? {
        if moment < row.merged_at {
            later.extend(items(db, &row).await?.into_iter().map(|item| item.item_id));
        }
    }
    Ok(later)
}

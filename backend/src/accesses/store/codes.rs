//! The codes that patients show.

use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, sea_query::Expr,
};
use shared::{AccessSpan, EntryId, RecordId};

use super::super::{Author, access_code};
use crate::{error::Result, op::OpCtx};

/// Ends every code of a record that was not used; how many.
pub(in crate::accesses) async fn end_all(
    op: &OpCtx,
    db: &impl ConnectionTrait,
    record_id: RecordId,
) -> Result<u64> {
    let ended = access_code::Entity::update_many()
        .col_expr(access_code::Column::EndedAt, Expr::value(op.now()))
        .filter(access_code::Column::RecordId.eq(record_id))
        .filter(access_code::Column::EndedAt.is_null())
        .exec(db)
        .await?;
    Ok(ended.rows_affected)
}

/// Writes a new one.
pub(in crate::accesses) async fn insert(
    op: &OpCtx,
    db: &impl ConnectionTrait,
    record_id: RecordId,
    code_hash: String,
    span: AccessSpan,
    expires_at: DateTime<Utc>,
) -> Result<()> {
    let author = Author::of(&op.actor);
    let row = access_code::ActiveModel {
        record_id: Set(record_id),
        id: Set(EntryId(op.new_id())),
        code_hash: Set(code_hash),
        span: Set(span.code().to_owned()),
        account_id: Set(author.account_id),
        author_name: Set(author.name),
        created_at: Set(op.now()),
        expires_at: Set(expires_at),
        ended_at: Set(None),
        practice_id: Set(None),
    };
    access_code::Entity::insert(row).exec_without_returning(db).await?;
    Ok(())
}

/// Uses a code for the actor's practice, if it holds; gives what it opens and for how long.
pub(in crate::accesses) async fn take(
    op: &OpCtx,
    db: &impl ConnectionTrait,
    code_hash: &str,
) -> Result<Option<(RecordId, AccessSpan)>> {
    use access_code::Column as C;
    let found = access_code::Entity::find()
        .filter(C::CodeHash.eq(code_hash))
        .filter(C::EndedAt.is_null())
        .filter(C::ExpiresAt.gt(op.now()))
        .one(db)
        .await?;
    let Some((row, span)) =
        found.and_then(|row| AccessSpan::from_code(&row.span).map(|s| (row, s)))
    else {
        return Ok(None);
    };
    // Asked in the same statement, so that of two at once the second finds it used.
    let columns = access_code::ActiveModel {
        ended_at: Set(Some(op.now())),
        practice_id: Set(op.actor.practice().map(|p| p.id)),
        ..Default::default()
    };
    let used = access_code::Entity::update_many()
        .set(columns)
        .filter(C::RecordId.eq(row.record_id))
        .filter(C::Id.eq(row.id))
        .filter(C::EndedAt.is_null())
        .exec(db)
        .await?;
    Ok((used.rows_affected == 1).then_some((row.record_id, span)))
}

//! Whether the demo is in a database whole: a row under Carnet's own key.

use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait};
use uuid::Uuid;

use crate::{db::idempotency, error::Result, op::OpCtx};

const KEY: &str = "demo-loaded";

/// Whether every story was told to its end.
pub(super) async fn is_set(db: &impl ConnectionTrait) -> Result<bool> {
    let row = idempotency::Entity::find_by_id((Uuid::nil(), KEY.to_owned())).one(db).await?;
    Ok(row.is_some())
}

/// Notes that it was.
pub(super) async fn set(op: &OpCtx) -> Result<()> {
    let row = idempotency::ActiveModel {
        actor_id: Set(Uuid::nil()),
        key: Set(KEY.to_owned()),
        mutation: Set("demo".to_owned()),
        input_hash: Set(String::new()),
        result: Set("{}".to_owned()),
        created_at: Set(op.now()),
    };
    idempotency::Entity::insert(row).exec_without_returning(op.db()).await?;
    Ok(())
}

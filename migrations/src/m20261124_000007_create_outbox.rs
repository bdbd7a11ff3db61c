//! What a change leaves for others, in the same transaction.
//!
//! `outbox_event`: what changed, for those who must be told (screens now, the national
//! record later). `idempotency_key`: what a caller's key answered, so that the same key
//! twice acts once.

use sea_orm_migration::prelude::*;

use crate::columns::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut event = table("outbox_event");
        event
            .col(id("record_id"))
            .col(id("id"))
            .col(text("parts"))
            .col(moment("created_at"))
            .primary_key(&mut key(&["record_id", "id"]))
            .foreign_key(&mut refers("outbox_event", "record_id", "record"));
        manager.create_table(event).await?;
        manager.create_index(index("outbox_event", &["created_at"])).await?;

        let mut idempotency = table("idempotency_key");
        idempotency
            .col(id("actor_id"))
            .col(text("key"))
            .col(text("mutation"))
            .col(text("input_hash"))
            .col(text("result"))
            .col(moment("created_at"))
            .primary_key(&mut key(&["actor_id", "key"]));
        manager.create_table(idempotency).await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for name in ["idempotency_key", "outbox_event"] {
            manager.drop_table(Table::drop().table(name).to_owned()).await?;
        }
        Ok(())
    }
}

//! Which process left an event, so that the others can tell their own watchers of it and
//! none is told twice.

use sea_orm_migration::prelude::*;

use crate::columns::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let node = Table::alter().table("outbox_event").add_column(maybe_id("node")).to_owned();
        manager.alter_table(node).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let node = Table::alter().table("outbox_event").drop_column("node").to_owned();
        manager.alter_table(node).await
    }
}

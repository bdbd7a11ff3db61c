//! The day on which a person died: nobody is reminded of the dead, and no list asks to act.
//! What was said before stands in `record_version`.

use sea_orm_migration::prelude::*;

use crate::columns::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let died = Table::alter().table("record").add_column(maybe_day("died_on")).to_owned();
        manager.alter_table(died).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let died = Table::alter().table("record").drop_column("died_on").to_owned();
        manager.alter_table(died).await
    }
}

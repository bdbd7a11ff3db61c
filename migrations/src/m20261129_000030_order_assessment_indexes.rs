//! What is looked for among the assessments each half minute is read in the order of an index:
//! what ran out, what follows other rules, of what someone is to be reminded.

use sea_orm_migration::prelude::*;

use crate::columns::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in ["stable_until", "remind_on"] {
            drop(manager, &[column]).await?;
            manager.create_index(index("assessment", &[column, "record_id"])).await?;
        }
        manager.create_index(index("assessment", &["rules", "record_id"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, &["rules", "record_id"]).await?;
        for column in ["stable_until", "remind_on"] {
            drop(manager, &[column, "record_id"]).await?;
            manager.create_index(index("assessment", &[column])).await?;
        }
        Ok(())
    }
}

async fn drop(manager: &SchemaManager<'_>, columns: &[&str]) -> Result<(), DbErr> {
    let name = format!("ix_assessment_{}", columns.join("_"));
    manager.drop_index(Index::drop().name(name).table("assessment").to_owned()).await
}

//! Who may see a record, and who did.
//!
//! `record_relation`: a parent may act for a child. `record_access`: a practice may see
//! a record, since when and why. `access_log`: every reading and change, never edited;
//! the author's name is kept as it was then.

use sea_orm_migration::prelude::*;

use crate::columns::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut relation = table("record_relation");
        relation
            .col(id("record_id"))
            .col(id("holder_record_id"))
            .col(text("kind"))
            .col(moment("since_at"))
            .col(maybe_moment("ended_at"))
            .primary_key(&mut key(&["record_id", "holder_record_id"]))
            .foreign_key(&mut refers("record_relation", "record_id", "record"))
            .foreign_key(&mut refers("record_relation", "holder_record_id", "record"));
        manager.create_table(relation).await?;
        manager.create_index(index("record_relation", &["holder_record_id"])).await?;

        let mut access = table("record_access");
        access
            .col(id("record_id"))
            .col(id("id"))
            .col(id("practice_id"))
            .col(text("practice_name"))
            .col(text("basis"))
            .col(maybe_text("note"))
            .col(text("author_kind"))
            .col(text("author_name"))
            .col(maybe_id("account_id"))
            .col(maybe_id("client_id"))
            .col(moment("opened_at"))
            .col(moment("last_read_at"))
            .col(maybe_moment("ended_at"))
            .primary_key(&mut key(&["record_id", "id"]))
            .foreign_key(&mut refers("record_access", "record_id", "record"))
            .foreign_key(&mut refers("record_access", "practice_id", "practice"));
        manager.create_table(access).await?;
        manager.create_index(unique("record_access", &["record_id", "practice_id"])).await?;
        manager.create_index(index("record_access", &["practice_id", "last_read_at"])).await?;

        let mut log = table("access_log");
        log.col(id("record_id"))
            .col(id("id"))
            .col(moment("at"))
            .col(text("action"))
            .col(text("author_kind"))
            .col(text("author_name"))
            .col(maybe_id("practice_id"))
            .col(maybe_text("practice_name"))
            .col(maybe_id("account_id"))
            .col(maybe_id("client_id"))
            .primary_key(&mut key(&["record_id", "id"]))
            .foreign_key(&mut refers("access_log", "record_id", "record"));
        manager.create_table(log).await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for name in ["access_log", "record_access", "record_relation"] {
            manager.drop_table(Table::drop().table(name).to_owned()).await?;
        }
        Ok(())
    }
}

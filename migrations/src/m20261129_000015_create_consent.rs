//! What a person agreed to, by purpose, with everything that was said before.
//!
//! The newest `version` of a purpose holds. `receipt`: what a withdrawal reached, as JSON, as it
//! was counted at that moment.

use sea_orm_migration::prelude::*;

use crate::columns::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut consent = table("consent");
        consent
            .col(id("record_id"))
            .col(id("id"))
            .col(text("purpose"))
            .col(number("version"))
            .col(ColumnDef::new("is_given").boolean().not_null())
            .col(text("text_version"))
            .col(text("language"))
            .col(text("how"))
            .col(text("author_kind"))
            .col(text("author_name"))
            .col(maybe_text("practice_name"))
            .col(maybe_id("account_id"))
            .col(maybe_id("client_id"))
            .col(moment("said_at"))
            .col(maybe_text("receipt"))
            .primary_key(&mut key(&["record_id", "id"]))
            .foreign_key(&mut refers("consent", "record_id", "record"));
        manager.create_table(consent).await?;
        manager.create_index(unique("consent", &["record_id", "purpose", "version"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("consent").to_owned()).await
    }
}

//! Records: one person each, with their identifiers and every earlier version.
//!
//! `birth_date` is what is known (a day, a month, a year); `born_from` and `born_to`
//! are the days it can mean, for searching. An identifier is unique in its system.

use sea_orm_migration::prelude::*;

use crate::columns::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut record = table("record");
        record
            .col(id("id").primary_key())
            .col(number("version"))
            .col(text("family_name"))
            .col(text("given_name"))
            .col(text("birth_date"))
            .col(ColumnDef::new("born_from").date().not_null())
            .col(ColumnDef::new("born_to").date().not_null())
            .col(text("sex"))
            .col(text("language"))
            .col(maybe_text("email"))
            .col(maybe_text("phone"))
            .col(maybe_text("commune"))
            .col(moment("created_at"))
            .col(moment("updated_at"));
        manager.create_table(record).await?;
        manager.create_index(index("record", &["born_from", "born_to"])).await?;

        let mut version = table("record_version");
        version
            .col(id("record_id"))
            .col(number("version"))
            .col(text("content"))
            .col(moment("created_at"))
            .col(text("author_kind"))
            .col(text("author_name"))
            .col(maybe_text("author_practice_name"))
            .col(maybe_id("account_id"))
            .col(maybe_id("client_id"))
            .primary_key(&mut key(&["record_id", "version"]))
            .foreign_key(&mut refers("record_version", "record_id", "record"));
        manager.create_table(version).await?;

        let mut identifier = table("record_identifier");
        identifier
            .col(id("record_id"))
            .col(id("id"))
            .col(text("system"))
            .col(text("issuer"))
            .col(text("value"))
            .col(moment("created_at"))
            .primary_key(&mut key(&["record_id", "id"]))
            .foreign_key(&mut refers("record_identifier", "record_id", "record"));
        manager.create_table(identifier).await?;
        manager.create_index(unique("record_identifier", &["system", "issuer", "value"])).await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for name in ["record_identifier", "record_version", "record"] {
            manager.drop_table(Table::drop().table(name).to_owned()).await?;
        }
        Ok(())
    }
}

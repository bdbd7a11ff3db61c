//! The health profile: facts as they are now, and every version they had.
//!
//! `code` is a fact of the rule sets, such as `asplenia` or `refused:DIS008`. `answer` is
//! yes or no: a «no» is knowledge too, it is not asked again. `number` has the unit of its
//! code. `holds_from` and `holds_to` are days, the last one still belonging to it. Names of
//! the author are kept as they were at the time. A version's `content` is the whole fact
//! as JSON.

use sea_orm_migration::prelude::*;

use crate::columns::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut fact = table("fact");
        fact.col(id("record_id"))
            .col(id("id"))
            .col(number("version"))
            .col(text("status"))
            .col(text("provenance"))
            .col(text("code"))
            .col(ColumnDef::new("answer").boolean().not_null())
            .col(ColumnDef::new("number").integer().null())
            .col(maybe_day("holds_from"))
            .col(maybe_day("holds_to"))
            .col(ColumnDef::new("is_confirmed").boolean().not_null())
            .col(maybe_text("note"))
            .col(moment("recorded_at"))
            .col(text("author_kind"))
            .col(text("author_name"))
            .col(maybe_text("author_practice_name"))
            .primary_key(&mut key(&["record_id", "id"]))
            .foreign_key(&mut refers("fact", "record_id", "record"));
        manager.create_table(fact).await?;
        manager.create_index(index("fact", &["is_confirmed", "record_id"])).await?;

        let mut version = table("fact_version");
        version
            .col(id("record_id"))
            .col(id("fact_id"))
            .col(number("version"))
            .col(text("change"))
            .col(moment("at"))
            .col(maybe_text("reason"))
            .col(text("content"))
            .col(text("author_kind"))
            .col(text("author_name"))
            .col(maybe_text("author_practice_name"))
            .col(maybe_id("account_id"))
            .col(maybe_id("client_id"))
            .primary_key(&mut key(&["record_id", "fact_id", "version"]))
            .foreign_key(&mut refers("fact_version", "record_id", "record"));
        manager.create_table(version).await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for name in ["fact_version", "fact"] {
            manager.drop_table(Table::drop().table(name).to_owned()).await?;
        }
        Ok(())
    }
}

//! Who acts for whom, and how it came to be.
//!
//! `record_relation` says more: `rights` is `all` or `read`; `consented_at` is when a young
//! person said yes to a parent; `ended_reason` is why it ended. `relation_code`: a code on
//! paper or in a hand, used once: only its hash is kept. `relation_bar`: an order of a court
//! by which someone may not act for a child, with its reference. `code_attempt`: wrong codes,
//! so that nobody can try many.

use sea_orm_migration::prelude::*;

use crate::columns::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let rights = ColumnDef::new("rights").text().not_null().default("all").to_owned();
        for column in [rights, maybe_moment("consented_at"), maybe_text("ended_reason")] {
            let add = Table::alter().table("record_relation").add_column(column).to_owned();
            manager.alter_table(add).await?;
        }

        let mut code = table("relation_code");
        code.col(id("record_id"))
            .col(id("id"))
            .col(text("kind"))
            .col(text("rights"))
            .col(text("code_hash"))
            .col(moment("created_at"))
            .col(moment("expires_at"))
            .col(text("author_kind"))
            .col(text("author_name"))
            .col(maybe_text("author_practice_name"))
            .col(maybe_moment("ended_at"))
            .col(maybe_id("used_by"))
            .primary_key(&mut key(&["record_id", "id"]))
            .foreign_key(&mut refers("relation_code", "record_id", "record"));
        manager.create_table(code).await?;
        manager.create_index(unique("relation_code", &["code_hash"])).await?;

        let mut bar = table("relation_bar");
        bar.col(id("record_id"))
            .col(id("id"))
            .col(id("holder_record_id"))
            .col(text("reference"))
            .col(moment("barred_at"))
            .col(maybe_moment("lifted_at"))
            .col(maybe_text("lifted_reference"))
            .primary_key(&mut key(&["record_id", "id"]))
            .foreign_key(&mut refers("relation_bar", "record_id", "record"))
            .foreign_key(&mut refers("relation_bar", "holder_record_id", "record"));
        manager.create_table(bar).await?;
        manager.create_index(index("relation_bar", &["holder_record_id"])).await?;

        let mut attempt = table("code_attempt");
        attempt
            .col(id("record_id"))
            .col(id("id"))
            .col(moment("at"))
            .primary_key(&mut key(&["record_id", "id"]))
            .foreign_key(&mut refers("code_attempt", "record_id", "record"));
        manager.create_table(attempt).await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for name in ["code_attempt", "relation_bar", "relation_code"] {
            manager.drop_table(Table::drop().table(name).to_owned()).await?;
        }
        for column in ["ended_reason", "consented_at", "rights"] {
            let drop = Table::alter().table("record_relation").drop_column(column).to_owned();
            manager.alter_table(drop).await?;
        }
        Ok(())
    }
}

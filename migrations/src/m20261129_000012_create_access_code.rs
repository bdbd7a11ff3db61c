//! Letting a practice see a record by a code that the patient shows there.
//!
//! `access_code`: one code at a time, kept as a hash, for one practice and a quarter of an
//! hour. `record_access.until_at`: an access may end by itself.

use sea_orm_migration::prelude::*;

use crate::columns::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let until =
            Table::alter().table("record_access").add_column(maybe_moment("until_at")).to_owned();
        manager.alter_table(until).await?;
        let mut code = table("access_code");
        code.col(id("record_id"))
            .col(id("id"))
            .col(text("code_hash"))
            .col(text("span"))
            .col(maybe_id("account_id"))
            .col(text("author_name"))
            .col(moment("created_at"))
            .col(moment("expires_at"))
            .col(maybe_moment("ended_at"))
            .col(maybe_id("practice_id"))
            .primary_key(&mut key(&["record_id", "id"]))
            .foreign_key(&mut refers("access_code", "record_id", "record"))
            .foreign_key(&mut refers("access_code", "practice_id", "practice"));
        manager.create_table(code).await?;
        manager.create_index(index("access_code", &["code_hash"])).await?;
        manager.create_index(index("access_code", &["practice_id"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("access_code").to_owned()).await?;
        let until = Table::alter().table("record_access").drop_column("until_at").to_owned();
        manager.alter_table(until).await
    }
}

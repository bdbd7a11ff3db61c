//! Vaccinations: the state as it is now, and every version it had.
//!
//! `occurrence` is what is known of the day; `occurred_from` and `occurred_to` are the
//! days it can mean. Names of performer, author and practice are kept as they were at
//! the time. Dose numbers are derived by the engine and stored nowhere. The quantity is
//! in microlitres. A version's `content` is the whole vaccination as JSON.

use sea_orm_migration::prelude::*;

use crate::columns::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut vaccination = table("vaccination");
        vaccination
            .col(id("record_id"))
            .col(id("id"))
            .col(number("version"))
            .col(text("status"))
            .col(text("provenance"))
            .col(text("vaccine_code"))
            .col(text("occurrence"))
            .col(maybe_day("occurred_from"))
            .col(maybe_day("occurred_to"))
            .col(maybe_text("lot"))
            .col(maybe_day("expires_on"))
            .col(maybe_text("serial"))
            .col(maybe_text("site"))
            .col(maybe_text("route"))
            .col(ColumnDef::new("quantity_ul").integer().null())
            .col(maybe_id("performer_id"))
            .col(maybe_text("performer_name"))
            .col(maybe_text("performer_role"))
            .col(maybe_id("practice_id"))
            .col(maybe_text("practice_name"))
            .col(maybe_text("country"))
            .col(maybe_text("proof"))
            .col(ColumnDef::new("is_confirmed").boolean().not_null())
            .col(maybe_text("not_given_reason"))
            .col(maybe_text("note"))
            .col(moment("recorded_at"))
            .col(text("author_kind"))
            .col(text("author_name"))
            .col(maybe_text("author_practice_name"))
            .primary_key(&mut key(&["record_id", "id"]))
            .foreign_key(&mut refers("vaccination", "record_id", "record"))
            .foreign_key(&mut refers("vaccination", "practice_id", "practice"));
        manager.create_table(vaccination).await?;
        manager.create_index(index("vaccination", &["practice_id", "recorded_at"])).await?;
        manager.create_index(index("vaccination", &["is_confirmed", "record_id"])).await?;

        let mut version = table("vaccination_version");
        version
            .col(id("record_id"))
            .col(id("vaccination_id"))
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
            .primary_key(&mut key(&["record_id", "vaccination_id", "version"]))
            .foreign_key(&mut refers("vaccination_version", "record_id", "record"));
        manager.create_table(version).await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for name in ["vaccination_version", "vaccination"] {
            manager.drop_table(Table::drop().table(name).to_owned()).await?;
        }
        Ok(())
    }
}

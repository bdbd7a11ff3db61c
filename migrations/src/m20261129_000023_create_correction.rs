//! A person asks that something in the record be corrected; a practice answers.
//!
//! About one dose (`vaccination_id`) or something else (`subject`). `practice_id` is the practice
//! that recorded the dose; none means any that may read and write the record. How it ended is in
//! `status`; the words of neither side are ever changed.

use sea_orm_migration::prelude::*;

use crate::columns::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut request = table("correction_request");
        request
            .col(id("record_id"))
            .col(id("id"))
            .col(text("subject"))
            .col(maybe_id("vaccination_id"))
            .col(maybe_id("practice_id"))
            .col(maybe_text("practice_name"))
            .col(text("words"))
            .col(text("asked_by"))
            .col(maybe_id("asked_account_id"))
            .col(moment("asked_at"))
            .col(text("status"))
            .col(maybe_text("answer"))
            .col(maybe_text("ended_by"))
            .col(maybe_text("ended_practice_name"))
            .col(maybe_id("ended_account_id"))
            .col(maybe_moment("ended_at"))
            .primary_key(&mut key(&["record_id", "id"]))
            .foreign_key(&mut refers("correction_request", "record_id", "record"))
            .foreign_key(&mut refers("correction_request", "practice_id", "practice"));
        manager.create_table(request).await?;
        manager.create_index(index("correction_request", &["practice_id", "status"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("correction_request").to_owned()).await
    }
}

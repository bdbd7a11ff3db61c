//! A patient asks a practice about something in the access log; the practice answers.
//!
//! One question for each entry. Neither question nor answer is ever changed.

use sea_orm_migration::prelude::*;

use crate::columns::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut question = table("access_question");
        question
            .col(id("record_id"))
            .col(id("id"))
            .col(id("entry_id"))
            .col(id("practice_id"))
            .col(text("question"))
            .col(text("asked_by"))
            .col(maybe_id("asked_account_id"))
            .col(moment("asked_at"))
            .col(maybe_text("answer"))
            .col(maybe_text("answered_by"))
            .col(maybe_id("answered_account_id"))
            .col(maybe_moment("answered_at"))
            .primary_key(&mut key(&["record_id", "id"]))
            .foreign_key(&mut refers("access_question", "record_id", "record"))
            .foreign_key(&mut refers("access_question", "practice_id", "practice"));
        manager.create_table(question).await?;
        manager.create_index(unique("access_question", &["record_id", "entry_id"])).await?;
        manager.create_index(index("access_question", &["practice_id", "answered_at"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("access_question").to_owned()).await
    }
}

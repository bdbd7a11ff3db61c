//! Practices and the professionals who work in them.
//!
//! A professional is known by the number that the identity provider states at
//! sign-in; who works where is ours, so that a right ends the moment we end it.

use sea_orm_migration::prelude::*;

use crate::columns::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut practice = table("practice");
        practice
            .col(id("id").primary_key())
            .col(text("name"))
            .col(maybe_text("commune"))
            .col(moment("created_at"));
        manager.create_table(practice).await?;

        let mut practitioner = table("practitioner");
        practitioner
            .col(id("id").primary_key())
            .col(text("professional_number"))
            .col(text("name"))
            .col(text("role"))
            .col(moment("created_at"));
        manager.create_table(practitioner).await?;
        manager.create_index(unique("practitioner", &["professional_number"])).await?;

        let mut member = table("practice_member");
        member
            .col(id("practice_id"))
            .col(id("practitioner_id"))
            .col(moment("since_at"))
            .col(maybe_moment("ended_at"))
            .primary_key(&mut key(&["practice_id", "practitioner_id"]))
            .foreign_key(&mut refers("practice_member", "practice_id", "practice"))
            .foreign_key(&mut refers("practice_member", "practitioner_id", "practitioner"));
        manager.create_table(member).await?;
        manager.create_index(index("practice_member", &["practitioner_id"])).await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for name in ["practice_member", "practitioner", "practice"] {
            manager.drop_table(Table::drop().table(name).to_owned()).await?;
        }
        Ok(())
    }
}

//! Who may see a dose that its person keeps confidential.
//!
//! A row of `confidentiality` holds until `ended_at`; while it holds, `vaccination` names it in
//! `confidentiality_id`, so that reading doses asks nothing more where none is confidential. A
//! row of `confidentiality_reader` names one who may see the dose: a practice by its id, or who
//! acts for the person by the id of their own record. Rows of either are never changed.

use sea_orm_migration::prelude::*;

use crate::columns::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut rows = table("confidentiality");
        rows.col(id("record_id"))
            .col(id("id"))
            .col(id("vaccination_id"))
            .col(moment("since_at"))
            .col(text("author_name"))
            .col(maybe_id("account_id"))
            .col(maybe_moment("ended_at"))
            .primary_key(&mut key(&["record_id", "id"]))
            .foreign_key(&mut refers("confidentiality", "record_id", "record"));
        manager.create_table(rows).await?;
        let mut readers = table("confidentiality_reader");
        readers
            .col(id("record_id"))
            .col(id("confidentiality_id"))
            .col(id("reader_id"))
            .col(text("kind"))
            .col(text("name"))
            .primary_key(&mut key(&["record_id", "confidentiality_id", "reader_id"]))
            .foreign_key(&mut refers("confidentiality_reader", "record_id", "record"));
        manager.create_table(readers).await?;
        manager
            .create_index(index("confidentiality_reader", &["confidentiality_id", "reader_id"]))
            .await?;
        let add = Table::alter()
            .table("vaccination")
            .add_column(maybe_id("confidentiality_id"))
            .to_owned();
        manager.alter_table(add).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let drop = Table::alter().table("vaccination").drop_column("confidentiality_id").to_owned();
        manager.alter_table(drop).await?;
        manager.drop_table(Table::drop().table("confidentiality_reader").to_owned()).await?;
        manager.drop_table(Table::drop().table("confidentiality").to_owned()).await
    }
}

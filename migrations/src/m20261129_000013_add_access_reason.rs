//! Opening a record in an emergency, and by which right each thing in the log was done.
//!
//! `reason`: the kind of emergency; its words are in `note`. `access_log.basis`: the relation or
//! the access by which the actor could do it.

use sea_orm_migration::prelude::*;

use crate::columns::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const ADDED: [(&str, &str); 4] = [
    ("record_access", "reason"),
    ("access_log", "basis"),
    ("access_log", "reason"),
    ("access_log", "note"),
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (table, column) in ADDED {
            let add = Table::alter().table(table).add_column(maybe_text(column)).to_owned();
            manager.alter_table(add).await?;
        }
        manager.create_index(index("access_log", &["record_id", "action"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let gone =
            Index::drop().name("ix_access_log_record_id_action").table("access_log").to_owned();
        manager.drop_index(gone).await?;
        for (table, column) in ADDED {
            let drop = Table::alter().table(table).drop_column(column).to_owned();
            manager.alter_table(drop).await?;
        }
        Ok(())
    }
}

//! One person, one record: two records of one person are joined, and can be taken apart
//! again at any time.
//!
//! `record.merged_into`: the record that stands for this one now; its id keeps leading
//! there. `record_merge`: who joined which record into which, when and why, and who took them
//! apart. `record_merge_item`: what moved with it, so that exactly that can move back: doses,
//! facts, identifiers, accesses, relations. `record_apart`: two records of which someone said
//! that they are two people, under the lesser id. `record_identifier.superseded_at`: the
//! number was replaced by another and still leads to the person.
//! `vaccination.joined_into`: another dose is the same event and says it more exactly;
//! `vaccination.kept_apart`: doses of which someone said that they are others, as JSON.

use sea_orm_migration::prelude::*;

use crate::columns::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const NEW_COLUMNS: [(&str, &str); 4] = [
    ("record", "merged_into"),
    ("record_identifier", "superseded_at"),
    ("vaccination", "joined_into"),
    ("vaccination", "kept_apart"),
];

fn column(name: &'static str) -> ColumnDef {
    match name {
        "superseded_at" => maybe_moment(name),
        "kept_apart" => maybe_text(name),
        _ => maybe_id(name),
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (of, name) in NEW_COLUMNS {
            let add = Table::alter().table(of).add_column(column(name)).to_owned();
            manager.alter_table(add).await?;
        }
        manager.create_index(index("record", &["merged_into"])).await?;

        let mut merge = table("record_merge");
        merge
            .col(id("record_id"))
            .col(id("id"))
            .col(id("merged_id"))
            .col(text("reason"))
            .col(moment("merged_at"))
            .col(text("author_kind"))
            .col(text("author_name"))
            .col(maybe_text("author_practice_name"))
            .col(maybe_id("account_id"))
            .col(maybe_id("client_id"))
            .col(maybe_moment("unmerged_at"))
            .col(maybe_text("unmerged_reason"))
            .col(maybe_text("unmerged_by"))
            .primary_key(&mut key(&["record_id", "id"]))
            .foreign_key(&mut refers("record_merge", "record_id", "record"))
            .foreign_key(&mut refers("record_merge", "merged_id", "record"));
        manager.create_table(merge).await?;
        manager.create_index(index("record_merge", &["merged_id"])).await?;

        let mut item = table("record_merge_item");
        item.col(id("record_id"))
            .col(id("merge_id"))
            .col(text("kind"))
            .col(id("item_id"))
            .primary_key(&mut key(&["record_id", "merge_id", "kind", "item_id"]))
            .foreign_key(&mut refers("record_merge_item", "record_id", "record"));
        manager.create_table(item).await?;

        let mut apart = table("record_apart");
        apart
            .col(id("record_id"))
            .col(id("other_id"))
            .col(moment("decided_at"))
            .col(text("author_kind"))
            .col(text("author_name"))
            .col(maybe_text("author_practice_name"))
            .col(maybe_id("account_id"))
            .col(maybe_id("client_id"))
            .primary_key(&mut key(&["record_id", "other_id"]))
            .foreign_key(&mut refers("record_apart", "record_id", "record"))
            .foreign_key(&mut refers("record_apart", "other_id", "record"));
        manager.create_table(apart).await?;
        manager.create_index(index("record_apart", &["other_id"])).await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for name in ["record_apart", "record_merge_item", "record_merge"] {
            manager.drop_table(Table::drop().table(name).to_owned()).await?;
        }
        let gone = Index::drop().name("ix_record_merged_into").table("record").to_owned();
        manager.drop_index(gone).await?;
        for (of, name) in NEW_COLUMNS {
            let drop = Table::alter().table(of).drop_column(name).to_owned();
            manager.alter_table(drop).await?;
        }
        Ok(())
    }
}

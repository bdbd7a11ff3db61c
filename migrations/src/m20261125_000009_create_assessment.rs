//! Assessments: what the recommendations say of each record, kept as it was derived.
//!
//! `rule_set_publication`: from which day which rule set is in force. `assessment`: the
//! answer of today, one row per record; `open` names what is to be done as
//! ` overdue:DIS003 due:DIS010 `, `urgency` is the most urgent status by its rank (0 is
//! overdue), `next_on` the first day recommended among those. `assessment_version`: every
//! answer that was held, by which rule set, for which day, known when. `content` is the
//! status and the dates of each target as JSON.

use sea_orm_migration::prelude::*;

use crate::columns::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

fn day(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).date().not_null().to_owned()
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut publication = table("rule_set_publication");
        publication
            .col(id("id"))
            .col(text("rules"))
            .col(day("in_force_on"))
            .col(moment("published_at"))
            .primary_key(&mut key(&["id"]));
        manager.create_table(publication).await?;

        let mut assessment = table("assessment");
        assessment
            .col(id("record_id"))
            .col(number("version"))
            .col(text("rules"))
            .col(text("input_hash"))
            .col(day("as_of"))
            .col(day("stable_until"))
            .col(ColumnDef::new("urgency").integer().null())
            .col(maybe_day("next_on"))
            .col(text("open"))
            .col(text("content"))
            .col(moment("assessed_at"))
            .primary_key(&mut key(&["record_id"]))
            .foreign_key(&mut refers("assessment", "record_id", "record"));
        manager.create_table(assessment).await?;
        manager.create_index(index("assessment", &["stable_until"])).await?;

        let mut version = table("assessment_version");
        version
            .col(id("record_id"))
            .col(number("version"))
            .col(text("rules"))
            .col(text("input_hash"))
            .col(day("as_of"))
            .col(moment("known_at"))
            .col(text("content"))
            .primary_key(&mut key(&["record_id", "version"]))
            .foreign_key(&mut refers("assessment_version", "record_id", "record"));
        manager.create_table(version).await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for name in ["assessment_version", "assessment", "rule_set_publication"] {
            manager.drop_table(Table::drop().table(name).to_owned()).await?;
        }
        Ok(())
    }
}

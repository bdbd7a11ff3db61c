//! Telling people of their next vaccination.
//!
//! `address`: an e-mail address of a record, confirmed by a link or not; a new one takes the
//! place of the one before, which stays. `mail`: a message to one address, as it waits, was
//! sent or was given up. `reminder`: one row for each person, recipient, dose and day, with
//! what it was derived from; several go in one mail. `reminder_preference`: what a recipient
//! wants. `assessment.remind_on`: the first day on which someone may have to be told.

use sea_orm_migration::prelude::*;

use crate::columns::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

fn day(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).date().not_null().to_owned()
}

fn flag(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).boolean().not_null().to_owned()
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut address = table("address");
        address
            .col(id("record_id"))
            .col(id("id"))
            .col(text("email"))
            .col(text("status"))
            .col(text("token_hash"))
            .col(moment("created_at"))
            .col(maybe_moment("confirmed_at"))
            .col(maybe_moment("ended_at"))
            .primary_key(&mut key(&["record_id", "id"]))
            .foreign_key(&mut refers("address", "record_id", "record"));
        manager.create_table(address).await?;
        manager.create_index(unique("address", &["token_hash"])).await?;

        let mut mail = table("mail");
        mail.col(id("record_id"))
            .col(id("id"))
            .col(text("kind"))
            .col(day("day"))
            .col(id("address_id"))
            .col(text("language"))
            .col(text("secret"))
            .col(text("stop_hash"))
            .col(text("state"))
            .col(number("attempts"))
            .col(moment("next_at"))
            .col(maybe_id("claimed_by"))
            .col(moment("created_at"))
            .col(maybe_moment("ended_at"))
            .col(maybe_text("reason"))
            .primary_key(&mut key(&["record_id", "id"]))
            .foreign_key(&mut refers("mail", "record_id", "record"));
        manager.create_table(mail).await?;
        manager.create_index(index("mail", &["state", "next_at"])).await?;
        manager.create_index(unique("mail", &["stop_hash"])).await?;

        let mut reminder = table("reminder");
        reminder
            .col(id("record_id"))
            .col(id("id"))
            .col(id("recipient_id"))
            .col(text("target"))
            .col(number("dose_number"))
            .col(day("due_on"))
            .col(day("tell_on"))
            .col(maybe_day("moved_from"))
            .col(text("rules"))
            .col(number("assessment_version"))
            .col(id("mail_id"))
            .col(text("state"))
            .col(maybe_text("reason"))
            .col(moment("created_at"))
            .col(maybe_moment("ended_at"))
            .primary_key(&mut key(&["record_id", "id"]))
            .foreign_key(&mut refers("reminder", "record_id", "record"))
            .foreign_key(&mut refers("reminder", "recipient_id", "record"));
        manager.create_table(reminder).await?;
        // Once for each, unless it was cancelled; as text, for its condition.
        let once = "CREATE UNIQUE INDEX uq_reminder_once ON reminder
            (record_id, recipient_id, target, dose_number, due_on) WHERE state <> 'cancelled'";
        manager.get_connection().execute_unprepared(once).await?;
        manager.create_index(index("reminder", &["mail_id"])).await?;

        let mut preference = table("reminder_preference");
        preference
            .col(id("record_id"))
            .col(number("version"))
            .col(flag("is_on"))
            .col(text("lead"))
            .col(flag("copies_other_parent"))
            .col(moment("updated_at"))
            .primary_key(&mut key(&["record_id"]))
            .foreign_key(&mut refers("reminder_preference", "record_id", "record"));
        manager.create_table(preference).await?;

        let remind =
            Table::alter().table("assessment").add_column(maybe_day("remind_on")).to_owned();
        manager.alter_table(remind).await?;
        manager.create_index(index("assessment", &["remind_on"])).await?;
        // The job looks at each of them again and fills the new column in.
        let again = "UPDATE assessment SET stable_until = as_of";
        manager.get_connection().execute_unprepared(again).await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let gone = Index::drop().name("ix_assessment_remind_on").table("assessment").to_owned();
        manager.drop_index(gone).await?;
        let remind = Table::alter().table("assessment").drop_column("remind_on").to_owned();
        manager.alter_table(remind).await?;
        for name in ["reminder_preference", "reminder", "mail", "address"] {
            manager.drop_table(Table::drop().table(name).to_owned()).await?;
        }
        Ok(())
    }
}

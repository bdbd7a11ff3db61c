//! Accounts, their sessions, and sign-ins under way.
//!
//! The provider says who someone is; the session is ours. Of its token only the
//! SHA-256 is kept, so that a copy of the table opens nothing.

use sea_orm_migration::prelude::*;

use crate::columns::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut account = table("account");
        account
            .col(id("id").primary_key())
            .col(text("issuer"))
            .col(text("subject"))
            .col(text("display_name"))
            .col(text("locale"))
            .col(maybe_id("practitioner_id"))
            .col(maybe_id("record_id"))
            .col(moment("created_at"))
            .foreign_key(&mut refers("account", "practitioner_id", "practitioner"));
        manager.create_table(account).await?;
        manager.create_index(unique("account", &["issuer", "subject"])).await?;
        manager.create_index(index("account", &["practitioner_id"])).await?;
        manager.create_index(index("account", &["record_id"])).await?;

        let mut session = table("session");
        session
            .col(text("token_hash").primary_key())
            .col(id("account_id"))
            .col(text("roles"))
            .col(maybe_id("practice_id"))
            .col(maybe_text("id_token"))
            .col(moment("created_at"))
            .col(moment("last_seen_at"))
            .col(moment("rotated_at"))
            .col(moment("expires_at"))
            .col(maybe_moment("ended_at"))
            .foreign_key(&mut refers("session", "account_id", "account"))
            .foreign_key(&mut refers("session", "practice_id", "practice"));
        manager.create_table(session).await?;
        manager.create_index(index("session", &["account_id"])).await?;
        manager.create_index(index("session", &["practice_id"])).await?;

        let mut attempt = table("sign_in_attempt");
        attempt
            .col(text("state_hash").primary_key())
            .col(text("browser_hash"))
            .col(text("nonce"))
            .col(text("pkce_verifier"))
            .col(text("return_to"))
            .col(moment("created_at"))
            .col(maybe_moment("used_at"));
        manager.create_table(attempt).await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for name in ["sign_in_attempt", "session", "account"] {
            manager.drop_table(Table::drop().table(name).to_owned()).await?;
        }
        Ok(())
    }
}

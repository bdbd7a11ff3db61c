//! Integrators: machine accounts (OAuth 2 client credentials) and their tokens.
//!
//! The secret is kept as argon2 hash, a token as SHA-256. In a demo a token may stand
//! for a person (`carnet token`), then `account_id` says whom.

use sea_orm_migration::prelude::*;

use crate::columns::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut client = table("client");
        client
            .col(id("id").primary_key())
            .col(text("name"))
            .col(text("secret_hash"))
            .col(text("scopes"))
            .col(id("practice_id"))
            .col(moment("created_at"))
            .col(maybe_moment("revoked_at"))
            .foreign_key(&mut refers("client", "practice_id", "practice"));
        manager.create_table(client).await?;
        manager.create_index(index("client", &["practice_id"])).await?;

        let mut token = table("access_token");
        token
            .col(text("token_hash").primary_key())
            .col(maybe_id("client_id"))
            .col(maybe_id("account_id"))
            .col(text("roles"))
            .col(text("scopes"))
            .col(moment("created_at"))
            .col(moment("expires_at"))
            .col(maybe_moment("revoked_at"))
            .foreign_key(&mut refers("access_token", "client_id", "client"))
            .foreign_key(&mut refers("access_token", "account_id", "account"));
        manager.create_table(token).await?;
        manager.create_index(index("access_token", &["client_id"])).await?;
        manager.create_index(index("access_token", &["account_id"])).await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for name in ["access_token", "client"] {
            manager.drop_table(Table::drop().table(name).to_owned()).await?;
        }
        Ok(())
    }
}

//! The rows of clients and their tokens.

use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, sea_query::Expr,
};
use shared::ClientId;

use super::{access_token, client};
use crate::{error::Result, op::OpCtx};

/// A client, revoked or not.
pub(crate) async fn find_client(
    db: &impl ConnectionTrait,
    id: ClientId,
) -> Result<Option<client::Model>> {
    Ok(client::Entity::find_by_id(id).one(db).await?)
}

/// Stores a client.
pub(crate) async fn insert_client(db: &impl ConnectionTrait, row: client::Model) -> Result<()> {
    client::Entity::insert(row.into_active_model()).exec_without_returning(db).await?;
    Ok(())
}

/// Revokes a client; `false` if there is none that is not revoked.
pub(crate) async fn revoke_client(op: &OpCtx, id: ClientId) -> Result<bool> {
    let done = client::Entity::update_many()
        .col_expr(client::Column::RevokedAt, Expr::value(op.now()))
        .filter(client::Column::Id.eq(id))
        .filter(client::Column::RevokedAt.is_null())
        .exec(op.db())
        .await?;
    Ok(done.rows_affected == 1)
}

/// Stores a token.
pub(crate) async fn insert_token(
    db: &impl ConnectionTrait,
    row: access_token::Model,
) -> Result<()> {
    access_token::Entity::insert(row.into_active_model()).exec_without_returning(db).await?;
    Ok(())
}

/// Revokes a token of that client; nothing happens for another's or an unknown one.
pub(crate) async fn revoke_token(op: &OpCtx, token_hash: &str, client_id: ClientId) -> Result<()> {
    access_token::Entity::update_many()
        .col_expr(access_token::Column::RevokedAt, Expr::value(op.now()))
        .filter(access_token::Column::TokenHash.eq(token_hash))
        .filter(access_token::Column::ClientId.eq(client_id))
        .filter(access_token::Column::RevokedAt.is_null())
        .exec(op.db())
        .await?;
    Ok(())
}

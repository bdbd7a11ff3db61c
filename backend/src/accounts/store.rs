//! The rows behind a credential, in one query each.

use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, EntityTrait, FromQueryResult, QueryFilter, Statement, sea_query::Expr};
use shared::{AccountId, ClientId, Locale, PracticeId, PractitionerId, RecordId};

use super::{account, session};
use crate::{
    app::App,
    clients::{access_token, client},
    error::Result,
    op::OpCtx,
};

/// One practice of one account of one credential: what
/// [`rows_of_session`] and [`rows_of_token`] give. An account without practices is one row, with nulls.
#[derive(Debug, FromQueryResult)]
pub(super) struct AccountRow {
    pub(super) account_id: AccountId,
    pub(super) display_name: String,
    pub(super) locale: String,
    pub(super) record_id: Option<RecordId>,
    pub(super) roles: String,
    pub(super) chosen_practice_id: Option<PracticeId>,
    pub(super) last_seen_at: DateTime<Utc>,
    pub(super) expires_at: DateTime<Utc>,
    pub(super) ended_at: Option<DateTime<Utc>>,
    pub(super) practitioner_id: Option<PractitionerId>,
    pub(super) practitioner_name: Option<String>,
    pub(super) practitioner_role: Option<String>,
    pub(super) practice_id: Option<PracticeId>,
    pub(super) practice_name: Option<String>,
}

/// What both kinds of credential join: the account, its professional, their practices.
const ACCOUNT_JOINS: &str = "
    JOIN account a ON a.id = c.account_id
    LEFT JOIN record r ON r.id = a.record_id
    LEFT JOIN practitioner p ON p.id = a.practitioner_id
    LEFT JOIN practice_member m ON m.practitioner_id = p.id AND m.ended_at IS NULL
    LEFT JOIN practice q ON q.id = m.practice_id
    WHERE c.token_hash = $1 ORDER BY q.name";

const ACCOUNT_COLUMNS: &str =
    "a.id AS account_id, a.display_name, a.locale, COALESCE(r.merged_into, a.record_id) AS record_id,
    c.roles, c.expires_at,
    p.id AS practitioner_id, p.name AS practitioner_name, p.role AS practitioner_role,
    q.id AS practice_id, q.name AS practice_name";

/// The account of a session, a row for each of its practices.
pub(super) async fn rows_of_session(app: &App, hash: &str) -> Result<Vec<AccountRow>> {
    let sql = format!(
        "SELECT {ACCOUNT_COLUMNS}, c.practice_id AS chosen_practice_id, c.last_seen_at, c.ended_at
         FROM session c {ACCOUNT_JOINS}"
    );
    account_rows(app, &sql, hash).await
}

/// The account of a personal token, a row for each of its practices.
pub(super) async fn rows_of_token(app: &App, hash: &str) -> Result<Vec<AccountRow>> {
    let sql = format!(
        "SELECT {ACCOUNT_COLUMNS}, NULL AS chosen_practice_id, c.created_at AS last_seen_at, c.revoked_at AS ended_at
         FROM access_token c {ACCOUNT_JOINS}"
    );
    account_rows(app, &sql, hash).await
}

async fn account_rows(app: &App, sql: &str, hash: &str) -> Result<Vec<AccountRow>> {
    let statement =
        Statement::from_sql_and_values(app.db.get_database_backend(), sql, [hash.into()]);
    Ok(AccountRow::find_by_statement(statement).all(&app.db).await?)
}

/// Notes that a session was used at that moment.
pub(super) async fn mark_seen(app: &App, hash: &str, now: DateTime<Utc>) -> Result<()> {
    session::Entity::update_many()
        .col_expr(session::Column::LastSeenAt, Expr::value(now))
        .filter(session::Column::TokenHash.eq(hash))
        .filter(session::Column::LastSeenAt.lt(now))
        .exec(&app.db)
        .await?;
    Ok(())
}

/// The token of that hash.
pub(super) async fn find_token(app: &App, hash: &str) -> Result<Option<access_token::Model>> {
    Ok(access_token::Entity::find_by_id(hash).one(&app.db).await?)
}

/// The client, if it is not revoked.
pub(super) async fn find_client(app: &App, id: ClientId) -> Result<Option<client::Model>> {
    Ok(client::Entity::find_by_id(id).one(&app.db).await?.filter(|c| c.revoked_at.is_none()))
}

/// Writes the language chosen.
pub(super) async fn set_locale(op: &OpCtx, id: AccountId, locale: Locale) -> Result<()> {
    account::Entity::update_many()
        .col_expr(account::Column::Locale, Expr::value(locale.code()))
        .filter(account::Column::Id.eq(id))
        .exec(op.db())
        .await?;
    Ok(())
}

/// Writes the practice chosen for a session.
pub(super) async fn set_practice(op: &OpCtx, hash: &str, practice_id: PracticeId) -> Result<()> {
    session::Entity::update_many()
        .col_expr(session::Column::PracticeId, Expr::value(practice_id.0))
        .filter(session::Column::TokenHash.eq(hash))
        .exec(op.db())
        .await?;
    Ok(())
}

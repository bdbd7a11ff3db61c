//! Accounts: who can sign in, and who is behind a request.
//!
//! The identity provider says who someone is (`sign_in/`); what they may do here
//! follows from roles, practice and relation. [`actor_of`] is called for every request
//! and again for every event of a subscription, so that a right ends at once.

use chrono::{DateTime, Duration, Utc};
use sea_orm::{ColumnTrait, EntityTrait, FromQueryResult, QueryFilter, Statement, sea_query::Expr};
use shared::{AccountId, Locale, PracticeId, PractitionerId, RecordId, Role};

use crate::{
    app::App,
    authz::{AccountActor, Actor, ClientActor, PracticeRef, PractitionerRef, Scope},
    clients::{access_token, client},
    error::{AppError, Result},
    op::OpCtx,
    practices,
};

pub mod choose;
pub(crate) mod entity;
pub mod graphql;

pub(crate) use entity::{account, session};

/// What a request showed to say who it is. Only hashes of tokens are carried around.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Credential {
    /// Nothing.
    None,
    /// A session cookie; the hash of its token.
    Session(String),
    /// A bearer token; its hash.
    Bearer(String),
}

/// Who is behind a credential; `Anonymous` if nothing was shown.
///
/// # Errors
/// `Unauthenticated` if it does not hold (any more).
pub async fn actor_of(app: &App, credential: &Credential) -> Result<Actor> {
    let now = app.clock.now();
    match credential {
        Credential::None => Ok(Actor::Anonymous),
        Credential::Session(hash) => by_session(app, hash, now).await,
        Credential::Bearer(hash) => by_token(app, hash, now).await,
    }
}

/// The same operation with its actor loaded anew, as it is now.
///
/// # Errors
/// `Unauthenticated` if the session or token does not hold any more.
pub async fn still_valid(op: &OpCtx) -> Result<OpCtx> {
    let actor = actor_of(&op.app, &op.credential).await?;
    Ok(OpCtx::new(op.app.clone(), actor).with_credential(op.credential.clone()))
}

/// One practice of one account of one credential: what the query of [`by_session`] and
/// [`by_token`] gives. An account without practices is one row, with nulls.
#[derive(Debug, FromQueryResult)]
struct AccountRow {
    account_id: AccountId,
    display_name: String,
    locale: String,
    record_id: Option<RecordId>,
    roles: String,
    chosen_practice_id: Option<PracticeId>,
    last_seen_at: DateTime<Utc>,
    expires_at: DateTime<Utc>,
    ended_at: Option<DateTime<Utc>>,
    practitioner_id: Option<PractitionerId>,
    practitioner_name: Option<String>,
    practitioner_role: Option<String>,
    practice_id: Option<PracticeId>,
    practice_name: Option<String>,
}

/// What both kinds of credential join: the account, its professional, their practices.
const ACCOUNT_JOINS: &str = "
    JOIN account a ON a.id = c.account_id
    LEFT JOIN practitioner p ON p.id = a.practitioner_id
    LEFT JOIN practice_member m ON m.practitioner_id = p.id AND m.ended_at IS NULL
    LEFT JOIN practice q ON q.id = m.practice_id
    WHERE c.token_hash = $1 ORDER BY q.name";

const ACCOUNT_COLUMNS: &str =
    "a.id AS account_id, a.display_name, a.locale, a.record_id, c.roles, c.expires_at,
    p.id AS practitioner_id, p.name AS practitioner_name, p.role AS practitioner_role,
    q.id AS practice_id, q.name AS practice_name";

async fn by_session(app: &App, hash: &str, now: DateTime<Utc>) -> Result<Actor> {
    let sql = format!(
        "SELECT {ACCOUNT_COLUMNS}, c.practice_id AS chosen_practice_id, c.last_seen_at, c.ended_at
         FROM session c {ACCOUNT_JOINS}"
    );
    let rows = account_rows(app, &sql, hash).await?;
    let first = rows.first().ok_or(AppError::Unauthenticated)?;
    let idle_until =
        first.last_seen_at + Duration::minutes(app.config.session.session_idle_minutes);
    if first.ended_at.is_some() || first.expires_at <= now || idle_until <= now {
        return Err(AppError::Unauthenticated);
    }
    // Once a minute is exact enough for an idle limit and spares a write per request.
    if first.last_seen_at + Duration::minutes(1) <= now {
        session::Entity::update_many()
            .col_expr(session::Column::LastSeenAt, Expr::value(now))
            .filter(session::Column::TokenHash.eq(hash))
            .filter(session::Column::LastSeenAt.lt(now))
            .exec(&app.db)
            .await?;
    }
    Ok(account_actor(&rows, first))
}

async fn by_token(app: &App, hash: &str, now: DateTime<Utc>) -> Result<Actor> {
    let found = access_token::Entity::find_by_id(hash).one(&app.db).await?;
    let Some(token) = found else { return Err(AppError::Unauthenticated) };
    if token.revoked_at.is_some() || token.expires_at <= now {
        return Err(AppError::Unauthenticated);
    }
    let Some(client_id) = token.client_id else { return by_personal_token(app, hash).await };
    let client = client::Entity::find_by_id(client_id).one(&app.db).await?;
    let Some(client) = client.filter(|c| c.revoked_at.is_none()) else {
        return Err(AppError::Unauthenticated);
    };
    let practice = practices::manage::find_practice(&app.db, client.practice_id).await?;
    let practice = practice.ok_or(AppError::Unauthenticated)?;
    let scopes = token.scopes.split(' ').filter_map(Scope::from_code).collect();
    let valid_until = token.expires_at;
    Ok(Actor::Client(ClientActor { client_id, name: client.name, practice, scopes, valid_until }))
}

/// A bearer token that stands for a person: only `carnet token` makes them, in a demo.
async fn by_personal_token(app: &App, hash: &str) -> Result<Actor> {
    let sql = format!(
        "SELECT {ACCOUNT_COLUMNS}, NULL AS chosen_practice_id, c.created_at AS last_seen_at, c.revoked_at AS ended_at
         FROM access_token c {ACCOUNT_JOINS}"
    );
    let rows = account_rows(app, &sql, hash).await?;
    let first = rows.first().filter(|r| r.ended_at.is_none()).ok_or(AppError::Unauthenticated)?;
    Ok(account_actor(&rows, first))
}

async fn account_rows(app: &App, sql: &str, hash: &str) -> Result<Vec<AccountRow>> {
    let statement =
        Statement::from_sql_and_values(app.db.get_database_backend(), sql, [hash.into()]);
    Ok(AccountRow::find_by_statement(statement).all(&app.db).await?)
}

/// The account with its professional and the practice chosen (or the first one).
fn account_actor(rows: &[AccountRow], first: &AccountRow) -> Actor {
    let practices: Vec<PracticeRef> = rows
        .iter()
        .filter_map(|r| Some(PracticeRef { id: r.practice_id?, name: r.practice_name.clone()? }))
        .collect();
    let chosen = practices
        .iter()
        .find(|p| Some(p.id) == first.chosen_practice_id)
        .or(practices.first())
        .cloned();
    let practitioner = first.practitioner_id.and_then(|id| {
        let role =
            Role::from_code(first.practitioner_role.as_deref()?).filter(|r| r.is_clinical())?;
        Some(PractitionerRef { id, name: first.practitioner_name.clone()?, role })
    });
    Actor::Account(AccountActor {
        account_id: first.account_id,
        display_name: first.display_name.clone(),
        locale: Locale::from_code(&first.locale).unwrap_or(Locale::Fr),
        roles: roles_of(&first.roles),
        practitioner,
        practice: chosen,
        practices,
        record_id: first.record_id,
        valid_until: first.expires_at,
    })
}

/// The roles written as `doctor patient`; unknown words give nothing.
pub(crate) fn roles_of(words: &str) -> Vec<Role> {
    words.split(' ').filter_map(Role::from_code).collect()
}

/// Roles as they are stored.
pub(crate) fn roles_as_words(roles: &[Role]) -> String {
    roles.iter().map(|r| r.code()).collect::<Vec<_>>().join(" ")
}

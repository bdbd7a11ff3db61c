//! Accounts: who can sign in, and who is behind a request.
//!
//! The identity provider says who someone is (`sign_in/`); what they may do here
//! follows from roles, practice and relation. [`actor_of`] is called for every request
//! and again for every event of a subscription, so that a right ends at once.

use chrono::{DateTime, Duration, Utc};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use shared::{Locale, Role};

use crate::{
    app::App,
    authz::{AccountActor, Actor, ClientActor, PracticeRef, Scope},
    clients::{access_token, client},
    error::{AppError, Result},
    op::OpCtx,
    practices::{self, practitioner},
};

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

async fn by_session(app: &App, hash: &str, now: DateTime<Utc>) -> Result<Actor> {
    let found = session::Entity::find_by_id(hash)
        .find_also(session::Entity, account::Entity)
        .one(&app.db)
        .await?;
    let Some((session, Some(account))) = found else { return Err(AppError::Unauthenticated) };
    let idle_until = session.last_seen_at + Duration::minutes(app.config.session.session_idle_minutes);
    if session.ended_at.is_some() || session.expires_at <= now || idle_until <= now {
        return Err(AppError::Unauthenticated);
    }
    // Once a minute is exact enough for an idle limit and spares a write per request.
    if session.last_seen_at + Duration::minutes(1) <= now {
        let seen = session::ActiveModel { last_seen_at: sea_orm::ActiveValue::Set(now), ..Default::default() };
        session::Entity::update_many()
            .set(seen)
            .filter(session::Column::TokenHash.eq(hash))
            .filter(session::Column::LastSeenAt.lt(now))
            .exec(&app.db)
            .await?;
    }
    let roles = roles_of(&session.roles);
    account_actor(&app.db, account, roles, session.practice_id, session.expires_at).await
}

async fn by_token(app: &App, hash: &str, now: DateTime<Utc>) -> Result<Actor> {
    let found = access_token::Entity::find_by_id(hash).one(&app.db).await?;
    let Some(token) = found else { return Err(AppError::Unauthenticated) };
    if token.revoked_at.is_some() || token.expires_at <= now {
        return Err(AppError::Unauthenticated);
    }
    if let Some(client_id) = token.client_id {
        let client = client::Entity::find_by_id(client_id).one(&app.db).await?;
        let Some(client) = client.filter(|c| c.revoked_at.is_none()) else { return Err(AppError::Unauthenticated) };
        let practice = practices::manage::find_practice(&app.db, client.practice_id).await?;
        let practice = practice.ok_or(AppError::Unauthenticated)?;
        let scopes = token.scopes.split(' ').filter_map(Scope::from_code).collect();
        let valid_until = token.expires_at;
        return Ok(Actor::Client(ClientActor { client_id, name: client.name, practice, scopes, valid_until }));
    }
    let Some(account_id) = token.account_id else { return Err(AppError::Unauthenticated) };
    let account = account::Entity::find_by_id(account_id).one(&app.db).await?;
    let account = account.ok_or(AppError::Unauthenticated)?;
    account_actor(&app.db, account, roles_of(&token.roles), None, token.expires_at).await
}

/// The account with its professional and the practice chosen (or the first one).
async fn account_actor(
    db: &impl ConnectionTrait,
    account: account::Model,
    roles: Vec<Role>,
    chosen: Option<shared::PracticeId>,
    valid_until: DateTime<Utc>,
) -> Result<Actor> {
    let mut actor = AccountActor {
        account_id: account.id,
        display_name: account.display_name,
        locale: Locale::from_code(&account.locale).unwrap_or(Locale::Fr),
        roles,
        practitioner: None,
        practice: None,
        record_id: account.record_id,
        valid_until,
    };
    if let Some(id) = account.practitioner_id {
        let row = practitioner::Entity::find_by_id(id).one(db).await?;
        actor.practitioner = row.and_then(practices::as_practitioner);
        let all = practices::practices_of(db, id).await?;
        actor.practice = all.iter().find(|p| Some(p.id) == chosen).or(all.first()).cloned();
    }
    Ok(Actor::Account(actor))
}

/// All practices of the professional behind an account, by name.
///
/// # Errors
/// If the database does not answer.
pub async fn practices_of(op: &OpCtx, actor: &AccountActor) -> Result<Vec<PracticeRef>> {
    match &actor.practitioner {
        Some(practitioner) => practices::practices_of(op.db(), practitioner.id).await,
        None => Ok(Vec::new()),
    }
}

/// The roles written as `doctor patient`; unknown words give nothing.
pub(crate) fn roles_of(words: &str) -> Vec<Role> {
    words.split(' ').filter_map(Role::from_code).collect()
}

/// Roles as they are stored.
pub(crate) fn roles_as_words(roles: &[Role]) -> String {
    roles.iter().map(|r| r.code()).collect::<Vec<_>>().join(" ")
}

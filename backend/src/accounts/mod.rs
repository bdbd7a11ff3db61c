//! Accounts: who can sign in, and who is behind a request.
//!
//! The identity provider says who someone is (`sign_in/`); what they may do here
//! follows from roles, practice and relation. [`actor_of`] is called for every request
//! and again for every event of a subscription, so that a right ends at once.

use chrono::{DateTime, Duration, Utc};
use shared::{Locale, Role};
use store::AccountRow;

use crate::{
    app::App,
    authz::{AccountActor, Actor, ClientActor, PracticeRef, PractitionerRef, Scope},
    error::{AppError, Result},
    op::OpCtx,
    practices,
};

pub mod choose;
pub(crate) mod entity;
pub mod graphql;
mod store;

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
    let rows = store::rows_of_session(app, hash).await?;
    let first = rows.first().ok_or(AppError::Unauthenticated)?;
    let idle_until =
        first.last_seen_at + Duration::minutes(app.config.session.session_idle_minutes);
    if first.ended_at.is_some() || first.expires_at <= now || idle_until <= now {
        return Err(AppError::Unauthenticated);
    }
    // Once a minute is exact enough for an idle limit and spares a write per request.
    if first.last_seen_at + Duration::minutes(1) <= now {
        store::mark_seen(app, hash, now).await?;
    }
    Ok(account_actor(&rows, first))
}

async fn by_token(app: &App, hash: &str, now: DateTime<Utc>) -> Result<Actor> {
    let token = store::find_token(app, hash).await?.ok_or(AppError::Unauthenticated)?;
    if token.revoked_at.is_some() || token.expires_at <= now {
        return Err(AppError::Unauthenticated);
    }
    let Some(client_id) = token.client_id else { return by_personal_token(app, hash).await };
    let client = store::find_client(app, client_id).await?.ok_or(AppError::Unauthenticated)?;
    let practice = practices::manage::find_practice(&app.db, client.practice_id).await?;
    let practice = practice.ok_or(AppError::Unauthenticated)?;
    let scopes = token.scopes.split(' ').filter_map(Scope::from_code).collect();
    let valid_until = token.expires_at;
    Ok(Actor::Client(ClientActor { client_id, name: client.name, practice, scopes, valid_until }))
}

/// A bearer token that stands for a person: only `carnet token` makes them, in a demo.
async fn by_personal_token(app: &App, hash: &str) -> Result<Actor> {
    let rows = store::rows_of_token(app, hash).await?;
    let first = rows.first().filter(|r| r.ended_at.is_none()).ok_or(AppError::Unauthenticated)?;
    Ok(account_actor(&rows, first))
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

//! Sessions: begun at sign-in, renewed while in use, ended by sign-out or time.
//!
//! A token is a random word and, after a dot, the second in which it was made. So a
//! request tells by itself whether its token is due, without a question to the database;
//! the hash covers both parts, so a forged second is another, unknown token.
//!
//! A renewed session is a new row with the same `created_at` and `expires_at`; the old
//! token holds some seconds more, for the requests that are under way with it.

use axum::http::HeaderMap;
use chrono::{DateTime, Duration, Utc};

use super::{
    cookies::Cookie,
    store::{self, SignedIn},
};
use crate::{accounts::session, app::App, authz::Actor, error::Result, ids::hash_of, op::OpCtx};

/// How old a token becomes.
const RENEW_AFTER: Duration = Duration::minutes(60);
/// How long the old token holds after it was renewed.
const GRACE: Duration = Duration::seconds(30);

/// Begins a session and tells its token.
pub(crate) async fn begin(op: &OpCtx, account: &SignedIn, id_token: &str) -> Result<String> {
    let now = op.now();
    let token = new_token(op);
    let row = session::Model {
        token_hash: hash_of(&token),
        account_id: account.id,
        roles: crate::accounts::roles_as_words(&account.roles),
        practice_id: None,
        id_token: Some(id_token.to_owned()),
        created_at: now,
        last_seen_at: now,
        rotated_at: now,
        expires_at: now + Duration::hours(op.app.config.session.session_hours),
        ended_at: None,
    };
    store::insert_session(op.db(), row).await?;
    Ok(token)
}

/// Ends the session that the request shows, with all its earlier tokens; tells its ID token.
pub(crate) async fn end_shown(op: &OpCtx, headers: &HeaderMap) -> Result<Option<String>> {
    let Some(token) = Cookie::Session.read(&op.app, headers) else { return Ok(None) };
    let Some(row) = store::find_session(op.db(), &hash_of(&token)).await? else { return Ok(None) };
    store::end_sessions(op, &row).await?;
    Ok(row.id_token)
}

/// A new token for the session that the request shows, if its token is due.
///
/// A database that fails here fails the request itself a moment later, so it is only logged.
pub(crate) async fn renew(app: &std::sync::Arc<App>, headers: &HeaderMap) -> Option<String> {
    let token = Cookie::Session.read(app, headers)?;
    if !is_due(&token, app.clock.now()) {
        return None;
    }
    let op = OpCtx::new(app.clone(), Actor::System);
    match exchange(&op, &hash_of(&token)).await {
        Ok(renewed) => renewed,
        Err(error) => {
            tracing::error!(error = ?error, "cannot renew a session");
            None
        }
    }
}

/// Replaces a token; `None` if another request did so already, or it does not hold any more.
async fn exchange(op: &OpCtx, old_hash: &str) -> Result<Option<String>> {
    let now = op.now();
    let idle_since = now - Duration::minutes(op.app.config.session.session_idle_minutes);
    op.transaction(async |tx| {
        let Some(row) = store::find_session(tx.db(), old_hash).await? else { return Ok(None) };
        let holds = row.ended_at.is_none() && now < row.expires_at && idle_since < row.last_seen_at;
        if !holds || now < row.rotated_at + RENEW_AFTER {
            return Ok(None);
        }
        if !store::retire_session(tx.db(), &row, now, row.expires_at.min(now + GRACE)).await? {
            return Ok(None);
        }
        let token = new_token(op);
        let renewed = session::Model {
            token_hash: hash_of(&token),
            last_seen_at: now,
            rotated_at: now,
            ..row
        };
        store::insert_session(tx.db(), renewed).await?;
        Ok(Some(token))
    })
    .await
}

fn new_token(op: &OpCtx) -> String {
    format!("{}.{}", op.app.ids.token(), op.now().timestamp())
}

/// Whether a token was made long enough ago.
fn is_due(token: &str, now: DateTime<Utc>) -> bool {
    let made = token.rsplit_once('.').and_then(|(_, second)| second.parse().ok());
    let made = made.and_then(|s| DateTime::from_timestamp(s, 0));
    made.is_some_and(|m| m + RENEW_AFTER <= now)
}

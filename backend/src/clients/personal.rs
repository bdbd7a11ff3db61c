//! A short token that stands for a person of the demo, for scripts (`carnet token`).

use chrono::Duration;

use super::{access_token, store};
use crate::{
    accounts::roles_as_words,
    error::{AppError, Result},
    ids::hash_of,
    op::OpCtx,
    sign_in::demo::{self, DemoPerson},
};

/// The longest that such a token may hold.
const MAX: Duration = Duration::hours(24);

/// Makes a bearer token that stands for that person of the demo.
///
/// Only the demo has such people: in another database there is no account of theirs, and
/// so no token.
///
/// # Errors
/// `NotFound` if the database is not a demo's; `BadInput` for a time of less than a
/// minute or more than a day.
pub async fn issue_personal_token(
    op: &OpCtx,
    person: &DemoPerson,
    holds: Duration,
) -> Result<String> {
    if holds < Duration::minutes(1) || MAX < holds {
        return Err(AppError::BadInput("a token holds for 1 minute to 24 hours".to_owned()));
    }
    let account = demo::existing_account(op, person).await?.ok_or(AppError::NotFound)?;
    let token = op.app.ids.token();
    let row = access_token::Model {
        token_hash: hash_of(&token),
        client_id: None,
        account_id: Some(account.id),
        roles: roles_as_words(&account.roles),
        scopes: String::new(),
        created_at: op.now(),
        expires_at: op.now() + holds,
        revoked_at: None,
    };
    store::insert_token(op.db(), row).await?;
    Ok(token)
}

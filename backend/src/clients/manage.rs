//! Making and revoking clients: for operators, by `carnet client`.

use shared::{ClientId, PracticeId};

use super::{client, secret, store, token::scopes_as_words};
use crate::{
    authz::Scope,
    error::{AppError, Code, Faults, Result},
    op::OpCtx,
    practices::manage::find_practice,
};

/// The longest name of a client.
const MAX_NAME: usize = 200;

/// Makes a client of a practice and tells its secret, which is told only this once.
///
/// # Errors
/// `Refused` for an empty or too long name, no scopes, or a practice that is not there.
pub async fn create(
    op: &OpCtx,
    name: &str,
    practice: PracticeId,
    scopes: &[Scope],
) -> Result<(ClientId, String)> {
    let name = name.trim();
    let mut faults = Faults::default();
    if name.is_empty() {
        faults.add(Code::Required, &["name"], "a client needs a name");
    }
    if MAX_NAME < name.chars().count() {
        faults.add(Code::TooLong, &["name"], format!("at most {MAX_NAME} characters"));
    }
    if scopes.is_empty() {
        faults.add(Code::EmptyList, &["scopes"], "a client without scopes can do nothing");
    }
    let practice = find_practice(op.db(), practice).await?;
    if practice.is_none() {
        faults.add(Code::NotFound, &["practice"], "there is no such practice");
    }
    let practice = faults.or(practice)?;

    let secret = op.app.ids.token();
    let id = ClientId(op.new_id());
    let row = client::Model {
        id,
        name: name.to_owned(),
        secret_hash: secret::hash(&op.app.ids, secret.clone()).await?,
        scopes: scopes_as_words(scopes),
        practice_id: practice.id,
        created_at: op.now(),
        revoked_at: None,
    };
    store::insert_client(op.db(), row).await?;
    Ok((id, secret))
}

/// Revokes a client; its tokens end with it at once.
///
/// # Errors
/// `NotFound` if there is no such client or it was revoked before.
pub async fn revoke(op: &OpCtx, id: ClientId) -> Result<()> {
    if store::revoke_client(op, id).await? { Ok(()) } else { Err(AppError::NotFound) }
}

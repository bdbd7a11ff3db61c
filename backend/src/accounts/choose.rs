//! What people choose about their own account: the language, the practice of today.

use shared::{Locale, PracticeId};

use super::{Credential, still_valid, store};
use crate::{
    error::{AppError, Code, Result},
    op::OpCtx,
};

/// Chooses the language of screens and mails.
///
/// # Errors
/// `Unauthenticated` for machines and strangers.
pub async fn choose_locale(op: &OpCtx, locale: Locale) -> Result<OpCtx> {
    let id = op.actor.account_id().ok_or(AppError::Unauthenticated)?;
    store::set_locale(op, id, locale).await?;
    still_valid(op).await
}

/// Chooses in which of their practices a professional works in this session.
///
/// # Errors
/// `Refused` with `NOT_IN_PRACTICE`; `Unauthenticated` without a session.
pub async fn choose_practice(op: &OpCtx, practice_id: PracticeId) -> Result<OpCtx> {
    let account = op.actor.account().ok_or(AppError::Unauthenticated)?;
    let Credential::Session(hash) = &op.credential else { return Err(AppError::Unauthenticated) };
    if !account.practices.iter().any(|p| p.id == practice_id) {
        return Err(AppError::refused(
            Code::NotInPractice,
            &["practiceId"],
            "you do not work in this practice",
        ));
    }
    store::set_practice(op, hash, practice_id).await?;
    still_valid(op).await
}

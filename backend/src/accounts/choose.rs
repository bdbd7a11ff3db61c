//! What people choose about their own account: the language, the practice of today.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, sea_query::Expr};
use shared::{Locale, PracticeId};

use super::{Credential, account, session, still_valid};
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
    account::Entity::update_many()
        .col_expr(account::Column::Locale, Expr::value(locale.code()))
        .filter(account::Column::Id.eq(id))
        .exec(op.db())
        .await?;
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
    session::Entity::update_many()
        .col_expr(session::Column::PracticeId, Expr::value(practice_id.0))
        .filter(session::Column::TokenHash.eq(hash))
        .exec(op.db())
        .await?;
    still_valid(op).await
}

//! The rows of signing in: attempts, accounts, sessions.

use chrono::{DateTime, Duration, Utc};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter,
    sea_query::{Expr, OnConflict},
};
use shared::{AccountId, IdentifierSystem, Locale, Matricule, RecordId, Role};

use super::{claims::Identity, entity as attempt};
use crate::{
    accounts::{account, session},
    authz::PractitionerRef,
    error::{AppError, Result},
    op::OpCtx,
    practices::manage::find_by_number,
    records::record_identifier,
};

/// An account at the end of a sign-in, with what it may be.
#[derive(Debug)]
pub(crate) struct SignedIn {
    pub(crate) id: AccountId,
    pub(crate) roles: Vec<Role>,
}

/// Stores an attempt, and clears away those that nobody finished.
///
/// They belong to no person and hold nothing but random words, so they are the one thing
/// that is deleted: else anyone could fill the disk by beginning sign-ins.
pub(crate) async fn insert_attempt(op: &OpCtx, row: attempt::Model) -> Result<()> {
    attempt::Entity::delete_many()
        .filter(attempt::Column::CreatedAt.lt(op.now() - Duration::hours(1)))
        .exec(op.db())
        .await?;
    attempt::Entity::insert(row.into_active_model()).exec_without_returning(op.db()).await?;
    Ok(())
}

/// The attempt with that hash of its state.
pub(crate) async fn find_attempt(op: &OpCtx, state_hash: &str) -> Result<Option<attempt::Model>> {
    Ok(attempt::Entity::find_by_id(state_hash).one(op.db()).await?)
}

/// Uses an attempt up; `false` if it was used before.
pub(crate) async fn use_attempt(op: &OpCtx, state_hash: &str) -> Result<bool> {
    let done = attempt::Entity::update_many()
        .col_expr(attempt::Column::UsedAt, Expr::value(op.now()))
        .filter(attempt::Column::StateHash.eq(state_hash))
        .filter(attempt::Column::UsedAt.is_null())
        .exec(op.db())
        .await?;
    Ok(done.rows_affected == 1)
}

/// Writes what the provider says of a person: name, professional, own record.
///
/// The language is what the person chose here, so it is written only the first time.
/// Professional and record follow the claims of today: a claim that is gone gives nothing.
pub(crate) async fn upsert_account(
    op: &OpCtx,
    db: &impl ConnectionTrait,
    identity: &Identity,
    accepted: Option<Locale>,
) -> Result<SignedIn> {
    let practitioner = match &identity.professional_number {
        Some(number) => find_by_number(db, number).await?,
        None => None,
    };
    let record_id = match &identity.matricule {
        Some(matricule) => record_of(db, matricule).await?,
        None => None,
    };
    let row = account::ActiveModel {
        id: Set(AccountId(op.new_id())),
        issuer: Set(identity.issuer.clone()),
        subject: Set(identity.subject.clone()),
        display_name: Set(identity.display_name.clone()),
        locale: Set(identity.locale.or(accepted).unwrap_or(Locale::Fr).code().to_owned()),
        practitioner_id: Set(practitioner.as_ref().map(|p| p.id)),
        record_id: Set(record_id),
        created_at: Set(op.now()),
    };
    let known = OnConflict::columns([account::Column::Issuer, account::Column::Subject])
        .update_columns([
            account::Column::DisplayName,
            account::Column::PractitionerId,
            account::Column::RecordId,
        ])
        .to_owned();
    account::Entity::insert(row).on_conflict(known).exec_without_returning(db).await?;
    let id = find_account(db, &identity.issuer, &identity.subject).await?.ok_or_else(|| {
        AppError::Internal(anyhow::anyhow!("an account was not there right after it was written"))
    })?;
    Ok(SignedIn { id, roles: granted(&identity.roles, practitioner.as_ref()) })
}

/// The account of that person at that provider.
pub(crate) async fn find_account(
    db: &impl ConnectionTrait,
    issuer: &str,
    subject: &str,
) -> Result<Option<AccountId>> {
    let row = account::Entity::find()
        .filter(account::Column::Issuer.eq(issuer))
        .filter(account::Column::Subject.eq(subject))
        .one(db)
        .await?;
    Ok(row.map(|a| a.id))
}

/// The roles claimed, a clinical one only for the professional whom we know as such.
pub(crate) fn granted(claimed: &[Role], practitioner: Option<&PractitionerRef>) -> Vec<Role> {
    let is_known = |role: &Role| practitioner.is_some_and(|p| p.role == *role);
    claimed.iter().copied().filter(|role| !role.is_clinical() || is_known(role)).collect()
}

async fn record_of(db: &impl ConnectionTrait, matricule: &Matricule) -> Result<Option<RecordId>> {
    let row = record_identifier::Entity::find()
        .filter(record_identifier::Column::System.eq(IdentifierSystem::LuMatricule.code()))
        .filter(record_identifier::Column::Value.eq(matricule.as_str()))
        .one(db)
        .await?;
    Ok(row.map(|i| i.record_id))
}

/// Stores a session.
pub(crate) async fn insert_session(db: &impl ConnectionTrait, row: session::Model) -> Result<()> {
    session::Entity::insert(row.into_active_model()).exec_without_returning(db).await?;
    Ok(())
}

/// The session with that hash of its token, whether it holds or not.
pub(crate) async fn find_session(
    db: &impl ConnectionTrait,
    token_hash: &str,
) -> Result<Option<session::Model>> {
    Ok(session::Entity::find_by_id(token_hash).one(db).await?)
}

/// Lets a token that is being replaced expire; `false` if another request replaced it.
pub(crate) async fn retire_session(
    db: &impl ConnectionTrait,
    row: &session::Model,
    now: DateTime<Utc>,
    expires_at: DateTime<Utc>,
) -> Result<bool> {
    let done = session::Entity::update_many()
        .col_expr(session::Column::RotatedAt, Expr::value(now))
        .col_expr(session::Column::ExpiresAt, Expr::value(expires_at))
        .filter(session::Column::TokenHash.eq(&row.token_hash))
        .filter(session::Column::RotatedAt.eq(row.rotated_at))
        .filter(session::Column::EndedAt.is_null())
        .exec(db)
        .await?;
    Ok(done.rows_affected == 1)
}

/// Ends a session with all its tokens: they share the account and the moment of sign-in.
pub(crate) async fn end_sessions(op: &OpCtx, row: &session::Model) -> Result<()> {
    session::Entity::update_many()
        .col_expr(session::Column::EndedAt, Expr::value(op.now()))
        .col_expr(session::Column::IdToken, Expr::value(Option::<String>::None))
        .filter(session::Column::AccountId.eq(row.account_id))
        .filter(session::Column::CreatedAt.eq(row.created_at))
        .filter(session::Column::EndedAt.is_null())
        .exec(op.db())
        .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use shared::PractitionerId;

    use super::*;

    #[test]
    fn a_clinical_role_needs_the_professional_we_know() {
        let id = PractitionerId(uuid::Uuid::nil());
        let doctor = PractitionerRef { id, name: "Dr A".to_owned(), role: Role::Doctor };
        let claimed = [Role::Doctor, Role::Nurse, Role::Patient];
        assert_eq!(granted(&claimed, Some(&doctor)), [Role::Doctor, Role::Patient]);
        assert_eq!(granted(&claimed, None), [Role::Patient]);
    }
}

//! The demo: two practices and some twenty invented people whose histories tell stories.
//!
//! Everything is told relative to the day on which the demo was first loaded
//! ([`first_day`]), so that a fresh demo never looks old. It is written by the same use
//! cases as in real life, by the people who would have done it, with the clock moved back
//! to when they would have. Each step has an idempotency key: loading a second time, or
//! after an interruption, does only what is missing.

use std::sync::Arc;

use sea_orm::{ConnectionTrait, EntityTrait};
use shared::Date;

use crate::{
    app::App,
    authz::Actor,
    clock::{Clock, luxembourg_day},
    error::Result,
    op::OpCtx,
    practices::{
        manage::{add_member, create_practice, create_practitioner},
        practitioner,
    },
    sign_in::demo::{DemoPerson, ensure_accounts},
};
use sea_orm::{ColumnTrait, QueryFilter};

mod accounts;
mod cast;
mod marker;
mod stage;
mod stories;
#[cfg(test)]
mod tests;

use cast::Cast;
use stage::Stage;

/// Loads the demo, unless it is there, and tells who can sign in.
///
/// # Errors
/// If the database does not answer.
pub async fn load(op: &OpCtx) -> Result<Vec<DemoPerson>> {
    let first_day = match first_day(op.db()).await? {
        Some(day) => day,
        None => {
            found_practices(op).await?;
            op.today()
        }
    };
    let people = accounts::people(first_day);
    ensure_accounts(op, &people).await?;
    if marker::is_set(op.db()).await? {
        return Ok(people);
    }
    // The same database, with a clock that the stories can move.
    let app = App::new(
        op.app.config.clone(),
        op.app.db.clone(),
        Clock::manual(op.now()),
        op.app.ids.clone(),
    );
    let cast = Cast::gather(&OpCtx::new(app.clone(), Actor::System)).await?;
    let mut stage = Stage::new(Arc::clone(&app), first_day, op.now());
    stories::tell(&mut stage, &cast).await?;
    // Once more: now the patients' accounts find their records.
    ensure_accounts(op, &people).await?;
    marker::set(op).await?;
    Ok(people)
}

/// Who can sign in to the demo that is in this database; nobody if there is none.
///
/// # Errors
/// If the database does not answer.
pub async fn people(op: &OpCtx) -> Result<Vec<DemoPerson>> {
    Ok(first_day(op.db()).await?.map(accounts::people).unwrap_or_default())
}

/// The day on which the demo was first loaded; `None` if it never was.
async fn first_day(db: &impl ConnectionTrait) -> Result<Option<Date>> {
    let row = practitioner::Entity::find()
        .filter(practitioner::Column::ProfessionalNumber.eq(accounts::SCHILTZ))
        .one(db)
        .await?;
    Ok(row.map(|p| luxembourg_day(p.created_at)))
}

/// The two practices and who works in them, all or nothing.
async fn found_practices(op: &OpCtx) -> Result<()> {
    use shared::Role::{Doctor, Nurse};
    op.transaction(async |tx| {
        let db = tx.db();
        let belair = create_practice(op, db, "Cabinet médical Belair", Some("Luxembourg")).await?;
        let kirchberg = create_practice(op, db, "Pédiatrie Kirchberg", Some("Luxembourg")).await?;
        let schiltz =
            create_practitioner(op, db, accounts::SCHILTZ, "Dr Nadine Schiltz", Doctor).await?;
        let origer = create_practitioner(op, db, accounts::ORIGER, "Paul Origer", Nurse).await?;
        let weber = create_practitioner(op, db, accounts::WEBER, "Dr Marc Weber", Doctor).await?;
        let nilles = create_practitioner(op, db, accounts::NILLES, "Carine Nilles", Nurse).await?;
        let conti = create_practitioner(op, db, accounts::CONTI, "Dr Elena Conti", Doctor).await?;
        for member in [&schiltz, &origer, &conti] {
            add_member(op, db, belair.id, member.id).await?;
        }
        for member in [&weber, &nilles, &conti] {
            add_member(op, db, kirchberg.id, member.id).await?;
        }
        Ok(())
    })
    .await
}

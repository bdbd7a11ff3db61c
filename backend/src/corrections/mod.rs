//! Requests for correction: a person asks that something in their record be corrected (GDPR
//! Article 16, rectification; FHIR `Task`), a practice answers.
//!
//! A request about a dose waits at the practice that recorded it, which answers for what it did
//! also when it may see the record no more; any other at the practices that may read and write
//! the record. An answer corrects nothing by itself: that is done where doses and people are
//! corrected, and has its own versions. Request and answer are kept, and never changed.

use std::collections::HashSet;

use shared::{CorrectionStatus, RecordId, VaccinationId};

use crate::{
    authz::{Action, Actor, Relation, Relations},
    confidentiality,
    error::Result,
    op::OpCtx,
    vaccinations::vaccination,
};

mod answer;
pub(crate) mod entity;
pub mod graphql;
mod request;
mod store;
#[cfg(test)]
mod tests;
mod waiting;
mod withdraw;

pub use answer::{AnswerCorrection, answer_correction};
pub(crate) use entity as correction_request;
pub use request::{RequestCorrection, request_correction};
pub use waiting::{Waiting, waiting};
pub use withdraw::{WithdrawCorrection, withdraw_correction};

/// Whether the actor may see what was asked of a record: who may ask, and who may answer.
#[must_use]
pub fn may_see(actor: &Actor, relations: Relations) -> bool {
    [Action::RequestCorrection, Action::AnswerCorrection]
        .iter()
        .any(|action| actor.may_any(relations, *action))
}

/// Whether the actor may answer a request, by who was asked and whether their practice may see
/// the record.
fn may_answer(actor: &Actor, asked: &entity::Model, is_practice: bool) -> bool {
    // The practice that was asked answers as if it saw the record; others have to see it.
    let is_asked = match asked.practice_id {
        Some(id) => actor.practice().is_some_and(|practice| practice.id == id),
        None => is_practice,
    };
    is_asked && actor.may(Relation::Practice, Action::AnswerCorrection)
}

/// Those of these doses that the actor's practice may not see, for a request that it may answer:
/// of a record that it may see, or about a dose that it recorded.
async fn hidden_from_practice(
    op: &OpCtx,
    doses: &[vaccination::Model],
) -> Result<HashSet<VaccinationId>> {
    let said = confidentiality::store::current(op.db(), &confidentiality::asked_of(doses)).await?;
    let relations = Relations { is_own: false, acts: None, is_practice: true };
    Ok(confidentiality::hidden_from(&op.actor, |_| Some(relations), doses, &said))
}

/// How a request stands; what is unknown waits.
fn status_of(asked: &entity::Model) -> CorrectionStatus {
    CorrectionStatus::from_code(&asked.status).unwrap_or(CorrectionStatus::Requested)
}

/// The requests about these records, newest first. The caller has the right to see them.
///
/// # Errors
/// If the database does not answer.
pub(crate) async fn of_records(op: &OpCtx, ids: &[RecordId]) -> Result<Vec<entity::Model>> {
    store::of_records(op.db(), ids).await
}

//! What waits for the answer of a practice.

use std::collections::HashMap;

use shared::{RecordId, VaccinationId};

use super::{entity, hidden_from_practice, store};
use crate::{
    accesses,
    authz::{Action, Relation},
    error::{AppError, Result},
    op::OpCtx,
    records::{self, record},
    vaccinations::{self, vaccination},
};

/// A request that waits, with what and whom it is about.
#[derive(Debug, Clone)]
pub struct Waiting {
    /// The request.
    pub request: entity::Model,
    /// Whose record.
    pub person: record::Model,
    /// The dose, if it is about one.
    pub dose: Option<vaccination::Model>,
    /// Whether the practice may see the record now.
    pub can_read: bool,
}

/// The requests that wait for the answer of the actor's practice, oldest first, at most 50. Whose
/// they are is logged as a reading: they show a dose.
///
/// # Errors
/// `NotFound` for those who do not answer for a practice.
pub async fn waiting(op: &OpCtx) -> Result<Vec<Waiting>> {
    let practice = op.reading_practice()?;
    if !op.actor.may(Relation::Practice, Action::AnswerCorrection) {
        return Err(AppError::NotFound);
    }
    let requests = store::waiting(op, practice).await?;
    if requests.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<RecordId> = requests.iter().map(|request| request.record_id).collect();
    accesses::log_readings(op, &ids).await?;
    let people = records::rows(op.db(), &ids).await?;
    let people: HashMap<RecordId, record::Model> =
        people.into_iter().map(|row| (row.id, row)).collect();
    let with_dose: Vec<RecordId> =
        requests.iter().filter(|r| r.vaccination_id.is_some()).map(|r| r.record_id).collect();
    let doses = vaccinations::of_records(op.db(), &with_dose).await?;
    let hidden = hidden_from_practice(op, &doses).await?;
    let is_seen = |id: VaccinationId| !hidden.contains(&id);
    let open = accesses::open_to(op.db(), practice, &ids, op.now()).await?;
    let waiting = requests.into_iter().filter_map(|request| {
        request.vaccination_id.is_none_or(is_seen).then_some(())?;
        let person = people.get(&request.record_id)?.clone();
        let dose = request.vaccination_id;
        let dose = dose.and_then(|id| doses.iter().find(|row| row.id == id)).cloned();
        let can_read = open.contains(&request.record_id);
        Some(Waiting { request, person, dose, can_read })
    });
    Ok(waiting.collect())
}

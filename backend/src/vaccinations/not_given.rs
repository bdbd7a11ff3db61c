//! Recording that a dose was not given, and why.

use serde::Serialize;
use shared::{
    Date, NotGivenReason, PartialDate, Provenance, RecordId, VaccinationId, VaccinationStatus,
    VaccineCode,
};

use super::{Content, check::Check, content::PracticeName, store};
use crate::{
    authz::Action,
    db::idempotency::Key,
    error::{Code, Result},
    graphql::Said,
    op::OpCtx,
    records,
};

/// What was not given, when and why.
#[derive(Debug, Clone, Serialize)]
pub struct RecordNotGiven {
    /// The caller's key.
    #[serde(skip)]
    pub idempotency_key: String,
    /// The record.
    pub record_id: RecordId,
    /// The product or concept.
    pub vaccine_code: Said<VaccineCode>,
    /// The day it was decided.
    pub on: Said<Date>,
    /// Why.
    pub reason: NotGivenReason,
    /// In words; required with `Other`.
    pub note: Option<String>,
}

/// Records that a dose was not given.
///
/// # Errors
/// `Refused` with each fault; `NotFound` if the actor may not record in this record.
pub async fn record_not_given(
    op: &OpCtx,
    input: RecordNotGiven,
) -> Result<(RecordId, Vec<VaccinationId>)> {
    let record = records::require_unlogged(op, input.record_id, Action::RecordVaccination).await?;
    let key = Key::new(&input.idempotency_key, "recordNotGiven", &input)?;
    let mut check = Check::new(record.birth_date(), op.today());
    let code = check.vaccine(&["vaccineCode"], &input.vaccine_code);
    let on = check.day(&["on"], &input.on);
    let note = check.words::<1000>(&["note"], input.note.as_deref());
    if input.reason == NotGivenReason::Other && note.is_none() {
        check.faults.add(Code::Required, &["note"], "another reason needs words");
    }
    let content = code.zip(on).map(|(code, on)| Content {
        status: VaccinationStatus::NotDone,
        not_given_reason: Some(input.reason),
        note,
        practice: op.actor.practice().map(|p| PracticeName { id: p.id, name: p.name.clone() }),
        is_confirmed: true,
        ..Content::new(Provenance::GivenHere, code, PartialDate::Day { on })
    });
    let content = check.faults.or(content)?;
    let ids = store::insert_all(op, record.id(), &key, &[content]).await?;
    Ok((record.id(), ids))
}

//! Asking that something be corrected.

use serde::{Deserialize, Serialize};
use shared::{
    CorrectionSubject, EntryId, LoggedAction, RecordId, RecordPart, VaccinationId,
    VaccinationStatus,
};

use super::{entity, store};
use crate::{
    accesses,
    authz::Action,
    db::{Tx, idempotency::Key},
    error::{AppError, Code, Faults, Result},
    op::OpCtx,
    records::{self, Record},
    vaccinations::{self, vaccination},
};

/// The most requests of one record that wait at once.
const MOST_WAITING: u64 = 20;

/// What is to be corrected.
#[derive(Debug, Clone, Serialize)]
pub struct RequestCorrection {
    /// The caller's key.
    #[serde(skip)]
    pub idempotency_key: String,
    /// The record.
    pub record_id: RecordId,
    /// What it is about.
    pub subject: CorrectionSubject,
    /// The dose, if it is about one.
    pub vaccination_id: Option<VaccinationId>,
    /// What is wrong, in the person's words.
    pub words: String,
}

/// What is remembered of a request with its key.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Remembered {
    pub(super) id: EntryId,
}

/// Asks the practice that recorded the dose, or those that may read and write the record.
///
/// # Errors
/// `Refused` for missing words, a dose that is not there, is void, or is asked about already;
/// `NotFound` if the actor may not ask.
pub async fn request_correction(op: &OpCtx, input: RequestCorrection) -> Result<entity::Model> {
    let action = Action::RequestCorrection;
    let record = records::require_unlogged(op, input.record_id, action).await?;
    let key = Key::new(&input.idempotency_key, "requestCorrection", &input)?;
    let mut faults = Faults::default();
    let words = records::checked_words(&mut faults, &["words"], &input.words);
    input.check_subject(&mut faults);
    let words = faults.or(words)?;
    let id = record.id();
    let asked = op
        .transaction(async |tx| {
            if let Some(earlier) = key.earlier::<Remembered>(op, tx).await? {
                return Ok(earlier.id);
            }
            tx.lock(&format!("correction {id}")).await?;
            let dose = match input.vaccination_id {
                Some(dose) => Some(checked_dose(op, tx, &record, dose).await?),
                None => None,
            };
            if MOST_WAITING <= store::count_waiting(tx.db(), id).await? {
                let message = format!("at most {MOST_WAITING} requests wait at once");
                return Err(AppError::refused(Code::TooMany, &["recordId"], message));
            }
            let new = EntryId(op.new_id());
            store::insert(op, tx.db(), (id, new), input.subject, dose.as_ref(), words.as_str())
                .await?;
            accesses::log(op, tx.db(), id, LoggedAction::CorrectionRequested).await?;
            key.remember(op, tx, &Remembered { id: new }).await?;
            tx.changed(id, &[RecordPart::Corrections]);
            Ok(new)
        })
        .await?;
    store::find(op.db(), id, asked).await?.ok_or(AppError::NotFound)
}

/// A dose that can be asked about: there, not void, and not asked about already.
async fn checked_dose(
    op: &OpCtx,
    tx: &Tx,
    record: &Record,
    dose: VaccinationId,
) -> Result<vaccination::Model> {
    let refused = |code, message: &str| AppError::refused(code, &["vaccinationId"], message);
    let id = record.id();
    let found = vaccinations::seen(op, tx, record, dose).await?;
    let (row, _) = found.ok_or_else(|| refused(Code::NotFound, "no such dose in this record"))?;
    if row.status == VaccinationStatus::EnteredInError.code() {
        return Err(refused(Code::NotApplicable, "it is void, so nothing in it counts"));
    }
    if store::is_asked_about(tx.db(), id, dose).await? {
        return Err(refused(Code::Repeated, "a request about this dose waits already"));
    }
    Ok(row)
}

impl RequestCorrection {
    /// A request about a dose names it; any other names none.
    fn check_subject(&self, faults: &mut Faults) {
        let is_about_dose = self.subject == CorrectionSubject::Vaccination;
        match self.vaccination_id {
            None if is_about_dose => {
                faults.add(Code::Required, &["vaccinationId"], "say which dose");
            }
            Some(_) if !is_about_dose => {
                let message = "only a request about a vaccination names a dose";
                faults.add(Code::NotApplicable, &["vaccinationId"], message);
            }
            Some(_) | None => {}
        }
    }
}

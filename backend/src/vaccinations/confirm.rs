//! Confirming doses that were told or imported: from now on a professional stands for
//! them.

use serde::Serialize;
use shared::{ChangeKind, LoggedAction, RecordId, VaccinationId, VaccinationStatus};

use super::{
    correct::Remembered,
    store::{self, Change},
};
use crate::{
    accesses,
    authz::Action,
    db::Tx,
    db::idempotency::Key,
    error::{AppError, Code, Faults, Result},
    op::OpCtx,
    records::{self, Record},
};

/// The most doses confirmed at once.
const MOST: usize = 100;

/// Which doses, each in the version that was on screen.
#[derive(Debug, Clone, Serialize)]
pub struct ConfirmVaccinations {
    /// The caller's key.
    #[serde(skip)]
    pub idempotency_key: String,
    /// The record.
    pub record_id: RecordId,
    /// 1 to 100.
    pub vaccinations: Vec<(VaccinationId, i32)>,
}

/// Confirms them, all or none.
///
/// # Errors
/// `Refused` with each fault; `NotFound` if the actor may not confirm in this record.
pub async fn confirm_vaccinations(
    op: &OpCtx,
    input: ConfirmVaccinations,
) -> Result<(RecordId, Vec<VaccinationId>)> {
    let record = records::require_unlogged(op, input.record_id, Action::ConfirmVaccination).await?;
    let key = Key::new(&input.idempotency_key, "confirmVaccinations", &input)?;
    let id = record.id();
    op.transaction(async |tx| {
        if key.earlier::<Remembered>(op, tx).await?.is_some() {
            return Ok(());
        }
        for change in input.check(op, tx, &record).await? {
            store::update(op, tx, id, change).await?;
        }
        accesses::log(op, tx.db(), id, LoggedAction::VaccinationConfirmed).await?;
        key.remember(op, tx, &Remembered {}).await
    })
    .await?;
    Ok((id, input.vaccinations.into_iter().map(|(id, _)| id).collect()))
}

impl ConfirmVaccinations {
    async fn check(&self, op: &OpCtx, tx: &Tx, record: &Record) -> Result<Vec<Change<'static>>> {
        let mut faults = Faults::default();
        if self.vaccinations.is_empty() {
            faults.add(Code::EmptyList, &["vaccinations"], "nothing in the list");
        }
        if MOST < self.vaccinations.len() {
            return Err(AppError::refused(
                Code::TooMany,
                &["vaccinations"],
                format_args!("at most {MOST} at once"),
            ));
        }
        let mut changes: Vec<Change<'static>> = Vec::new();
        for (i, (id, version)) in self.vaccinations.iter().enumerate() {
            let at = i.to_string();
            let at = |field| ["vaccinations", at.as_str(), field];
            if changes.iter().any(|c| c.id == *id) {
                faults.add(Code::Repeated, &at("vaccinationId"), "this dose stands twice");
                continue;
            }
            match store::seen(op, tx, record, *id).await? {
                None => {
                    faults.add(Code::NotFound, &at("vaccinationId"), "no such dose in this record")
                }
                Some((_, content)) if content.status == VaccinationStatus::EnteredInError => {
                    faults.add(Code::AlreadyVoid, &at("vaccinationId"), "it is void");
                }
                Some((row, _)) if row.version != *version => {
                    faults.add(Code::Conflict, &at("version"), "someone else changed it meanwhile");
                }
                Some((_, content)) if content.is_confirmed => {
                    faults.add(
                        Code::AlreadyConfirmed,
                        &at("vaccinationId"),
                        "it is confirmed already",
                    );
                }
                Some((_, mut content)) => {
                    content.is_confirmed = true;
                    let kind = ChangeKind::Confirmed;
                    changes.push(Change {
                        id: *id,
                        version: *version,
                        kind,
                        reason: None,
                        content,
                    });
                }
            }
        }
        faults.or(Some(changes))
    }
}

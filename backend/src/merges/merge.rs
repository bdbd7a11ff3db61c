//! Joining a record into another of the same person.

use serde::{Deserialize, Serialize};
use shared::{ConsentPurpose, LoggedAction, RecordId, RecordPart};

use super::store::{self, moving};
use crate::{
    accesses,
    assessments::keep,
    authz::Action,
    consents,
    db::{Tx, idempotency::Key},
    error::{AppError, Code, Faults, Result},
    families,
    op::OpCtx,
    records::{self, Record, checked_reason},
    reminders,
};

/// Which record into which, from what was on screen.
#[derive(Debug, Clone, Serialize)]
pub struct MergeRecords {
    /// The caller's key.
    #[serde(skip)]
    pub idempotency_key: String,
    /// The record that stays.
    pub survivor_id: RecordId,
    /// Its version on screen.
    pub survivor_version: i32,
    /// The record that is joined into it.
    pub merged_id: RecordId,
    /// Its version on screen.
    pub merged_version: i32,
    /// Why, in words.
    pub reason: String,
}

#[derive(Debug, Serialize, Deserialize)]
struct Remembered {}

/// The parts of a record that a merge touches.
pub(super) const TOUCHED: [RecordPart; 6] = [
    RecordPart::Person,
    RecordPart::Vaccinations,
    RecordPart::Facts,
    RecordPart::Access,
    RecordPart::Messages,
    RecordPart::Corrections,
];

/// Joins them; what the recommendations say of both together is stored with it.
///
/// # Errors
/// `Refused`: a missing reason, `CONFLICT` if one changed meanwhile, `NOT_APPLICABLE` if it is
/// one record or one person acts for the other; `NotFound` if the actor may not do this with
/// both.
pub async fn merge_records(op: &OpCtx, input: MergeRecords) -> Result<Record> {
    let action = Action::MergeRecords;
    let survivor = records::require_unlogged(op, input.survivor_id, action).await?.id();
    let merged = records::require_unlogged(op, input.merged_id, action).await?.id();
    let key = Key::new(&input.idempotency_key, "mergeRecords", &input)?;
    let mut faults = Faults::default();
    let reason = checked_reason(&mut faults, &input.reason);
    let reason = faults.or(reason)?;
    op.transaction(async |tx| {
        if key.earlier::<Remembered>(op, tx).await?.is_some() {
            return Ok(());
        }
        check(tx, &input, survivor, merged).await?;
        tx.moves_records();
        let id = store::insert(op, tx.db(), survivor, merged, reason.as_str()).await?;
        moving::all(tx.db(), (survivor, id), merged).await?;
        store::point(tx.db(), merged, survivor).await?;
        // What was told of either is known; what is to be told of both is found anew.
        reminders::cancel_waiting(op, tx, &[merged], "merged").await?;
        reminders::look_again(tx.db(), survivor, op.today()).await?;
        for (id, parts) in [(survivor, &TOUCHED), (merged, &TOUCHED)] {
            accesses::log(op, tx.db(), id, LoggedAction::Merged).await?;
            tx.changed(id, parts);
        }
        key.remember(op, tx, &Remembered {}).await
    })
    .await?;
    records::require_unlogged(op, survivor, Action::Read).await
}

/// Whether they can be joined now. Both rows are locked until the transaction ends, so that no
/// dose is written into the one that goes.
async fn check(tx: &Tx, input: &MergeRecords, survivor: RecordId, merged: RecordId) -> Result<()> {
    if survivor == merged {
        let message = "this is one record already";
        return Err(AppError::refused(Code::NotApplicable, &["mergedId"], message));
    }
    let rows = keep::lock(tx.db(), &[survivor, merged]).await?;
    let is_as_seen = |id: RecordId, version: i32| {
        rows.iter().any(|r| r.id == id && r.version == version && r.merged_into.is_none())
    };
    for (id, version, field) in [
        (survivor, input.survivor_version, "survivorVersion"),
        (merged, input.merged_version, "mergedVersion"),
    ] {
        if !is_as_seen(id, version) {
            let message = "someone else changed it meanwhile";
            return Err(AppError::refused(Code::Conflict, &[field], message));
        }
    }
    let purposes = ConsentPurpose::ALL;
    if !consents::store::withdrawn(tx.db(), &[survivor, merged], purposes).await?.is_empty() {
        let message = "a consent was withdrawn in one of them: ask the person first";
        return Err(AppError::refused(Code::NotApplicable, &["mergedId"], message));
    }
    if families::store::has_bar(tx.db(), &[survivor, merged]).await? {
        let message = "a court's order concerns one of them: the operator settles it first";
        return Err(AppError::refused(Code::NotApplicable, &["mergedId"], message));
    }
    if moving::are_related(tx.db(), survivor, merged).await? {
        let message = "one acts for the other: they are two people";
        return Err(AppError::refused(Code::NotApplicable, &["mergedId"], message));
    }
    Ok(())
}

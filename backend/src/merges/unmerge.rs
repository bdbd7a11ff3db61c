//! Taking two records apart again, at any time.
//!
//! What moved when they were joined goes back, as it is now. What came since stays with the
//! record that stayed, unless the professional says that it belongs to the other. Doses that
//! were joined as one event and now stand in two records are separated.

use serde::Serialize;
use shared::{EntryId, FactId, LoggedAction, RecordId, VaccinationId};
use uuid::Uuid;

use super::{
    entity::merge,
    merge::TOUCHED,
    store::{
        self,
        moving::{self, Kind},
    },
};
use crate::{
    accesses,
    assessments::keep,
    authz::Action,
    consents,
    db::{Tx, idempotency::Key},
    error::{AppError, Code, Faults, Result},
    facts::{self, fact},
    op::OpCtx,
    records::{self, Record, checked_reason, leads_to},
    reminders,
    vaccinations::{self, separate_across, vaccination},
};

/// Which merge, and what of the time since belongs to the record that was joined.
#[derive(Debug, Clone, Serialize)]
pub struct UnmergeRecords {
    /// The caller's key.
    #[serde(skip)]
    pub idempotency_key: String,
    /// The record that stayed.
    pub record_id: RecordId,
    /// The merge.
    pub merge_id: EntryId,
    /// Why, in words.
    pub reason: String,
    /// Doses recorded since that belong to the other.
    pub doses: Vec<VaccinationId>,
    /// Facts entered since that belong to the other.
    pub facts: Vec<FactId>,
}

/// Takes them apart; gives the record that stayed and the one that was joined into it.
///
/// # Errors
/// `Refused`: a missing reason, `NOT_FOUND` for a merge that does not hold or a dose or fact
/// that did not come since; `NotFound` if the actor may not do this here.
pub async fn unmerge_records(op: &OpCtx, input: UnmergeRecords) -> Result<(Record, Record)> {
    let action = Action::MergeRecords;
    let home = records::require_unlogged(op, input.record_id, action).await?.id();
    let key = Key::new(&input.idempotency_key, "unmergeRecords", &input)?;
    let mut faults = Faults::default();
    let reason = checked_reason(&mut faults, &input.reason);
    let reason = faults.or(reason)?;
    let merged = op
        .transaction(async |tx| {
            if let Some(earlier) = key.earlier::<RecordId>(op, tx).await? {
                return Ok(earlier);
            }
            let row = store::holding(tx.db(), input.merge_id).await?.ok_or_else(no_merge)?;
            let merged = row.merged_id;
            keep::lock(tx.db(), &[home, merged]).await?;
            if leads_to(tx.db(), merged).await? != home {
                return Err(no_merge());
            }
            let (doses, facts) = input.check(tx, &row, home).await?;
            tx.moves_records();
            moving::back(tx.db(), &row, home).await?;
            moving::some(tx.db(), Kind::Dose, &doses, home, merged).await?;
            moving::some(tx.db(), Kind::Fact, &facts, home, merged).await?;
            moving::end_accesses(tx.db(), &row, home).await?;
            consents::store::copy_withdrawals(op, tx.db(), home, merged, row.merged_at).await?;
            store::end(op, tx.db(), &row, reason.as_str()).await?;
            store::point(tx.db(), merged, merged).await?;
            separate_across(op, tx, [home, merged]).await?;
            reminders::cancel_waiting(op, tx, &[home, merged], "unmerged").await?;
            for id in [home, merged] {
                reminders::look_again(tx.db(), id, op.today()).await?;
                accesses::log(op, tx.db(), id, LoggedAction::Unmerged).await?;
                tx.changed(id, &TOUCHED);
            }
            key.remember(op, tx, &merged).await?;
            Ok(merged)
        })
        .await?;
    let stayed = records::require_unlogged(op, home, Action::Read).await?;
    Ok((stayed, records::require_unlogged(op, merged, Action::Read).await?))
}

fn no_merge() -> AppError {
    AppError::refused(Code::NotFound, &["mergeId"], "this record holds no such merge")
}

impl UnmergeRecords {
    /// The doses and facts that go with the record that was joined; each came since.
    async fn check(
        &self,
        tx: &Tx,
        row: &merge::Model,
        home: RecordId,
    ) -> Result<(Vec<Uuid>, Vec<Uuid>)> {
        let since = since_in(tx.db(), row, home).await?;
        let mut faults = Faults::default();
        for (at, id) in self.doses.iter().enumerate() {
            if since.doses.iter().all(|dose| dose.id != *id) {
                let path = ["doses", &at.to_string()];
                faults.add(Code::NotFound, &path, "no such dose came since");
            }
        }
        for (at, id) in self.facts.iter().enumerate() {
            if since.facts.iter().all(|fact| fact.id != *id) {
                let path = ["facts", &at.to_string()];
                faults.add(Code::NotFound, &path, "no such fact came since");
            }
        }
        let doses = self.doses.iter().map(|id| id.0).collect();
        faults.or(Some((doses, self.facts.iter().map(|id| id.0).collect())))
    }
}

/// What came into a record since another was joined into it.
#[derive(Debug, Default)]
pub struct Since {
    /// Doses, oldest first.
    pub(crate) doses: Vec<vaccination::Model>,
    /// Facts.
    pub(crate) facts: Vec<fact::Model>,
}

/// What came into the record since that merge. The caller has the right to read it.
///
/// # Errors
/// If the database does not answer.
pub async fn since(op: &OpCtx, row: &merge::Model, home: RecordId) -> Result<Since> {
    since_in(op.db(), row, home).await
}

async fn since_in(
    db: &impl crate::db::ConnectionTrait,
    row: &merge::Model,
    home: RecordId,
) -> Result<Since> {
    let moved = store::items(db, row).await?;
    let has_moved = |id: Uuid| moved.iter().any(|item| item.item_id == id);
    let mut doses = vaccinations::of_records(db, &[home]).await?;
    doses.retain(|dose| row.merged_at <= dose.recorded_at && !has_moved(dose.id.0));
    doses.sort_by_key(|dose| (dose.recorded_at, dose.id));
    let mut facts = facts::store::rows(db, &[home]).await?;
    facts.retain(|fact| row.merged_at <= fact.recorded_at && !has_moved(fact.id.0));
    Ok(Since { doses, facts })
}

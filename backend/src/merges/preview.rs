//! What joining two records would change, before anyone does it.

use std::collections::{HashMap, HashSet};

use shared::{RecordId, VaccinationId};

use super::store::moving;
use crate::{
    accesses,
    assessments::{RecordAssessment, of_today},
    authz::Action,
    confidentiality,
    error::{AppError, Code, Result},
    facts::{self, fact},
    op::OpCtx,
    records::{self, Record},
    vaccinations::{self, same_events, vaccination},
};

/// Two records as they are, and as one.
#[derive(Debug)]
pub struct Preview {
    /// The record that would stay.
    pub survivor: Record,
    /// The record that would be joined into it.
    pub merged: Record,
    /// What the recommendations say of each now, and of both together.
    pub(crate) statuses: [Option<RecordAssessment>; 3],
    /// Doses that the actor may not see.
    pub(crate) hidden: HashSet<VaccinationId>,
    /// Doses of both that may be the same event, the more exact one first.
    pub(crate) same: Vec<(vaccination::Model, vaccination::Model)>,
    /// Practices that see one record now and would see all of it.
    pub practices: Vec<String>,
    /// Whether one person acts for the other, so that they cannot be one.
    pub are_related: bool,
}

/// The preview; both records are read by it.
///
/// # Errors
/// `BadInput` if it is one record; `NotFound` if the actor may not join both.
pub async fn preview(op: &OpCtx, survivor: RecordId, merged: RecordId) -> Result<Preview> {
    let survivor = records::require_unlogged(op, survivor, Action::MergeRecords).await?;
    let merged = records::require_unlogged(op, merged, Action::MergeRecords).await?;
    let ids = [survivor.id(), merged.id()];
    if ids[0] == ids[1] {
        return Err(AppError::refused(Code::NotApplicable, &["mergedId"], "this is one record"));
    }
    accesses::log_readings(op, &ids).await?;
    let doses = vaccinations::of_records(op.db(), &ids).await?;
    let facts = facts::store::rows(op.db(), &ids).await?;
    let statuses = [
        alone(op, &survivor, &doses, &facts).await?,
        alone(op, &merged, &doses, &facts).await?,
        of_today(op, &survivor.row, &doses, &facts::for_engine(&facts), None).await?,
    ];
    let is_across =
        |(a, b): &(&vaccination::Model, &vaccination::Model)| a.record_id != b.record_id;
    let hidden = confidentiality::hidden(op, op.db(), &[&survivor, &merged], &doses).await?;
    let is_seen = |(a, b): &(&vaccination::Model, &vaccination::Model)| {
        !hidden.contains(&a.id) && !hidden.contains(&b.id)
    };
    let same = same_events(&doses).into_iter().filter(is_across).filter(is_seen);
    let same = same.map(|(a, b)| (a.clone(), b.clone())).collect();
    let practices = who_sees_more(op, ids).await?;
    let are_related = moving::are_related(op.db(), ids[0], ids[1]).await?;
    Ok(Preview { survivor, merged, statuses, hidden, same, practices, are_related })
}

async fn alone(
    op: &OpCtx,
    record: &Record,
    doses: &[vaccination::Model],
    facts: &[fact::Model],
) -> Result<Option<RecordAssessment>> {
    let id = record.id();
    let mine: Vec<_> = doses.iter().filter(|dose| dose.record_id == id).cloned().collect();
    let facts: Vec<_> = facts.iter().filter(|fact| fact.record_id == id).cloned().collect();
    of_today(op, &record.row, &mine, &facts::for_engine(&facts), None).await
}

/// The practices that see only one of the two, by name.
async fn who_sees_more(op: &OpCtx, ids: [RecordId; 2]) -> Result<Vec<String>> {
    let mut seen: HashMap<_, (String, usize)> = HashMap::new();
    for access in accesses::log::accesses(op, &ids).await? {
        seen.entry(access.practice_id).or_insert((access.practice_name, 0)).1 += 1;
    }
    let mut names: Vec<String> =
        seen.into_values().filter(|(_, count)| *count == 1).map(|(name, _)| name).collect();
    names.sort();
    Ok(names)
}

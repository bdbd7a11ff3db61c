//! The list of pairs that may be one person, for a practice: only of records it may see.

use std::collections::HashMap;

use shared::RecordId;

use super::{Evidence, store};
use crate::{
    authz::{Action, Relation},
    error::{AppError, Result},
    op::OpCtx,
    records::{self, Record},
};

/// Two records that may be of one person.
#[derive(Debug, Clone)]
pub struct Duplicate {
    /// The one that was there first.
    pub first: Record,
    /// The other.
    pub second: Record,
    /// How well they fit, 0 to 100.
    pub score: u8,
    pub(crate) evidence: Vec<Evidence>,
}

/// The pairs of the actor's practice, best first, and how many there are in all.
///
/// # Errors
/// `NotFound` for those who may not join the practice's records.
pub async fn of_practice(op: &OpCtx, first: usize) -> Result<(Vec<Duplicate>, usize)> {
    let practice = op.reading_practice()?;
    if !op.actor.may(Relation::Practice, Action::MergeRecords) {
        return Err(AppError::NotFound);
    }
    let mut pairs = store::pairs_of_practice(op, practice).await?;
    let all = pairs.len();
    pairs.truncate(first);
    let mut ids: Vec<RecordId> = pairs.iter().flat_map(|p| [p.ids.0, p.ids.1]).collect();
    ids.sort_unstable();
    ids.dedup();
    let records: HashMap<RecordId, Record> =
        records::readable(op, &ids).await?.into_iter().map(|r| (r.id(), r)).collect();
    let duplicates = pairs.into_iter().filter_map(|pair| {
        let (a, b) = (records.get(&pair.ids.0)?.clone(), records.get(&pair.ids.1)?.clone());
        let is_in_order = (a.row.created_at, a.id()) <= (b.row.created_at, b.id());
        let (first, second) = if is_in_order { (a, b) } else { (b, a) };
        Some(Duplicate { first, second, score: pair.score, evidence: pair.evidence })
    });
    Ok((duplicates.collect(), all))
}

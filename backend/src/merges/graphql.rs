//! Merges in the schema.

use std::sync::Arc;

use async_graphql::{Context, InputObject, Object, Result, SimpleObject};
use chrono::{DateTime, Utc};
use shared::{EntryId, FactId, RecordId, VaccinationId};

use super::{
    entity::merge, merge::MergeRecords, merge_records, preview, preview::Preview, since,
    unmerge::UnmergeRecords, unmerge_records,
};
use crate::{
    accesses::graphql::{Author, author_kind},
    assessments::{RecordAssessment, graphql::RecordStatus, seen::Hidden},
    confidentiality,
    error::AppError,
    facts::graphql::Fact,
    graphql::{
        ContextExt,
        loader::{MergesOf, RecordOf},
        outcome, to_graphql,
    },
    records::graphql::{Record, RecordError},
    vaccinations::graphql::{SameEvent, Vaccination},
};

/// Two records as they are, and as they would be joined. Nothing is changed by it.
#[derive(Debug, SimpleObject)]
pub struct MergePreview {
    /// The record that would stay.
    survivor: Record,
    /// The record that would be joined into it.
    merged: Record,
    /// What the recommendations say of the one that stays now.
    survivor_now: Option<RecordStatus>,
    /// What they say of the other now.
    merged_now: Option<RecordStatus>,
    /// What they would say of both together.
    together: Option<RecordStatus>,
    /// Doses of the two that may be the same event.
    same_events: Vec<SameEvent>,
    /// Practices that see only one of them now and would see all of it, by name.
    practices: Vec<String>,
    /// Whether one person acts for the other: then they cannot be joined.
    are_related: bool,
}

impl From<Preview> for MergePreview {
    fn from(p: Preview) -> Self {
        let status = |of: Option<RecordAssessment>| {
            of.map(|of| {
                let hidden = Arc::new(Hidden::among(&of.doses, &p.hidden));
                RecordStatus { record_id: None, hidden, of: Arc::new(of) }
            })
        };
        let [survivor_now, merged_now, together] = p.statuses;
        Self {
            survivor: Record(p.survivor),
            merged: Record(p.merged),
            survivor_now: status(survivor_now),
            merged_now: status(merged_now),
            together: status(together),
            same_events: p.same.into_iter().map(SameEvent::alone).collect(),
            practices: p.practices,
            are_related: p.are_related,
        }
    }
}

/// That another record was joined into this one, and can be taken apart again.
#[derive(Debug, Clone)]
pub struct Merge(pub(crate) merge::Model);

/// That another record was joined into this one, and can be taken apart again.
#[Object]
impl Merge {
    /// Its id.
    async fn id(&self) -> EntryId {
        self.0.id
    }

    /// The id of the record that was joined; it leads to this one.
    async fn merged_id(&self) -> RecordId {
        self.0.merged_id
    }

    /// When, in UTC.
    async fn at(&self) -> DateTime<Utc> {
        self.0.merged_at
    }

    /// By whom.
    async fn by(&self) -> Author {
        Author {
            kind: author_kind(&self.0.author_kind),
            name: self.0.author_name.clone(),
            practice_name: self.0.author_practice_name.clone(),
        }
    }

    /// Why, in words.
    async fn reason(&self) -> &str {
        &self.0.reason
    }

    /// What came since: taken apart, it stays unless it is said to belong to the other.
    #[graphql(complexity = "10 + 20 * child_complexity")]
    async fn since(&self, ctx: &Context<'_>) -> Result<SinceMerge> {
        let row = &self.0;
        let home = crate::records::leads_to(ctx.op().db(), row.record_id).await;
        let home = home.map_err(to_graphql)?;
        let came = since(ctx.op(), row, home).await.map_err(to_graphql)?;
        let Some(record) = ctx.load(RecordOf(home)).await? else {
            return Err(to_graphql(AppError::NotFound));
        };
        let doses = confidentiality::seen(ctx.op(), &record, came.doses).await;
        let doses = doses.map_err(to_graphql)?;
        Ok(SinceMerge {
            vaccinations: doses.into_iter().map(Vaccination::alone).collect(),
            facts: came.facts.into_iter().map(Fact).collect(),
        })
    }
}

/// What came into a record since another was joined into it.
#[derive(Debug, SimpleObject)]
pub struct SinceMerge {
    /// Doses, oldest first.
    vaccinations: Vec<Vaccination>,
    /// Facts of the health profile.
    facts: Vec<Fact>,
}

/// The merges of a record, for whoever may take them apart.
pub(crate) async fn of_record(ctx: &Context<'_>, id: RecordId) -> Result<Vec<Merge>> {
    let rows = ctx.load(MergesOf(id)).await?.unwrap_or_default();
    Ok(rows.into_iter().map(Merge).collect())
}

/// Which record is joined into which.
#[derive(Debug, InputObject)]
pub struct MergeRecordsInput {
    /// Made by the caller, 8 to 64 characters; the same key twice acts once and answers the same.
    idempotency_key: String,
    /// The record that stays, with its id and contact.
    survivor_id: RecordId,
    /// Its version that was on screen.
    survivor_version: i32,
    /// The record that is joined into it.
    merged_id: RecordId,
    /// Its version that was on screen.
    merged_version: i32,
    /// Why, in words; 3 to 500 characters.
    reason: String,
}

/// Which merge is undone.
#[derive(Debug, InputObject)]
pub struct UnmergeRecordsInput {
    /// Made by the caller, 8 to 64 characters; the same key twice acts once and answers the same.
    idempotency_key: String,
    /// The record.
    record_id: RecordId,
    /// The merge, as in `Record.merges`.
    merge_id: EntryId,
    /// Why, in words; 3 to 500 characters.
    reason: String,
    /// Doses recorded since that belong to the record that was joined; all others stay.
    #[graphql(default)]
    vaccinations: Vec<VaccinationId>,
    /// Facts entered since that belong to the record that was joined; all others stay.
    #[graphql(default)]
    facts: Vec<FactId>,
}

/// The record into which another was joined.
#[derive(Debug, SimpleObject)]
pub struct MergeRecordsPayload {
    /// The record; null if there are errors.
    record: Option<Record>,
    /// What the user can mend; empty if it was done.
    user_errors: Vec<RecordError>,
}

/// Two records that were one.
#[derive(Debug, SimpleObject)]
pub struct UnmergeRecordsPayload {
    /// The record that had stayed; null if there are errors.
    record: Option<Record>,
    /// The record that had been joined into it.
    other: Option<Record>,
    /// What the user can mend; empty if it was done.
    user_errors: Vec<RecordError>,
}

/// The merges' query.
#[derive(Debug, Default)]
pub struct MergeQuery;

#[Object]
impl MergeQuery {
    /// What joining two records would change; for professionals who may see both.
    #[graphql(complexity = "50 + child_complexity")]
    async fn merge_preview(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The record that would stay.")] survivor_id: RecordId,
        #[graphql(desc = "The record that would be joined into it.")] merged_id: RecordId,
    ) -> Result<MergePreview> {
        let found = preview::preview(ctx.op(), survivor_id, merged_id).await;
        found.map(Into::into).map_err(to_graphql)
    }
}

/// The merges' mutations.
#[derive(Debug, Default)]
pub struct MergeMutation;

#[Object]
impl MergeMutation {
    /// Joins two records of one person into one. It can be undone at any time without loss.
    async fn merge_records(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is said.")] input: MergeRecordsInput,
    ) -> Result<MergeRecordsPayload> {
        let (record, faults) = outcome(merge_records(ctx.op(), input.into()).await)?;
        let user_errors = faults.into_iter().map(Into::into).collect();
        Ok(MergeRecordsPayload { record: record.map(Record), user_errors })
    }

    /// Takes two records apart that were joined. What moved goes back; what came since stays, unless it is said to belong to the other.
    async fn unmerge_records(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is said.")] input: UnmergeRecordsInput,
    ) -> Result<UnmergeRecordsPayload> {
        let (both, faults) = outcome(unmerge_records(ctx.op(), input.into()).await)?;
        let (record, other) = both.unzip();
        Ok(UnmergeRecordsPayload {
            record: record.map(Record),
            other: other.map(Record),
            user_errors: faults.into_iter().map(Into::into).collect(),
        })
    }
}

impl From<MergeRecordsInput> for MergeRecords {
    fn from(i: MergeRecordsInput) -> Self {
        Self {
            idempotency_key: i.idempotency_key,
            survivor_id: i.survivor_id,
            survivor_version: i.survivor_version,
            merged_id: i.merged_id,
            merged_version: i.merged_version,
            reason: i.reason,
        }
    }
}

impl From<UnmergeRecordsInput> for UnmergeRecords {
    fn from(i: UnmergeRecordsInput) -> Self {
        Self {
            idempotency_key: i.idempotency_key,
            record_id: i.record_id,
            merge_id: i.merge_id,
            reason: i.reason,
            doses: i.vaccinations,
            facts: i.facts,
        }
    }
}

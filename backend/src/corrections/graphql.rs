//! Requests for correction in the schema.

use std::collections::HashSet;

use async_graphql::{Context, InputObject, Object, Result, SimpleObject};
use chrono::{DateTime, Utc};
use shared::{
    CorrectionOutcome, CorrectionStatus, CorrectionSubject, EntryId, PartialDate, RecordId,
    VaccinationId,
};

use super::{
    AnswerCorrection, RequestCorrection, Waiting, WithdrawCorrection, entity, may_answer, may_see,
    status_of,
};
use crate::{
    catalogue_api::{catalogue, graphql::Vaccine},
    confidentiality::graphql as confidentiality,
    error::AppError,
    graphql::{ContextExt, loader::CorrectionsOf, outcome},
    practices::graphql::Practice,
    records::{Record, birth_date_of, graphql::RecordError},
    vaccinations::Content,
};

/// What was asked to be corrected, and what was answered. Kept for good.
#[derive(Debug, Clone)]
pub struct CorrectionRequest {
    row: entity::Model,
    can_answer: bool,
}

/// What was asked to be corrected, and what was answered. Kept for good.
#[Object]
impl CorrectionRequest {
    /// Its id.
    async fn id(&self) -> EntryId {
        self.row.id
    }

    /// What it is about.
    async fn subject(&self) -> CorrectionSubject {
        CorrectionSubject::from_code(&self.row.subject).unwrap_or(CorrectionSubject::Other)
    }

    /// The dose, if it is about one.
    async fn vaccination_id(&self) -> Option<VaccinationId> {
        self.row.vaccination_id
    }

    /// The practice that was asked: the one that recorded the dose. Null is any that may read and write the record.
    async fn practice(&self) -> Option<Practice> {
        Some(Practice { id: self.row.practice_id?, name: self.row.practice_name.clone()? })
    }

    /// What is wrong, in the words of who asked.
    async fn words(&self) -> &str {
        &self.row.words
    }

    /// Who asked, by name.
    async fn asked_by(&self) -> &str {
        &self.row.asked_by
    }

    /// When, in UTC.
    async fn asked_at(&self) -> DateTime<Utc> {
        self.row.asked_at
    }

    /// How it stands.
    async fn status(&self) -> CorrectionStatus {
        status_of(&self.row)
    }

    /// The words of the answer; always there if nothing was changed.
    async fn answer(&self) -> Option<&str> {
        self.row.answer.as_deref()
    }

    /// Who answered or took it back, by name.
    async fn ended_by(&self) -> Option<&str> {
        self.row.ended_by.as_deref()
    }

    /// The practice for which it was answered, by name.
    async fn ended_practice_name(&self) -> Option<&str> {
        self.row.ended_practice_name.as_deref()
    }

    /// When, in UTC.
    async fn ended_at(&self) -> Option<DateTime<Utc>> {
        self.row.ended_at
    }

    /// Whether it waits and the viewer may answer it.
    async fn can_answer(&self) -> bool {
        self.can_answer
    }
}

impl CorrectionRequest {
    fn of(ctx: &Context<'_>, row: entity::Model, is_practice: bool) -> Self {
        let waits = status_of(&row) == CorrectionStatus::Requested;
        let can_answer = waits && may_answer(&ctx.op().actor, &row, is_practice);
        Self { row, can_answer }
    }
}

/// The requests about a record, newest first; only about that dose if one is given. Empty for
/// those who may not see them.
///
/// # Errors
/// If the database does not answer.
pub(crate) async fn of_record(
    ctx: &Context<'_>,
    record: &Record,
    dose: Option<VaccinationId>,
) -> Result<Vec<CorrectionRequest>> {
    if !may_see(&ctx.op().actor, record.relations) || record.correction_count == Some(0) {
        return Ok(Vec::new());
    }
    let rows = ctx.load(CorrectionsOf(record.id())).await?.unwrap_or_default();
    let hidden = if rows.iter().any(|row| row.vaccination_id.is_some()) {
        confidentiality::doses(ctx, record).await?.hidden
    } else {
        HashSet::new()
    };
    let is_seen = |row: &&entity::Model| row.vaccination_id.is_none_or(|id| !hidden.contains(&id));
    let shown = rows.iter().filter(|row| dose.is_none() || row.vaccination_id == dose);
    let shown = shown.filter(is_seen);
    let is_practice = record.relations.is_practice;
    Ok(shown.map(|row| CorrectionRequest::of(ctx, row.clone(), is_practice)).collect())
}

/// A request that waits for the practice's answer, with what and whom it is about.
#[derive(Debug, Clone, SimpleObject)]
pub struct CorrectionTask {
    /// The record.
    record_id: RecordId,
    /// Whose: the given name.
    given_name: String,
    /// The family name.
    family_name: String,
    /// A day, a month or a year.
    birth_date: PartialDate,
    /// Whether the practice may see the record now; if not, it answers all the same.
    can_read: bool,
    /// The request.
    request: CorrectionRequest,
    /// The product of the dose, if it is about one.
    vaccine: Option<Vaccine>,
    /// When that dose was given.
    occurrence: Option<PartialDate>,
}

impl CorrectionTask {
    pub(crate) fn of(ctx: &Context<'_>, waiting: Waiting) -> Self {
        let Waiting { request, person, dose, can_read } = waiting;
        let content = dose.as_ref().and_then(Content::of_row);
        let vaccine = content.as_ref().and_then(|dose| catalogue().vaccine(dose.vaccine_code));
        Self {
            record_id: person.id,
            birth_date: birth_date_of(&person).partial(),
            given_name: person.given_name,
            family_name: person.family_name,
            can_read,
            request: CorrectionRequest::of(ctx, request, can_read),
            vaccine: vaccine.map(Vaccine),
            occurrence: content.map(|dose| dose.occurrence),
        }
    }
}

/// What is to be corrected.
#[derive(Debug, InputObject)]
pub struct RequestCorrectionInput {
    /// Made by the caller, 8 to 64 characters; the same key twice acts once and answers the same.
    idempotency_key: String,
    /// The record.
    record_id: RecordId,
    /// What it is about.
    subject: CorrectionSubject,
    /// The dose, if and only if it is about one; no other request about it may wait.
    vaccination_id: Option<VaccinationId>,
    /// What is wrong and what would be right; 3 to 500 characters.
    words: String,
}

/// Which request is taken back.
#[derive(Debug, InputObject)]
pub struct WithdrawCorrectionInput {
    /// Made by the caller, 8 to 64 characters; the same key twice acts once and answers the same.
    idempotency_key: String,
    /// The record.
    record_id: RecordId,
    /// The request.
    request_id: EntryId,
}

/// What is answered.
#[derive(Debug, InputObject)]
pub struct AnswerCorrectionInput {
    /// Made by the caller, 8 to 64 characters; the same key twice acts once and answers the same.
    idempotency_key: String,
    /// The record.
    record_id: RecordId,
    /// The request.
    request_id: EntryId,
    /// Whether it was corrected; that is done by the mutations that correct.
    outcome: CorrectionOutcome,
    /// 3 to 500 characters; the person reads it. Must be there if nothing was changed.
    reason: Option<String>,
}

/// The request as it is now.
#[derive(Debug, SimpleObject)]
pub struct CorrectionPayload {
    /// The request; null if there are errors.
    request: Option<CorrectionRequest>,
    /// What the user can mend; empty if it was done.
    user_errors: Vec<RecordError>,
}

fn payload(
    ctx: &Context<'_>,
    result: Result<entity::Model, AppError>,
) -> Result<CorrectionPayload> {
    let (row, faults) = outcome(result)?;
    let user_errors = faults.into_iter().map(Into::into).collect();
    // What was just done waits no more for this viewer, or was asked by them.
    let request = row.map(|row| CorrectionRequest::of(ctx, row, false));
    Ok(CorrectionPayload { request, user_errors })
}

/// The mutations of requests for correction.
#[derive(Debug, Default)]
pub struct CorrectionMutation;

#[Object]
impl CorrectionMutation {
    /// Asks that something in the record be corrected. For the person and those who may act for them.
    async fn request_correction(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is said.")] input: RequestCorrectionInput,
    ) -> Result<CorrectionPayload> {
        let input = RequestCorrection {
            idempotency_key: input.idempotency_key,
            record_id: input.record_id,
            subject: input.subject,
            vaccination_id: input.vaccination_id,
            words: input.words,
        };
        payload(ctx, super::request_correction(ctx.op(), input).await)
    }

    /// Takes a request back while it waits; it stays visible.
    async fn withdraw_correction(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is said.")] input: WithdrawCorrectionInput,
    ) -> Result<CorrectionPayload> {
        let input = WithdrawCorrection {
            idempotency_key: input.idempotency_key,
            record_id: input.record_id,
            request_id: input.request_id,
        };
        payload(ctx, super::withdraw_correction(ctx.op(), input).await)
    }

    /// Answers a request for the practice at which it waits. It corrects nothing by itself.
    async fn answer_correction(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is said.")] input: AnswerCorrectionInput,
    ) -> Result<CorrectionPayload> {
        let input = AnswerCorrection {
            idempotency_key: input.idempotency_key,
            record_id: input.record_id,
            request_id: input.request_id,
            outcome: input.outcome,
            reason: input.reason,
        };
        payload(ctx, super::answer_correction(ctx.op(), input).await)
    }
}

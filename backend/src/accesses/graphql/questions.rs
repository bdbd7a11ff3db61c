//! Questions about the access log in the schema.

use async_graphql::{Context, InputObject, Object, Result, SimpleObject};
use chrono::{DateTime, Utc};
use shared::{EntryId, PartialDate, RecordId};

use super::{
    super::{access_question, question},
    AccessLogEntry, AccessPayload,
    mutations::payload,
};
use crate::{
    graphql::{ContextExt, outcome},
    records::{birth_date_of, graphql::RecordError},
};

/// What a patient asked about an entry of the access log, and what the practice answered.
#[derive(Debug, Clone)]
pub struct AccessQuestion(pub access_question::Model);

/// What a patient asked about an entry of the access log, and what the practice answered.
#[Object]
impl AccessQuestion {
    /// Its id.
    async fn id(&self) -> EntryId {
        self.0.id
    }

    /// The question.
    async fn question(&self) -> &str {
        &self.0.question
    }

    /// Who asked, by name.
    async fn asked_by(&self) -> &str {
        &self.0.asked_by
    }

    /// When, in UTC.
    async fn asked_at(&self) -> DateTime<Utc> {
        self.0.asked_at
    }

    /// The answer, once there is one.
    async fn answer(&self) -> Option<&str> {
        self.0.answer.as_deref()
    }

    /// Who answered, by name.
    async fn answered_by(&self) -> Option<&str> {
        self.0.answered_by.as_deref()
    }

    /// When, in UTC.
    async fn answered_at(&self) -> Option<DateTime<Utc>> {
        self.0.answered_at
    }
}

/// A question that waits for the practice's answer, with what and whom it is about.
#[derive(Debug, Clone, SimpleObject)]
pub struct AccessTask {
    /// The record; the practice may see it no more.
    record_id: RecordId,
    /// Whose: the given name.
    given_name: String,
    /// The family name.
    family_name: String,
    /// A day, a month or a year.
    birth_date: PartialDate,
    /// The question.
    question: AccessQuestion,
    /// What was done.
    entry: AccessLogEntry,
}

impl From<question::Waiting> for AccessTask {
    fn from(waiting: question::Waiting) -> Self {
        Self {
            record_id: waiting.person.id,
            birth_date: birth_date_of(&waiting.person).partial(),
            given_name: waiting.person.given_name,
            family_name: waiting.person.family_name,
            question: AccessQuestion(waiting.question),
            entry: AccessLogEntry(waiting.entry),
        }
    }
}

/// What is asked, about which entry.
#[derive(Debug, InputObject)]
pub struct QuestionAccessInput {
    /// Made by the caller, 8 to 64 characters; the same key twice acts once and answers the same.
    idempotency_key: String,
    /// The record.
    record_id: RecordId,
    /// The entry of its access log; one that a practice did.
    entry_id: EntryId,
    /// 3 to 500 characters.
    question: String,
}

/// What is answered.
#[derive(Debug, InputObject)]
pub struct AnswerAccessQuestionInput {
    /// Made by the caller, 8 to 64 characters; the same key twice acts once and answers the same.
    idempotency_key: String,
    /// The record.
    record_id: RecordId,
    /// The question.
    question_id: EntryId,
    /// 3 to 500 characters; the patient reads it.
    answer: String,
}

/// Whether it was answered.
#[derive(Debug, SimpleObject)]
pub struct AnswerAccessQuestionPayload {
    /// Whether it was done.
    is_done: bool,
    /// What the user can mend; empty if it was done.
    user_errors: Vec<RecordError>,
}

/// The mutations of questions about the access log.
#[derive(Debug, Default)]
pub struct QuestionMutation;

#[Object]
impl QuestionMutation {
    /// Asks a practice about something in the access log, once for each entry.
    async fn question_access(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is said.")] input: QuestionAccessInput,
    ) -> Result<AccessPayload> {
        let input = question::QuestionAccess {
            idempotency_key: input.idempotency_key,
            record_id: input.record_id,
            entry_id: input.entry_id,
            question: input.question,
        };
        payload(question::question_access(ctx.op(), input).await)
    }

    /// Answers such a question for the practice that was asked.
    async fn answer_access_question(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is said.")] input: AnswerAccessQuestionInput,
    ) -> Result<AnswerAccessQuestionPayload> {
        let input = question::AnswerQuestion {
            idempotency_key: input.idempotency_key,
            record_id: input.record_id,
            question_id: input.question_id,
            answer: input.answer,
        };
        let (done, faults) = outcome(question::answer_question(ctx.op(), input).await)?;
        let user_errors = faults.into_iter().map(Into::into).collect();
        Ok(AnswerAccessQuestionPayload { is_done: done.is_some(), user_errors })
    }
}

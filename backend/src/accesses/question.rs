//! The patient asks a practice about something in the access log; the practice answers. Both are
//! kept and shown to the patient.
//!
//! The practice answers for what it did, also when it may see the record no more: the right to
//! answer follows from the question, not from the record.

use serde::{Deserialize, Serialize};
use shared::{EntryId, LoggedAction, RecordId, RecordPart};

use super::{access_log, access_question, store};
use crate::{
    authz::Action,
    db::idempotency::Key,
    error::{AppError, Code, Faults, Result},
    op::OpCtx,
    records::{self, Record, record},
};

/// What is asked, about what.
#[derive(Debug, Clone, Serialize)]
pub struct QuestionAccess {
    /// The caller's key.
    #[serde(skip)]
    pub idempotency_key: String,
    /// The record.
    pub record_id: RecordId,
    /// The entry of its log.
    pub entry_id: EntryId,
    /// The question.
    pub question: String,
}

/// What is answered.
#[derive(Debug, Clone, Serialize)]
pub struct AnswerQuestion {
    /// The caller's key.
    #[serde(skip)]
    pub idempotency_key: String,
    /// The record.
    pub record_id: RecordId,
    /// The question.
    pub question_id: EntryId,
    /// The answer.
    pub answer: String,
}

/// A question that waits for the practice's answer.
#[derive(Debug, Clone)]
pub struct Waiting {
    /// The question.
    pub question: access_question::Model,
    /// The entry it is about.
    pub entry: access_log::Model,
    /// Whose record.
    pub person: record::Model,
}

#[derive(Debug, Serialize, Deserialize)]
struct Remembered {}

/// Asks the practice that did it.
///
/// # Errors
/// `Refused` for missing words, an entry that is not there, of no practice, or asked about
/// already; `NotFound` if the actor may not ask.
pub async fn question_access(op: &OpCtx, input: QuestionAccess) -> Result<Record> {
    let record = records::require_unlogged(op, input.record_id, Action::QuestionAccess).await?;
    let key = Key::new(&input.idempotency_key, "questionAccess", &input)?;
    let mut faults = Faults::default();
    let question = records::checked_words(&mut faults, &["question"], &input.question);
    let question = faults.or(question)?;
    let id = record.id();
    op.transaction(async |tx| {
        if key.earlier::<Remembered>(op, tx).await?.is_some() {
            return Ok(());
        }
        tx.lock(&format!("question {}", input.entry_id)).await?;
        let entry = store::questions::entry(tx.db(), id, input.entry_id).await?;
        let Some(entry) = entry else {
            let message = "no such entry in the log";
            return Err(AppError::refused(Code::NotFound, &["entryId"], message));
        };
        let Some(practice) = entry.practice_id else {
            let message = "no practice did this";
            return Err(AppError::refused(Code::NotApplicable, &["entryId"], message));
        };
        if store::questions::of_entry(tx.db(), id, entry.id).await?.is_some() {
            let message = "it was asked about already";
            return Err(AppError::refused(Code::Repeated, &["entryId"], message));
        }
        store::questions::insert(op, tx.db(), id, entry.id, practice, question.as_str()).await?;
        store::log(op, tx.db(), id, LoggedAction::AccessQuestioned).await?;
        key.remember(op, tx, &Remembered {}).await?;
        tx.changed(id, &[RecordPart::Access]);
        Ok(())
    })
    .await?;
    records::require_unlogged(op, id, Action::Read).await
}

/// Answers for the practice.
///
/// # Errors
/// `Refused` for missing words or a question that is answered; `NotFound` if there is no such
/// question to the actor's practice.
pub async fn answer_question(op: &OpCtx, input: AnswerQuestion) -> Result<()> {
    op.signed_in()?;
    let practice = op.reading_practice()?;
    if op.actor.account().is_none() {
        return Err(AppError::NotFound);
    }
    let key = Key::new(&input.idempotency_key, "answerQuestion", &input)?;
    let id = input.record_id;
    let asked = store::questions::find(op.db(), id, input.question_id).await?;
    if asked.is_none_or(|asked| asked.practice_id != practice) {
        return Err(AppError::NotFound);
    }
    let mut faults = Faults::default();
    let answer = records::checked_words(&mut faults, &["answer"], &input.answer);
    let answer = faults.or(answer)?;
    op.transaction(async |tx| {
        if key.earlier::<Remembered>(op, tx).await?.is_some() {
            return Ok(());
        }
        if !store::questions::answer(op, tx.db(), id, input.question_id, answer.as_str()).await? {
            let message = "it was answered already";
            return Err(AppError::refused(Code::Repeated, &["questionId"], message));
        }
        store::log(op, tx.db(), id, LoggedAction::AccessAnswered).await?;
        key.remember(op, tx, &Remembered {}).await?;
        tx.changed(id, &[RecordPart::Access]);
        Ok(())
    })
    .await
}

/// The questions to the actor's practice that wait, oldest first, at most 50.
///
/// # Errors
/// `NotFound` for those who do not answer for a practice.
pub async fn waiting(op: &OpCtx) -> Result<Vec<Waiting>> {
    let practice = op.reading_practice()?;
    store::questions::waiting(op, practice).await
}

/// The questions about entries of these records. The caller has the right to read their logs.
///
/// # Errors
/// If the database does not answer.
pub async fn of_records(op: &OpCtx, ids: &[RecordId]) -> Result<Vec<access_question::Model>> {
    store::questions::of_records(op, ids).await
}

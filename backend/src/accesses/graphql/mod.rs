//! Who may see a record and who did, in the schema.

use async_graphql::{Context, Object, Result, SimpleObject};
use chrono::{DateTime, Utc};
use shared::{AccessBasis, AccessRight, AuthorKind, EmergencyReason, EntryId, LoggedAction};

use super::{access_log, record_access};
use crate::{
    graphql::{ContextExt, loader::QuestionsOf},
    practices::graphql::Practice,
};

mod mutations;
mod questions;

pub(crate) use mutations::payload;
pub use mutations::{AccessMutation, AccessPayload};
pub use questions::{AccessQuestion, AccessTask, QuestionMutation};

/// Who did something: name and practice as they were then.
#[derive(Debug, Clone, SimpleObject)]
pub struct Author {
    /// What kind of actor.
    pub kind: AuthorKind,
    /// The name.
    pub name: String,
    /// The practice's name.
    pub practice_name: Option<String>,
}

/// That a practice may see a record, since when and why.
#[derive(Debug, Clone)]
pub struct Access(pub record_access::Model);

/// That a practice may see a record, since when and why.
#[Object]
impl Access {
    /// Its id.
    async fn id(&self) -> EntryId {
        self.0.id
    }

    /// The practice.
    async fn practice(&self) -> Practice {
        Practice { id: self.0.practice_id, name: self.0.practice_name.clone() }
    }

    /// On what ground.
    async fn basis(&self) -> AccessBasis {
        AccessBasis::from_code(&self.0.basis).unwrap_or(AccessBasis::PatientPresent)
    }

    /// Who opened it.
    async fn opened_by(&self) -> Author {
        Author {
            kind: author_kind(&self.0.author_kind),
            name: self.0.author_name.clone(),
            practice_name: Some(self.0.practice_name.clone()),
        }
    }

    /// The kind of emergency, if it was one.
    async fn reason(&self) -> Option<EmergencyReason> {
        EmergencyReason::from_code(self.0.reason.as_deref()?)
    }

    /// Words given at opening.
    async fn note(&self) -> Option<&str> {
        self.0.note.as_deref()
    }

    /// When it was opened.
    async fn opened_at(&self) -> DateTime<Utc> {
        self.0.opened_at
    }

    /// Until when, if it ends by itself.
    async fn until(&self) -> Option<DateTime<Utc>> {
        self.0.until_at
    }

    /// When it ended, by the patient's word or by itself.
    async fn ended_at(&self, ctx: &Context<'_>) -> Option<DateTime<Utc>> {
        let by_itself = self.0.until_at.filter(|until| *until <= ctx.op().now());
        self.0.ended_at.into_iter().chain(by_itself).min()
    }
}

/// One reading or change of a record.
#[derive(Debug, Clone)]
pub struct AccessLogEntry(pub access_log::Model);

/// One reading or change of a record.
#[Object]
impl AccessLogEntry {
    /// Its id.
    async fn id(&self) -> EntryId {
        self.0.id
    }

    /// When, in UTC.
    async fn at(&self) -> DateTime<Utc> {
        self.0.at
    }

    /// Who.
    async fn by(&self) -> Author {
        Author {
            kind: author_kind(&self.0.author_kind),
            name: self.0.author_name.clone(),
            practice_name: self.0.practice_name.clone(),
        }
    }

    /// What was done.
    async fn action(&self) -> LoggedAction {
        LoggedAction::from_code(&self.0.action).unwrap_or(LoggedAction::Read)
    }

    /// By which right; null for Carnet itself and for what was logged before rights were kept.
    async fn right(&self) -> Option<AccessRight> {
        AccessRight::from_code(self.0.basis.as_deref()?)
    }

    /// The kind of emergency, if it was one.
    async fn reason(&self) -> Option<EmergencyReason> {
        EmergencyReason::from_code(self.0.reason.as_deref()?)
    }

    /// What the patient asked about it; null for all but the person, their parents, and the practice that was asked.
    async fn question(&self, ctx: &Context<'_>) -> Result<Option<AccessQuestion>> {
        let asked = ctx.load(QuestionsOf(self.0.record_id)).await?.unwrap_or_default();
        Ok(asked.iter().find(|q| q.entry_id == self.0.id).cloned().map(AccessQuestion))
    }

    /// The words that were given for it.
    async fn note(&self) -> Option<&str> {
        self.0.note.as_deref()
    }
}

/// The kind of that word; what is unknown was the system.
pub(crate) fn author_kind(code: &str) -> AuthorKind {
    AuthorKind::from_code(code).unwrap_or(AuthorKind::System)
}

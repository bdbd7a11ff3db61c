//! The health profile in the schema: the objects here, what is said in `inputs`, what came
//! of it in `payloads`, the mutations in `mutations`, what is worth asking in `questions`.

use async_graphql::{Context, Object, Result, SimpleObject};
use chrono::{DateTime, Utc};
use shared::{ChangeKind, Date, FactId, FactProvenance, FactStatus, Locale};

use super::{
    Content,
    definition::Definition,
    fact, fact_version,
    history::{self, Field},
};
use crate::{
    accesses::graphql::{Author, author_kind},
    catalogue_api::{catalogue, graphql::Target},
    error::AppError,
    graphql::{
        ContextExt,
        loader::{FactVersionsOf, RecordOf},
        to_graphql,
    },
    records::graphql::Record,
};

mod inputs;
mod mutations;
mod payloads;
mod questions;

pub use mutations::FactMutation;
pub use questions::FactQuestion;

/// Something known about a person beside the doses: an answer to a question of the rules.
#[derive(Debug, Clone)]
pub struct Fact(pub fact::Model);

impl Fact {
    /// What the row says.
    fn content(&self) -> Result<Content> {
        Content::of_row(&self.0).ok_or_else(|| {
            to_graphql(AppError::Internal(anyhow::anyhow!(
                "fact `{}` has an unknown word",
                self.0.id
            )))
        })
    }

    fn definition(&self, ctx: &Context<'_>) -> Option<Definition> {
        Definition::of(&self.0.code, ctx.op().today())
    }
}

/// Something known about a person beside the doses: an answer to a question of the rules.
#[Object]
impl Fact {
    /// Its id.
    async fn id(&self) -> FactId {
        self.0.id
    }

    /// The person's record.
    #[graphql(complexity = "5 + child_complexity")]
    async fn record(&self, ctx: &Context<'_>) -> Result<Record> {
        let found = ctx.load(RecordOf(self.0.record_id)).await?;
        found.map(Record).ok_or_else(|| to_graphql(AppError::NotFound))
    }

    /// A fact of the rule set: `asplenia`, `severe_reaction:DIS008`, `refused:DIS008`.
    async fn code(&self) -> &str {
        &self.0.code
    }

    /// The question it answers; null for a refusal, and if the rule set does not ask it any more.
    async fn question(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The language of the reader.")] locale: Locale,
    ) -> Option<&'static str> {
        questions::question(self.definition(ctx)?, locale)
    }

    /// The disease, for a reaction to its vaccines or their refusal.
    async fn target(&self, ctx: &Context<'_>) -> Option<Target> {
        self.definition(ctx)?.target.and_then(|code| catalogue().target(code)).map(Target)
    }

    /// Yes or no; yes with a number.
    async fn answer(&self) -> bool {
        self.0.answer
    }

    /// The number, in `unit`.
    async fn number(&self) -> Option<i32> {
        self.0.number
    }

    /// The unit of the number.
    async fn unit(&self, ctx: &Context<'_>) -> Option<&'static str> {
        Some(self.definition(ctx)?.number?.unit)
    }

    /// Since that day; null if it is not known. Of a pregnancy the first day of the last period.
    async fn from(&self) -> Option<Date> {
        self.0.holds_from
    }

    /// Up to that day, which still belongs to it; null while no end is said.
    async fn to(&self) -> Option<Date> {
        self.0.holds_to
    }

    /// The last day on which it can hold by what it is: of a pregnancy 42 weeks after `from`.
    async fn ends_by(&self, ctx: &Context<'_>) -> Option<Date> {
        self.definition(ctx)?.ends(self.0.holds_from)
    }

    /// Said of the person, or void.
    async fn status(&self) -> Result<FactStatus> {
        Ok(self.content()?.status)
    }

    /// Who brought it: a professional, or the patient or a parent.
    async fn provenance(&self) -> Result<FactProvenance> {
        Ok(self.content()?.provenance)
    }

    /// Whether a professional stands for it. What is not confirmed counts in the assessment too.
    async fn is_confirmed(&self) -> bool {
        self.0.is_confirmed
    }

    /// Anything else; at most 1,000 characters.
    async fn note(&self) -> Option<&str> {
        self.0.note.as_deref()
    }

    /// Counts the versions, from 1. A change names the version it was made from.
    async fn version(&self) -> i32 {
        self.0.version
    }

    /// When it came into the record.
    async fn recorded_at(&self) -> DateTime<Utc> {
        self.0.recorded_at
    }

    /// Who brought it into the record.
    async fn recorded_by(&self) -> Author {
        Author {
            kind: author_kind(&self.0.author_kind),
            name: self.0.author_name.clone(),
            practice_name: self.0.author_practice_name.clone(),
        }
    }

    /// All versions, newest first.
    #[graphql(complexity = "5 + 5 * child_complexity")]
    async fn history(&self, ctx: &Context<'_>) -> Result<Vec<FactVersion>> {
        let key = FactVersionsOf(self.0.record_id, self.0.id);
        let rows = ctx.load(key).await?.unwrap_or_default();
        let versions =
            rows.iter().enumerate().map(|(i, row)| FactVersion::of(row, rows.get(i + 1)));
        Ok(versions.collect())
    }
}

/// One version of a fact: who changed what, when and why.
#[derive(Debug, Clone, SimpleObject)]
pub struct FactVersion {
    /// Counts from 1.
    version: i32,
    /// What this version did.
    change: ChangeKind,
    /// When, in UTC.
    at: DateTime<Utc>,
    /// Who.
    by: Author,
    /// Words given with a correction or a void.
    reason: Option<String>,
    /// What differs from the version before; empty for the first.
    changes: Vec<FactChange>,
}

impl FactVersion {
    fn of(row: &fact_version::Model, before: Option<&fact_version::Model>) -> Self {
        let now = history::content_of(row);
        let changes = before
            .and_then(history::content_of)
            .zip(now)
            .map(|(before, now)| history::changes(&before, &now))
            .unwrap_or_default();
        let change = |c: history::FieldChange| FactChange {
            field: c.field,
            before: c.before,
            after: c.after,
        };
        Self {
            version: row.version,
            change: ChangeKind::from_code(&row.change).unwrap_or(ChangeKind::Corrected),
            at: row.at,
            by: Author {
                kind: author_kind(&row.author_kind),
                name: row.author_name.clone(),
                practice_name: row.author_practice_name.clone(),
            },
            reason: row.reason.clone(),
            changes: changes.into_iter().map(change).collect(),
        }
    }
}

/// One field of a fact that changed. Values are as in the API: codes, dates, words.
#[derive(Debug, Clone, SimpleObject)]
pub struct FactChange {
    /// Which field.
    field: Field,
    /// What it said before.
    before: Option<String>,
    /// What it says now.
    after: Option<String>,
}

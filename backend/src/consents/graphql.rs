//! Consent in the schema.

use async_graphql::{Context, InputObject, Object, Result, SimpleObject};
use chrono::{DateTime, Utc};
use shared::{ConsentHow, ConsentPurpose, EntryId, Locale, ReceiptFate, ReceiptItem, RecordId};

use super::{Reached, Said, entity, say};
use crate::{
    accesses::graphql::{AccessPayload, Author, author_kind, payload},
    graphql::ContextExt,
};

/// One word on a purpose: a yes or a no.
#[derive(Debug, Clone)]
pub struct Consent(pub entity::Model);

/// One word on a purpose: a yes or a no.
#[Object]
impl Consent {
    /// Its id.
    async fn id(&self) -> EntryId {
        self.0.id
    }

    /// For what.
    async fn purpose(&self) -> ConsentPurpose {
        ConsentPurpose::from_code(&self.0.purpose).unwrap_or(ConsentPurpose::Record)
    }

    /// A yes, or a no.
    async fn is_given(&self) -> bool {
        self.0.is_given
    }

    /// Which text was read or read out.
    async fn text_version(&self) -> &str {
        &self.0.text_version
    }

    /// In which language.
    async fn language(&self) -> Locale {
        Locale::from_code(&self.0.language).unwrap_or(Locale::Fr)
    }

    /// How it was said.
    async fn how(&self) -> ConsentHow {
        ConsentHow::from_code(&self.0.how).unwrap_or(ConsentHow::Oral)
    }

    /// Who said or noted it.
    async fn by(&self) -> Author {
        Author {
            kind: author_kind(&self.0.author_kind),
            name: self.0.author_name.clone(),
            practice_name: self.0.practice_name.clone(),
        }
    }

    /// When, in UTC.
    async fn said_at(&self) -> DateTime<Utc> {
        self.0.said_at
    }

    /// What a withdrawal reached, as it was counted then; null for a yes.
    async fn receipt(&self) -> Option<Vec<ReceiptLine>> {
        let lines: Vec<Reached> = serde_json::from_str(self.0.receipt.as_deref()?).ok()?;
        Some(lines.into_iter().map(Into::into).collect())
    }
}

/// One line of a receipt.
#[derive(Debug, Clone, SimpleObject)]
pub struct ReceiptLine {
    /// What.
    item: ReceiptItem,
    /// How many.
    count: u64,
    /// What became of it.
    fate: ReceiptFate,
}

impl From<Reached> for ReceiptLine {
    fn from(reached: Reached) -> Self {
        Self { item: reached.item, count: reached.count, fate: reached.fate }
    }
}

/// That the person agrees to keeping the record, as a practice notes it.
#[derive(Debug, Clone, InputObject)]
pub struct ConsentInput {
    /// Which text was read or read out: `2026-11`.
    text_version: String,
    /// In which language.
    language: Locale,
    /// By word or on paper.
    how: ConsentHow,
}

impl From<ConsentInput> for Said {
    fn from(i: ConsentInput) -> Self {
        Self { text_version: i.text_version, language: i.language, how: i.how }
    }
}

/// A yes or a no to a purpose.
#[derive(Debug, InputObject)]
pub struct SayConsentInput {
    /// Made by the caller, 8 to 64 characters; the same key twice acts once and answers the same.
    idempotency_key: String,
    /// The record.
    record_id: RecordId,
    /// For what.
    purpose: ConsentPurpose,
    /// A yes, or a no.
    is_given: bool,
    /// Which text was read or read out: `2026-11`.
    text_version: String,
    /// In which language.
    language: Locale,
    /// PORTAL for the person and their parents; ORAL or PAPER for what a practice notes.
    how: ConsentHow,
}

/// The consents' mutations.
#[derive(Debug, Default)]
pub struct ConsentMutation;

#[Object]
impl ConsentMutation {
    /// Gives or withdraws consent to a purpose. A withdrawal acts at once and leaves a receipt.
    async fn say_consent(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is said.")] input: SayConsentInput,
    ) -> Result<AccessPayload> {
        let input = say::SayConsent {
            idempotency_key: input.idempotency_key,
            record_id: input.record_id,
            purpose: input.purpose,
            is_given: input.is_given,
            text_version: input.text_version,
            language: input.language,
            how: input.how,
        };
        payload(say::say_consent(ctx.op(), input).await)
    }
}

//! Assessments in the schema. The rules' words are data of the rule set, so they come from
//! here, in the reader's language; days inside them are written as ISO 8601.

use std::sync::Arc;

use async_graphql::{Context, Enum, Object, Result};
use engine::{
    assessment::{Status, Verdict},
    rules::Language,
    words,
};
use shared::{Date, Locale, RecordId, VaccinationId};
use target::TargetStatus;

use super::{RecordAssessment, seen::Hidden};
use crate::{
    graphql::{ContextExt, to_graphql},
    traces,
};

mod explain;
mod plan;
mod query;
mod rule;
mod subscription;
mod suppose;
mod target;
mod worklist;

pub use query::AssessmentQuery;
pub(crate) use query::of_record;
pub use subscription::AssessmentSubscription;
pub use worklist::WorklistEntry;

/// The status of a disease for a person, the most urgent first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "Status")]
pub enum AssessmentStatus {
    /// Late.
    Overdue,
    /// To be given now.
    Due,
    /// To be given within a month.
    DueSoon,
    /// It cannot be said: see what is possible and what is asked.
    Unknown,
    /// Begun, and nothing to give now.
    UpToDate,
    /// Not begun, and not time yet.
    NotDue,
    /// All doses were given.
    Complete,
    /// There is proof of immunity.
    Immune,
    /// Something forbids it.
    Contraindicated,
    /// The person does not want it.
    Refused,
    /// On request, not recommended.
    MayBeGiven,
    /// Too old for it.
    AgedOut,
    /// Not for this person.
    NotRecommended,
}

/// How a dose counts against a disease.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "Verdict")]
pub enum DoseVerdict {
    /// It counts.
    Valid,
    /// It does not count and has to be repeated.
    NotValid,
    /// It was spoilt, or expired when given.
    SubStandard,
    /// It does not count and need not be repeated.
    Extraneous,
    /// It depends on what is not known.
    Uncertain,
}

/// What the recommendations say of a record on a day. Decision support for professionals, from public texts; not approved by the CSMI.
#[derive(Debug, Clone)]
pub struct RecordStatus {
    /// The record; none for a person who was made up.
    pub record_id: Option<RecordId>,
    /// The doses that are kept from the viewer.
    pub hidden: Arc<Hidden>,
    /// The answer.
    pub of: Arc<RecordAssessment>,
}

/// What the recommendations say of a record on a day. Decision support for professionals, from public texts; not approved by the CSMI.
#[Object(name = "Assessment")]
impl RecordStatus {
    /// The rule set, such as `lu-2026`.
    async fn rules(&self) -> &str {
        &self.of.rules.name
    }

    /// What has to be said wherever the rule set is named.
    async fn notice(
        &self,
        #[graphql(desc = "The language of the reader.")] locale: Locale,
    ) -> &str {
        self.of.rules.notice.get(language(locale))
    }

    /// The day it speaks of.
    async fn as_of(&self) -> Date {
        self.of.as_of
    }

    /// The first later day on which a part of the answer can change by time alone.
    async fn stable_until(&self) -> Date {
        self.of.stable_until()
    }

    /// What the engine was told, as JSON in the form of docs/engine.md, with the doses that the
    /// viewer may see: unless some are kept from the viewer, the same engine answers the same
    /// to it anywhere.
    async fn input(&self) -> Result<String> {
        Ok(serde_json::to_string(&*self.hidden.person(&self.of.person))?)
    }

    /// The engine's answer as JSON, as far as the viewer may see it: where some doses are kept
    /// from the viewer, so that the engine cannot answer the same from `input` alone; else null.
    #[graphql(complexity = 100)]
    async fn answer(&self) -> Result<Option<String>> {
        if self.hidden.is_empty() {
            return Ok(None);
        }
        Ok(Some(serde_json::to_string(&self.hidden.answer(self.of.whole()))?))
    }

    /// The doses of the input, by position.
    async fn input_doses(&self) -> Vec<VaccinationId> {
        self.hidden.doses(&self.of.doses)
    }

    /// The signed trace as JSON: the input, every comparison that was made, the answer.
    /// `carnet verify-trace` derives it again. Null where some doses are kept from the viewer.
    #[graphql(complexity = 500)]
    async fn trace(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        if !self.hidden.is_empty() {
            return Ok(None);
        }
        let op = ctx.op();
        let key = traces::key::signing(&op.app.config.storage, &op.app.ids);
        let signed =
            key.and_then(|key| traces::signed(&key, self.of.rules, &self.of.person, self.of.as_of));
        signed.map(Some).map_err(|error| to_graphql(error.into()))
    }

    /// One answer per disease, in the order of the rule set.
    #[graphql(complexity = "5 + 40 * child_complexity")]
    async fn targets(&self) -> Vec<TargetStatus> {
        (0..self.of.targets().len())
            .map(|at| TargetStatus {
                record_id: self.record_id,
                hidden: self.hidden.clone(),
                of: self.of.clone(),
                at,
            })
            .collect()
    }

    /// What is contradictory or unreadable in the record, in sentences.
    async fn findings(
        &self,
        #[graphql(desc = "The language of the reader.")] locale: Locale,
    ) -> Vec<String> {
        let is_seen = |at: usize| self.hidden.position(at).is_some();
        let findings = self.of.whole().findings.iter();
        let findings = findings.filter(|finding| finding.dose.is_none_or(is_seen));
        findings.map(|finding| words::finding(finding, language(locale))).collect()
    }
}

/// The same language as the rule sets say it.
pub(crate) fn language(locale: Locale) -> Language {
    match locale {
        Locale::Fr => Language::Fr,
        Locale::De => Language::De,
        Locale::En => Language::En,
        Locale::Lb => Language::Lb,
        Locale::Pt => Language::Pt,
    }
}

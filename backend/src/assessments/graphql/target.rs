//! One target disease in an assessment, and the doses against it.

use std::{borrow::Cow, sync::Arc};

use async_graphql::{Context, Object, Result, SimpleObject};
use catalogue::TargetCode;
use chrono::{DateTime, Utc};
use engine::{
    assessment::{DoseAssessment as EngineDose, TargetAssessment as EngineTarget},
    rules::Rule,
    words,
};
use shared::{Date, Locale, RecordId, VaccinationId};

use super::{AssessmentStatus, DoseVerdict, explain, language, rule::RuleWords};
use crate::{
    assessments::{RecordAssessment, content, history, seen::Hidden},
    catalogue_api::{catalogue, graphql::Target},
    graphql::{ContextExt, loader::AssessmentVersionsOf},
};

/// What the recommendations say about one disease.
#[derive(Debug, Clone)]
pub struct TargetStatus {
    pub(super) record_id: Option<RecordId>,
    pub(super) hidden: Arc<Hidden>,
    pub(super) of: Arc<RecordAssessment>,
    pub(super) at: usize,
}

impl TargetStatus {
    /// Status and dates.
    fn answer(&self) -> &content::Target {
        &self.of.targets()[self.at]
    }

    /// The whole answer with its reasons.
    fn engine(&self) -> &EngineTarget {
        &self.of.whole().targets[self.at]
    }

    /// The whole answer as the viewer sees it.
    fn seen(&self) -> Cow<'_, EngineTarget> {
        self.hidden.target(self.engine())
    }

    /// Whether a dose counts that is kept from the viewer. Where nothing is kept the engine need
    /// not answer for it.
    fn has_hidden(&self) -> bool {
        !self.hidden.is_empty() && self.hidden.is_in(self.engine())
    }

    fn rule_of(&self) -> Option<&'static Rule> {
        let id = self.answer().rule.as_deref()?;
        self.of.rules.rules.iter().find(|rule| rule.id == id)
    }
}

/// What the recommendations say about one disease.
#[Object(name = "TargetAssessment")]
impl TargetStatus {
    /// The disease.
    async fn target(&self) -> Option<Target> {
        let code: TargetCode = self.answer().code.parse().ok()?;
        catalogue().target(code).map(Target)
    }

    /// The status.
    async fn status(&self) -> AssessmentStatus {
        self.answer().status.into()
    }

    /// If unknown: every status that some reading of the record gives.
    async fn possible(&self) -> Vec<AssessmentStatus> {
        self.answer().possible.iter().map(|status| (*status).into()).collect()
    }

    /// The first day the next dose may be given.
    async fn earliest_on(&self) -> Option<Date> {
        self.answer().earliest_on
    }

    /// The day it is recommended.
    async fn recommended_on(&self) -> Option<Date> {
        self.answer().recommended_on
    }

    /// The day from which it is late.
    async fn overdue_on(&self) -> Option<Date> {
        self.answer().overdue_on
    }

    /// The last day it may be given.
    async fn latest_on(&self) -> Option<Date> {
        self.answer().latest_on
    }

    /// The number of the next dose, derived; null where a dose counts that is kept from the viewer.
    async fn dose_number(&self) -> Option<i32> {
        self.answer().dose_number.filter(|_| !self.has_hidden()).map(i32::from)
    }

    /// Why the status is what it is, in sentences.
    async fn reasons(
        &self,
        #[graphql(desc = "The language of the reader.")] locale: Locale,
    ) -> Vec<String> {
        let reasons = self.engine().reasons.iter();
        reasons.map(|reason| words::reason(reason, language(locale))).collect()
    }

    /// The whole reasoning in sentences, in order: the status with its day, why, the rule with
    /// its source and how sure it is, an open conflict of sources, what one more fact would
    /// decide, and each dose with its verdict.
    async fn explain(
        &self,
        #[graphql(desc = "The language of the reader.")] locale: Locale,
    ) -> Vec<String> {
        explain::target(&self.of, &self.seen(), self.rule_of(), language(locale))
    }

    /// The rule the next dose follows.
    async fn rule(&self) -> Option<RuleWords> {
        let rule = self.rule_of()?;
        Some(RuleWords { rules: self.of.rules, rule })
    }

    /// Facts that are not known and could change the answer, as questions.
    async fn questions(
        &self,
        #[graphql(desc = "The language of the reader.")] locale: Locale,
    ) -> Vec<String> {
        explain::questions(&self.of, self.engine(), language(locale))
    }

    /// How each dose counts against this disease, oldest first.
    #[graphql(complexity = "5 + 6 * child_complexity")]
    async fn doses(&self) -> Vec<DoseStatus> {
        let ids = self.hidden.doses(&self.of.doses);
        let doses = self.seen().doses.clone().into_iter();
        doses.map(|dose| DoseStatus { id: ids.get(dose.position).copied(), dose }).collect()
    }

    /// Every status that was held, oldest first: for which day, by which rule set, known
    /// when. Empty for a person who was made up, and where a dose counts that is kept from the
    /// viewer: the days would tell when it was given.
    #[graphql(complexity = "5 + 10 * child_complexity")]
    async fn history(&self, ctx: &Context<'_>) -> Result<Vec<StatusHeld>> {
        let Some(id) = self.record_id else { return Ok(Vec::new()) };
        if self.has_hidden() {
            return Ok(Vec::new());
        }
        let versions = ctx.load(AssessmentVersionsOf(id)).await?.unwrap_or_default();
        let held = history::of_target(&versions, &self.answer().code);
        Ok(held.into_iter().map(Into::into).collect())
    }
}

/// How one dose counts against one disease.
#[derive(Debug, Clone)]
pub struct DoseStatus {
    id: Option<VaccinationId>,
    dose: EngineDose,
}

/// How one dose counts against one disease.
#[Object(name = "DoseAssessment")]
impl DoseStatus {
    /// Its position in the input, from 0.
    async fn position(&self) -> usize {
        self.dose.position
    }

    /// The dose; null if it was made up.
    async fn vaccination_id(&self) -> Option<VaccinationId> {
        self.id
    }

    /// How it counts.
    async fn verdict(&self) -> DoseVerdict {
        self.dose.verdict.into()
    }

    /// If it does not count: the first day on which it would have.
    async fn valid_from(&self) -> Option<Date> {
        self.dose.valid_from
    }

    /// The verdict, why, and from which day it would have counted, in sentences.
    async fn explain(
        &self,
        #[graphql(desc = "The language of the reader.")] locale: Locale,
    ) -> Vec<String> {
        explain::dose(&self.dose, language(locale))
    }

    /// Why, in sentences.
    async fn reasons(
        &self,
        #[graphql(desc = "The language of the reader.")] locale: Locale,
    ) -> Vec<&str> {
        self.dose.reasons.iter().map(|r| words::dose_reason(*r, language(locale))).collect()
    }
}

/// A status that was held from a day on.
#[derive(Debug, Clone, SimpleObject)]
pub struct StatusHeld {
    /// The status.
    status: AssessmentStatus,
    /// The first day for which it was held.
    since: Date,
    /// The rule set by which it was.
    rules: String,
    /// The moment from which it was known, in UTC.
    known_at: DateTime<Utc>,
}

impl From<history::Held> for StatusHeld {
    fn from(held: history::Held) -> Self {
        Self {
            status: held.status.into(),
            since: held.since,
            rules: held.rules,
            known_at: held.known_at,
        }
    }
}

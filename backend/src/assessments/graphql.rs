//! Assessments in the schema. The rules' words are data of the rule set, so they come from
//! here, in the reader's language; days inside them are written as ISO 8601.

use std::sync::Arc;

use async_graphql::{Enum, Object, Result};
use catalogue::TargetCode;
use engine::{
    assessment::{DoseAssessment as EngineDose, Status, TargetAssessment as EngineTarget, Verdict},
    rules::{Language, Rule},
    words,
};
use shared::{Date, Locale, VaccinationId};

use super::RecordAssessment;
use crate::catalogue_api::{catalogue, graphql::Target};

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

/// What the recommendations say of a record today. Decision support for professionals, from public texts; not approved by the CSMI.
#[derive(Debug, Clone)]
pub struct RecordStatus(pub Arc<RecordAssessment>);

/// What the recommendations say of a record today. Decision support for professionals, from public texts; not approved by the CSMI.
#[Object(name = "Assessment")]
impl RecordStatus {
    /// The rule set, such as `lu-2026`.
    async fn rules(&self) -> &str {
        &self.0.assessment.rules
    }

    /// What has to be said wherever the rule set is named.
    async fn notice(
        &self,
        #[graphql(desc = "The language of the reader.")] locale: Locale,
    ) -> &str {
        self.0.rules.notice.get(language(locale))
    }

    /// The day it speaks of: today in Luxembourg.
    async fn as_of(&self) -> Date {
        self.0.assessment.as_of
    }

    /// The first later day on which a part of the answer can change by time alone.
    async fn stable_until(&self) -> Date {
        self.0.assessment.stable_until
    }

    /// What the engine was told, as JSON in the form of docs/engine.md: the same engine
    /// answers the same to it anywhere.
    async fn input(&self) -> Result<String> {
        Ok(serde_json::to_string(&self.0.person)?)
    }

    /// The doses of the input, by position.
    async fn input_doses(&self) -> Vec<VaccinationId> {
        self.0.doses.clone()
    }

    /// One answer per disease, in the order of the rule set.
    #[graphql(complexity = "5 + 40 * child_complexity")]
    async fn targets(&self) -> Vec<TargetStatus> {
        (0..self.0.assessment.targets.len())
            .map(|at| TargetStatus { of: self.0.clone(), at })
            .collect()
    }

    /// What is contradictory or unreadable in the record, in sentences.
    async fn findings(
        &self,
        #[graphql(desc = "The language of the reader.")] locale: Locale,
    ) -> Vec<String> {
        let findings = self.0.assessment.findings.iter();
        findings.map(|finding| words::finding(finding, language(locale))).collect()
    }
}

/// What the recommendations say about one disease.
#[derive(Debug, Clone)]
pub struct TargetStatus {
    of: Arc<RecordAssessment>,
    at: usize,
}

impl TargetStatus {
    fn engine(&self) -> &EngineTarget {
        &self.of.assessment.targets[self.at]
    }

    fn rule_of(&self) -> Option<&'static Rule> {
        let id = self.engine().rule.as_deref()?;
        self.of.rules.rules.iter().find(|rule| rule.id == id)
    }
}

/// What the recommendations say about one disease.
#[Object(name = "TargetAssessment")]
impl TargetStatus {
    /// The disease.
    async fn target(&self) -> Option<Target> {
        let code: TargetCode = self.engine().code.parse().ok()?;
        catalogue().target(code).map(Target)
    }

    /// The status.
    async fn status(&self) -> AssessmentStatus {
        self.engine().status.into()
    }

    /// If unknown: every status that some reading of the record gives.
    async fn possible(&self) -> Vec<AssessmentStatus> {
        self.engine().possible.iter().map(|status| (*status).into()).collect()
    }

    /// The first day the next dose may be given.
    async fn earliest_on(&self) -> Option<Date> {
        self.engine().earliest_on
    }

    /// The day it is recommended.
    async fn recommended_on(&self) -> Option<Date> {
        self.engine().recommended_on
    }

    /// The day from which it is late.
    async fn overdue_on(&self) -> Option<Date> {
        self.engine().overdue_on
    }

    /// The last day it may be given.
    async fn latest_on(&self) -> Option<Date> {
        self.engine().latest_on
    }

    /// The number of the next dose, derived.
    async fn dose_number(&self) -> Option<i32> {
        self.engine().dose_number.map(i32::from)
    }

    /// Why the status is what it is, in sentences.
    async fn reasons(
        &self,
        #[graphql(desc = "The language of the reader.")] locale: Locale,
    ) -> Vec<String> {
        let reasons = self.engine().reasons.iter();
        reasons.map(|reason| words::reason(reason, language(locale))).collect()
    }

    /// The rule the next dose follows.
    async fn rule(&self) -> Option<RuleWords> {
        let rule = self.rule_of()?;
        Some(RuleWords { of: self.of.clone(), rule })
    }

    /// Facts that are not known and could change the answer, as questions.
    async fn questions(
        &self,
        #[graphql(desc = "The language of the reader.")] locale: Locale,
    ) -> Vec<String> {
        let definitions = &self.of.rules.facts.definitions;
        let asked = self.engine().questions.iter();
        asked
            .filter_map(|code| definitions.iter().find(|d| *d.code == **code))
            .map(|definition| definition.question.get(language(locale)).to_owned())
            .collect()
    }

    /// How each dose counts against this disease, oldest first.
    #[graphql(complexity = "5 + 6 * child_complexity")]
    async fn doses(&self) -> Vec<DoseStatus> {
        let doses = self.engine().doses.iter();
        doses
            .filter_map(|dose| {
                let id = *self.of.doses.get(dose.position)?;
                Some(DoseStatus { id, dose: dose.clone() })
            })
            .collect()
    }
}

/// A rule of the recommendations.
#[derive(Debug, Clone)]
pub struct RuleWords {
    of: Arc<RecordAssessment>,
    rule: &'static Rule,
}

/// A rule of the recommendations.
#[Object(name = "Rule")]
impl RuleWords {
    /// Its id, unique in the rule set.
    async fn id(&self) -> &str {
        &self.rule.id
    }

    /// What it says.
    async fn text(&self, #[graphql(desc = "The language of the reader.")] locale: Locale) -> &str {
        self.rule.text.get(language(locale))
    }

    /// How surely it is Luxembourg's own, in words.
    async fn confidence(
        &self,
        #[graphql(desc = "The language of the reader.")] locale: Locale,
    ) -> &str {
        words::confidence(self.rule.confidence, language(locale))
    }

    /// Whether its sources contradict one another.
    async fn has_conflict(&self) -> bool {
        self.rule.conflict.is_some()
    }

    /// Where it was read.
    async fn source(&self) -> Option<&str> {
        self.of.rules.sources.get(&self.rule.source).map(|source| source.title.as_str())
    }

    /// The address of the source.
    async fn source_url(&self) -> Option<&str> {
        self.of.rules.sources.get(&self.rule.source).map(|source| source.address.as_str())
    }
}

/// How one dose counts against one disease.
#[derive(Debug, Clone)]
pub struct DoseStatus {
    id: VaccinationId,
    dose: EngineDose,
}

/// How one dose counts against one disease.
#[Object(name = "DoseAssessment")]
impl DoseStatus {
    /// The dose.
    async fn vaccination_id(&self) -> VaccinationId {
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

    /// Why, in sentences.
    async fn reasons(
        &self,
        #[graphql(desc = "The language of the reader.")] locale: Locale,
    ) -> Vec<&str> {
        self.dose.reasons.iter().map(|r| words::dose_reason(*r, language(locale))).collect()
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

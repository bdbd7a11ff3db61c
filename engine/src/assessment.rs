//! What the engine answers: the output of [`crate::assess`].

use std::{ops::Deref, sync::Arc};

use serde::{Deserialize, Serialize, Serializer};
use shared::{Date, PartialDate};

use crate::{person::partial_date, rules::Confidence, verdict::DoseReasonList};

/// The answer for one person on one day. As JSON it is read back as it was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Assessment {
    /// The rule set, such as `lu-2026`.
    pub rules: Arc<str>,
    /// The day of assessment.
    pub as_of: Date,
    /// The first later day on which a part of the answer can change by time alone.
    pub stable_until: Date,
    /// One answer per target disease.
    pub targets: Vec<TargetAssessment>,
    /// One answer per vaccine group, from its targets.
    pub groups: Vec<GroupAssessment>,
    /// What is contradictory or unreadable in the input.
    pub findings: Vec<Finding>,
}

/// The status of a target or group, in the words of the product.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
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

impl Status {
    /// Every status, the most urgent first.
    pub const ALL: [Self; 13] = [
        Self::Overdue,
        Self::Due,
        Self::DueSoon,
        Self::Unknown,
        Self::UpToDate,
        Self::NotDue,
        Self::Complete,
        Self::Immune,
        Self::Contraindicated,
        Self::Refused,
        Self::MayBeGiven,
        Self::AgedOut,
        Self::NotRecommended,
    ];
}

/// The answer for one target disease. It reads as if it held its [`TargetWords`] itself.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(from = "ReadTarget")]
pub struct TargetAssessment {
    /// What the rules say of the target and its next dose.
    pub words: Arc<TargetWords>,
    /// The status.
    pub status: Status,
    /// If unknown: every status that some reading of the record gives.
    pub possible: Vec<Status>,
    /// The first day the next dose may be given.
    pub earliest_on: Option<Date>,
    /// The day it is recommended.
    pub recommended_on: Option<Date>,
    /// The day from which it is late.
    pub overdue_on: Option<Date>,
    /// The last day it may be given.
    pub latest_on: Option<Date>,
    /// Whether different readings of the record give different dates: then the earliest is
    /// the latest of them, the others the first.
    pub dates_differ: bool,
    /// The number of the next dose.
    pub dose_number: Option<u16>,
    /// The doses against this target, in the order of the record.
    pub doses: Vec<DoseAssessment>,
    /// Why the status is what it is.
    pub reasons: Arc<[Reason]>,
    /// Facts that are not known and could change the answer.
    pub questions: Arc<[Arc<str>]>,
}

/// What an answer says in the words of the rule set alone: many people share it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TargetWords {
    /// NUVA's code of the target.
    pub code: Arc<str>,
    /// NUVA's English name of the target.
    pub target: Arc<str>,
    /// Products that would do.
    pub vaccines: Arc<[Arc<str>]>,
    /// The rule the next dose follows.
    pub rule: Option<Arc<str>>,
    /// How surely that rule is the country's own.
    pub confidence: Option<Confidence>,
    /// An open conflict between the sources of that rule.
    pub conflict: Option<Arc<str>>,
}

impl Deref for TargetAssessment {
    type Target = TargetWords;

    fn deref(&self) -> &TargetWords {
        &self.words
    }
}

impl Serialize for TargetAssessment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Written {
            code: &self.code,
            target: &self.target,
            status: self.status,
            possible: &self.possible,
            earliest_on: self.earliest_on,
            recommended_on: self.recommended_on,
            overdue_on: self.overdue_on,
            latest_on: self.latest_on,
            dates_differ: self.dates_differ,
            dose_number: self.dose_number,
            vaccines: &self.vaccines,
            rule: self.rule.as_ref(),
            confidence: self.confidence,
            conflict: self.conflict.as_ref(),
            doses: &self.doses,
            reasons: &self.reasons,
            questions: &self.questions,
        }
        .serialize(serializer)
    }
}

/// The answer for one target as JSON has it: one object, in the order in which it is read.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Written<'a> {
    code: &'a Arc<str>,
    target: &'a Arc<str>,
    status: Status,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    possible: &'a [Status],
    earliest_on: Option<Date>,
    recommended_on: Option<Date>,
    overdue_on: Option<Date>,
    latest_on: Option<Date>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    dates_differ: bool,
    dose_number: Option<u16>,
    vaccines: &'a Arc<[Arc<str>]>,
    rule: Option<&'a Arc<str>>,
    confidence: Option<Confidence>,
    #[serde(skip_serializing_if = "Option::is_none")]
    conflict: Option<&'a Arc<str>>,
    doses: &'a [DoseAssessment],
    reasons: &'a Arc<[Reason]>,
    questions: &'a Arc<[Arc<str>]>,
}

/// The answer for one target as it is read: the fields of [`Written`].
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ReadTarget {
    code: Arc<str>,
    target: Arc<str>,
    status: Status,
    #[serde(default)]
    possible: Vec<Status>,
    earliest_on: Option<Date>,
    recommended_on: Option<Date>,
    overdue_on: Option<Date>,
    latest_on: Option<Date>,
    #[serde(default)]
    dates_differ: bool,
    dose_number: Option<u16>,
    vaccines: Arc<[Arc<str>]>,
    rule: Option<Arc<str>>,
    confidence: Option<Confidence>,
    conflict: Option<Arc<str>>,
    doses: Vec<DoseAssessment>,
    reasons: Arc<[Reason]>,
    questions: Arc<[Arc<str>]>,
}

impl From<ReadTarget> for TargetAssessment {
    fn from(read: ReadTarget) -> Self {
        let ReadTarget { code, target, vaccines, rule, confidence, conflict, .. } = read;
        Self {
            words: Arc::new(TargetWords { code, target, vaccines, rule, confidence, conflict }),
            status: read.status,
            possible: read.possible,
            earliest_on: read.earliest_on,
            recommended_on: read.recommended_on,
            overdue_on: read.overdue_on,
            latest_on: read.latest_on,
            dates_differ: read.dates_differ,
            dose_number: read.dose_number,
            doses: read.doses,
            reasons: read.reasons,
            questions: read.questions,
        }
    }
}

/// The answer for a vaccine group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", from = "ReadGroup")]
pub struct GroupAssessment {
    /// Which group it is.
    #[serde(flatten)]
    pub words: Arc<GroupWords>,
    /// The most urgent status of its targets.
    pub status: Status,
    /// The first day on which a dose is recommended for one of them.
    pub recommended_on: Option<Date>,
    /// The day from which one of them is late.
    pub overdue_on: Option<Date>,
}

/// The answer for a vaccine group as it is read.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ReadGroup {
    group: Arc<str>,
    targets: Arc<[Arc<str>]>,
    status: Status,
    recommended_on: Option<Date>,
    overdue_on: Option<Date>,
}

impl From<ReadGroup> for GroupAssessment {
    fn from(read: ReadGroup) -> Self {
        let ReadGroup { group, targets, status, recommended_on, overdue_on } = read;
        Self { words: Arc::new(GroupWords { group, targets }), status, recommended_on, overdue_on }
    }
}

/// A vaccine group as the rule set names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct GroupWords {
    /// Its name.
    pub group: Arc<str>,
    /// The codes of its targets.
    pub targets: Arc<[Arc<str>]>,
}

/// How a dose counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// It counts.
    Valid,
    /// It does not count and has to be repeated.
    NotValid,
    /// It was spoilt.
    SubStandard,
    /// It does not count and need not be repeated.
    Extraneous,
    /// It depends on what is not known.
    Uncertain,
}

/// What is said about one dose against one target.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DoseAssessment {
    /// Its position in the input, from 0.
    pub position: usize,
    /// When it was given, as the record says.
    #[serde(with = "partial_date")]
    pub on: PartialDate,
    /// The vaccine.
    pub vaccine: Arc<str>,
    /// How it counts.
    pub verdict: Verdict,
    /// If uncertain: every verdict that some reading of the record gives.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub possible: Vec<Verdict>,
    /// The day from which it would have been valid, if a day would do.
    pub valid_from: Option<Date>,
    /// Why.
    pub reasons: DoseReasonList,
}

/// Why a status is what it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Reason {
    /// What kind of reason.
    pub code: ReasonCode,
    /// The rule, if one says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rule: Option<Arc<str>>,
    /// The facts it rests on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub facts: Vec<Arc<str>>,
    /// The positions of the doses that would have to be known better.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub doses: Vec<usize>,
}

/// The kinds of reasons.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReasonCode {
    /// Recommended for everyone of this age.
    Recommended,
    /// Recommended because of facts about the person.
    RecommendedForRisk,
    /// Possible on request.
    OnRequest,
    /// Every dose of the rule was given.
    SeriesComplete,
    /// Something proves immunity.
    Immune,
    /// Something forbids it.
    Forbidden,
    /// Too old for the rule.
    TooOld,
    /// The window or season of the rule is over.
    WindowOver,
    /// No rule is for this person.
    NoRule,
    /// No dose is on record and it is not known that none was given.
    HistoryUnknown,
    /// The person does not want it.
    Refused,
    /// Something forbids the products that the rule names: others are named, by the rule here.
    OtherProducts,
    /// Something forbids every product that is known for it: ask a specialist.
    NoProduct,
    /// The day of a dose is not known well enough.
    UncertainDate,
    /// It is not known which product a dose was.
    UncertainVaccine,
    /// More readings are possible than were tried: the answer may miss some.
    TooManyReadings,
}

impl ReasonCode {
    /// How many kinds there are.
    pub(crate) const COUNT: usize = Self::TooManyReadings as usize + 1;
}

/// What is contradictory or unreadable in the input.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Finding {
    /// What kind of finding.
    pub code: FindingCode,
    /// The position of the dose in the input, if it is about one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dose: Option<usize>,
    /// The position of the fact in the input, if it is about one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fact: Option<usize>,
}

/// The kinds of findings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FindingCode {
    /// A dose before birth: left out.
    DoseBeforeBirth,
    /// A dose after the day of assessment: left out.
    DoseAfterAssessment,
    /// A vaccine the rule set does not know: left out.
    UnknownVaccine,
    /// A dose whose day is not known at all: taken as some day since birth.
    DoseWithoutDate,
    /// A fact the rule set does not know: left out.
    UnknownFact,
    /// A fact that ends before it begins: left out.
    FactEndsBeforeItBegins,
    /// The day of assessment lies before birth: nothing is due.
    AssessedBeforeBirth,
    /// More doses than can be assessed: the last were left out.
    TooManyDoses,
}

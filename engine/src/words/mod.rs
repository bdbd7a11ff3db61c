//! The words of an assessment in five languages, for server and browser alike.
//!
//! Reasons and findings are data; here they become plain sentences a parent can read. The
//! texts stand in `schedules/words.toml`, from which `texts` is made (tests/words.rs). Days are left as `{date}` for the caller, who knows
//! how to write them in the reader's language.

use crate::{
    assessment::{Finding, FindingCode, Reason, ReasonCode, Status, Verdict},
    plan::{AssumptionCode, NotPlannedReason},
    rules::{Confidence, Language},
    verdict::DoseReason,
};

#[rustfmt::skip]
mod texts;

/// A key with its text in each language, in the order of [`Language::ALL`].
type Texts = (&'static str, [&'static str; 5]);

/// The key of each value of an enumeration, and all of its values.
macro_rules! keys {
    ($of:ty, $key:ident, $all:ident, $($value:ident => $text:literal),+ $(,)?) => {
        #[doc = concat!("Every value of [`", stringify!($of), "`] that has words.")]
        pub const $all: &[$of] = &[$(<$of>::$value),+];

        const fn $key(value: $of) -> &'static str {
            match value {
                $(<$of>::$value => $text),+
            }
        }
    };
}

keys!(Status, status_key, STATUSES,
    Overdue => "overdue", Due => "due", DueSoon => "due_soon", Unknown => "unknown",
    UpToDate => "up_to_date", NotDue => "not_due", Complete => "complete", Immune => "immune",
    Contraindicated => "contraindicated", Refused => "refused", MayBeGiven => "may_be_given",
    AgedOut => "aged_out", NotRecommended => "not_recommended",
);

keys!(Verdict, verdict_key, VERDICTS,
    Valid => "valid", NotValid => "not_valid", SubStandard => "sub_standard",
    Extraneous => "extraneous", Uncertain => "uncertain",
);

keys!(DoseReason, dose_reason_key, DOSE_REASONS,
    AgeTooYoung => "age_too_young", AgeGracePeriod => "age_grace_period",
    AgeTooOld => "age_too_old", IntervalTooShort => "interval_too_short",
    IntervalGracePeriod => "interval_grace_period", VaccineConflict => "vaccine_conflict",
    VaccineNotAllowed => "vaccine_not_allowed", VaccineInadvertent => "vaccine_inadvertent",
    SeriesComplete => "series_complete", SubStandard => "sub_standard",
    IntervalTooLong => "interval_too_long", VaccineAllowable => "vaccine_allowable",
);

keys!(ReasonCode, reason_key, REASONS,
    Recommended => "recommended", RecommendedForRisk => "recommended_for_risk",
    OnRequest => "on_request", SeriesComplete => "series_complete", Immune => "immune",
    Forbidden => "forbidden", TooOld => "too_old", WindowOver => "window_over",
    NoRule => "no_rule", HistoryUnknown => "history_unknown", Refused => "refused",
    OtherProducts => "other_products", NoProduct => "no_product",
    UncertainDate => "uncertain_date", UncertainVaccine => "uncertain_vaccine",
    TooManyReadings => "too_many_readings",
);

keys!(FindingCode, finding_key, FINDINGS,
    DoseBeforeBirth => "dose_before_birth", DoseAfterAssessment => "dose_after_assessment",
    UnknownVaccine => "unknown_vaccine", DoseWithoutDate => "dose_without_date",
    UnknownFact => "unknown_fact", FactEndsBeforeItBegins => "fact_ends_before_it_begins",
    AssessedBeforeBirth => "assessed_before_birth", TooManyDoses => "too_many_doses",
);

keys!(Confidence, confidence_key, CONFIDENCES,
    OwnText => "own_text", Press => "press", Inferred => "inferred", ProxyBe => "proxy_be",
    ProxyFr => "proxy_fr", ProxyDe => "proxy_de", ProxyWho => "proxy_who",
    General => "general", Decided => "decided",
);

keys!(NotPlannedReason, not_planned_key, NOT_PLANNED,
    Later => "later", NoRoom => "no_room", NoProduct => "no_product",
    Contraindicated => "contraindicated", Refused => "refused", OnRequest => "on_request",
    LeftOut => "left_out",
);

keys!(AssumptionCode, assumption_key, ASSUMPTIONS,
    NothingGivenBefore => "nothing_given_before", UncertainDoses => "uncertain_doses",
);

fn text(of: &[Texts], key: &str, language: Language) -> &'static str {
    let at = Language::ALL.iter().position(|l| *l == language).unwrap_or_default();
    let found = of.iter().find(|(of, _)| *of == key).and_then(|(_, texts)| texts.get(at));
    found.copied().unwrap_or("")
}

/// `Overdue`.
#[must_use]
pub fn status(status: Status, language: Language) -> &'static str {
    text(texts::STATUS, status_key(status), language)
}

/// `Overdue since {date}`: with the day from which it is so, where a status has one.
#[must_use]
pub fn status_on(status: Status, language: Language) -> Option<&'static str> {
    let found = text(texts::STATUS_ON, status_key(status), language);
    (!found.is_empty()).then_some(found)
}

/// `This dose counts.`
#[must_use]
pub fn verdict(verdict: Verdict, language: Language) -> &'static str {
    text(texts::VERDICT, verdict_key(verdict), language)
}

/// `It would have counted from {date}.`
#[must_use]
pub fn valid_from(language: Language) -> &'static str {
    text(texts::NOTE, "valid_from", language)
}

/// `A rule from public texts, not approved by the CSMI.`
#[must_use]
pub fn not_approved(language: Language) -> &'static str {
    text(texts::NOTE, "not_approved", language)
}

/// `The sources do not agree on this rule.`
#[must_use]
pub fn conflict(language: Language) -> &'static str {
    text(texts::NOTE, "conflict", language)
}

/// `It was given too soon after the dose before.`
#[must_use]
pub fn dose_reason(reason: DoseReason, language: Language) -> &'static str {
    text(texts::DOSE_REASON, dose_reason_key(reason), language)
}

/// `The day of dose 2, 3 is not known well enough.` Doses are counted from 1 in the order of
/// the record.
#[must_use]
pub fn reason(reason: &Reason, language: Language) -> String {
    let doses: Vec<String> = reason.doses.iter().map(|at| (at + 1).to_string()).collect();
    text(texts::REASON, reason_key(reason.code), language).replace("{doses}", &doses.join(", "))
}

/// `Dose 2 is dated before the birth; it is left out.`
#[must_use]
pub fn finding(finding: &Finding, language: Language) -> String {
    let dose = finding.dose.map_or_else(String::new, |at| (at + 1).to_string());
    text(texts::FINDING, finding_key(finding.code), language).replace("{dose}", &dose)
}

/// `Press or communiqué`: how surely a rule is Luxembourg's.
#[must_use]
pub fn confidence(confidence: Confidence, language: Language) -> &'static str {
    text(texts::CONFIDENCE, confidence_key(confidence), language)
}

/// `No product that would do is there.`: why a plan holds no dose against a target.
#[must_use]
pub fn not_planned(reason: NotPlannedReason, language: Language) -> &'static str {
    text(texts::NOT_PLANNED, not_planned_key(reason), language)
}

/// `Nothing is on record: the plan takes it that nothing was given.`
#[must_use]
pub fn assumption(code: AssumptionCode, language: Language) -> &'static str {
    text(texts::ASSUMPTION, assumption_key(code), language)
}

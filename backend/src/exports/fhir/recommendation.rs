//! What the recommendations say as a FHIR ImmunizationRecommendation.

use chrono::{DateTime, Utc};
use engine::{assessment::Status, words};
use shared::{Date, Locale};
use uuid::Uuid;

use super::{
    super::form::{Assessment, Export, TargetAnswer},
    codes,
    types::{
        DateCriterion, ImmunizationRecommendation, Recommendation, Reference, Resource, day,
        instant,
    },
};
use crate::assessments::{graphql::language as engine_language, rule_sets};

/// The id of the recommendation of an export: the same export has the same.
pub(super) fn id(export: &Export) -> Uuid {
    // An id of the record with another version in it names nothing else that we keep.
    let mut bytes = *export.person.id.0.as_bytes();
    bytes[6] = (bytes[6] & 0x0f) | 0x80;
    Uuid::from_bytes(bytes)
}

/// The recommendation; none if it speaks of no disease.
pub(super) fn recommendation(
    id: Uuid,
    assessment: &Assessment,
    made_at: DateTime<Utc>,
    patient: &Reference,
    language: Locale,
) -> Option<Resource> {
    let targets: Vec<_> =
        assessment.targets.iter().map(|target| of_target(target, assessment, language)).collect();
    (!targets.is_empty()).then(|| {
        Resource::ImmunizationRecommendation(Box::new(ImmunizationRecommendation {
            id: id.hyphenated().to_string(),
            patient: patient.clone(),
            date: instant(made_at),
            authority: Reference::named(&format!("Carnet, {}", assessment.rules)),
            recommendation: targets,
        }))
    })
}

fn of_target(target: &TargetAnswer, of: &Assessment, language: Locale) -> Recommendation {
    let dates = [
        ("30981-5", "Earliest date to give", target.earliest_on),
        ("30980-7", "Date vaccine due", target.recommended_on),
        ("59778-1", "Date when overdue for immunization", target.overdue_on),
        ("59777-3", "Latest date to give immunization", target.latest_on),
    ];
    let dates = dates.into_iter().filter_map(|(code, display, on)| {
        Some(DateCriterion { code: codes::criterion(code, display), value: date_time(on?) })
    });
    let said = words::status(target.status, engine_language(language));
    // That nothing of it was approved stands wherever something is recommended.
    let notice = rule_sets::named(&of.rules).ok();
    let notice = notice.map(|rules| rules.notice.get(engine_language(language)).to_owned());
    Recommendation {
        target_disease: codes::disease(&target.code, language),
        forecast_status: codes::forecast(target.status, said),
        date_criterion: if has_next(target.status) { dates.collect() } else { Vec::new() },
        description: notice.filter(|_| has_next(target.status)),
        series: target.rule.clone(),
        dose_number_positive_int: target.dose_number.filter(|number| 0 < *number),
    }
}

/// Whether a next dose is spoken of.
fn has_next(status: Status) -> bool {
    match status {
        Status::Overdue
        | Status::Due
        | Status::DueSoon
        | Status::UpToDate
        | Status::NotDue
        | Status::MayBeGiven
        | Status::Unknown => true,
        Status::Complete
        | Status::Immune
        | Status::Contraindicated
        | Status::Refused
        | Status::AgedOut
        | Status::NotRecommended => false,
    }
}

fn date_time(on: Date) -> String {
    day(on)
}

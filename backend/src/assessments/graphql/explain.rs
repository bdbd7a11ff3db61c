//! The reasoning of an answer in sentences, for those who show it as text. The words are the
//! engine's and the rule set's; days are written as ISO 8601.

use engine::{
    assessment::{DoseAssessment, TargetAssessment, Verdict},
    rules::{Language, Rule},
    words,
};

use crate::assessments::RecordAssessment;

/// Why a disease has its status.
pub(super) fn target(
    of: &RecordAssessment,
    target: &TargetAssessment,
    rule: Option<&Rule>,
    language: Language,
) -> Vec<String> {
    let day = match target.status {
        engine::assessment::Status::Overdue => target.overdue_on,
        _ => target.recommended_on,
    };
    let status = match (words::status_on(target.status, language), day) {
        (Some(text), Some(day)) => text.replace("{date}", &day.to_string()),
        _ => words::status(target.status, language).to_owned(),
    };
    let mut said = vec![status];
    said.extend(target.reasons.iter().map(|reason| words::reason(reason, language)));
    if let Some(rule) = rule {
        let source = of.rules.sources.get(&rule.source).map_or("", |source| &source.title);
        let confidence = words::confidence(rule.confidence, language);
        said.push(format!("{} ({source}; {confidence}; {})", rule.text.get(language), rule.id));
        if let Some(conflict) = &rule.conflict {
            said.push(format!("{} {conflict}", words::conflict(language)));
        }
    }
    said.extend(questions(of, target, language));
    for of_dose in &target.doses {
        said.push(format!("{}: {}", of_dose.position + 1, dose(of_dose, language).join(" ")));
    }
    said
}

/// What is not known and could change the answer, as questions.
pub(super) fn questions(
    of: &RecordAssessment,
    target: &TargetAssessment,
    language: Language,
) -> Vec<String> {
    let definitions = &of.rules.facts.definitions;
    let asked = target.questions.iter();
    asked
        .filter_map(|code| definitions.iter().find(|d| *d.code == **code))
        .map(|definition| definition.question.get(language).to_owned())
        .collect()
}

/// How a dose counts and why.
pub(super) fn dose(dose: &DoseAssessment, language: Language) -> Vec<String> {
    let mut said = vec![words::verdict(dose.verdict, language).to_owned()];
    said.extend(dose.reasons.iter().map(|reason| words::dose_reason(*reason, language).to_owned()));
    if let Some(day) = dose.valid_from.filter(|_| dose.verdict != Verdict::Valid) {
        said.push(words::valid_from(language).replace("{date}", &day.to_string()));
    }
    said
}

//! The tool's sentences, from the engine's words and the page's.

use engine::{
    assessment::{TargetAssessment, Verdict},
    rules::Language,
    words,
};
use leptos::prelude::*;
use shared::Date;

use super::{
    choice::Deviation,
    engine::status_of,
    lane::{LaneMark, Shape, is_open},
    rows::{Row, rule},
    state::Tool,
};
use crate::{assessments, dates, i18n::I18n, t_string, vaccinations::queries::LocalizedText};

/// «since 14.05.2026».
#[must_use]
pub fn when(i18n: I18n, target: &TargetAssessment) -> String {
    let possible: Vec<_> = target.possible.iter().map(|s| status_of(*s)).collect();
    assessments::when(
        i18n,
        status_of(target.status),
        target.recommended_on,
        target.overdue_on,
        &possible,
    )
}

/// «Measles, Mumps, Rubella».
#[must_use]
pub fn joined(names: &[LocalizedText]) -> String {
    let names: Vec<&str> = names.iter().map(|name| &*name.text).collect();
    names.join(", ")
}

/// One line of why: the dose that does not count, what to ask, or the rule.
#[must_use]
pub fn line(tool: Tool, row: &Row) -> String {
    let (i18n, language) = (tool.i18n, tool.language());
    let is_lost = |v: Verdict| matches!(v, Verdict::NotValid | Verdict::SubStandard);
    if let Some(dose) = row.now.doses.iter().rev().find(|dose| is_lost(dose.verdict)) {
        let why: Vec<&str> =
            dose.reasons.iter().map(|r| words::dose_reason(*r, language)).collect();
        let day = dates::short(i18n, dose.on);
        return t_string!(i18n, assessment.counts_not, day = day, why = why.join(" "));
    }
    if let Some(question) = row.now.questions.first()
        && !row.now.possible.is_empty()
    {
        let question = question_words(tool, question, language);
        return t_string!(i18n, assessment.ask, question = question);
    }
    let basis = tool.basis.get();
    let said = rule(&basis.rules, row.now.rule.as_deref());
    said.map_or_else(
        || row.now.reasons.first().map(|r| words::reason(r, language)).unwrap_or_default(),
        |rule| rule.text.get(language).to_owned(),
    )
}

/// The question that asks for a fact.
#[must_use]
pub fn question_words(tool: Tool, code: &str, language: Language) -> String {
    tool.basis.with(|basis| {
        let mut definitions = basis.rules.facts.definitions.iter();
        let found = definitions.find(|definition| definition.code == code);
        found.map_or_else(|| code.to_owned(), |d| d.question.get(language).to_owned())
    })
}

/// «Dose 1, 14.06.2025: This dose counts.»
#[must_use]
pub fn mark_words(tool: Tool, mark: &LaneMark) -> String {
    let i18n = tool.i18n;
    let mut said = format!(
        "{}, {}: {}",
        tool.product(mark.position),
        dates::short(i18n, mark.date),
        words::verdict(mark.verdict, tool.language())
    );
    match mark.shape {
        Shape::Reported => {
            said.push_str(&format!(" ({})", t_string!(i18n, vaccinations.not_confirmed)))
        }
        Shape::Chosen | Shape::Planned => {
            said = format!("{}: {said}", t_string!(i18n, decide.supposed));
        }
        _ => {}
    }
    said
}

/// What a lane shows, as a sentence.
#[must_use]
pub fn lane_sentence(tool: Tool, row: &Row, marks: &[LaneMark]) -> String {
    let i18n = tool.i18n;
    let mut parts: Vec<String> = marks.iter().map(|mark| mark_words(tool, mark)).collect();
    if parts.is_empty() {
        parts.push(t_string!(i18n, decide.no_dose).to_owned());
    }
    parts.extend(next_dose(i18n, &row.now));
    if let Some(after) = row.change() {
        let status = assessments::word(i18n, status_of(after.status));
        let words = format!("{status} {}", when(i18n, after));
        parts.push(t_string!(i18n, decide.with_choice_words, status = words.trim().to_owned()));
    }
    parts.join("; ")
}

/// «Dose 2: recommended from 14.01.2027, overdue from 14.03.2027».
fn next_dose(i18n: I18n, target: &TargetAssessment) -> Option<String> {
    if !is_open(target.status) {
        return None;
    }
    let from = dates::short_day(target.recommended_on?);
    Some(match (target.dose_number, target.overdue_on.map(dates::short_day)) {
        (Some(number), Some(late)) => {
            t_string!(i18n, decide.next_dose_late, n = number, from = from, late = late)
        }
        (Some(number), None) => t_string!(i18n, decide.next_dose, n = number, from = from),
        (None, Some(late)) => {
            t_string!(i18n, decide.following_dose_late, from = from, late = late)
        }
        (None, None) => t_string!(i18n, decide.following_dose, from = from),
    })
}

/// Why a choice is not what the rules advise.
#[must_use]
pub fn deviation(i18n: I18n, deviation: &Deviation) -> String {
    let on = |day: Date| dates::short_day(day);
    match deviation {
        Deviation::Contraindicated => t_string!(i18n, decide.deviation.contraindicated).to_owned(),
        Deviation::NotValid(Some(day)) => {
            t_string!(i18n, decide.deviation.not_valid_until, day = on(*day))
        }
        Deviation::NotValid(None) => t_string!(i18n, decide.deviation.not_valid).to_owned(),
        Deviation::NotNeeded => t_string!(i18n, decide.deviation.not_needed).to_owned(),
        Deviation::Early(day) => t_string!(i18n, decide.deviation.early, day = on(*day)),
        Deviation::NotRecommended => t_string!(i18n, decide.deviation.not_recommended).to_owned(),
    }
}

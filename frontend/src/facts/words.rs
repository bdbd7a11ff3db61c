//! Facts in words.

use shared::Date;

use super::{
    queries::{Fact, FactChange, FactQuestion},
    values::Problem,
};
use crate::{
    api::{FactErrorCode as Code, FactField},
    dates::{self, DateProblem},
    i18n::I18n,
    t_string,
    vaccinations::queries::Target,
};

/// How many diseases are named; the rest are counted.
const NAMED: usize = 4;
/// What the code of a refusal begins with.
const REFUSED: &str = "refused:";

/// What a fact of that code is about: its question, or that a vaccine is refused.
#[must_use]
pub fn label(i18n: I18n, code: &str, question: Option<&str>, target: Option<&Target>) -> String {
    let disease = target.map(|t| t.name.text.clone());
    match (question, disease) {
        (_, Some(disease)) if code.starts_with(REFUSED) => {
            t_string!(i18n, facts.refused, disease = disease)
        }
        (Some(question), Some(disease)) => format!("{disease}: {question}"),
        (Some(question), None) => question.to_owned(),
        (None, _) => code.to_owned(),
    }
}

/// What a fact is about: the question it answers.
#[must_use]
pub fn fact_label(i18n: I18n, fact: &Fact) -> String {
    label(i18n, &fact.code, fact.question.as_deref(), fact.target.as_ref())
}

/// What is asked.
#[must_use]
pub fn question_label(i18n: I18n, question: &FactQuestion) -> String {
    label(i18n, &question.code, question.text.as_deref(), question.target.as_ref())
}

/// «31 weeks».
#[must_use]
pub fn number(i18n: I18n, number: i32, unit: &str) -> String {
    match unit {
        "weeks" => t_string!(i18n, facts.weeks, n = number),
        unit => format!("{number} {unit}"),
    }
}

/// «Yes · since 02.05.2019».
#[must_use]
pub fn since(
    i18n: I18n,
    is_yes: bool,
    n: Option<i32>,
    unit: Option<&str>,
    from: Option<Date>,
) -> String {
    let mut parts = vec![match (is_yes, n) {
        (false, _) => t_string!(i18n, facts.no).to_owned(),
        (true, Some(n)) => number(i18n, n, unit.unwrap_or_default()),
        (true, None) => t_string!(i18n, facts.yes).to_owned(),
    }];
    parts.extend(from.map(|on| t_string!(i18n, facts.since, day = dates::short_day(on))));
    parts.join(" · ")
}

/// «Yes · since 02.05.2019 · until 03.06.2020».
#[must_use]
pub fn answer(i18n: I18n, fact: &Fact) -> String {
    let mut parts = vec![since(i18n, fact.answer, fact.number, fact.unit.as_deref(), fact.from)];
    parts
        .extend(fact.last_day().map(|on| t_string!(i18n, facts.until, day = dates::short_day(on))));
    parts.join(" · ")
}

/// «Matters for: influenza, pneumococcal disease».
#[must_use]
pub fn decides(i18n: I18n, question: &FactQuestion) -> Option<String> {
    let named = question.decides.iter().take(NAMED).map(|t| t.name.text.as_str());
    let mut diseases = named.collect::<Vec<_>>().join(", ");
    let more = question.decides.len().saturating_sub(NAMED);
    if 0 < more {
        diseases = format!("{diseases}, {}", t_string!(i18n, facts.and_more, n = more));
    }
    (!diseases.is_empty()).then(|| t_string!(i18n, facts.decides, diseases = diseases))
}

/// «Since when: nothing → 02.05.2019».
#[must_use]
pub fn change(i18n: I18n, change: &FactChange) -> String {
    let value = |value: &Option<String>| match value {
        Some(text) => change_value(i18n, change.field, text),
        None => t_string!(i18n, vaccinations.nothing).to_owned(),
    };
    let field = match change.field {
        FactField::Status => t_string!(i18n, words.field.status),
        FactField::Answer => t_string!(i18n, facts.answer),
        FactField::Number => t_string!(i18n, facts.number),
        FactField::From => t_string!(i18n, facts.from),
        FactField::To => t_string!(i18n, facts.to),
        FactField::Confirmed => t_string!(i18n, words.field.confirmed),
        FactField::Note => t_string!(i18n, words.field.note),
    };
    format!("{field}: {} → {}", value(&change.before), value(&change.after))
}

fn change_value(i18n: I18n, field: FactField, text: &str) -> String {
    match (field, text) {
        (FactField::Status, "ACTIVE") => t_string!(i18n, facts.valid).to_owned(),
        (FactField::Status, _) => t_string!(i18n, facts.is_void).to_owned(),
        (FactField::Answer, "true") => t_string!(i18n, facts.yes).to_owned(),
        (FactField::Answer, _) => t_string!(i18n, facts.no).to_owned(),
        (FactField::Confirmed, "true") => t_string!(i18n, vaccinations.confirmed).to_owned(),
        (FactField::Confirmed, _) => t_string!(i18n, vaccinations.not_confirmed).to_owned(),
        (FactField::From | FactField::To, text) => {
            text.parse().map_or_else(|_| text.to_owned(), |day| dates::short(i18n, day))
        }
        (FactField::Number | FactField::Note, text) => text.to_owned(),
    }
}

/// What is wrong, with the unit of the number.
#[must_use]
pub fn problem(i18n: I18n, problem: &Problem, unit: &str) -> String {
    match problem {
        Problem::Code(code) => code_words(i18n, *code).to_owned(),
        Problem::Range(least, most) => range(i18n, *least, *most, unit),
        Problem::NoNumber => t_string!(i18n, facts.no_number).to_owned(),
        Problem::Date(DateProblem::Malformed) => t_string!(i18n, errors.malformed_date).to_owned(),
        Problem::Date(DateProblem::NoSuchDay) => t_string!(i18n, errors.no_such_day).to_owned(),
        Problem::NeedsDay => t_string!(i18n, facts.needs_day).to_owned(),
    }
}

/// «A number from 20 to 44 weeks».
#[must_use]
pub fn range(i18n: I18n, least: i32, most: i32, unit: &str) -> String {
    t_string!(i18n, facts.range, least = least, most = number(i18n, most, unit))
}

/// Why something was refused.
#[must_use]
pub fn code_words(i18n: I18n, code: Code) -> &'static str {
    match code {
        Code::Required => t_string!(i18n, errors.required),
        Code::TooLong => t_string!(i18n, errors.too_long),
        Code::TooShort => t_string!(i18n, errors.too_short),
        Code::Malformed => t_string!(i18n, errors.malformed),
        Code::InFuture => t_string!(i18n, facts.in_future),
        Code::BeforeBirth => t_string!(i18n, errors.before_birth),
        Code::UnknownCode => t_string!(i18n, facts.unknown_code),
        Code::EndBeforeStart => t_string!(i18n, errors.end_before_start),
        Code::NumberOutOfRange => t_string!(i18n, facts.out_of_range),
        Code::EmptyList => t_string!(i18n, errors.empty_list),
        Code::TooMany => t_string!(i18n, errors.too_many),
        Code::Repeated | Code::AlreadyKnown => t_string!(i18n, facts.already_known),
        Code::Confirmed => t_string!(i18n, facts.professionals_only),
        Code::Conflict => t_string!(i18n, errors.conflict),
        Code::AlreadyVoid => t_string!(i18n, errors.already_void),
        Code::AlreadyConfirmed => t_string!(i18n, errors.already_confirmed),
        Code::NothingChanged => t_string!(i18n, errors.nothing_changed),
        Code::NotFound => t_string!(i18n, errors.not_found),
        Code::NotApplicable => t_string!(i18n, facts.not_applicable),
        Code::KeyReused => t_string!(i18n, errors.key_reused),
    }
}

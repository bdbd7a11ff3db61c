//! What is wrong with a form: found here before sending, or said by the server; shown the same way.

use leptos::prelude::*;

use crate::{
    api::{ApiError, RecordErrorCode, VaccinationErrorCode},
    dates::DateProblem,
    i18n::I18n,
    t_string,
};

/// A rule that an answer breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Problem {
    /// A rule about a person.
    Record(RecordErrorCode),
    /// A rule about a dose.
    Vaccination(VaccinationErrorCode),
    /// No date, or no such day.
    Date(DateProblem),
    /// No e-mail address.
    Email,
    /// No vaccine was chosen from the list.
    NoVaccine,
    /// Neither a date, nor that nobody knows it.
    NoDate,
}

/// What is wrong, by the id of the control, in the order of the form.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FieldErrors(Vec<(String, Problem)>);

impl FieldErrors {
    /// Adds a problem of a control.
    pub fn add(&mut self, id: impl Into<String>, problem: Problem) {
        self.0.push((id.into(), problem));
    }

    /// Whether nothing is wrong.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What is wrong with one control.
    #[must_use]
    pub fn of(&self, id: &str) -> Option<Problem> {
        self.0.iter().find(|(i, _)| i == id).map(|(_, problem)| *problem)
    }
}

/// The errors of a form as its view needs them. Copy; make one per form.
#[derive(Clone, Copy)]
pub struct FormErrors {
    errors: RwSignal<FieldErrors>,
    i18n: I18n,
}

impl FormErrors {
    /// No error yet.
    #[must_use]
    pub fn new(i18n: I18n) -> Self {
        Self { errors: RwSignal::new(FieldErrors::default()), i18n }
    }

    /// Shows these instead of those before.
    pub fn set(self, errors: FieldErrors) {
        self.errors.set(errors);
    }

    /// For a field's `error`: the words for its control.
    #[must_use]
    pub fn of(self, id: impl Into<String>) -> Signal<Option<String>> {
        let id = id.into();
        Signal::derive(move || {
            self.errors.with(|errors| errors.of(&id)).map(|p| words(self.i18n, p).to_owned())
        })
    }

    /// For the summary: control and words, in the order of the form.
    #[must_use]
    pub fn all(self) -> Signal<Vec<(String, String)>> {
        Signal::derive(move || {
            self.errors.with(|errors| {
                let entry =
                    |(id, p): &(String, Problem)| (id.clone(), words(self.i18n, *p).to_owned());
                errors.0.iter().map(entry).collect()
            })
        })
    }

    /// For the summary: each entry begins with the name of its control or row, if it has one.
    #[must_use]
    pub fn named(
        self,
        name_of: impl Fn(&str) -> Option<String> + Send + Sync + 'static,
    ) -> Signal<Vec<(String, String)>> {
        let all = self.all();
        Signal::derive(move || {
            let named = |(id, words): (String, String)| match name_of(&id) {
                Some(name) => (id, format!("{name}: {words}")),
                None => (id, words),
            };
            all.get().into_iter().map(named).collect()
        })
    }

    /// As [`named`](Self::named), for a form with rows, whose controls end with `-` and the row's key.
    #[must_use]
    pub fn by_row(
        self,
        name_of: impl Fn(u32) -> Option<String> + Send + Sync + 'static,
    ) -> Signal<Vec<(String, String)>> {
        self.named(move |id| name_of(id.rsplit_once('-')?.1.parse().ok()?))
    }

    /// Takes back what was said about one control, when its answer changes.
    pub fn clear(self, id: &str) {
        if self.errors.with_untracked(|errors| errors.of(id).is_some()) {
            self.errors.update(|errors| errors.0.retain(|(i, _)| i != id));
        }
    }
}

/// A problem in words.
#[must_use]
pub fn words(i18n: I18n, problem: Problem) -> &'static str {
    match problem {
        Problem::Record(code) => record_words(i18n, code),
        Problem::Vaccination(code) => vaccination_words(i18n, code),
        Problem::Date(DateProblem::Malformed) => t_string!(i18n, errors.malformed_date),
        Problem::Date(DateProblem::NoSuchDay) => t_string!(i18n, errors.no_such_day),
        Problem::Email => t_string!(i18n, errors.malformed_email),
        Problem::NoVaccine => t_string!(i18n, errors.no_vaccine),
        Problem::NoDate => t_string!(i18n, errors.no_date),
    }
}

fn record_words(i18n: I18n, code: RecordErrorCode) -> &'static str {
    use RecordErrorCode as Code;
    match code {
        Code::Required => t_string!(i18n, errors.required),
        Code::TooLong => t_string!(i18n, errors.too_long),
        Code::TooShort => t_string!(i18n, errors.too_short),
        Code::Malformed => t_string!(i18n, errors.malformed),
        Code::WrongCheckDigits => t_string!(i18n, errors.wrong_check_digits),
        Code::InFuture => t_string!(i18n, errors.in_future),
        Code::TooEarly => t_string!(i18n, errors.too_early),
        Code::ContradictsMatricule => t_string!(i18n, errors.contradicts_matricule),
        Code::IdentifierTaken => t_string!(i18n, errors.identifier_taken),
        Code::Repeated => t_string!(i18n, errors.repeated),
        Code::PossibleSamePerson => t_string!(i18n, errors.possible_same_person),
        Code::Conflict => t_string!(i18n, errors.conflict),
        Code::KeyReused => t_string!(i18n, errors.key_reused),
        Code::TooMany => t_string!(i18n, errors.too_many),
        Code::DoseBeforeBirth => t_string!(i18n, errors.dose_before_birth),
        Code::NothingChanged => t_string!(i18n, errors.nothing_changed),
        Code::CodeNotValid => t_string!(i18n, errors.code_not_valid),
        Code::BeforeBirth => t_string!(i18n, errors.before_birth),
        Code::NotFound => t_string!(i18n, errors.no_such_thing),
        Code::NotApplicable => t_string!(i18n, errors.not_possible),
        Code::ConsentWithdrawn => t_string!(i18n, errors.consent_withdrawn),
    }
}

fn vaccination_words(i18n: I18n, code: VaccinationErrorCode) -> &'static str {
    use VaccinationErrorCode as Code;
    match code {
        Code::Required => t_string!(i18n, errors.required),
        Code::TooLong => t_string!(i18n, errors.too_long),
        Code::TooShort => t_string!(i18n, errors.too_short),
        Code::Malformed => t_string!(i18n, errors.malformed),
        Code::InFuture => t_string!(i18n, errors.in_future),
        Code::BeforeBirth => t_string!(i18n, errors.before_birth),
        Code::UnknownCode => t_string!(i18n, errors.unknown_code),
        Code::MalformedLot => t_string!(i18n, errors.malformed_lot),
        Code::EndBeforeStart => t_string!(i18n, errors.end_before_start),
        Code::QuantityOutOfRange => t_string!(i18n, errors.quantity_out_of_range),
        Code::NotInPractice => t_string!(i18n, errors.not_in_practice),
        Code::UnknownCountry => t_string!(i18n, errors.unknown_country),
        Code::EmptyList => t_string!(i18n, errors.empty_list),
        Code::TooMany => t_string!(i18n, errors.too_many),
        Code::Repeated => t_string!(i18n, errors.repeated),
        Code::Conflict => t_string!(i18n, errors.conflict),
        Code::AlreadyVoid => t_string!(i18n, errors.already_void),
        Code::AlreadyConfirmed => t_string!(i18n, errors.already_confirmed),
        Code::NothingChanged => t_string!(i18n, errors.nothing_changed),
        Code::NotFound => t_string!(i18n, errors.not_found),
        Code::NotApplicable => t_string!(i18n, errors.not_applicable),
        Code::KeyReused => t_string!(i18n, errors.key_reused),
    }
}

/// Why nothing was sent, in words.
#[must_use]
pub fn not_sent(i18n: I18n, error: ApiError) -> &'static str {
    match error {
        ApiError::Offline => t_string!(i18n, errors.not_sent_offline),
        ApiError::Unauthenticated => t_string!(i18n, sign_in.again),
        ApiError::NotFound => t_string!(i18n, not_found.words),
        ApiError::Refused | ApiError::Server => t_string!(i18n, errors.not_sent_server),
    }
}

/// What is wrong with words that another is to read: 3 to 500 characters. The server checks again.
#[must_use]
pub fn words_problem(words: &str) -> Option<RecordErrorCode> {
    match words.trim().chars().count() {
        0 => Some(RecordErrorCode::Required),
        1..3 => Some(RecordErrorCode::TooShort),
        3..=500 => None,
        _ => Some(RecordErrorCode::TooLong),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_problem_of_a_control_is_the_one_at_its_side() {
        let mut errors = FieldErrors::default();
        errors.add("lot", Problem::Vaccination(VaccinationErrorCode::Required));
        errors.add("lot", Problem::Vaccination(VaccinationErrorCode::TooLong));
        assert_eq!(errors.of("lot"), Some(Problem::Vaccination(VaccinationErrorCode::Required)));
        assert_eq!(errors.of("other"), None);
    }

    #[test]
    fn words_have_3_to_500_characters_without_the_space_around() {
        assert_eq!(words_problem(" \n "), Some(RecordErrorCode::Required));
        assert_eq!(words_problem(" no "), Some(RecordErrorCode::TooShort));
        assert_eq!(words_problem("été"), None);
        assert_eq!(words_problem(&"é".repeat(500)), None);
        assert_eq!(words_problem(&"é".repeat(501)), Some(RecordErrorCode::TooLong));
    }
}

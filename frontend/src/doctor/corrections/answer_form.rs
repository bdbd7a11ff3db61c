//! The answer to a request: corrected, or not changed and why; and where it is corrected.

use leptos::{ev::SubmitEvent, prelude::*};
use shared::{EntryId, RecordId, VaccinationId};

use super::changes::{AnswerCorrection, AnswerCorrectionInput, AnswerCorrectionVariables};
use crate::{
    api::{self, CorrectionOutcome, CorrectionSubject, MutationBuilder, RecordErrorCode},
    corrections::queries::CorrectionRequest,
    doctor::sending::{NotSent, use_sending},
    forms::{FieldErrors, FormErrors, Problem, words_problem},
    i18n::{I18n, use_i18n},
    routes::Page,
    t, t_string,
    ui::{Button, Choice, TextArea, text, use_toasts},
};

/// What is wrong with an answer, if anything: whether it was corrected, and words if it was not.
fn problems(
    outcome: Option<CorrectionOutcome>,
    reason: &str,
) -> (Option<RecordErrorCode>, Option<RecordErrorCode>) {
    let of_outcome = outcome.is_none().then_some(RecordErrorCode::Required);
    let is_needed = outcome == Some(CorrectionOutcome::NotChanged) || !reason.trim().is_empty();
    (of_outcome, if is_needed { words_problem(reason) } else { None })
}

/// The form.
#[component]
pub fn AnswerForm(
    /// Whose record.
    record_id: RecordId,
    /// The request.
    request_id: EntryId,
    /// Whose it is, for who does not see where the form stands.
    #[prop(optional, into)]
    name: Option<String>,
    /// After it was answered, or somebody was faster.
    on_done: Callback<()>,
) -> impl IntoView {
    let i18n = use_i18n();
    let toasts = use_toasts();
    let sending = use_sending();
    let errors = FormErrors::new(i18n);
    let outcome = RwSignal::new(None::<CorrectionOutcome>);
    let reason = RwSignal::new(String::new());
    let (outcome_id, reason_id) = (format!("outcome-{request_id}"), format!("reason-{request_id}"));
    let ids = StoredValue::new((outcome_id.clone(), reason_id.clone()));
    let show = move |codes: (Option<RecordErrorCode>, Option<RecordErrorCode>)| {
        let (outcome_id, reason_id) = ids.get_value();
        let mut wrong = FieldErrors::default();
        for (id, code) in [(outcome_id, codes.0), (reason_id, codes.1)] {
            if let Some(code) = code {
                wrong.add(id, Problem::Record(code));
            }
        }
        errors.set(wrong);
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let said = reason.with_untracked(|reason| reason.trim().to_owned());
        let wrong = problems(outcome.get_untracked(), &said);
        show(wrong);
        let ((None, None), Some(outcome)) = (wrong, outcome.get_untracked()) else { return };
        let input = AnswerCorrectionInput {
            idempotency_key: sending.key(),
            record_id,
            request_id,
            outcome,
            reason: (!said.is_empty()).then_some(said),
        };
        let request = api::run(AnswerCorrection::build(AnswerCorrectionVariables { input }));
        sending.send(request, move |answer: AnswerCorrection| {
            let errors = answer.answer_correction.user_errors;
            match errors.first().map(|error| error.code) {
                None => {
                    toasts.say(untrack(|| t_string!(i18n, corrections.answered)));
                    on_done.run(());
                }
                // Somebody was faster, or it was taken back: then there is nothing left to do.
                Some(RecordErrorCode::Conflict) => {
                    toasts.say(untrack(|| t_string!(i18n, corrections.late)));
                    on_done.run(());
                }
                Some(code) => show((None, Some(code))),
            }
        });
    };
    let options = [
        (CorrectionOutcome::Corrected, text(move || t_string!(i18n, corrections.is_corrected))),
        (CorrectionOutcome::NotChanged, text(move || t_string!(i18n, corrections.is_not_changed))),
    ];

    view! {
        <form novalidate on:submit=submit>
            <Choice
                id=outcome_id.clone()
                legend=t!(i18n, corrections.outcome)
                options=options.to_vec()
                value=outcome
                error=errors.of(outcome_id)
            />
            <TextArea
                id=reason_id.clone()
                label=t!(i18n, corrections.reason)
                hint=t!(i18n, corrections.reason_hint)
                value=reason
                error=errors.of(reason_id)
            />
            <NotSent sending />
            <Button is_small=true submits=true pending=sending.pending>
                {t!(i18n, corrections.answer)}
                {name.map(|name| view! { <span class="visually-hidden">" "{name}</span> })}
            </Button>
        </form>
    }
}

/// Where what a request asks for is corrected; nowhere for something else than a dose or a person.
#[must_use]
pub fn place(
    record: RecordId,
    subject: CorrectionSubject,
    dose: Option<VaccinationId>,
) -> Option<Page> {
    match subject {
        CorrectionSubject::Vaccination => dose.map(|dose| Page::Dose(record, dose)),
        CorrectionSubject::MissingVaccination => Some(Page::Transcribe(record)),
        CorrectionSubject::Person => Some(Page::CorrectPerson(record)),
        CorrectionSubject::Other => None,
    }
}

/// A link to that place.
#[component]
pub fn PlaceLink(
    /// Whose record.
    record: RecordId,
    /// The request.
    request: CorrectionRequest,
) -> impl IntoView {
    let i18n = use_i18n();
    let subject = request.subject;
    place(record, subject, request.vaccination_id).map(|page| {
        view! {
            <p>
                <a href=page.href()>{move || place_words(i18n, subject)}</a>
            </p>
        }
    })
}

fn place_words(i18n: I18n, subject: CorrectionSubject) -> &'static str {
    match subject {
        CorrectionSubject::Vaccination => t_string!(i18n, corrections.to_dose),
        CorrectionSubject::MissingVaccination => t_string!(i18n, record.transcribe),
        CorrectionSubject::Person | CorrectionSubject::Other => {
            t_string!(i18n, correct_person.link)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_needed_only_if_nothing_was_changed() {
        use RecordErrorCode::{Required, TooShort};
        let (done, not) = (Some(CorrectionOutcome::Corrected), Some(CorrectionOutcome::NotChanged));
        assert_eq!(problems(None, ""), (Some(Required), None));
        assert_eq!(problems(done, "  "), (None, None));
        assert_eq!(problems(done, "ok"), (None, Some(TooShort)));
        assert_eq!(problems(not, "  "), (None, Some(Required)));
        assert_eq!(problems(not, "as on the card"), (None, None));
    }

    #[test]
    fn each_subject_is_corrected_in_its_place() {
        let record = RecordId(Default::default());
        let dose = VaccinationId(Default::default());
        let of = |subject, dose| place(record, subject, dose);
        let page = of(CorrectionSubject::Vaccination, Some(dose));
        assert_eq!(page, Some(Page::Dose(record, dose)));
        let page = of(CorrectionSubject::Person, None);
        assert_eq!(page, Some(Page::CorrectPerson(record)));
        let page = of(CorrectionSubject::MissingVaccination, None);
        assert_eq!(page, Some(Page::Transcribe(record)));
        assert_eq!(of(CorrectionSubject::Other, None), None);
    }
}

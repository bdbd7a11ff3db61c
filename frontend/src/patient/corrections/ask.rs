//! The form: what it is about, and what is wrong.

use leptos::{ev::SubmitEvent, prelude::*};
use shared::RecordId;

use super::queries::{
    NamedDose, RequestCorrection, RequestCorrectionInput, RequestCorrectionVariables,
};
use crate::{
    api::{self, CorrectionSubject, MutationBuilder, RecordErrorCode, live::use_topic},
    corrections, dates,
    doctor::sending::{NotSent, use_sending},
    forms::{self, FieldErrors, FormErrors, Problem, words_problem},
    i18n::use_i18n,
    routes::Page,
    t, t_string,
    ui::{Button, ButtonKind, Choice, Notice, TextArea, Tone, text, use_toasts},
    vaccinations::vaccine_name,
};

const SUBJECT: &str = "subject";
const WORDS: &str = "words";

/// Asks; about a dose, if one is given.
#[component]
pub fn AskForm(
    /// Whose record.
    id: RecordId,
    /// The dose.
    dose: Option<NamedDose>,
) -> impl IntoView {
    let i18n = use_i18n();
    let toasts = use_toasts();
    let topic = use_topic(id);
    let sending = use_sending();
    let errors = FormErrors::new(i18n);
    let subject = RwSignal::new(dose.as_ref().map(|_| CorrectionSubject::Vaccination));
    let words = RwSignal::new(String::new());
    let vaccination_id = dose.as_ref().map(|dose| dose.id);
    // What the server refuses and no field can mend, said at the button.
    let refused = RwSignal::new(None::<RecordErrorCode>);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        refused.set(None);
        let said = words.with_untracked(|words| words.trim().to_owned());
        let mut wrong = FieldErrors::default();
        let chosen = subject.get_untracked();
        if chosen.is_none() {
            wrong.add(SUBJECT, Problem::Record(RecordErrorCode::Required));
        }
        if let Some(code) = words_problem(&said) {
            wrong.add(WORDS, Problem::Record(code));
        }
        let (true, Some(subject_said)) = (wrong.is_empty(), chosen) else {
            return errors.set(wrong);
        };
        errors.set(wrong);
        let input = RequestCorrectionInput {
            idempotency_key: sending.key(),
            record_id: id,
            subject: subject_said,
            vaccination_id,
            words: said,
        };
        let request = api::run(RequestCorrection::build(RequestCorrectionVariables { input }));
        sending.send(request, move |answer: RequestCorrection| {
            let mut wrong = FieldErrors::default();
            for error in answer.request_correction.user_errors {
                match error.field.last().map(String::as_str) {
                    Some(WORDS) => wrong.add(WORDS, Problem::Record(error.code)),
                    _ => refused.set(Some(error.code)),
                }
            }
            if wrong.is_empty() && refused.get_untracked().is_none() {
                words.set(String::new());
                subject.set(vaccination_id.map(|_| CorrectionSubject::Vaccination));
                toasts.say(untrack(|| t_string!(i18n, corrections.sent)));
            }
            errors.set(wrong);
            topic.bump();
        });
    };
    let refused_words = move || {
        refused.get().map(|code| match code {
            RecordErrorCode::Repeated => t_string!(i18n, corrections.repeated),
            code => forms::words(i18n, Problem::Record(code)),
        })
    };

    view! {
        <form class="card correction-form" novalidate on:submit=submit>
            <h2>{t!(i18n, corrections.ask)}</h2>
            {match dose {
                Some(dose) => view! { <About dose /> }.into_any(),
                None => view! { <Subjects id subject error=errors.of(SUBJECT) /> }.into_any(),
            }}
            <TextArea
                id=WORDS
                label=t!(i18n, corrections.what)
                hint=t!(i18n, corrections.what_hint)
                value=words
                error=errors.of(WORDS)
            />
            <NotSent sending />
            <div role="alert">
                {move || {
                    refused_words()
                        .map(|words| view! { <Notice tone=Tone::Stop title=words.to_owned() /> })
                }}
            </div>
            <div class="actions">
                <Button kind=ButtonKind::Primary submits=true pending=sending.pending>
                    {t!(i18n, corrections.send)}
                </Button>
            </div>
        </form>
    }
}

#[component]
fn About(dose: NamedDose) -> impl IntoView {
    let i18n = use_i18n();
    let (vaccine, occurrence) = (dose.vaccine, dose.occurrence.0);
    view! {
        <p>
            <b>{move || vaccine_name(&vaccine)}</b>
            " · "
            {move || dates::long(i18n, occurrence)}
        </p>
    }
}

#[component]
fn Subjects(
    id: RecordId,
    subject: RwSignal<Option<CorrectionSubject>>,
    #[prop(into)] error: Signal<Option<String>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let options = [
        CorrectionSubject::MissingVaccination,
        CorrectionSubject::Person,
        CorrectionSubject::Other,
    ];
    let options = options.map(|option| (option, text(move || corrections::subject(i18n, option))));
    view! {
        <p class="hint">
            {t!(i18n, corrections.at_dose)} " "
            <a href=Page::MyVaccinations(id).href()>{t!(i18n, corrections.to_list)}</a>
        </p>
        <Choice
            id=SUBJECT
            legend=t!(i18n, corrections.about)
            options=options.to_vec()
            value=subject
            error
        />
    }
}

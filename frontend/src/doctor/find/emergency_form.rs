//! Opening a record in an emergency: which, what happened, and that the patient is told.

use leptos::{ev::SubmitEvent, prelude::*};
use leptos_router::{NavigateOptions, hooks::use_navigate};
use shared::RecordId;

use super::changes::{OpenInEmergency, OpenInEmergencyInput, OpenInEmergencyVariables};
use crate::{
    api::{self, EmergencyReason, MutationBuilder, RecordErrorCode},
    doctor::sending::{NotSent, use_sending},
    forms::{FieldErrors, FormErrors, Problem},
    i18n::use_i18n,
    routes::Page,
    t,
    ui::{Button, ButtonKind, Choice, Notice, TextInput, Tone},
    words,
};

const REASON: &str = "urgent-reason";
const WORDS: &str = "urgent-words";

/// The form inside the dialog.
#[component]
pub fn EmergencyForm(
    /// Which record and whose.
    to_open: RwSignal<Option<(RecordId, String)>>,
    /// Whether the dialog is shown.
    open: RwSignal<bool>,
) -> impl IntoView {
    let i18n = use_i18n();
    let reason = RwSignal::new(None::<EmergencyReason>);
    let said = RwSignal::new(String::new());
    let errors = FormErrors::new(i18n);
    let sending = use_sending();
    let navigate = StoredValue::new_local(use_navigate());
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let Some((record_id, _)) = to_open.get_untracked() else { return };
        let words = said.with_untracked(|said| said.trim().to_owned());
        let mut wrong = FieldErrors::default();
        let chosen = reason.get_untracked();
        if chosen.is_none() {
            wrong.add(REASON, Problem::Record(RecordErrorCode::Required));
        }
        match words.chars().count() {
            0 => wrong.add(WORDS, Problem::Record(RecordErrorCode::Required)),
            1..3 => wrong.add(WORDS, Problem::Record(RecordErrorCode::TooShort)),
            _ => {}
        }
        let (Some(reason), true) = (chosen, wrong.is_empty()) else {
            errors.set(wrong);
            return;
        };
        let input =
            OpenInEmergencyInput { idempotency_key: sending.key(), record_id, reason, words };
        let request = api::run(OpenInEmergency::build(OpenInEmergencyVariables { input }));
        sending.send(request, move |answer: OpenInEmergency| {
            let payload = answer.open_in_emergency;
            let mut wrong = FieldErrors::default();
            for error in &payload.user_errors {
                wrong.add(WORDS, Problem::Record(error.code));
            }
            errors.set(wrong);
            if let Some(record) = payload.record {
                open.set(false);
                navigate.with_value(|go| {
                    go(&Page::Record(record.id).href(), NavigateOptions::default())
                });
            }
        });
    };
    let options = EmergencyReason::ALL
        .iter()
        .map(|reason| (*reason, (move || words::emergency(i18n, *reason)).into()))
        .collect::<Vec<_>>();

    view! {
        <form novalidate on:submit=submit>
            <div class="dialog-body">
                <Notice tone=Tone::Warn title=t!(i18n, find.emergency.title)>
                    <p>{t!(i18n, find.emergency.words)}</p>
                </Notice>
                <NotSent sending />
                <Choice
                    id=REASON
                    legend=t!(i18n, find.emergency.reason)
                    options=options
                    value=reason
                    error=errors.of(REASON)
                />
                <TextInput
                    id=WORDS
                    label=t!(i18n, find.emergency.what)
                    hint=t!(i18n, find.emergency.what_hint)
                    value=said
                    error=errors.of(WORDS)
                />
                <div class="actions dialog-actions">
                    <Button on_press=move |()| open.set(false)>{t!(i18n, doctor.back)}</Button>
                    <Button kind=ButtonKind::Danger submits=true pending=sending.pending>
                        {t!(i18n, find.emergency.do_it)}
                    </Button>
                </div>
            </div>
        </form>
    }
}

//! Opening a record with the patient present: who, when and why stay in the record for the patient to see.

use super::emergency_form::EmergencyForm;
use crate::api::MutationBuilder;
use leptos::{ev::SubmitEvent, prelude::*};
use leptos_router::{NavigateOptions, hooks::use_navigate};
use shared::RecordId;

use crate::{
    api::{self, ConsentHow, RecordErrorCode, Role},
    doctor::{
        changes::{ConsentInput, OpenRecord, OpenRecordInput, OpenRecordVariables},
        consent_choice::ConsentChoice,
        sending::{NotSent, use_sending},
    },
    forms::{FieldErrors, FormErrors, Problem},
    i18n::use_i18n,
    routes::Page,
    session::use_viewer,
    t, t_string,
    ui::{Button, ButtonKind, Dialog, Icon, IconKind, TextInput},
};

const REASON: &str = "open-reason";
const CONSENT: &str = "open-consent";

/// Asks why a record is opened, opens it and goes there.
#[component]
pub fn OpenDialog(
    /// Which record and whose; the dialog is shown as long as there is one.
    to_open: RwSignal<Option<(RecordId, String)>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let open = RwSignal::new(false);
    Effect::new(move || open.set(to_open.with(Option::is_some)));
    Effect::new(move || {
        if !open.get() && to_open.with_untracked(Option::is_some) {
            to_open.set(None);
        }
    });
    let name =
        move || to_open.with(|o| o.as_ref().map(|(_, name)| name.clone()).unwrap_or_default());

    view! {
        <Dialog id="open-dialog" title=move || t_string!(i18n, find.open_title, name = name()) open>
            <OpenForms to_open open />
        </Dialog>
    }
}

/// With the patient present; for a doctor also without, in an emergency.
#[component]
fn OpenForms(to_open: RwSignal<Option<(RecordId, String)>>, open: RwSignal<bool>) -> impl IntoView {
    let i18n = use_i18n();
    let viewer = use_viewer();
    let is_doctor = move || viewer.with(|v| v.roles.contains(&Role::Doctor));
    let is_urgent = RwSignal::new(false);
    Effect::new(move || {
        if !open.get() {
            is_urgent.set(false);
        }
    });
    view! {
        <Show
            when=move || is_urgent.get()
            fallback=move || {
                view! {
                    <OpenForm to_open open />
                    <Show when=is_doctor>
                        <p class="dialog-aside">
                            <Button kind=ButtonKind::Danger on_press=move |()| is_urgent.set(true)>
                                <Icon kind=IconKind::Siren />
                                {t!(i18n, find.emergency.choose)}
                            </Button>
                        </p>
                    </Show>
                }
            }
        >
            <EmergencyForm to_open open />
        </Show>
    }
}

#[component]
fn OpenForm(to_open: RwSignal<Option<(RecordId, String)>>, open: RwSignal<bool>) -> impl IntoView {
    let i18n = use_i18n();
    let reason = RwSignal::new(String::new());
    let consent = RwSignal::new(None::<ConsentHow>);
    let errors = FormErrors::new(i18n);
    let sending = use_sending();
    let navigate = StoredValue::new_local(use_navigate());
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let Some((record_id, _)) = to_open.get_untracked() else { return };
        let words = reason.with_untracked(|r| r.trim().to_owned());
        let mut wrong = FieldErrors::default();
        match words.chars().count() {
            0 => wrong.add(REASON, Problem::Record(RecordErrorCode::Required)),
            1..3 => wrong.add(REASON, Problem::Record(RecordErrorCode::TooShort)),
            _ => {}
        }
        let how = consent.get_untracked();
        if how.is_none() {
            wrong.add(CONSENT, Problem::Record(RecordErrorCode::Required));
        }
        if !wrong.is_empty() {
            errors.set(wrong);
            return;
        }
        let language = untrack(|| i18n.api_locale());
        let input = OpenRecordInput {
            idempotency_key: sending.key(),
            record_id,
            reason: words,
            consent: how.map(|how| ConsentInput::of(how, language)),
        };
        let request = api::run(OpenRecord::build(OpenRecordVariables { input }));
        sending.send(request, move |answer: OpenRecord| {
            let mut wrong = FieldErrors::default();
            for error in &answer.open_record.user_errors {
                wrong.add(REASON, Problem::Record(error.code));
            }
            errors.set(wrong);
            if let Some(record) = answer.open_record.record {
                open.set(false);
                navigate.with_value(|go| {
                    go(&Page::Record(record.id).href(), NavigateOptions::default())
                });
            }
        });
    };

    view! {
        <form novalidate on:submit=submit>
            <div class="dialog-body">
                <p>{t!(i18n, find.open_words)}</p>
                <NotSent sending />
                <TextInput
                    id=REASON
                    label=t!(i18n, find.open_reason)
                    hint=t!(i18n, find.open_reason_hint)
                    value=reason
                    error=errors.of(REASON)
                />
                <ConsentChoice id=CONSENT value=consent error=errors.of(CONSENT) />
                <div class="actions dialog-actions">
                    <Button on_press=move |()| open.set(false)>{t!(i18n, doctor.back)}</Button>
                    <Button kind=ButtonKind::Primary submits=true pending=sending.pending>
                        {t!(i18n, find.open_do)}
                    </Button>
                </div>
            </div>
        </form>
    }
}

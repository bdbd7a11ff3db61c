//! Opening a record with the patient present: who, when and why stay in the record for the patient to see.

use super::emergency_form::EmergencyForm;
use crate::api::MutationBuilder;
use leptos::{ev::SubmitEvent, prelude::*};
use leptos_router::{NavigateOptions, hooks::use_navigate};
use shared::RecordId;

use crate::{
    api::{self, RecordErrorCode, Role},
    doctor::{
        changes::{OpenRecord, OpenRecordInput, OpenRecordVariables},
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
    let errors = FormErrors::new(i18n);
    let sending = use_sending();
    let navigate = StoredValue::new_local(use_navigate());
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let Some((record_id, _)) = to_open.get_untracked() else { return };
        let words = reason.with_untracked(|r| r.trim().to_owned());
        if words.chars().count() < 3 {
            let code = if words.is_empty() {
                RecordErrorCode::Required
            } else {
                RecordErrorCode::TooShort
            };
            let mut wrong = FieldErrors::default();
            wrong.add(REASON, Problem::Record(code));
            errors.set(wrong);
            return;
        }
        let input = OpenRecordInput { idempotency_key: sending.key(), record_id, reason: words };
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

//! What can be done with a dose: confirm, correct, void.

use crate::api::MutationBuilder;
use leptos::{ev::SubmitEvent, prelude::*};

use crate::{
    api::{self, RecordAction, VaccinationErrorCode, VaccinationStatus, live::use_topic},
    doctor::{
        changes::{
            ConfirmVaccinations, ConfirmVaccinationsInput, ConfirmVaccinationsVariables,
            VaccinationRef, VoidVaccination, VoidVaccinationInput, VoidVaccinationVariables,
        },
        queries::Record,
        sending::{NotSent, use_sending},
    },
    forms::{FieldErrors, FormErrors, Problem, words as problem_words},
    i18n::use_i18n,
    routes::Page,
    t, t_string,
    ui::{Button, ButtonKind, Dialog, TextInput, use_toasts},
    vaccinations::Vaccination,
};

const REASON: &str = "void-reason";

/// The buttons below a dose.
#[component]
pub fn DoseActions(
    /// Whose.
    record: Signal<Record>,
    /// The dose.
    dose: Signal<Vaccination>,
) -> impl IntoView {
    let i18n = use_i18n();
    let id = record.with_untracked(|r| r.id);
    let dose_id = dose.with_untracked(|d| d.id);
    let is_void_open = RwSignal::new(false);
    let is_live = move || dose.with(|d| d.status != VaccinationStatus::EnteredInError);
    let may = move |action: RecordAction| is_live() && record.with(|r| r.may(action));
    let can_confirm = move || {
        let waits = dose.with(|d| d.status == VaccinationStatus::Completed && !d.is_confirmed);
        waits && may(RecordAction::ConfirmVaccination)
    };

    view! {
        <footer class="dose-actions">
            <Show when=can_confirm>
                <Confirm record dose />
            </Show>
            <Show when=move || may(RecordAction::CorrectVaccination)>
                <a class="button" href=Page::CorrectDose(id, dose_id).href()>
                    {t!(i18n, record.correct)}
                </a>
            </Show>
            <Show when=move || may(RecordAction::VoidVaccination)>
                <Button kind=ButtonKind::Danger on_press=move |()| is_void_open.set(true)>
                    {t!(i18n, record.void)}
                </Button>
            </Show>
            <Show when=move || !is_live()>
                <p>{t!(i18n, record.is_void)}</p>
            </Show>
        </footer>
        <Dialog id="void-dialog" title=t!(i18n, record.void_title) open=is_void_open>
            <VoidForm record dose open=is_void_open />
        </Dialog>
    }
}

#[component]
fn Confirm(record: Signal<Record>, dose: Signal<Vaccination>) -> impl IntoView {
    let i18n = use_i18n();
    let sending = use_sending();
    let toasts = use_toasts();
    let record_id = record.with_untracked(|r| r.id);
    let topic = use_topic(record_id);
    let confirm = move |()| {
        let (vaccination_id, version) = dose.with_untracked(|d| (d.id, d.version));
        let input = ConfirmVaccinationsInput {
            idempotency_key: sending.key(),
            record_id,
            vaccinations: vec![VaccinationRef { vaccination_id, version }],
        };
        let request = api::run(ConfirmVaccinations::build(ConfirmVaccinationsVariables { input }));
        sending.send(request, move |answer: ConfirmVaccinations| {
            let refused = answer.confirm_vaccinations.user_errors.first();
            toasts.say(untrack(|| match refused {
                Some(error) => problem_words(i18n, Problem::Vaccination(error.code)).to_owned(),
                None => t_string!(i18n, find.confirm.done).to_owned(),
            }));
            topic.bump();
        });
    };
    view! {
        <NotSent sending />
        <Button kind=ButtonKind::Primary pending=sending.pending on_press=confirm>
            {t!(i18n, record.confirm)}
        </Button>
    }
}

#[component]
fn VoidForm(
    record: Signal<Record>,
    dose: Signal<Vaccination>,
    open: RwSignal<bool>,
) -> impl IntoView {
    let i18n = use_i18n();
    let reason = RwSignal::new(String::new());
    let errors = FormErrors::new(i18n);
    let sending = use_sending();
    let toasts = use_toasts();
    let record_id = record.with_untracked(|r| r.id);
    let topic = use_topic(record_id);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let words = reason.with_untracked(|r| r.trim().to_owned());
        if let Some(code) = reason_problem(&words) {
            let mut wrong = FieldErrors::default();
            wrong.add(REASON, Problem::Vaccination(code));
            errors.set(wrong);
            return;
        }
        let (vaccination_id, version) = dose.with_untracked(|d| (d.id, d.version));
        let input = VoidVaccinationInput {
            idempotency_key: sending.key(),
            record_id,
            vaccination_id,
            version,
            reason: words,
        };
        let request = api::run(VoidVaccination::build(VoidVaccinationVariables { input }));
        sending.send(request, move |answer: VoidVaccination| {
            let mut wrong = FieldErrors::default();
            for error in &answer.void_vaccination.user_errors {
                wrong.add(REASON, Problem::Vaccination(error.code));
            }
            if wrong.is_empty() {
                toasts.say(untrack(|| t_string!(i18n, record.void_done)));
                open.set(false);
            }
            errors.set(wrong);
            // Even a conflict shows the newest version beside the dialog.
            topic.bump();
        });
    };

    view! {
        <form novalidate on:submit=submit>
            <div class="dialog-body">
                <p>{t!(i18n, record.void_words)}</p>
                <NotSent sending />
                <TextInput
                    id=REASON
                    label=t!(i18n, record.reason)
                    hint=t!(i18n, record.reason_hint)
                    value=reason
                    error=errors.of(REASON)
                />
                <div class="actions dialog-actions">
                    <Button on_press=move |()| open.set(false)>{t!(i18n, doctor.back)}</Button>
                    <Button kind=ButtonKind::Danger submits=true pending=sending.pending>
                        {t!(i18n, record.void_do)}
                    </Button>
                </div>
            </div>
        </form>
    }
}

/// What is wrong with the reason of a change.
#[must_use]
pub fn reason_problem(reason: &str) -> Option<VaccinationErrorCode> {
    match reason.trim().chars().count() {
        0 => Some(VaccinationErrorCode::Required),
        1..3 => Some(VaccinationErrorCode::TooShort),
        3..=500 => None,
        _ => Some(VaccinationErrorCode::TooLong),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_has_3_to_500_characters() {
        assert_eq!(reason_problem("  "), Some(VaccinationErrorCode::Required));
        assert_eq!(reason_problem("ab"), Some(VaccinationErrorCode::TooShort));
        assert_eq!(reason_problem("wrong arm"), None);
        assert_eq!(reason_problem(&"a".repeat(501)), Some(VaccinationErrorCode::TooLong));
    }
}

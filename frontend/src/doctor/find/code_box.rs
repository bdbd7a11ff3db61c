//! The code that a patient shows: typed or scanned, it opens the record.

use leptos::{ev::SubmitEvent, prelude::*};
use leptos_router::{NavigateOptions, hooks::use_navigate};

use super::changes::{RedeemAccessCodeInput, RedeemCode, RedeemCodeVariables};
use crate::{
    api::{self, ApiError, MutationBuilder, RecordErrorCode},
    doctor::sending::use_sending,
    forms::not_sent,
    i18n::{I18n, use_i18n},
    routes::Page,
    t, t_string,
    ui::{Button, Field, Wiring},
};

const CODE: &str = "patient-code";

/// The field for the code.
#[component]
pub fn CodeBox() -> impl IntoView {
    let i18n = use_i18n();
    let text = RwSignal::new(String::new());
    let refused = RwSignal::new(None::<RecordErrorCode>);
    let sending = use_sending();
    let navigate = StoredValue::new_local(use_navigate());
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let code = text.with_untracked(|text| text.trim().to_owned());
        if code.is_empty() {
            refused.set(Some(RecordErrorCode::Required));
            return;
        }
        let input = RedeemAccessCodeInput { idempotency_key: sending.key(), code };
        let request = api::run(RedeemCode::build(RedeemCodeVariables { input }));
        sending.send(request, move |answer: RedeemCode| {
            let payload = answer.redeem_access_code;
            refused.set(payload.user_errors.first().map(|error| error.code));
            if let Some(record) = payload.record {
                navigate.with_value(|go| {
                    go(&Page::Record(record.id).href(), NavigateOptions::default())
                });
            }
        });
    };
    let error = Signal::derive(move || {
        let not_sent = sending.failure.get().map(|error| match error {
            ApiError::Refused => t_string!(i18n, find.code.too_many).to_owned(),
            error => not_sent(i18n, error).to_owned(),
        });
        refused.get().map(|code| refusal(i18n, code).to_owned()).or(not_sent)
    });

    view! {
        <form class="find code-find" novalidate on:submit=submit>
            <Field
                id=CODE
                label=t!(i18n, find.code.label)
                error
                control=move |wiring: Wiring| {
                    view! {
                        <input
                            class="input figure"
                            id=wiring.id
                            type="text"
                            maxlength="20"
                            placeholder="K7M4 PQ3X"
                            autocomplete="off"
                            autocapitalize="characters"
                            spellcheck="false"
                            aria-describedby=wiring.described_by
                            aria-invalid=wiring.invalid
                            prop:value=text
                            on:input:target=move |event| {
                                text.set(event.target().value());
                                refused.set(None);
                                sending.failure.set(None);
                            }
                        />
                    }
                        .into_any()
                }
            />
            <Button submits=true pending=sending.pending>{t!(i18n, find.code.button)}</Button>
        </form>
    }
}

fn refusal(i18n: I18n, code: RecordErrorCode) -> &'static str {
    match code {
        RecordErrorCode::Required => t_string!(i18n, find.code.required),
        RecordErrorCode::WrongCheckDigits => t_string!(i18n, find.code.wrong_sign),
        RecordErrorCode::CodeNotValid => t_string!(i18n, errors.code_not_valid),
        RecordErrorCode::ConsentWithdrawn => t_string!(i18n, errors.consent_withdrawn),
        _ => t_string!(i18n, find.code.malformed),
    }
}

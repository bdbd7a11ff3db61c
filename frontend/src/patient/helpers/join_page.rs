//! Entering a code that one was given: a child's, from the practice's paper, or a person's who
//! trusts one.

use crate::api::MutationBuilder;
use leptos::{ev::SubmitEvent, prelude::*};
use leptos_router::{NavigateOptions, hooks::use_navigate};

use super::changes::{JoinByCode, JoinByCodeInput, JoinVariables};
use crate::{
    api::{self, RecordErrorCode as Code},
    doctor::sending::{NotSent, use_sending},
    forms::{FieldErrors, FormErrors, Problem},
    i18n::use_i18n,
    routes::Page,
    session::use_session,
    t, t_string,
    ui::{Button, ButtonKind, ErrorSummary, PageTitle, TextInput, use_toasts},
};

const CODE: &str = "code";

/// Enters a code.
#[component]
pub fn JoinPage() -> impl IntoView {
    let i18n = use_i18n();
    let (session, sending, toasts) = (use_session(), use_sending(), use_toasts());
    let code = RwSignal::new(String::new());
    let errors = FormErrors::new(i18n);
    let navigate = StoredValue::new_local(use_navigate());
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let typed = code.get_untracked();
        if typed.trim().is_empty() {
            let mut wrong = FieldErrors::default();
            wrong.add(CODE, Problem::Record(Code::Required));
            return errors.set(wrong);
        }
        errors.set(FieldErrors::default());
        let input = JoinByCodeInput { idempotency_key: sending.key(), code: typed };
        let request = api::run(JoinByCode::build(JoinVariables { input }));
        sending.send(request, move |answer: JoinByCode| {
            let payload = answer.join_by_code;
            let mut wrong = FieldErrors::default();
            for error in &payload.user_errors {
                // One word for wrong, used, ended and too old: who guesses learns nothing.
                let code = if error.code == Code::NotFound { Code::Malformed } else { error.code };
                wrong.add(CODE, Problem::Record(code));
            }
            errors.set(wrong);
            if let Some(record) = payload.record {
                toasts.say(untrack(|| t_string!(i18n, helpers.joined)));
                session.refresh();
                let page = Page::MyNext(record.id).href();
                navigate.with_value(|go| go(&page, NavigateOptions::default()));
            }
        });
    };
    view! {
        <PageTitle title=t!(i18n, helpers.join) />
        <form class="card" novalidate on:submit=submit>
            <p class="hint">{t!(i18n, helpers.join_words)}</p>
            <ErrorSummary errors=errors.named(move |id| {
                (id == CODE).then(|| t_string!(i18n, helpers.code).to_owned())
            }) />
            <NotSent sending />
            <TextInput
                id=CODE
                label=t!(i18n, helpers.code)
                hint=t!(i18n, helpers.code_hint)
                value=code
                error=errors.of(CODE)
            />
            <Button kind=ButtonKind::Primary submits=true pending=sending.pending>
                {t!(i18n, helpers.join_confirm)}
            </Button>
        </form>
    }
}

//! Asking a practice about an entry of the access log, and what it answered.

use leptos::{ev::SubmitEvent, prelude::*};
use shared::{EntryId, RecordId};

use super::queries::{
    AccessQuestion, QuestionAccess, QuestionAccessInput, QuestionAccessVariables,
};
use crate::{
    api::{self, MutationBuilder, RecordErrorCode},
    asking::{AskedWords, Exchange},
    browser, dates,
    doctor::sending::{NotSent, use_sending},
    forms::{self, Problem, words_problem},
    i18n::use_i18n,
    t, t_string,
    ui::{Button, TextArea, text as said, use_toasts},
};

/// A button that becomes a field for the question.
#[component]
pub fn Ask(
    /// Whose log.
    record: RecordId,
    /// Which entry.
    entry: EntryId,
) -> impl IntoView {
    let i18n = use_i18n();
    let toasts = use_toasts();
    let is_open = RwSignal::new(false);
    let text = RwSignal::new(String::new());
    let refused = RwSignal::new(None::<RecordErrorCode>);
    let sending = use_sending();
    let field = format!("question-{entry}");
    let focus = field.clone();
    let open = move |()| {
        is_open.set(true);
        let field = focus.clone();
        request_animation_frame(move || browser::focus(&field));
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let question = text.with_untracked(|text| text.trim().to_owned());
        if let Some(code) = words_problem(&question) {
            return refused.set(Some(code));
        }
        let input = QuestionAccessInput {
            idempotency_key: sending.key(),
            record_id: record,
            entry_id: entry,
            question,
        };
        let request = api::run(QuestionAccess::build(QuestionAccessVariables { input }));
        sending.send(request, move |answer: QuestionAccess| {
            let code = answer.question_access.user_errors.first().map(|error| error.code);
            refused.set(code);
            if code.is_none() {
                // The entry is drawn anew when the log says that it was asked about.
                is_open.set(false);
                toasts.say(untrack(|| t_string!(i18n, my.access.asked)));
            }
        });
    };
    let error = Signal::derive(move || {
        refused.get().map(|code| forms::words(i18n, Problem::Record(code)).to_owned())
    });
    let open = StoredValue::new(open);
    let field = StoredValue::new(field);

    view! {
        <Show
            when=move || is_open.get()
            fallback=move || {
                view! {
                    <p>
                        <Button is_small=true on_press=move |()| open.with_value(|open| open(()))>
                            {t!(i18n, my.access.ask)}
                        </Button>
                    </p>
                }
            }
        >
            <form class="ask-form" novalidate on:submit=submit>
                <TextArea
                    id=field.get_value()
                    label=t!(i18n, my.access.question)
                    hint=t!(i18n, my.access.question_hint)
                    value=text
                    error
                />
                <NotSent sending />
                <div class="actions">
                    <Button is_small=true submits=true pending=sending.pending>
                        {t!(i18n, my.access.send)}
                    </Button>
                    <Button is_small=true on_press=move |()| is_open.set(false)>
                        {t!(i18n, my.access.cancel)}
                    </Button>
                </div>
            </form>
        </Show>
    }
}

/// What was asked and answered.
#[component]
pub fn Asked(
    /// It.
    question: AccessQuestion,
) -> impl IntoView {
    let i18n = use_i18n();
    let asked =
        AskedWords { by: question.asked_by, at: question.asked_at, words: question.question };
    let ended = question.answer.map(|answer| {
        let name = question.answered_by.unwrap_or_default();
        let day = question.answered_at.map(|at| dates::short_day(dates::day_of(&at)));
        let day = day.unwrap_or_default();
        let head =
            move || t_string!(i18n, my.access.answered_by, name = name.clone(), day = day.clone());
        (said(head), Some(answer))
    });
    view! { <Exchange asked ended waits=t!(i18n, my.access.waits) /> }
}

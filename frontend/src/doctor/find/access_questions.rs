//! What patients ask about accesses of the practice, each with a field for the answer.

use leptos::{ev::SubmitEvent, prelude::*};

use super::changes::{AnswerAccessQuestionInput, AnswerQuestion, AnswerQuestionVariables};
use crate::{
    api::{self, MutationBuilder, RecordErrorCode},
    dates,
    doctor::{
        queries::AccessTask,
        sending::{NotSent, use_sending},
    },
    forms::{self, Problem, words_problem},
    i18n::use_i18n,
    t, t_string,
    ui::{Button, TextArea, use_toasts},
    words,
};

/// The questions. Nothing while nobody asks.
#[component]
pub fn AccessQuestions(
    /// They.
    tasks: Signal<Vec<AccessTask>>,
    /// After one was answered.
    on_change: Callback<()>,
) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <Show when=move || tasks.with(|tasks| !tasks.is_empty())>
            <section class="card" data-flush aria-labelledby="questions-title">
                <div class="worklist-bar">
                    <h2 id="questions-title">
                        {t!(i18n, find.questions.title)}
                        " "
                        <span class="count">{move || tasks.with(Vec::len)}</span>
                    </h2>
                    <span class="hint">{t!(i18n, find.questions.words)}</span>
                </div>
                <ul class="rows questions">
                    <For each=move || tasks.get() key=|task| task.question.id let:task>
                        <Task task on_change />
                    </For>
                </ul>
            </section>
        </Show>
    }
}

#[component]
fn Task(task: AccessTask, on_change: Callback<()>) -> impl IntoView {
    let i18n = use_i18n();
    let toasts = use_toasts();
    let sending = use_sending();
    let text = RwSignal::new(String::new());
    let refused = RwSignal::new(None::<RecordErrorCode>);
    let (record_id, question_id) = (task.record_id, task.question.id);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let answer = text.with_untracked(|text| text.trim().to_owned());
        if let Some(code) = words_problem(&answer) {
            return refused.set(Some(code));
        }
        let input = AnswerAccessQuestionInput {
            idempotency_key: sending.key(),
            record_id,
            question_id,
            answer,
        };
        let request = api::run(AnswerQuestion::build(AnswerQuestionVariables { input }));
        sending.send(request, move |answer: AnswerQuestion| {
            let code = answer.answer_access_question.user_errors.first().map(|error| error.code);
            refused.set(code);
            // Somebody of the practice may have been faster: then there is nothing left to do.
            if matches!(code, None | Some(RecordErrorCode::Repeated)) {
                toasts.say(untrack(|| t_string!(i18n, find.questions.done)));
                on_change.run(());
            }
        });
    };
    let error = Signal::derive(move || {
        refused.get().map(|code| forms::words(i18n, Problem::Record(code)).to_owned())
    });
    let name = format!("{} {}", task.given_name, task.family_name);
    let birth = task.birth_date.0;
    let (day, time) =
        (dates::short_day(dates::day_of(&task.entry.at)), dates::time_of(&task.entry.at));
    let (by, action) = (task.entry.by.name, task.entry.action);
    let done = move || format!("{day}, {time}: {by} {}", words::action(i18n, action));

    view! {
        <li class="question">
            <p>
                <b>{name.clone()}</b>
                " "
                <span class="hint">{move || dates::short(i18n, birth)}</span>
            </p>
            <p class="hint">{done}</p>
            <p>"«"{task.question.question}"» – "{task.question.asked_by}</p>
            <form novalidate on:submit=submit>
                <TextArea
                    id=format!("answer-{question_id}")
                    label=t!(i18n, find.questions.answer)
                    hint=t!(i18n, find.questions.answer_hint)
                    value=text
                    error
                />
                <NotSent sending />
                <Button is_small=true submits=true pending=sending.pending>
                    {t!(i18n, find.questions.send)}
                    <span class="visually-hidden">" "{name}</span>
                </Button>
            </form>
        </li>
    }
}

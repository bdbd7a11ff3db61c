//! What patients asked to be corrected and waits for the practice, each with a form for the answer.

use leptos::prelude::*;

use super::{
    answer_form::{AnswerForm, PlaceLink},
    queries::{CorrectionTask, CorrectionTasksQuery},
};
use crate::{
    api::{self, ApiError, QueryBuilder},
    corrections::{self, Request},
    dates,
    i18n::use_i18n,
    routes::Page,
    t,
    ui::{Load, Remote},
    vaccinations::{ReadVariables, vaccine_name},
};

/// The tasks, loaded by themselves. Nothing while nothing waits.
#[component]
pub fn WaitingCorrections() -> impl IntoView {
    let i18n = use_i18n();
    let loaded = Remote::new(move || load(i18n.api_locale()));
    view! {
        <Load resource=loaded let:tasks>
            <CorrectionTasks tasks on_change=move |()| loaded.refetch() />
        </Load>
    }
}

async fn load(locale: api::Locale) -> Result<Vec<CorrectionTask>, ApiError> {
    let answer = api::run(CorrectionTasksQuery::build(ReadVariables::new(locale))).await?;
    Ok(answer.practice.ok_or(ApiError::NotFound)?.correction_requests)
}

/// The tasks. Nothing while nothing waits.
#[component]
pub fn CorrectionTasks(
    /// They.
    tasks: Signal<Vec<CorrectionTask>>,
    /// After one was answered.
    #[prop(into)]
    on_change: Callback<()>,
) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <Show when=move || tasks.with(|tasks| !tasks.is_empty())>
            <section class="card no-print" data-flush aria-labelledby="corrections-title">
                <div class="worklist-bar">
                    <h2 id="corrections-title">
                        {t!(i18n, corrections.tasks)}
                        " "
                        <span class="count">{move || tasks.with(Vec::len)}</span>
                    </h2>
                    <span class="hint">{t!(i18n, corrections.tasks_words)}</span>
                </div>
                <ul class="rows questions">
                    <For each=move || tasks.get() key=|task| task.request.id let:task>
                        <Task task on_change />
                    </For>
                </ul>
            </section>
        </Show>
    }
}

#[component]
fn Task(task: CorrectionTask, on_change: Callback<()>) -> impl IntoView {
    let i18n = use_i18n();
    let record = task.record_id;
    let name = format!("{} {}", task.given_name, task.family_name);
    let (birth, subject) = (task.birth_date.0, task.request.subject);
    let about = match task.vaccine.zip(task.occurrence) {
        Some((vaccine, day)) => view! {
            {vaccine_name(&vaccine)}
            " · "
            {move || dates::short(i18n, day.0)}
        }
        .into_any(),
        None => view! { {move || corrections::subject(i18n, subject)} }.into_any(),
    };
    let (shown, can_read) = (name.clone(), task.can_read);
    let person = if can_read {
        view! { <a href=Page::Record(record).href()>{shown}</a> }.into_any()
    } else {
        view! { {shown} }.into_any()
    };
    view! {
        <li class="question">
            <p>
                <b>{person}</b>
                " "
                <span class="hint">{move || dates::short(i18n, birth)}</span>
            </p>
            <p>{about}</p>
            <Request request=task.request.clone() />
            {if can_read {
                view! { <PlaceLink record request=task.request.clone() /> }.into_any()
            } else {
                view! { <p class="hint">{t!(i18n, corrections.no_access)}</p> }.into_any()
            }}
            <AnswerForm record_id=record request_id=task.request.id name on_done=on_change />
        </li>
    }
}

//! Where a professional arrives: search, today, what waits for a word, who was opened last.

use crate::api::QueryBuilder;
use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_navigate};

use super::{
    FindBox, access_questions::AccessQuestions, code_box::CodeBox,
    facts_to_confirm::FactsToConfirm, people::PeopleTable, to_confirm::ToConfirm, today::Today,
};
use crate::{
    api::{self, ApiError},
    dates,
    doctor::{
        corrections::CorrectionTasks,
        keys::{PageKey, are_single_keys_on, switch_single_keys, use_page_keys},
        queries::{Start, StartQuery},
    },
    i18n::use_i18n,
    routes::Page,
    session::use_viewer,
    t,
    ui::{Empty, Icon, IconKind, Load, PageTitle, Remote},
    vaccinations::ReadVariables,
};

/// The day and the practice.
#[component]
pub fn StartPage() -> impl IntoView {
    let i18n = use_i18n();
    let viewer = use_viewer();
    let practice = move || viewer.with(|v| v.practice.as_ref().map(|p| p.name.clone()));
    // Loaded again after a change of language: names of vaccines depend on it.
    let loaded = Remote::new(move || load(i18n.api_locale()));
    let navigate = use_navigate();
    use_page_keys(move |key| {
        let is_new = key == PageKey::Single("n".to_owned());
        if is_new {
            navigate(&Page::NewRecord.href(), NavigateOptions::default());
        }
        is_new
    });

    view! {
        <div class="page-head">
            <div>
                <PageTitle title=move || dates::long_day(i18n, dates::today()) />
                <p class="hint">{practice}</p>
            </div>
            <div class="actions">
                <a class="button" href=Page::NewRecord.href()>
                    <Icon kind=IconKind::Plus />
                    {t!(i18n, find.new_record)}
                    <kbd class="key" aria-hidden="true">"N"</kbd>
                </a>
            </div>
        </div>
        <FindBox />
        <CodeBox />
        <Load resource=loaded let:start>
            <Lists start reload=move |()| loaded.refetch() />
        </Load>
    }
}

async fn load(locale: api::Locale) -> Result<Start, ApiError> {
    let variables = ReadVariables { day: Some(dates::today()), ..ReadVariables::new(locale) };
    let answer = api::run(StartQuery::build(variables)).await?;
    answer.practice.ok_or(ApiError::NotFound)
}

#[component]
fn Lists(start: Signal<Start>, #[prop(into)] reload: Callback<()>) -> impl IntoView {
    let i18n = use_i18n();
    let people = Signal::derive(move || start.with(|s| s.records.nodes.clone()));
    let today = Signal::derive(move || start.with(|s| s.vaccinations.nodes.clone()));
    let told = Signal::derive(move || start.with(|s| s.facts_to_confirm.nodes.clone()));
    let questions = Signal::derive(move || start.with(|s| s.access_questions.clone()));
    let corrections = Signal::derive(move || start.with(|s| s.correction_requests.clone()));
    let waiting = Signal::derive(move || start.with(|s| s.to_confirm.nodes.clone()));

    view! {
        <div class="start-grid">
            <div class="start-main">
                <AccessQuestions tasks=questions on_change=reload />
                <CorrectionTasks tasks=corrections on_change=reload />
                <ToConfirm doses=waiting on_change=reload />
                <FactsToConfirm facts=told on_change=reload />
                <section class="card" data-flush>
                    <div class="worklist-bar">
                        <h2>{t!(i18n, find.recent)}</h2>
                        <a href=Page::Records.href()>{t!(i18n, find.all)}</a>
                    </div>
                    <Show
                        when=move || people.with(|people| !people.is_empty())
                        fallback=move || {
                            view! {
                                <Empty title=t!(i18n, find.people.empty)>
                                    <p>{t!(i18n, find.people.empty_words)}</p>
                                </Empty>
                            }
                        }
                    >
                        <PeopleTable people />
                    </Show>
                </section>
            </div>
            <div class="start-aside">
                <Today doses=today />
                <Keys />
            </div>
        </div>
    }
}

/// The keys of this page, and the switch for single ones.
#[component]
fn Keys() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <section class="card keys" aria-labelledby="keys-title">
            <h2 id="keys-title">{t!(i18n, find.keys.title)}</h2>
            <ul class="key-list">
                <li>
                    <kbd class="key">"/"</kbd>
                    " "
                    {t!(i18n, find.keys.find)}
                </li>
                <li>
                    <kbd class="key">"N"</kbd>
                    " "
                    {t!(i18n, find.keys.new_record)}
                </li>
                <li>
                    <kbd class="key">"R"</kbd>
                    " "
                    <kbd class="key">"T"</kbd>
                    " "
                    {t!(i18n, find.keys.record)}
                </li>
            </ul>
            <label class="choice">
                <input
                    type="checkbox"
                    prop:checked=are_single_keys_on()
                    on:change:target=move |event| switch_single_keys(event.target().checked())
                />
                <span>{t!(i18n, find.keys.on)}</span>
            </label>
        </section>
    }
}

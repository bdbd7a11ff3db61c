//! Everyone the practice may see, newest access first, and the search for all others.

use crate::api::QueryBuilder;
use leptos::{prelude::*, task::spawn_local};

use super::{FindBox, code_box::CodeBox, people::PeopleTable};
use crate::{
    api::{self, ApiError},
    doctor::queries::{PageInfo, People, PeopleQuery, PersonRow},
    i18n::use_i18n,
    session::{use_session, use_viewer},
    t,
    ui::{Button, Empty, Load, PageTitle, Remote},
    vaccinations::ReadVariables,
};

/// The practice's records.
#[component]
pub fn RecordsPage() -> impl IntoView {
    let i18n = use_i18n();
    let viewer = use_viewer();
    let variables = ReadVariables::new(untrack(|| i18n.api_locale()));
    let people = Remote::new(move || load(variables.clone()));
    let practice = move || viewer.with(|v| v.practice.as_ref().map(|p| p.name.clone()));

    view! {
        <div class="page-head">
            <div>
                <PageTitle title=t!(i18n, nav.records) />
                <p class="hint">{practice}</p>
            </div>
        </div>
        <FindBox />
        <CodeBox />
        <Load resource=people let:people>
            <Listed first=people />
        </Load>
    }
}

async fn load(variables: ReadVariables) -> Result<People, ApiError> {
    let answer = api::run(PeopleQuery::build(variables)).await?;
    answer.practice.map(|practice| practice.records).ok_or(ApiError::NotFound)
}

/// The first part, and what was loaded on demand.
#[component]
fn Listed(first: Signal<People>) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let more = RwSignal::new(Vec::<PersonRow>::new());
    let page = RwSignal::new(None::<PageInfo>);
    let pending = RwSignal::new(false);
    let next = move || {
        let info = page.get().unwrap_or_else(|| first.with(|f| f.page_info.clone()));
        info.end_cursor.filter(|_| info.has_next_page)
    };
    let all = Signal::derive(move || {
        let mut all = first.with(|f| f.nodes.clone());
        more.with(|more| all.extend(more.iter().cloned()));
        all
    });
    let show_more = move |()| {
        let Some(after) = untrack(next) else { return };
        pending.set(true);
        let variables = ReadVariables::new(untrack(|| i18n.api_locale())).after(Some(after));
        spawn_local(async move {
            match load(variables).await {
                Ok(people) => {
                    more.update(|more| more.extend(people.nodes));
                    page.set(Some(people.page_info));
                }
                Err(error) => session.check(error),
            }
            pending.set(false);
        });
    };

    view! {
        <section class="card" data-flush>
            <h2 class="table-title">{t!(i18n, find.people.title)}</h2>
            <Show
                when=move || all.with(|all| !all.is_empty())
                fallback=move || {
                    view! {
                        <Empty title=t!(i18n, find.people.empty)>
                            <p>{t!(i18n, find.people.empty_words)}</p>
                        </Empty>
                    }
                }
            >
                <PeopleTable people=all />
            </Show>
            <Show when=move || next().is_some()>
                <p class="table-foot">
                    <Button pending on_press=show_more>
                        {t!(i18n, find.people.more)}
                    </Button>
                </p>
            </Show>
        </section>
    }
}

//! My vaccinations, or a child's: by date or by disease.

use crate::api::QueryBuilder;
use leptos::prelude::*;
use leptos_router::{
    NavigateOptions,
    hooks::{use_location, use_navigate},
};
use shared::RecordId;

use super::{
    person::{Family, Whose},
    queries::{MyRecord, MyRecordQuery},
    row::{DoseRow, by_disease},
};
use crate::{
    api::{self, ApiError, RecordAction, live::use_topic},
    i18n::use_i18n,
    routes::Page,
    t,
    ui::{Empty, Icon, IconKind, Load, PageTitle, Remote, Segments},
    vaccinations::ReadVariables,
};

/// How the doses are ordered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Order {
    Date,
    Disease,
}

/// The doses of one record.
#[component]
pub fn ListPage(
    /// Whose.
    id: RecordId,
) -> impl IntoView {
    let i18n = use_i18n();
    let topic = use_topic(id);
    let record = Remote::new(move || {
        topic.track();
        load(ReadVariables::new(i18n.api_locale()).record(id))
    });

    view! {
        <Family current=id to=Page::MyVaccinations />
        <Load resource=record let:record>
            <List id record />
        </Load>
    }
}

/// Loads a record with its doses.
pub(super) async fn load(variables: ReadVariables) -> Result<MyRecord, ApiError> {
    let answer = api::run_kept(MyRecordQuery::build(variables)).await?;
    answer.record.ok_or(ApiError::NotFound)
}

#[component]
fn List(id: RecordId, record: Signal<MyRecord>) -> impl IntoView {
    let i18n = use_i18n();
    // The order is in the address, so that going back finds the page as it was left.
    let query = use_location().query;
    let is_by_disease = query.with_untracked(|q| q.get_str("by") == Some("disease"));
    let navigate = use_navigate();
    let order = RwSignal::new(if is_by_disease { Order::Disease } else { Order::Date });
    Effect::watch(
        move || order.get(),
        move |order, _, _| {
            let query = if *order == Order::Disease { "?by=disease" } else { "" };
            let options =
                NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() };
            navigate(&format!("{}{query}", Page::MyVaccinations(id).href()), options);
        },
        false,
    );
    let whose = Signal::derive(move || {
        record.with(|r| Whose { relation: r.relation, given_name: r.given_name.clone() })
    });
    let may_report =
        move || record.with(|r| r.permitted.contains(&RecordAction::ReportVaccination));
    let is_empty = move || record.with(|r| r.vaccinations.is_empty());

    view! {
        <PageTitle title=move || whose.with(|w| w.vaccinations(i18n)) />
        <div class="actions">
            <a class="button" href=Page::MyProfile(id).href()>
                <Icon kind=IconKind::Person />
                {t!(i18n, facts.open)}
            </a>
            <a class="button" href=Page::MyPrint(id).href()>
                <Icon kind=IconKind::Print />
                {t!(i18n, my.list.print)}
            </a>
            <Show when=may_report>
                <a class="button" href=Page::MyReport(id).href()>
                    <Icon kind=IconKind::Plus />
                    {t!(i18n, my.list.add)}
                </a>
            </Show>
        </div>
        <Show
            when=move || !is_empty()
            fallback=move || {
                view! {
                    <Empty title=t!(i18n, my.list.empty)>
                        <p>{t!(i18n, my.list.empty_words)}</p>
                    </Empty>
                }
            }
        >
            <Segments
                id="order"
                legend=t!(i18n, my.list.order)
                options=vec![
                    (Order::Date, t!(i18n, my.list.by_date)),
                    (Order::Disease, t!(i18n, my.list.by_disease)),
                ]
                value=order
            />
            {move || match order.get() {
                Order::Date => view! { <ByDate id record /> }.into_any(),
                Order::Disease => view! { <ByDisease id record /> }.into_any(),
            }}
        </Show>
    }
}

#[component]
fn ByDate(id: RecordId, record: Signal<MyRecord>) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <section class="card" data-flush aria-label=t!(i18n, my.list.newest_first)>
            <ul class="rows">
                <For
                    each=move || record.with(|r| r.vaccinations.clone())
                    key=move |v| (v.id, v.version, i18n.code())
                    let:vaccination
                >
                    <li>
                        <DoseRow record=id vaccination />
                    </li>
                </For>
            </ul>
        </section>
    }
}

#[component]
fn ByDisease(id: RecordId, record: Signal<MyRecord>) -> impl IntoView {
    let groups = move || record.with(|r| by_disease(&r.vaccinations));
    view! {
        {move || {
            groups()
                .into_iter()
                .map(|group| {
                    let title_id = format!("disease-{}", group.code);
                    view! {
                        <section class="card" data-flush aria-labelledby=title_id.clone()>
                            <h2 class="card-title" id=title_id.clone()>{group.name}</h2>
                            <ul class="rows">
                                {group
                                    .vaccinations
                                    .into_iter()
                                    .map(|vaccination| {
                                        view! {
                                            <li>
                                                <DoseRow record=id vaccination is_under_disease=true />
                                            </li>
                                        }
                                    })
                                    .collect_view()}
                            </ul>
                        </section>
                    }
                })
                .collect_view()
        }}
    }
}

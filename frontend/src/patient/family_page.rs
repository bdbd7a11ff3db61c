//! The family side by side: for each what is next and when, and a table of who and what.

use leptos::prelude::*;
use shared::RecordId;

use super::{
    disease::{named, names},
    disease_row::row_when,
    family_table::FamilyTable,
    next_cards::{Foot, rows},
    person::AddressFailed,
    queries::{FamilyMember, FamilyQuery, FamilyViewer},
};
use crate::{
    api::{self, ApiError, AssessmentStatus, QueryBuilder, ViewerRelation, live::use_assessments},
    assessments::{
        pick,
        queries::{Next, NextTarget},
        sorted,
    },
    dates::{self, Age},
    i18n::use_i18n,
    routes::Page,
    session::initials,
    t, t_string,
    ui::{Icon, IconKind, Load, PageTitle, Remote, text},
    vaccinations::ReadVariables,
};

/// So much of what is to be done now is shown of each.
const SHOWN: usize = 3;

/// Everyone whose record the reader has.
#[component]
pub fn FamilyPage() -> impl IntoView {
    let i18n = use_i18n();
    let topic = use_assessments();
    let family = Remote::new(move || {
        topic.track();
        load(ReadVariables::new(i18n.api_locale()))
    });
    view! {
        <Load resource=family let:loaded>
            <PageTitle title=t!(i18n, my.family) />
            <AddressFailed address=Signal::derive(move || loaded.with(|l| l.address)) />
            {
                let family = Signal::derive(move || loaded.with(|l| l.records.clone()));
                view! { <Cards family /> }
            }
        </Load>
    }
}

/// A card for each, and the table.
#[component]
fn Cards(family: Signal<Vec<FamilyMember>>) -> impl IntoView {
    view! {
            <ul class="family-cards">
                <For each=move || family.with(|f| ids(f)) key=|id| *id let:id>
                    <Card id family />
                </For>
            </ul>
            {move || view! { <FamilyTable family=family.get() /> }}
            {move || {
                let said = family.with(|f| f.iter().find_map(|m| m.record.assessment.clone()));
                said.map(|Next { rules, notice, as_of, .. }| {
                    view! { <Foot rules notice today=as_of /> }
                })
            }}
    }
}

async fn load(variables: ReadVariables) -> Result<FamilyViewer, ApiError> {
    let answer = api::run_kept(FamilyQuery::build(variables)).await?;
    answer.viewer.ok_or(ApiError::Unauthenticated)
}

fn ids(family: &[FamilyMember]) -> Vec<RecordId> {
    family.iter().map(|member| member.record.id).collect()
}

/// One person. The head stays, what is said below follows.
#[component]
fn Card(id: RecordId, family: Signal<Vec<FamilyMember>>) -> impl IntoView {
    let i18n = use_i18n();
    let member = move || family.with(|f| f.iter().find(|m| m.record.id == id).cloned());
    let Some(first) = family.with_untracked(|f| f.iter().find(|m| m.record.id == id).cloned())
    else {
        return ().into_any();
    };
    let age = Age::on(dates::today(), first.record.birth_date.0);
    let relation = first.relation;
    let about = move || {
        let whose = match relation {
            ViewerRelation::Own => t_string!(i18n, shell.me),
            ViewerRelation::Trusted => t_string!(i18n, helpers.i_act),
            ViewerRelation::Reader => t_string!(i18n, helpers.i_read),
            _ => t_string!(i18n, shell.my_child),
        };
        let age = age.map(|age| age.words(i18n));
        age.into_iter().chain([whose.to_owned()]).collect::<Vec<_>>().join(" · ")
    };
    let full_name = format!("{} {}", first.record.given_name, first.record.family_name);
    let body = move || {
        let record = member()?.record;
        if let Some(day) = record.died_on {
            let words = move || t_string!(i18n, people.death.notice, date = dates::short_day(day));
            let said = view! {
                <p class="family-line">
                    <Icon kind=IconKind::Info />
                    {words}
                </p>
            };
            return Some(said.into_any());
        }
        let body = match record.assessment {
            Some(assessment) => view! { <NextOf assessment /> }.into_any(),
            None => view! {
                <p class="family-line">
                    <Icon kind=IconKind::Info />
                    {t!(i18n, my.next.no_birthday)}
                </p>
            }
            .into_any(),
        };
        Some(body)
    };
    view! {
        <li class="card family-card">
            <div class="family-head">
                <span class="avatar" data-size="large" aria-hidden="true">
                    {initials(&full_name)}
                </span>
                <div>
                    <h2>
                        <a href=Page::MyNext(id).href()>{first.record.given_name}</a>
                    </h2>
                    <p class="hint">{text(about)}</p>
                </div>
            </div>
            {body}
        </li>
    }
    .into_any()
}

/// What is next for one of the family.
#[component]
fn NextOf(assessment: Next) -> impl IntoView {
    let i18n = use_i18n();
    let (today, targets) = (assessment.as_of, &assessment.targets);
    let mut groups = sorted(targets);
    let all: Vec<_> = groups.now.iter().chain(&groups.ask).chain(&groups.later).cloned().collect();
    let unknown: Vec<NextTarget> =
        targets.iter().filter(|t| t.status == AssessmentStatus::Unknown).cloned().collect();
    let asks = named(i18n, &unknown).len();
    let now = groups.now.clone();
    let nearest = groups.take_nearest(targets).map(|group| pick(targets, &group));
    let after = nearest.map(|targets| {
        let first = targets[0].clone();
        view! {
            <p class="family-line">
                <span>
                    <span class="hint">{t!(i18n, my.family_page.after)}</span>
                    <b>{text(move || names(i18n, &targets))}</b>
                    <span class="hint">{text(move || row_when(i18n, today, &first))}</span>
                </span>
            </p>
        }
    });
    view! {
        {now
            .is_empty()
            .then(|| {
                view! {
                    <p class="family-clear">
                        <Icon kind=IconKind::Check />
                        {t!(i18n, my.family_page.clear)}
                    </p>
                }
            })}
        {(!now.is_empty())
            .then(|| {
                let shown: Vec<_> = now.iter().take(SHOWN).cloned().collect();
                view! { <ul class="family-next">{rows(targets, &shown, today)}</ul> }
            })}
        {after}
        {(0 < asks)
            .then(|| {
                view! {
                    <p class="status" data-status="unknown">
                        {text(move || t_string!(i18n, my.family_page.to_ask, n = asks))}
                    </p>
                }
            })}
        <details class="family-all">
            <summary>
                <Icon kind=IconKind::Down />
                {t!(i18n, my.family_page.all)}
            </summary>
            <ul class="rows">{rows(targets, &all, today)}</ul>
        </details>
    }
}

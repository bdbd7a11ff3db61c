//! The list of pairs of records that may be one person: compare them, or say that they are two.

use crate::api::{MutationBuilder, QueryBuilder};
use leptos::prelude::*;

use super::{
    changes::{ApartVariables, KeepRecordsApart, KeepRecordsApartInput},
    pair::{PersonLink, evidence_text},
    queries::{Duplicates, DuplicatesQuery, Pair, PairPerson},
};
use crate::{
    api::{self, ApiError},
    dates,
    doctor::sending::{NotSent, use_sending},
    forms::{Problem, words as problem_words},
    i18n::use_i18n,
    routes::Page,
    t, t_string,
    ui::{Button, Empty, Load, PageTitle, Remote, text, use_toasts},
};

/// Pairs that may be one person.
#[component]
pub fn DuplicatesPage() -> impl IntoView {
    let i18n = use_i18n();
    let loaded = Remote::new(load);
    let reload = Callback::new(move |()| loaded.refetch());
    view! {
        <div class="page-head">
            <div>
                <PageTitle title=t!(i18n, people.duplicates.title) />
                <p class="hint">{t!(i18n, people.duplicates.lead)}</p>
            </div>
        </div>
        <Load resource=loaded let:found>
            <List found reload />
        </Load>
    }
}

async fn load() -> Result<Duplicates, ApiError> {
    let answer = api::run(DuplicatesQuery::build(())).await?;
    answer.practice.map(|practice| practice.duplicates).ok_or(ApiError::NotFound)
}

#[component]
fn List(found: Signal<Duplicates>, reload: Callback<()>) -> impl IntoView {
    let i18n = use_i18n();
    let pairs = Signal::derive(move || found.with(|f| f.pairs.clone()));
    view! {
        <section class="card" data-flush>
            <div class="worklist-bar">
                <h2>
                    {t!(i18n, people.duplicates.pairs)} " "
                    <span class="count">{move || found.with(|f| f.total)}</span>
                </h2>
            </div>
            <Show
                when=move || pairs.with(|pairs| !pairs.is_empty())
                fallback=move || {
                    view! {
                        <Empty title=t!(i18n, people.duplicates.empty)>
                            <p>{t!(i18n, people.duplicates.empty_words)}</p>
                        </Empty>
                    }
                }
            >
                <div
                    class="table-scroll"
                    role="region"
                    aria-label=t!(i18n, people.duplicates.title)
                    tabindex="0"
                >
                    <table class="table worklist stacks">
                        <caption class="visually-hidden">
                            {t!(i18n, people.duplicates.title)}
                        </caption>
                        <thead>
                            <tr>
                                <th scope="col">{t!(i18n, people.duplicates.first)}</th>
                                <th scope="col">{t!(i18n, people.duplicates.second)}</th>
                                <th scope="col">{t!(i18n, people.duplicates.fit)}</th>
                                <th scope="col">
                                    <span class="visually-hidden">
                                        {t!(i18n, find.confirm.action)}
                                    </span>
                                </th>
                            </tr>
                        </thead>
                        <tbody>
                            <For
                                each=move || pairs.get()
                                key=|pair| (pair.first.id, pair.second.id)
                                let:pair
                            >
                                <Row pair reload />
                            </For>
                        </tbody>
                    </table>
                </div>
            </Show>
        </section>
    }
}

#[component]
fn Row(pair: Pair, reload: Callback<()>) -> impl IntoView {
    let i18n = use_i18n();
    let (sending, toasts) = (use_sending(), use_toasts());
    let Pair { first, second, score, evidence } = pair;
    let (record_id, other_id) = (first.id, second.id);
    let names = format!("{} · {}", first.full_name(), second.full_name());
    let apart = move |()| {
        let input = KeepRecordsApartInput { idempotency_key: sending.key(), record_id, other_id };
        let request = api::run(KeepRecordsApart::build(ApartVariables { input }));
        sending.send(request, move |answer: KeepRecordsApart| {
            let refused = answer.keep_records_apart.user_errors.first();
            toasts.say(untrack(|| match refused {
                Some(error) => problem_words(i18n, Problem::Record(error.code)).to_owned(),
                None => t_string!(i18n, people.duplicates.apart_done).to_owned(),
            }));
            reload.run(());
        });
    };
    let why = evidence;
    let hidden_names = names.clone();
    view! {
        <tr>
            <th scope="row">
                <Person person=first />
            </th>
            <td data-label=t!(i18n, people.duplicates.second)>
                <Person person=second />
            </td>
            <td data-label=t!(i18n, people.duplicates.fit)>
                <span class="figure">
                    {text(move || t_string!(i18n, people.duplicates.score, n = score))}
                </span>
                <span class="sub">{text(move || evidence_text(i18n, &why))}</span>
                <NotSent sending />
            </td>
            <td class="num">
                <span class="actions">
                    <a
                        class="button"
                        data-size="small"
                        href=Page::Merge(record_id, other_id).href()
                    >
                        {t!(i18n, people.duplicates.compare)}
                        <span class="visually-hidden">" "{names}</span>
                    </a>
                    <Button is_small=true pending=sending.pending on_press=apart>
                        {t!(i18n, people.duplicates.apart)}
                        <span class="visually-hidden">" "{hidden_names}</span>
                    </Button>
                </span>
            </td>
        </tr>
    }
}

#[component]
fn Person(person: PairPerson) -> impl IntoView {
    let i18n = use_i18n();
    let birth = person.birth_date.0;
    let rest = person.numbers().into_iter().map(|(_, number)| number).chain(person.commune.clone());
    let rest = rest.collect::<Vec<_>>().join(" · ");
    view! {
        <PersonLink person />
        <span class="sub">
            {text(move || t_string!(i18n, doctor.born_on, date = dates::short(i18n, birth)))}
        </span>
        <span class="sub">{rest}</span>
    }
}

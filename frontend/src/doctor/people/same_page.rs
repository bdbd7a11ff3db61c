//! Doses that may be the same event, side by side: join them or keep both. What was joined can be
//! taken apart here.

use std::future::Future;

use crate::api::{MutationBuilder, QueryBuilder};
use leptos::prelude::*;
use shared::RecordId;

use super::{
    changes::{
        JoinDoses, KeepDosesApart, SeparateDoses, SeparateVaccinationsInput, SeparateVariables,
        TwoVaccinationsInput, TwoVariables,
    },
    queries::{SameEvent, SameOfRecord, SameQuery},
};
use crate::{
    api::{self, ApiError, live::use_topic},
    dates,
    doctor::{
        keys::{PageKey, use_page_keys},
        sending::{NotSent, use_sending},
    },
    forms::{Problem, words as problem_words},
    i18n::use_i18n,
    routes::Page,
    t, t_string,
    ui::{Button, Empty, Load, PageTitle, Remote, text, use_toasts},
    vaccinations::{
        ReadVariables, Vaccination, changes::DosesPayload, detail::DoseFacts, vaccine_name,
    },
};

/// Doses that may be, or are, one.
#[component]
pub fn SamePage(
    /// Whose.
    id: RecordId,
) -> impl IntoView {
    let i18n = use_i18n();
    let topic = use_topic(id);
    let loaded = Remote::new(move || {
        topic.track();
        load(i18n.api_locale(), id)
    });
    let navigate = leptos_router::hooks::use_navigate();
    use_page_keys(move |key| {
        let is_back = key == PageKey::Back;
        if is_back {
            navigate(&Page::Record(id).href(), leptos_router::NavigateOptions::default());
        }
        is_back
    });
    view! {
        <Load resource=loaded let:record>
            <Shown record />
        </Load>
    }
}

async fn load(locale: api::Locale, id: RecordId) -> Result<SameOfRecord, ApiError> {
    let answer = api::run(SameQuery::build(ReadVariables::new(locale).record(id))).await?;
    answer.record.ok_or(ApiError::NotFound)
}

#[component]
fn Shown(record: Signal<SameOfRecord>) -> impl IntoView {
    let i18n = use_i18n();
    let id = record.with_untracked(|r| r.id);
    let name = move || record.with(|r| format!("{} {}", r.given_name, r.family_name));
    let pairs = Signal::derive(move || record.with(|r| r.same_events.clone()));
    let joined = Signal::derive(move || {
        record.with(|r| {
            let is_joined = |dose: &&Vaccination| dose.joined_into.is_some();
            r.vaccinations.iter().filter(is_joined).cloned().collect::<Vec<_>>()
        })
    });
    view! {
        <div class="page-head">
            <div>
                <PageTitle title=t!(i18n, people.same.title) />
                <p class="hint person-line">
                    <b class="ink">{name}</b>
                    " · "
                    {t!(i18n, people.same.lead)}
                </p>
            </div>
            <div class="actions">
                <a class="button" href=Page::Record(id).href()>
                    {t!(i18n, doctor.back)}
                    <kbd class="key" aria-hidden="true">"Esc"</kbd>
                </a>
            </div>
        </div>
        <Show
            when=move || pairs.with(|pairs| !pairs.is_empty())
            fallback=move || view! { <Empty title=t!(i18n, people.same.empty)>""</Empty> }
        >
            <For
                each=move || pairs.get()
                key=|pair| (pair.stays.id, pair.stays.version, pair.other.id, pair.other.version)
                let:pair
            >
                <Pair id pair />
            </For>
        </Show>
        <Show when=move || joined.with(|joined| !joined.is_empty())>
            <section class="card">
                <h2>{t!(i18n, people.same.joined)}</h2>
                <ul class="rows">
                    <For each=move || joined.get() key=|dose| (dose.id, dose.version) let:dose>
                        <Joined id dose />
                    </For>
                </ul>
            </section>
        </Show>
    }
}

/// Sends a change of doses and says what came of it.
fn change<T: 'static>(
    id: RecordId,
    done: impl Fn() -> String + 'static,
    of: fn(T) -> DosesPayload,
) -> (crate::doctor::sending::Sending, impl Fn(Request<T>) + Copy) {
    let i18n = use_i18n();
    let (sending, toasts, topic) = (use_sending(), use_toasts(), use_topic(id));
    let done = StoredValue::new_local(done);
    let send = move |request: Request<T>| {
        sending.send(request, move |answer: T| {
            let payload = of(answer);
            toasts.say(untrack(|| match payload.user_errors.first() {
                Some(error) => problem_words(i18n, Problem::Vaccination(error.code)).to_owned(),
                None => done.with_value(|done| done()),
            }));
            topic.bump();
        });
    };
    (sending, send)
}

type Request<T> = std::pin::Pin<Box<dyn Future<Output = Result<T, ApiError>>>>;

#[component]
fn Pair(id: RecordId, pair: SameEvent) -> impl IntoView {
    let i18n = use_i18n();
    let say = move || t_string!(i18n, people.same.done_join).to_owned();
    let (sending, join) = change(id, say, |answer: JoinDoses| answer.join_vaccinations);
    let say = move || t_string!(i18n, people.same.done_apart).to_owned();
    let (keeping, keep) = change(id, say, |answer: KeepDosesApart| answer.keep_vaccinations_apart);
    let ids = (pair.stays.id, pair.stays.version, pair.other.id, pair.other.version);
    let input = move |key: String| TwoVaccinationsInput {
        idempotency_key: key,
        record_id: id,
        vaccination_id: ids.0,
        version: ids.1,
        other_id: ids.2,
        other_version: ids.3,
    };
    let name = pair.stays.vaccine.name.text.clone();
    let [hidden, hidden_too] = [name.clone(), name.clone()];
    let occurrence = pair.stays.occurrence.0;
    view! {
        <section class="card">
            <h2>{text(move || format!("{name}, {}", dates::short(i18n, occurrence)))}</h2>
            <NotSent sending />
            <NotSent sending=keeping />
            <div class="pair-grid">
                <Side dose=pair.stays is_kept=true />
                <Side dose=pair.other is_kept=false />
            </div>
            <div class="record-do">
                <Button
                    pending=keeping.pending
                    on_press=move |()| {
                        let input = input(keeping.key());
                        keep(Box::pin(api::run(KeepDosesApart::build(TwoVariables { input }))));
                    }
                >
                    {t!(i18n, people.same.apart)}
                    <span class="visually-hidden">" "{hidden.clone()}</span>
                </Button>
                <Button
                    pending=sending.pending
                    on_press=move |()| {
                        let input = input(sending.key());
                        join(Box::pin(api::run(JoinDoses::build(TwoVariables { input }))));
                    }
                >
                    {t!(i18n, people.same.join)}
                    <span class="visually-hidden">" "{hidden_too.clone()}</span>
                </Button>
            </div>
        </section>
    }
}

#[component]
fn Side(dose: Vaccination, is_kept: bool) -> impl IntoView {
    let i18n = use_i18n();
    let name = vaccine_name(&dose.vaccine);
    let vaccination = Signal::derive(move || dose.clone());
    view! {
        <div>
            <h3>{name}</h3>
            <p class="hint">
                {text(move || {
                    if is_kept {
                        t_string!(i18n, people.same.stays)
                    } else {
                        t_string!(i18n, people.same.goes)
                    }
                })}
            </p>
            <DoseFacts vaccination />
        </div>
    }
}

#[component]
fn Joined(id: RecordId, dose: Vaccination) -> impl IntoView {
    let i18n = use_i18n();
    let say = move || t_string!(i18n, people.same.done_separate).to_owned();
    let (sending, separate) = change(id, say, |answer: SeparateDoses| answer.separate_vaccinations);
    let (vaccination_id, version) = (dose.id, dose.version);
    let (name, occurrence) = (dose.vaccine.name.text.clone(), dose.occurrence.0);
    let hidden = name.clone();
    view! {
        <li class="found-row">
            <div>
                <b>{name}</b>
                <span class="hint">{text(move || dates::short(i18n, occurrence))}</span>
                <NotSent sending />
            </div>
            <Button
                is_small=true
                pending=sending.pending
                on_press=move |()| {
                    let input = SeparateVaccinationsInput {
                        idempotency_key: sending.key(),
                        record_id: id,
                        vaccination_id,
                        version,
                    };
                    separate(Box::pin(api::run(SeparateDoses::build(SeparateVariables { input }))));
                }
            >
                {t!(i18n, people.same.separate)}
                <span class="visually-hidden">" "{hidden}</span>
            </Button>
        </li>
    }
}

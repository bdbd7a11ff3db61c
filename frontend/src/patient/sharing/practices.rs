//! The practices that may see a record, each with its end; and those that could.

use leptos::prelude::*;
use shared::RecordId;

use super::queries::{Access, EndAccess, EndAccessInput, EndAccessVariables, SharedRecord};
use crate::{
    api::{self, Moment, MutationBuilder, live::use_topic},
    dates,
    doctor::sending::{NotSent, use_sending},
    forms::{self, Problem},
    i18n::use_i18n,
    session::initials,
    t, t_string,
    ui::{Button, use_toasts},
    words,
};

/// Who may look now.
#[component]
pub fn Now(
    id: RecordId,
    record: Signal<SharedRecord>,
    #[prop(into)] may_end: Signal<bool>,
) -> impl IntoView {
    let i18n = use_i18n();
    let now = move || {
        record.with(|r| {
            r.accesses.iter().filter(|a| a.ended_at.is_none()).cloned().collect::<Vec<_>>()
        })
    };
    view! {
        <section aria-labelledby="now-title" class="card" data-flush>
            <h2 id="now-title" class="card-title">{t!(i18n, my.sharing.now)}</h2>
            <Show
                when=move || !now().is_empty()
                fallback=move || view! { <p class="hint told-words">{t!(i18n, my.sharing.nobody)}</p> }
            >
                <ul class="rows">
                    <For
                        each=now
                        key=|a| (a.id, a.opened_at.0.clone(), a.until.clone().map(|until| until.0))
                        let:access
                    >
                        <Row id access may_end />
                    </For>
                </ul>
            </Show>
        </section>
    }
}

#[component]
fn Row(id: RecordId, access: Access, may_end: Signal<bool>) -> impl IntoView {
    let i18n = use_i18n();
    let toasts = use_toasts();
    let topic = use_topic(id);
    let sending = use_sending();
    let access_id = access.id;
    let end = move |()| {
        let input = EndAccessInput { idempotency_key: sending.key(), record_id: id, access_id };
        let request = api::run(EndAccess::build(EndAccessVariables { input }));
        sending.send(request, move |answer: EndAccess| {
            let refused = answer.end_access.user_errors.first().map(|error| error.code);
            toasts.say(untrack(|| match refused {
                Some(code) => forms::words(i18n, Problem::Record(code)),
                None => t_string!(i18n, my.sharing.ended_now),
            }));
            topic.bump();
        });
    };
    let name = access.practice.name.clone();
    let of_name = StoredValue::new(name.clone());
    view! {
        <li class="row-link">
            <span class="avatar" aria-hidden="true">{initials(&name)}</span>
            <span>
                <b>{name}</b>
                <AccessWords access />
                <NotSent sending />
            </span>
            <Show when=move || may_end.get()>
                <Button is_small=true pending=sending.pending on_press=end>
                    {t!(i18n, my.sharing.end)}
                    <span class="visually-hidden">" "{of_name.get_value()}</span>
                </Button>
            </Show>
        </li>
    }
}

/// Why, since when, until when.
#[component]
fn AccessWords(access: Access) -> impl IntoView {
    let i18n = use_i18n();
    let Access { basis, note, opened_by, opened_at, until, ended_at, .. } = access;
    let since = dates::short_day(dates::day_of(&opened_at));
    let basis_words = move || {
        let words = words::basis(i18n, basis);
        t_string!(i18n, my.sharing.by, basis = words, name = opened_by.name.clone())
    };
    let times = move || match (&ended_at, &until) {
        (Some(ended), _) => t_string!(
            i18n,
            my.sharing.was,
            since = since.clone(),
            ended = dates::short_day(dates::day_of(ended))
        ),
        (None, Some(until)) => t_string!(
            i18n,
            my.sharing.since_until,
            since = since.clone(),
            until = until_words(until)
        ),
        (None, None) => t_string!(i18n, my.sharing.since, since = since.clone()),
    };
    view! {
        <span class="hint">{basis_words}</span>
        <span class="hint">{times}</span>
        {note.map(|note| view! { <span class="hint">"«"{note}"»"</span> })}
    }
}

/// The last day, or the day with the time.
fn until_words(until: &Moment) -> String {
    let (day, time) = (dates::day_of(until), dates::time_of(until));
    if time == "00:00" {
        return dates::short_day(day.plus_days(-1));
    }
    format!("{} {time}", dates::short_day(day))
}

/// Who could look once.
#[component]
pub fn Ended(record: Signal<SharedRecord>) -> impl IntoView {
    let i18n = use_i18n();
    let ended = move || {
        record.with(|r| {
            r.accesses.iter().filter(|a| a.ended_at.is_some()).cloned().collect::<Vec<_>>()
        })
    };
    view! {
        <Show when=move || !ended().is_empty()>
            <section aria-labelledby="ended-title" class="card" data-flush>
                <h2 id="ended-title" class="card-title">{t!(i18n, my.sharing.ended)}</h2>
                <ul class="rows">
                    <For each=ended key=|a| (a.id, a.ended_at.clone().map(|ended| ended.0)) let:access>
                        <li class="row-link">
                            <span class="avatar" aria-hidden="true">
                                {initials(&access.practice.name)}
                            </span>
                            <span>
                                <b>{access.practice.name.clone()}</b>
                                <AccessWords access />
                            </span>
                        </li>
                    </For>
                </ul>
            </section>
        </Show>
    }
}

//! What is known: who said it, since when, its versions, and what can be done with it.

use leptos::prelude::*;

use super::{
    changes::FactRef,
    queries::{Fact, FactVersion},
    state::{Editing, State},
    words::{answer, change, fact_label},
};
use crate::{
    api::RecordAction,
    dates,
    i18n::use_i18n,
    t, t_string,
    ui::{Button, ButtonKind, Empty, Tag, text},
    vaccinations::detail::author_text,
    words,
};

/// The facts, those that hold first.
#[component]
pub fn Known(
    /// The page's state.
    state: State,
) -> impl IntoView {
    let i18n = use_i18n();
    let active = move || facts_of(state, true);
    let void = move || facts_of(state, false);

    view! {
        <section class="card" data-flush aria-labelledby="known-title">
            <h2 class="card-title" id="known-title">{t!(i18n, facts.known)}</h2>
            <Show when=move || active().is_empty()>
                <Empty title=t!(i18n, facts.known_empty)>
                    <p>{t!(i18n, facts.known_empty_words)}</p>
                </Empty>
            </Show>
            <ul class="rows">
                <For each=active key=move |f| (f.id, f.version, i18n.code()) let:fact>
                    <Row state fact />
                </For>
            </ul>
            <Show when=move || !void().is_empty()>
                <details class="fact-void">
                    <summary>
                        {text(move || t_string!(i18n, facts.void_ones, n = void().len()))}
                    </summary>
                    <ul class="rows">
                        <For each=void key=move |f| (f.id, f.version, i18n.code()) let:fact>
                            <Row state fact />
                        </For>
                    </ul>
                </details>
            </Show>
        </section>
    }
}

fn facts_of(state: State, is_active: bool) -> Vec<Fact> {
    state.profile.with(|p| p.facts.iter().filter(|f| f.is_active() == is_active).cloned().collect())
}

#[component]
fn Row(state: State, fact: Fact) -> impl IntoView {
    let i18n = use_i18n();
    let label_id = format!("fact-{}", fact.id);
    let is_over = fact.last_day().is_some_and(|day| day < dates::today());
    let waits = fact.is_active() && !fact.is_confirmed;
    let (label, said, by) = (fact.clone(), fact.clone(), fact.clone());
    let who = move || {
        t_string!(
            i18n,
            facts.said_by,
            who = author_text(i18n, &by.recorded_by),
            day = dates::short_day(dates::day_of(&by.recorded_at))
        )
    };

    view! {
            <li>
    <div class="fact-row" role="group" aria-labelledby=label_id.clone()>
                <p id=label_id.clone()>{move || fact_label(i18n, &label)}</p>
                <p>
                    <b>{move || answer(i18n, &said)}</b>
                    " "
                    {waits.then(|| view! { <Tag tone="warn" words=t!(i18n, facts.reported) /> })}
                    " "
                    {is_over.then(|| view! { <Tag words=t!(i18n, facts.ended) /> })}
                </p>
                {fact.note.clone().map(|note| view! { <p>{note}</p> })}
                <p class="hint">{text(who)}</p>
                <Actions state fact=fact.clone() />
                <details>
                    <summary>{t!(i18n, facts.history)}</summary>
                    <ol class="versions">
                        {fact
                            .history
                            .into_iter()
                            .map(|version| view! { <Version version /> })
                            .collect_view()}
                    </ol>
                </details>
            </div></li>
        }
}

#[component]
fn Actions(state: State, fact: Fact) -> impl IntoView {
    let i18n = use_i18n();
    let reference = FactRef { id: fact.id, version: fact.version };
    let is_active = fact.is_active();
    let waits = is_active && !fact.is_confirmed;
    let may_change = {
        let fact = fact.clone();
        Memo::new(move |_| is_active && state.may_change(&fact))
    };

    view! {
        <div class="actions">
            <Show when=move || waits && state.may(RecordAction::ConfirmFact)>
                <Button
                    is_small=true
                    pending=state.sending.pending
                    on_press=move |()| state.confirm(reference)
                >
                    {t!(i18n, facts.confirm)}
                </Button>
            </Show>
            <Show when=move || may_change.get()>
                <Button
                    is_small=true
                    on_press=move |()| state.edit(Editing::Correct(reference.id))
                >
                    {t!(i18n, facts.change)}
                </Button>
                <Button
                    is_small=true
                    kind=ButtonKind::Quiet
                    on_press=move |()| {
                        state.voiding.set(Some(reference.id));
                        state.is_voiding.set(true);
                    }
                >
                    {t!(i18n, facts.void)}
                </Button>
            </Show>
        </div>
    }
}

#[component]
fn Version(version: FactVersion) -> impl IntoView {
    let i18n = use_i18n();
    let FactVersion { change: kind, at, by, reason, changes, .. } = version;
    let head = move || {
        format!(
            "{}, {} · {} · {}",
            dates::short_day(dates::day_of(&at)),
            dates::time_of(&at),
            words::change(i18n, kind),
            author_text(i18n, &by)
        )
    };
    let changes = changes.into_iter().map(|c| view! { <li>{move || change(i18n, &c)}</li> });
    view! {
        <li>
            <p>{text(head)}</p>
            {reason.map(|reason| view! { <p class="hint">"«"{reason}"»"</p> })}
            <ul class="changes">{changes.collect_view()}</ul>
        </li>
    }
}

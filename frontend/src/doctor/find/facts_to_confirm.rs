//! Facts of the health profile that were told and wait for a professional's word.

use crate::api::MutationBuilder;
use leptos::prelude::*;

use crate::{
    api,
    doctor::{
        person_bar::age_text,
        queries::FactOfPerson,
        sending::{NotSent, use_sending},
    },
    facts::{
        changes::{ConfirmFact, ConfirmFactInput, ConfirmFactVariables},
        words::{code_words, label, since},
    },
    i18n::use_i18n,
    routes::Page,
    t, t_string,
    ui::{Button, use_toasts},
    vaccinations::detail::author_text,
};

/// The facts, each with a button that confirms it. Nothing while nothing waits.
#[component]
pub fn FactsToConfirm(
    /// They.
    facts: Signal<Vec<FactOfPerson>>,
    /// After one was confirmed.
    on_change: Callback<()>,
) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <Show when=move || facts.with(|facts| !facts.is_empty())>
            <section class="card" data-flush aria-labelledby="facts-confirm-title">
                <div class="worklist-bar">
                    <h2 id="facts-confirm-title">
                        {t!(i18n, find.facts.title)}
                        " "
                        <span class="count">{move || facts.with(Vec::len)}</span>
                    </h2>
                    <span class="hint">{t!(i18n, find.facts.words)}</span>
                </div>
                <div
                    class="table-scroll"
                    role="region"
                    aria-labelledby="facts-confirm-title"
                    tabindex="0"
                >
                    <table class="table worklist stacks">
                        <caption class="visually-hidden">{t!(i18n, find.facts.caption)}</caption>
                        <thead>
                            <tr>
                                <th scope="col">{t!(i18n, find.people.name)}</th>
                                <th scope="col">{t!(i18n, find.facts.what)}</th>
                                <th scope="col">{t!(i18n, find.facts.by)}</th>
                                <th scope="col">
                                    <span class="visually-hidden">{t!(i18n, find.confirm.action)}</span>
                                </th>
                            </tr>
                        </thead>
                        <tbody>
                            <For
                                each=move || facts.get()
                                key=|f| (f.id, f.version)
                                let:waiting
                            >
                                <Row waiting on_change />
                            </For>
                        </tbody>
                    </table>
                </div>
            </section>
        </Show>
    }
}

#[component]
fn Row(waiting: FactOfPerson, on_change: Callback<()>) -> impl IntoView {
    let i18n = use_i18n();
    let sending = use_sending();
    let toasts = use_toasts();
    let FactOfPerson { id, version, record, .. } = waiting.clone();
    let name = format!("{} {}", record.given_name, record.family_name);
    let birth = record.birth_date.0;
    let confirm = move |()| {
        let input = ConfirmFactInput {
            idempotency_key: sending.key(),
            record_id: record.id,
            fact_id: id,
            version,
        };
        let request = api::run(ConfirmFact::build(ConfirmFactVariables { input }));
        sending.send(request, move |answer: ConfirmFact| {
            let refused = answer.confirm_fact.user_errors.first();
            toasts.say(untrack(|| match refused {
                Some(error) => code_words(i18n, error.code).to_owned(),
                None => t_string!(i18n, find.facts.done).to_owned(),
            }));
            on_change.run(());
        });
    };
    let by = author_text(i18n, &waiting.recorded_by);
    let what = {
        let fact = waiting.clone();
        move || label(i18n, &fact.code, fact.question.as_deref(), fact.target.as_ref())
    };
    let answer =
        move || since(i18n, waiting.answer, waiting.number, waiting.unit.as_deref(), waiting.from);

    view! {
        <tr>
            <th scope="row">
                <a href=Page::Profile(record.id).href()>{name.clone()}</a>
                <span class="sub">{move || age_text(i18n, birth)}</span>
            </th>
            <td data-label=t!(i18n, find.facts.what)>
                {what}<span class="sub">{answer}</span>
            </td>
            <td data-label=t!(i18n, find.facts.by)>{by} <NotSent sending /></td>
            <td class="num">
                <Button is_small=true pending=sending.pending on_press=confirm>
                    {t!(i18n, find.confirm.do_it)}
                    <span class="visually-hidden">" "{name}</span>
                </Button>
            </td>
        </tr>
    }
}

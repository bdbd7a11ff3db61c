//! Doses that were told or taken over and wait for a professional's word.

use crate::api::MutationBuilder;
use leptos::prelude::*;

use crate::{
    api, dates,
    doctor::{
        changes::{
            ConfirmVaccinations, ConfirmVaccinationsInput, ConfirmVaccinationsVariables,
            VaccinationRef,
        },
        person_bar::age_text,
        queries::DoseOfPerson,
        sending::{NotSent, use_sending},
    },
    forms::{Problem, words as problem_words},
    i18n::use_i18n,
    routes::Page,
    t, t_string,
    ui::{Button, use_toasts},
    vaccinations::{detail::origin_text, vaccine_name},
};

/// The doses, each with a button that confirms it. Nothing while nothing waits.
#[component]
pub fn ToConfirm(
    /// They.
    doses: Signal<Vec<DoseOfPerson>>,
    /// After one was confirmed.
    on_change: Callback<()>,
) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <Show when=move || doses.with(|doses| !doses.is_empty())>
            <section class="card" data-flush aria-labelledby="confirm-title">
                <div class="worklist-bar">
                    <h2 id="confirm-title">
                        {t!(i18n, find.confirm.title)}
                        " "
                        <span class="count">{move || doses.with(Vec::len)}</span>
                    </h2>
                    <span class="hint">{t!(i18n, find.confirm.words)}</span>
                </div>
                <div
                    class="table-scroll"
                    role="region"
                    aria-label=t!(i18n, find.confirm.title)
                    tabindex="0"
                >
                    <table class="table worklist stacks">
                        <caption class="visually-hidden">{t!(i18n, find.confirm.title)}</caption>
                        <thead>
                            <tr>
                                <th scope="col">{t!(i18n, find.people.name)}</th>
                                <th scope="col">{t!(i18n, words.field.occurrence)}</th>
                                <th scope="col">{t!(i18n, words.field.vaccine)}</th>
                                <th scope="col">{t!(i18n, vaccinations.source)}</th>
                                <th scope="col">
                                    <span class="visually-hidden">{t!(i18n, find.confirm.action)}</span>
                                </th>
                            </tr>
                        </thead>
                        <tbody>
                            <For
                                each=move || doses.get()
                                key=|d| (d.dose.id, d.dose.version)
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
fn Row(waiting: DoseOfPerson, on_change: Callback<()>) -> impl IntoView {
    let i18n = use_i18n();
    let sending = use_sending();
    let toasts = use_toasts();
    let DoseOfPerson { dose, record } = waiting;
    let name = format!("{} {}", record.given_name, record.family_name);
    let (birth, occurrence) = (record.birth_date.0, dose.occurrence.0);
    let reference = VaccinationRef { vaccination_id: dose.id, version: dose.version };
    let confirm = move |()| {
        let input = ConfirmVaccinationsInput {
            idempotency_key: sending.key(),
            record_id: record.id,
            vaccinations: vec![reference.clone()],
        };
        let request = api::run(ConfirmVaccinations::build(ConfirmVaccinationsVariables { input }));
        sending.send(request, move |answer: ConfirmVaccinations| {
            let refused = answer.confirm_vaccinations.user_errors.first();
            toasts.say(untrack(|| match refused {
                Some(error) => problem_words(i18n, Problem::Vaccination(error.code)).to_owned(),
                None => t_string!(i18n, find.confirm.done).to_owned(),
            }));
            on_change.run(());
        });
    };
    let source = {
        let dose = dose.clone();
        move || origin_text(i18n, &dose)
    };

    view! {
        <tr>
            <th scope="row">
                <a href=Page::Dose(record.id, dose.id).href()>{name.clone()}</a>
                <span class="sub">{move || age_text(i18n, birth)}</span>
            </th>
            <td class="figure" data-label=t!(i18n, words.field.occurrence)>
                {move || dates::short(i18n, occurrence)}
            </td>
            <td data-label=t!(i18n, words.field.vaccine)>{vaccine_name(&dose.vaccine)}</td>
            <td data-label=t!(i18n, vaccinations.source)>
                {source}<span class="sub">{dose.recorded_by.name.clone()}</span> <NotSent sending />
            </td>
            <td class="num">
                <Button is_small=true pending=sending.pending on_press=confirm>
                    {t!(i18n, find.confirm.do_it)}
                    <span class="visually-hidden">" "{name}</span>
                </Button>
            </td>
        </tr>
    }
}

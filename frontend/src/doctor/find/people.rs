//! People of the practice, as a table.

use leptos::prelude::*;

use crate::{
    dates,
    doctor::{person_bar::age_text, queries::PersonRow},
    i18n::use_i18n,
    routes::Page,
    t, words,
};

/// People with a link to each record.
#[component]
pub fn PeopleTable(
    /// They.
    #[prop(into)]
    people: Signal<Vec<PersonRow>>,
) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <div class="table-scroll" role="region" aria-label=t!(i18n, find.people.scrolls) tabindex="0">
            <table class="table worklist people">
                <caption class="visually-hidden">{t!(i18n, find.people.caption)}</caption>
                <thead>
                    <tr>
                        <th scope="col">{t!(i18n, find.people.name)}</th>
                        <th scope="col">{t!(i18n, doctor.born)}</th>
                        <th scope="col">{t!(i18n, doctor.age)}</th>
                        <th scope="col">{t!(i18n, doctor.sex)}</th>
                        <th scope="col">{t!(i18n, doctor.commune)}</th>
                    </tr>
                </thead>
                <tbody>
                    <For each=move || people.get() key=|person| person.id let:person>
                        <Row person />
                    </For>
                </tbody>
            </table>
        </div>
    }
}

#[component]
fn Row(person: PersonRow) -> impl IntoView {
    let i18n = use_i18n();
    let birth = person.birth_date.0;
    view! {
        <tr>
            <th scope="row">
                <a href=Page::Record(person.id).href()>
                    {person.given_name}" "{person.family_name}
                </a>
            </th>
            <td class="figure">{move || dates::short(i18n, birth)}</td>
            <td>{move || age_text(i18n, birth)}</td>
            <td>{move || words::sex(i18n, person.sex)}</td>
            <td>{person.commune}</td>
        </tr>
    }
}

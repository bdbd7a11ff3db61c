//! The rows of the worklist.

use leptos::prelude::*;

use super::queries::{Entry, names};
use crate::{
    assessments::{Status, when},
    dates,
    doctor::person_bar::age_text,
    i18n::use_i18n,
    routes::Page,
    t, t_string,
    ui::text,
};

/// People with what is to be done for each.
#[component]
pub fn WorklistTable(
    /// They.
    #[prop(into)]
    entries: Signal<Vec<Entry>>,
) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <div class="table-scroll" role="region" aria-label=t!(i18n, worklist.title) tabindex="0">
            <table class="table worklist stacks">
                <caption class="visually-hidden">{t!(i18n, worklist.caption)}</caption>
                <thead>
                    <tr>
                        <th scope="col">{t!(i18n, find.people.name)}</th>
                        <th scope="col">{t!(i18n, doctor.born)}</th>
                        <th scope="col">{t!(i18n, worklist.open)}</th>
                    </tr>
                </thead>
                <tbody>
                    <For each=move || entries.get() key=|e| (e.id(), e.open.len(), e.reminded_on) let:entry>
                        <Row entry />
                    </For>
                </tbody>
            </table>
        </div>
    }
}

#[component]
fn Row(entry: Entry) -> impl IntoView {
    let i18n = use_i18n();
    let birth = entry.record.birth_date.0;
    let groups = entry.by_status().into_iter().map(|(status, open)| {
        let recommended_on = open.iter().filter_map(|o| o.recommended_on).min();
        let overdue_on = open.iter().filter_map(|o| o.overdue_on).min();
        let names = names(&open);
        view! {
            <li>
                <Status status />
                " "
                <span class="hint">
                    {text(move || when(i18n, status, recommended_on, overdue_on, &[]))}
                </span>
                " "
                {names}
            </li>
        }
    });
    let groups = groups.collect_view();
    let reminded = entry.reminded_on.map(|day| {
        let words = move || t_string!(i18n, worklist.reminded, day = dates::short_day(day));
        view! { <p class="hint">{text(words)}</p> }
    });
    view! {
        <tr>
            <th scope="row">
                <a href=Page::Record(entry.id()).href()>
                    {entry.record.given_name.clone()}" "{entry.record.family_name.clone()}
                </a>
                <span class="sub">{entry.record.commune.clone()}</span>
            </th>
            <td class="figure" data-label=t!(i18n, doctor.born)>
                {move || dates::short(i18n, birth)}
                <span class="sub">{move || age_text(i18n, birth)}</span>
            </td>
            <td data-label=t!(i18n, worklist.open)>
                <ul class="plain-list">{groups}</ul>
                {reminded}
            </td>
        </tr>
    }
}

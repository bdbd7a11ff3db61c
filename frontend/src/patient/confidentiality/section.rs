//! Who may see a dose, in words, and the way to change it.

use leptos::prelude::*;
use shared::{RecordId, VaccinationId};

use super::queries::Named;
use crate::{
    i18n::use_i18n,
    routes::Page,
    t, t_string,
    ui::{Icon, IconKind},
    vaccinations::Vaccination,
};

/// Who may see a dose, for those who may say so.
#[component]
pub fn WhoSees(
    /// Whose.
    record: RecordId,
    /// The dose.
    now: Signal<Vaccination>,
    /// Who is named, if it is confidential.
    named: Memo<Option<Named>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let id: VaccinationId = now.with_untracked(|dose| dose.id);
    let recorded_by = move || now.with(|dose| dose.practice.as_ref().map(|p| p.name.clone()));
    let names = move || {
        let practice =
            recorded_by().map(|name| t_string!(i18n, confidential.recorded, name = name));
        let named = named.with(|named| {
            let named = named.as_ref()?;
            let practices = named.practices.iter().map(|practice| practice.name.clone());
            let helpers = named.helpers.iter().map(|helper| helper.name.clone());
            Some(practices.chain(helpers).collect::<Vec<_>>())
        });
        practice.into_iter().chain(named.unwrap_or_default()).collect::<Vec<_>>()
    };

    view! {
        <section class="card who-sees" aria-labelledby="who-sees-title">
            <h2 id="who-sees-title">{t!(i18n, confidential.title)}</h2>
            <Show
                when=move || named.with(Option::is_some)
                fallback=move || view! { <p>{t!(i18n, confidential.all)}</p> }
            >
                <p>
                    <Icon kind=IconKind::Lock />
                    " "
                    <b>{t!(i18n, confidential.tag)}</b>
                    ". "
                    {move || {
                        if names().is_empty() {
                            t_string!(i18n, confidential.nobody)
                        } else {
                            t_string!(i18n, confidential.only)
                        }
                    }}
                </p>
                <ul>
                    {move || names().into_iter().map(|name| view! { <li>{name}</li> }).collect_view()}
                </ul>
            </Show>
            <p>
                <a class="button" href=Page::MyWhoSees(record, id).href()>
                    {t!(i18n, confidential.change)}
                </a>
            </p>
        </section>
    }
}

//! Who may see a dose, in words, and the way to change it.

use leptos::prelude::*;
use shared::{RecordId, VaccinationId};

use super::{form::WhoForm, queries::Named};
use crate::{
    browser,
    i18n::use_i18n,
    t, t_string,
    ui::{Icon, IconKind},
    vaccinations::Vaccination,
};

/// The form, which takes the focus when it opens.
pub(super) const FORM: &str = "who-sees";
/// What opens it, and gets the focus back.
const CHANGE: &str = "who-sees-change";

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
    let is_open = RwSignal::new(false);
    let close = Callback::new(move |()| {
        is_open.set(false);
        browser::focus_drawn(CHANGE.to_owned());
    });
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
            <Show
                when=move || is_open.get()
                fallback=move || {
                    view! {
                        <p>
                            <button
                                class="button"
                                type="button"
                                id=CHANGE
                                on:click=move |_| {
                                    is_open.set(true);
                                    browser::focus_drawn(FORM.to_owned());
                                }
                            >
                                {t!(i18n, confidential.change)}
                            </button>
                        </p>
                    }
                }
            >
                <WhoForm record id named close recorded_by=now.with_untracked(|d| d.practice.clone()) />
            </Show>
        </section>
    }
}

//! What the practice recorded today.

use leptos::prelude::*;

use crate::{
    dates, doctor::queries::DoseOfPerson, i18n::use_i18n, routes::Page, t,
    vaccinations::vaccine_name,
};

/// Today's doses, newest first.
#[component]
pub fn Today(
    /// They.
    doses: Signal<Vec<DoseOfPerson>>,
) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <section class="card" aria-labelledby="today-title">
            <div class="card-head">
                <h2 id="today-title">{t!(i18n, find.today.title)}</h2>
                <span class="count">{move || doses.with(Vec::len)}</span>
            </div>
            <Show
                when=move || doses.with(|doses| !doses.is_empty())
                fallback=move || view! { <p class="hint">{t!(i18n, find.today.empty)}</p> }
            >
                <ul class="task-list">
                    <For each=move || doses.get() key=|d| (d.dose.id, d.dose.version) let:d>
                        <li>
                            <a href=Page::Dose(d.record.id, d.dose.id).href()>
                                {d.record.given_name.clone()}" "{d.record.family_name.clone()}
                            </a>
                            <span class="hint">
                                {vaccine_name(&d.dose.vaccine)}" · "
                                {dates::time_of(&d.dose.recorded_at)}" · "
                                {d
                                    .dose
                                    .performer
                                    .as_ref()
                                    .map_or_else(
                                        || d.dose.recorded_by.name.clone(),
                                        |p| p.name.clone(),
                                    )}
                            </span>
                        </li>
                    </For>
                </ul>
            </Show>
        </section>
    }
}

//! All doses of a record as a table. Arrow keys move along the rows, Enter opens one.

use leptos::{ev::KeyboardEvent, prelude::*, web_sys};
use shared::{RecordId, VaccinationId};
use wasm_bindgen::JsCast;

use super::filter::{Filter, FilterControls};
use crate::{
    api::VaccinationStatus,
    dates,
    i18n::{I18n, use_i18n},
    routes::Page,
    t, t_string,
    ui::{Button, Empty, Icon, IconKind, Mark},
    vaccinations::{
        Vaccination,
        detail::{Confidential, mark_of},
        targets_text, vaccine_name,
    },
    words,
};

/// The doses, newest first, as far as they fit what the reader wants to see.
#[component]
pub fn DoseTable(
    /// Whose.
    id: RecordId,
    /// All, void ones too.
    doses: Memo<Vec<Vaccination>>,
    /// Which one is shown beside.
    selected: Memo<Option<VaccinationId>>,
    /// Shows one, or none.
    select: Callback<Option<VaccinationId>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let filter = Filter::new();
    let shown = Memo::new(move |_| {
        let filter = filter.read();
        doses.with(|all| all.iter().filter(|d| filter.fits(d)).cloned().collect::<Vec<_>>())
    });
    let is_hidden_by_choice = move || filter.is_narrow() && doses.with(|all| !all.is_empty());

    view! {
        <section class="card" data-flush>
            <div class="worklist-bar">
                <h2 id="doses-title">
                    {t!(i18n, record.doses)}" "<span class="count">{move || shown.with(Vec::len)}</span>
                </h2>
                <FilterControls filter doses />
            </div>
            <Show
                when=move || shown.with(|shown| !shown.is_empty())
                fallback=move || {
                    if is_hidden_by_choice() {
                        return view! {
                            <Empty title=t!(i18n, record.none_fits)>
                                <Button on_press=move |()| filter.widen()>
                                    {t!(i18n, record.show_all)}
                                </Button>
                            </Empty>
                        }
                            .into_any();
                    }
                    view! {
                        <Empty title=t!(i18n, record.empty)>
                            <p>{t!(i18n, record.empty_words)}</p>
                            <a class="button" href=Page::Transcribe(id).href()>
                                {t!(i18n, record.transcribe)}
                            </a>
                        </Empty>
                    }
                        .into_any()
                }
            >
                <Rows shown selected select />
            </Show>
        </section>
    }
}

/// The id of what opens a dose.
#[must_use]
pub fn row_id(dose: VaccinationId) -> String {
    format!("dose-{dose}")
}

#[component]
fn Rows(
    shown: Memo<Vec<Vaccination>>,
    selected: Memo<Option<VaccinationId>>,
    select: Callback<Option<VaccinationId>>,
) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <div class="table-scroll" role="region" aria-labelledby="doses-title" tabindex="0">
            <table class="table worklist doses stacks" on:keydown=move_along>
                <caption class="visually-hidden">{t!(i18n, record.caption)}</caption>
                <thead>
                    <tr>
                        <th scope="col">{t!(i18n, words.field.occurrence)}</th>
                        <th scope="col">{t!(i18n, words.field.vaccine)}</th>
                        <th scope="col">{t!(i18n, record.against)}</th>
                        <th scope="col">{t!(i18n, words.field.lot)}</th>
                        <th scope="col">{t!(i18n, record.where_on_body)}</th>
                        <th scope="col">{t!(i18n, record.by)}</th>
                        <th scope="col">{t!(i18n, vaccinations.source)}</th>
                    </tr>
                </thead>
                <tbody>
                    <For each=move || shown.get() key=|d| (d.id, d.version, d.warnings.len(), d.is_confidential) let:dose>
                        <Row dose selected select />
                    </For>
                </tbody>
            </table>
        </div>
    }
}

#[component]
fn Row(
    dose: Vaccination,
    selected: Memo<Option<VaccinationId>>,
    select: Callback<Option<VaccinationId>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let id = dose.id;
    let is_void = dose.status == VaccinationStatus::EnteredInError;
    let occurrence = dose.occurrence.0;
    let (site, route) = (dose.site, dose.route);
    let body = move || {
        let words = [site.map(|s| words::site(i18n, s)), route.map(|r| words::route(i18n, r))];
        words.into_iter().flatten().collect::<Vec<_>>().join(", ")
    };
    let performer = dose.performer.as_ref().map(|p| p.name.clone());
    let by = performer.or_else(|| dose.practice.as_ref().map(|p| p.name.clone()));
    let pick = move |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        let is_open = selected.get_untracked() == Some(id);
        select.run((!is_open).then_some(id));
    };
    let name = vaccine_name(&dose.vaccine);

    view! {
        <tr
            data-void=is_void.then_some("true")
            data-current=move || (selected.get() == Some(id)).then_some("true")
        >
            <td class="when figure" data-label=t!(i18n, words.field.occurrence)>
                {move || dates::short(i18n, occurrence)}
            </td>
            <th scope="row">
                <a
                    class="dose-pick"
                    id=row_id(id)
                    href=format!("?dose={id}")
                    rel="external"
                    aria-expanded=move || if selected.get() == Some(id) { "true" } else { "false" }
                    on:click=pick
                >
                    {name}
                </a>
                <Warnings dose=dose.clone() />
                {dose.is_confidential.then(|| view! { <Confidential /> })}
            </th>
            <td data-label=t!(i18n, record.against)>{targets_text(&dose.vaccine)}</td>
            <td class="figure" data-label=t!(i18n, words.field.lot)>
                {dose.lot.clone()}
            </td>
            <td data-label=t!(i18n, record.where_on_body)>{body}</td>
            <td data-label=t!(i18n, record.by)>{by}</td>
            <td data-label=t!(i18n, vaccinations.source)>
                <Source dose />
            </td>
        </tr>
    }
}

/// The mark and the words of how a dose came here and who stands for it.
#[component]
fn Source(dose: Vaccination) -> impl IntoView {
    let i18n = use_i18n();
    let mark = mark_of(&dose);
    let first = move || match (dose.status, dose.not_given_reason) {
        (VaccinationStatus::EnteredInError, _) => words::status(i18n, dose.status).to_owned(),
        (VaccinationStatus::NotDone, reason) => {
            let reason = reason.map(|r| words::not_given_reason(i18n, r)).unwrap_or_default();
            format!("{}: {reason}", words::status(i18n, dose.status))
        }
        (VaccinationStatus::Completed, _) => words::provenance(i18n, dose.provenance).to_owned(),
    };
    let second = move || second_line(i18n, &dose);

    view! {
        <span class="source-cell">
            <Mark kind=mark />
            <span>
                {first}
                <span class="sub">{second}</span>
            </span>
        </span>
    }
}

/// «yellow card · not yet confirmed».
fn second_line(i18n: I18n, dose: &Vaccination) -> String {
    let mut parts = Vec::new();
    parts.extend(dose.proof.map(|proof| words::proof(i18n, proof)));
    if dose.status == VaccinationStatus::Completed {
        parts.push(if dose.is_confirmed {
            t_string!(i18n, record.confirmed)
        } else {
            t_string!(i18n, vaccinations.not_confirmed)
        });
    }
    parts.join(" · ")
}

/// What is strange about a dose; nothing if nothing is.
#[component]
pub fn Warnings(
    /// The dose.
    dose: Vaccination,
) -> impl IntoView {
    let i18n = use_i18n();
    dose.warnings
        .into_iter()
        .map(|warning| {
            view! {
                <span class="warn-text">
                    <Icon kind=IconKind::Warn size=14 />
                    <span>{move || words::warning(i18n, warning.code)}</span>
                </span>
            }
        })
        .collect_view()
}

/// The arrow keys move the focus along the products of the rows.
fn move_along(event: KeyboardEvent) {
    let step = match event.key().as_str() {
        "ArrowDown" => 1,
        "ArrowUp" => -1,
        _ => return,
    };
    let Some(target) = event.target().and_then(|t| t.dyn_into::<web_sys::Element>().ok()) else {
        return;
    };
    let mut row = target.closest("tr").ok().flatten();
    while let Some(current) = row {
        row = if step == 1 {
            current.next_element_sibling()
        } else {
            current.previous_element_sibling()
        };
        let pick = row.as_ref().and_then(|row| row.query_selector(".dose-pick").ok().flatten());
        if let Some(pick) = pick.and_then(|pick| pick.dyn_into::<web_sys::HtmlElement>().ok()) {
            event.prevent_default();
            // A link takes the focus.
            let _ = pick.focus();
            return;
        }
    }
}

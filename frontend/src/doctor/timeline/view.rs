//! The table of lanes with its zooms.

use leptos::{html, prelude::*};
use shared::{Date, PartialDate, VaccinationId};

use super::{
    geometry::{Scale, Zoom},
    lane::{Axis, LanePicture},
    lanes::{Lane, LaneDose, lanes},
};
use crate::{
    browser, dates,
    i18n::use_i18n,
    t, t_string,
    ui::{Empty, Segments},
    vaccinations::{LocalText, Vaccination},
};

/// Until it is measured.
const FIRST_WIDTH: f64 = 640.0;
/// Narrower, the table scrolls.
const LEAST_WIDTH: f64 = 360.0;

/// The doses of a record by disease and age.
#[component]
pub fn Timeline(
    /// When the person was born.
    birth: PartialDate,
    /// All doses.
    doses: Memo<Vec<Vaccination>>,
    /// Which one is shown beside.
    selected: Memo<Option<VaccinationId>>,
    /// Shows one, or none.
    select: Callback<Option<VaccinationId>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let today = dates::today();
    // Without the day of birth the first possible one: nobody's lane begins too late.
    let born = birth.range().map_or(today, |range| range.from);
    let zoom = RwSignal::new(Zoom::fitting(born, today));
    let rows = Memo::new(move |_| doses.with(|doses| lanes(doses)));
    let words = move |zoom: Zoom| match zoom {
        Zoom::Infancy => t_string!(i18n, timeline.zoom.infancy),
        Zoom::SixYears => t_string!(i18n, timeline.zoom.six_years),
        Zoom::EighteenYears => t_string!(i18n, timeline.zoom.eighteen_years),
        Zoom::Life => t_string!(i18n, timeline.zoom.life),
    };

    view! {
        <section class="card" data-flush>
            <div class="worklist-bar">
                <h2 id="timeline-title">{t!(i18n, timeline.title)}</h2>
                <Segments
                    id="zoom"
                    legend=t!(i18n, timeline.zoom.legend)
                    options=Zoom::ALL.into_iter().map(|z| (z, (move || words(z)).into())).collect()
                    value=zoom
                />
            </div>
            <Show
                when=move || rows.with(|rows| !rows.is_empty())
                fallback=move || {
                    view! {
                        <Empty title=t!(i18n, record.empty)>
                            <p>{t!(i18n, record.empty_words)}</p>
                        </Empty>
                    }
                }
            >
                <Lanes rows zoom born today selected select />
            </Show>
            <Legend />
        </section>
    }
}

#[component]
fn Lanes(
    rows: Memo<Vec<Lane>>,
    zoom: RwSignal<Zoom>,
    born: Date,
    today: Date,
    selected: Memo<Option<VaccinationId>>,
    select: Callback<Option<VaccinationId>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let cell = NodeRef::<html::Th>::new();
    let width = RwSignal::new(FIRST_WIDTH);
    let measure = move || {
        if let Some(cell) = cell.get_untracked() {
            browser::keep_focus();
            width.set(f64::from(cell.client_width()).max(LEAST_WIDTH));
        }
    };
    Effect::new(move || {
        let _ = (cell.get(), selected.get());
        // Measured once the panel beside has taken or left its place.
        request_animation_frame(measure);
    });
    let resized = window_event_listener(leptos::ev::resize, move |_| measure());
    on_cleanup(move || resized.remove());
    let scale = Memo::new(move |_| Scale::new(zoom.get(), born, today, width.get()));

    view! {
        <div class="table-scroll" role="region" aria-labelledby="timeline-title" tabindex="0">
            <table class="table board timeline">
                <caption class="visually-hidden">{t!(i18n, timeline.caption)}</caption>
                <thead>
                    <tr>
                        <th scope="col">{t!(i18n, timeline.disease)}</th>
                        <th scope="col">{t!(i18n, timeline.given)}</th>
                        <th scope="col" class="lane-cell" node_ref=cell>
                            <span class="visually-hidden">{t!(i18n, timeline.picture)}</span>
                            {move || view! { <Axis scale=scale.get() today /> }}
                        </th>
                    </tr>
                </thead>
                <tbody>
                    {move || {
                        rows.get()
                            .into_iter()
                            .map(|lane| view! { <LaneRow lane scale today selected select /> })
                            .collect_view()
                    }}
                </tbody>
            </table>
        </div>
    }
}

#[component]
fn LaneRow(
    lane: Lane,
    scale: Memo<Scale>,
    today: Date,
    selected: Memo<Option<VaccinationId>>,
    select: Callback<Option<VaccinationId>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let dated = lane.doses.clone().into_iter().enumerate().map(|(i, dose)| {
        let label = Some(i + 1);
        view! { <DoseLink lane=lane.code.clone() dose label selected select /> }
    });
    let undated = lane.undated.clone().into_iter().map(|dose| {
        view! { <DoseLink lane=lane.code.clone() dose label=None selected select /> }
    });
    let count = lane.count();
    let count_text = move || match count {
        1 => t_string!(i18n, timeline.one_dose).to_owned(),
        n => t_string!(i18n, timeline.doses, n = n),
    };

    view! {
        <tr>
            <th scope="row">
                <LocalText text=lane.name.clone() />
                <span class="sub">{count_text}</span>
            </th>
            <td>
                <ol class="lane-doses">{dated.collect_view()} {undated.collect_view()}</ol>
            </td>
            <td class="lane-cell">
                {move || {
                    view! { <LanePicture lane=lane.clone() scale=scale.get() today select /> }
                }}
            </td>
        </tr>
    }
}

/// A dose in words; pressing shows it beside.
#[component]
fn DoseLink(
    lane: String,
    dose: LaneDose,
    label: Option<usize>,
    selected: Memo<Option<VaccinationId>>,
    select: Callback<Option<VaccinationId>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let LaneDose { id, date, is_confirmed } = dose;
    let press = move |_| {
        let is_open = selected.get_untracked() == Some(id);
        select.run((!is_open).then_some(id));
    };
    view! {
        <li data-told=(!is_confirmed).then_some("true")>
            {match label {
                Some(number) => view! { <span class="hint">{number}"."</span> }.into_any(),
                None => {
                    view! {
                        <svg width="16" height="16" viewBox="-10 -10 20 20" aria-hidden="true">
                            <g class="mark mark-uncertain">
                                <circle class="body" r="8"></circle>
                                <text y="4">"?"</text>
                            </g>
                        </svg>
                    }
                        .into_any()
                }
            }}
            <button
                type="button"
                class="lane-dose"
                id=format!("{lane}-{id}")
                aria-pressed=move || if selected.get() == Some(id) { "true" } else { "false" }
                on:click=press
            >
                {move || dates::short(i18n, date)}
                {(!is_confirmed)
                    .then(|| {
                        view! {
                            <span class="visually-hidden">
                                ", "{t!(i18n, vaccinations.not_confirmed)}
                            </span>
                        }
                    })}
            </button>
        </li>
    }
}

/// What the marks mean.
#[component]
fn Legend() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <div class="board-foot">
            <ul class="legend">
                <li>
                    <svg width="20" height="20" viewBox="-10 -10 20 20" aria-hidden="true">
                        <g class="mark mark-valid">
                            <circle class="body" r="9"></circle>
                            <text y="4">"1"</text>
                        </g>
                    </svg>
                    {t!(i18n, timeline.legend.confirmed)}
                </li>
                <li>
                    <svg width="20" height="20" viewBox="-10 -10 20 20" aria-hidden="true">
                        <g class="mark mark-reported">
                            <rect class="body" x="-8.5" y="-8.5" width="17" height="17" rx="2.5"></rect>
                            <text y="4">"1"</text>
                        </g>
                    </svg>
                    {t!(i18n, timeline.legend.told)}
                </li>
                <li>
                    <svg width="28" height="20" viewBox="-14 -10 28 20" aria-hidden="true">
                        <g class="mark mark-reported">
                            <path class="whisker" d="M-12 0h24M-12-4v8M12-4v8" fill="none"></path>
                        </g>
                    </svg>
                    {t!(i18n, timeline.legend.inexact)}
                </li>
                <li>
                    <svg width="20" height="20" viewBox="-10 -10 20 20" aria-hidden="true">
                        <g class="mark mark-uncertain">
                            <circle class="body" r="8"></circle>
                            <text y="4">"?"</text>
                        </g>
                    </svg>
                    {t!(i18n, timeline.legend.undated)}
                </li>
            </ul>
            <p class="hint">{t!(i18n, timeline.legend.number)}</p>
        </div>
    }
}

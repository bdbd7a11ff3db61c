//! One lane as a picture, and the axis above all lanes.

use leptos::prelude::*;
use shared::{Date, VaccinationId};

use super::{
    geometry::{Scale, Tick, cluster},
    lanes::{Lane, LaneDose},
};
use crate::{
    dates,
    i18n::{I18n, use_i18n},
    t_string,
};

/// The height of a lane.
const HEIGHT: f64 = 42.0;
/// Lines go on beyond the lane, through rows that are higher; the cell cuts them.
const BEYOND: f64 = 60.0;

/// The axis: ages, and today as a flag.
#[component]
pub fn Axis(
    /// From days to pixels.
    scale: Scale,
    /// Today.
    today: Date,
) -> impl IntoView {
    let i18n = use_i18n();
    let flag = scale.shows(today).then(|| scale.x(today));
    let is_free = move |x: f64| flag.is_none_or(|flag| 42.0 < (x - flag).abs());
    let last = scale.ticks().len().saturating_sub(1);
    let labels = scale.ticks().into_iter().enumerate().filter(|(_, tick)| is_free(tick.x)).map(
        |(i, tick)| {
            let anchor = match i {
                0 => "start",
                i if i == last => "end",
                _ => "middle",
            };
            let x = if i == 0 { 0.0 } else { tick.x.min(scale.width()) };
            view! {
                <text x=x y="15" text-anchor=anchor>
                    {move || tick_text(i18n, tick)}
                </text>
            }
        },
    );

    view! {
        <svg class="axis" width=scale.width() height="22" aria-hidden="true">
            {labels.collect_view()}
            {flag
                .map(|x| {
                    view! {
                        <rect class="today-flag" x=x - 24.0 y="0" width="48" height="20" rx="4"></rect>
                        <text class="today-label" x=x y="14" text-anchor="middle">
                            {move || t_string!(i18n, timeline.today)}
                        </text>
                    }
                })}
        </svg>
    }
}

fn tick_text(i18n: I18n, tick: Tick) -> String {
    match (tick.months, tick.months % 12) {
        (0, _) => t_string!(i18n, timeline.birth).to_owned(),
        (12, _) => t_string!(i18n, timeline.one_year).to_owned(),
        (months, 0) => t_string!(i18n, timeline.years, n = months / 12),
        (months, _) => t_string!(i18n, timeline.months, n = months),
    }
}

/// One lane.
#[component]
pub fn LanePicture(
    /// The disease and its doses.
    lane: Lane,
    /// From days to pixels.
    scale: Scale,
    /// Today.
    today: Date,
    /// Shows a dose.
    select: Callback<Option<VaccinationId>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let middle = HEIGHT / 2.0;
    let grid = scale.ticks().into_iter().map(|tick| {
        view! { <line class="grid" x1=tick.x x2=tick.x y1=-BEYOND y2=HEIGHT + BEYOND></line> }
    });
    let now = scale.shows(today).then(|| scale.x(today)).map(|x| {
        view! { <line class="today" x1=x x2=x y1=-BEYOND y2=HEIGHT + BEYOND></line> }
    });
    let placed: Vec<(usize, LaneDose, f64)> = lane
        .doses
        .iter()
        .enumerate()
        .filter_map(|(i, dose)| Some((i + 1, dose.clone(), dose.middle()?)))
        .filter(|(_, _, day)| scale.shows(*day))
        .map(|(number, dose, day)| (number, dose, scale.x(day)))
        .collect();
    let xs: Vec<f64> = placed.iter().map(|(.., x)| *x).collect();
    let whiskers = placed.iter().filter_map(|(_, dose, _)| whisker(scale, dose, middle));
    let whiskers = whiskers.collect_view();
    let marks = cluster(&xs).into_iter().map(|cluster| {
        let (number, dose, _) = placed[cluster.members[0]].clone();
        let is_confirmed = cluster.members.iter().all(|i| placed[*i].1.is_confirmed);
        let words = match cluster.members.len() {
            1 => number.to_string(),
            n => format!("{n}×"),
        };
        mark(cluster.x, middle, words, is_confirmed, dose.id, select)
    });
    let marks = marks.collect_view();
    let sentence = {
        let lane = lane.clone();
        move || lane_sentence(i18n, &lane)
    };

    view! {
        <svg class="lane" width=scale.width() height=HEIGHT role="img" aria-label=sentence>
            {grid.collect_view()}
            <line
                class="base"
                x1="14"
                x2=scale.width() - 6.0
                y1=middle
                y2=middle
            ></line>
            {now}
            {whiskers}
            {marks}
        </svg>
    }
}

/// From the first to the last day that a date can mean, if that is more than a day.
fn whisker(scale: Scale, dose: &LaneDose, y: f64) -> Option<AnyView> {
    let range = dose.date.range().filter(|range| range.from < range.to)?;
    let (from, to) = (scale.x_within(range.from), scale.x_within(range.to));
    let path = format!("M{from} {y}H{to}M{from} {}v8M{to} {}v8", y - 4.0, y - 4.0);
    Some(
        view! {
            <g class="mark mark-reported">
                <path class="whisker" d=path fill="none"></path>
            </g>
        }
        .into_any(),
    )
}

/// Round is confirmed by a professional, square is told.
fn mark(
    x: f64,
    y: f64,
    words: String,
    is_confirmed: bool,
    id: VaccinationId,
    select: Callback<Option<VaccinationId>>,
) -> AnyView {
    let place = format!("translate({x:.1} {y:.1})");
    let press = move |_| select.run(Some(id));
    if is_confirmed {
        view! {
            <g class="mark mark-valid" transform=place on:click=press>
                <circle class="body" r="9"></circle>
                <text y="4">{words}</text>
            </g>
        }
        .into_any()
    } else {
        view! {
            <g class="mark mark-reported" transform=place on:click=press>
                <rect class="body" x="-8.5" y="-8.5" width="17" height="17" rx="2.5"></rect>
                <text y="4">{words}</text>
            </g>
        }
        .into_any()
    }
}

/// «3 doses: 16.06.2025, 18.08.2025, 07.2026 (not yet confirmed); date of 1 unknown».
fn lane_sentence(i18n: I18n, lane: &Lane) -> String {
    let dates: Vec<String> = lane
        .doses
        .iter()
        .map(|dose| {
            let date = dates::short(i18n, dose.date);
            if dose.is_confirmed {
                date
            } else {
                format!("{date} ({})", t_string!(i18n, vaccinations.not_confirmed))
            }
        })
        .collect();
    let mut sentence = match lane.count() {
        1 => t_string!(i18n, timeline.one_dose).to_owned(),
        n => t_string!(i18n, timeline.doses, n = n),
    };
    if !dates.is_empty() {
        sentence = format!("{sentence}: {}", dates.join(", "));
    }
    if !lane.undated.is_empty() {
        let undated = t_string!(i18n, timeline.undated, n = lane.undated.len());
        sentence = format!("{sentence}; {undated}");
    }
    sentence
}

//! One lane as a picture, and the axis above all lanes.

use leptos::{ev::KeyboardEvent, prelude::*, web_sys};
use shared::{Date, VaccinationId};
use wasm_bindgen::JsCast;

use super::{
    geometry::{Scale, Tick, cluster},
    lanes::{Lane, LaneDose},
};
use crate::{
    browser, dates,
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
    // One mark a lane is reached by Tab, the others from it by the arrow keys.
    let stop = RwSignal::new(0_usize);
    let clusters = cluster(&xs);
    let has_marks = !clusters.is_empty();
    let marks = clusters.into_iter().enumerate().map(|(i, cluster)| {
        let members: Vec<_> = cluster.members.iter().map(|i| placed[*i].clone()).collect();
        let id = format!("mark-{}-{}", lane.code, members[0].0);
        view! { <MarkButton id x=cluster.x members position=i stop select /> }
    });
    let marks = marks.collect_view();
    let sentence = {
        let lane = lane.clone();
        move || lane_sentence(i18n, &lane)
    };
    // What has buttons in it is no image.
    let role = if has_marks { "group" } else { "img" };

    view! {
        <svg
            class="lane"
            width=scale.width()
            height=HEIGHT
            role=role
            aria-label=sentence
            on:keydown=move_along
        >
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

/// A dose, or several that lie together. Round is confirmed by a professional, square is told.
#[component]
fn MarkButton(
    id: String,
    x: f64,
    /// The doses with their numbers and places.
    members: Vec<(usize, LaneDose, f64)>,
    position: usize,
    /// The mark of the lane that Tab reaches.
    stop: RwSignal<usize>,
    select: Callback<Option<VaccinationId>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let dose = members[0].1.id;
    let is_confirmed = members.iter().all(|(_, dose, _)| dose.is_confirmed);
    let words = match members.as_slice() {
        [(number, ..)] => number.to_string(),
        several => format!("{}×", several.len()),
    };
    let name = move || {
        let texts: Vec<String> = members
            .iter()
            .map(|(number, dose, _)| {
                let date = dose_text(i18n, dose);
                t_string!(i18n, timeline.mark, n = *number, date = date)
            })
            .collect();
        texts.join("; ")
    };
    let shape = if is_confirmed {
        view! { <circle class="body" r="9"></circle> }.into_any()
    } else {
        view! { <rect class="body" x="-8.5" y="-8.5" width="17" height="17" rx="2.5"></rect> }
            .into_any()
    };
    let press = move |event: KeyboardEvent| {
        if matches!(event.key().as_str(), "Enter" | " ") {
            event.prevent_default();
            select.run(Some(dose));
        }
    };

    view! {
        <g
            class=if is_confirmed { "mark mark-valid" } else { "mark mark-reported" }
            id=id
            transform=format!("translate({x:.1} {:.1})", HEIGHT / 2.0)
            role="button"
            aria-label=name
            tabindex=move || if stop.get() == position { "0" } else { "-1" }
            on:focus=move |_| stop.set(position)
            on:click=move |_| select.run(Some(dose))
            on:keydown=press
        >
            {shape}
            <text y="4">{words}</text>
        </g>
    }
}

/// Left and right along the marks of a lane, up and down to the next lane that has one.
pub fn move_along(event: KeyboardEvent) {
    let Some(mark) = event.target().and_then(|t| t.dyn_into::<web_sys::Element>().ok()) else {
        return;
    };
    let beside = |forward: bool| {
        if forward { mark.next_element_sibling() } else { mark.previous_element_sibling() }
    };
    let is_mark = |element: &web_sys::Element| element.has_attribute("tabindex");
    let lane = || mark.closest("svg").ok().flatten();
    let next = match event.key().as_str() {
        "ArrowRight" => beside(true).filter(is_mark),
        "ArrowLeft" => beside(false).filter(is_mark),
        "Home" => lane().and_then(|lane| lane.query_selector("[tabindex]").ok().flatten()),
        "End" => lane().and_then(|lane| lane.last_element_child()),
        "ArrowDown" => in_lane_beside(&mark, true),
        "ArrowUp" => in_lane_beside(&mark, false),
        _ => return,
    };
    event.prevent_default();
    browser::focus_element(next);
}

/// The mark that Tab reaches in the next lane that has one, below or above.
fn in_lane_beside(mark: &web_sys::Element, below: bool) -> Option<web_sys::Element> {
    let mut row = mark.closest("tr").ok().flatten();
    while let Some(current) = row {
        row =
            if below { current.next_element_sibling() } else { current.previous_element_sibling() };
        let mark = row.as_ref().and_then(|row| row.query_selector("[tabindex='0']").ok().flatten());
        if mark.is_some() {
            return mark;
        }
    }
    None
}

/// «07.2026 (not yet confirmed)».
fn dose_text(i18n: I18n, dose: &LaneDose) -> String {
    let date = dates::short(i18n, dose.date);
    if dose.is_confirmed {
        return date;
    }
    format!("{date} ({})", t_string!(i18n, vaccinations.not_confirmed))
}

/// «3 doses: 16.06.2025, 18.08.2025, 07.2026 (not yet confirmed); date of 1 unknown».
fn lane_sentence(i18n: I18n, lane: &Lane) -> String {
    let dates: Vec<String> = lane.doses.iter().map(|dose| dose_text(i18n, dose)).collect();
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

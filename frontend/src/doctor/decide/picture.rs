//! A lane as a picture: seasons, windows, doses, what is supposed, today.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use leptos::{ev::KeyboardEvent, prelude::*};
use shared::Date;

use super::{
    lane::{LaneMark, Shape, WindowKind, closed_on, marks, seasons, windows},
    rows::Row,
    state::Tool,
    words::{lane_sentence, mark_words},
};
use crate::{
    browser, dates,
    doctor::timeline::{
        geometry::{Scale, apart, cluster},
        lane::move_along,
    },
    ui::text,
};

/// Lines go on beyond the lane, through rows that are higher; the cell cuts them.
const BEYOND: f64 = 60.0;

/// Narrower seasons would only be stripes.
const NARROW: f64 = 8.0;

/// The lane of a row.
#[component]
pub fn LanePicture(
    /// The state.
    tool: Tool,
    /// The row.
    row: Row,
    /// From days to pixels.
    scale: Scale,
    /// The height.
    height: f64,
) -> impl IntoView {
    let (today, day) = (tool.today(), tool.day());
    let given = tool.on_board().day.unwrap_or(today);
    let mut found = marks(&row, tool.on_record(), given, |position| tool.is_confirmed(position));
    // The server does not say a number where it does not follow from the doses that are shown.
    if tool.asks_server() && row.now.dose_number.is_none() {
        found.iter_mut().for_each(|mark| mark.number = None);
    }
    // What has something to press in it is no image.
    let role = if found.is_empty() { "img" } else { "group" };
    let ground = ground(tool, &row, scale, height, today);
    let (ink, accent): (Vec<_>, Vec<_>) = found.iter().cloned().partition(|m| !m.is_supposed());
    let code = row.codes.first().map(ToString::to_string).unwrap_or_default();
    let ink = ink_marks(tool, &code, &ink, scale, height);
    let accent = accent_marks(tool, &code, &accent, scale, height);
    let travelled = (day != today && scale.shows(day)).then(|| scale.x(day));
    let sentence = text(move || lane_sentence(tool, &row, &found));

    view! {
        <svg
            class="lane"
            width=scale.width()
            height=height
            role=role
            aria-label=sentence
            on:keydown=move_along
        >
            {ground}
            {travelled
                .map(|x| {
                    view! { <line class="now-line" x1=x x2=x y1=-BEYOND y2=height + BEYOND></line> }
                })}
            {scale.shows(today).then(|| scale.x(today)).map(|x| {
                view! { <line class="today" x1=x x2=x y1=-BEYOND y2=height + BEYOND></line> }
            })}
            {ink}
            {accent}
        </svg>
    }
}

/// Seasons, grid, base and windows.
fn ground(tool: Tool, row: &Row, scale: Scale, height: f64, today: Date) -> AnyView {
    let middle = height / 2.0;
    let yearly =
        tool.basis.with(|basis| row.codes.iter().find_map(|code| basis.rules.season_of(code)));
    let shaded = yearly.map(|yearly| seasons(yearly, scale.shown())).unwrap_or_default();
    let shaded = shaded.into_iter().filter_map(|season| {
        let (x, width) = scale.part(season.from, season.to)?;
        if width < NARROW {
            return None;
        }
        Some(view! { <rect class="season" x=x y="0" width=width height=height></rect> })
    });
    let grid = scale.ticks().into_iter().map(|tick| {
        view! { <line class="grid" x1=tick.x x2=tick.x y1=-BEYOND y2=height + BEYOND></line> }
    });
    let shown = windows(&row.now, today).into_iter().filter_map(|window| {
        let (x, width) = scale.part(window.from, window.to)?;
        Some(match window.kind {
            WindowKind::May => view! {
                <rect class="may" x=x y=middle - 3.0 width=width height="6"></rect>
            }
            .into_any(),
            WindowKind::Best => view! {
                <rect class="best" x=x y=middle - 7.0 width=width height="14" rx="2"></rect>
            }
            .into_any(),
            WindowKind::Late => view! {
                <line class="late" x1=x x2=x + width y1=middle y2=middle></line>
            }
            .into_any(),
        })
    });
    let closed = closed_on(&row.now).filter(|day| scale.shows(*day)).map(|day| {
        let (x, top) = (scale.x(day), middle - 7.0);
        view! { <path class="closed" d=format!("M{x} {top}v14M{} {top}v14", x + 3.0)></path> }
    });
    view! {
        {shaded.collect_view()}
        {grid.collect_view()}
        <line class="base" x1="14" x2=scale.width() - 6.0 y1=middle y2=middle></line>
        {shown.collect_view()}
        {closed}
    }
    .into_any()
}

/// Doses on record; those that lie together become one mark.
fn ink_marks(tool: Tool, code: &str, marks: &[LaneMark], scale: Scale, height: f64) -> AnyView {
    let placed: Vec<(LaneMark, f64)> = marks
        .iter()
        .filter_map(|mark| Some((mark.clone(), mark.middle()?)))
        .filter(|(_, day)| scale.shows(*day))
        .map(|(mark, day)| (mark, scale.x(day)))
        .collect();
    let xs: Vec<f64> = placed.iter().map(|(_, x)| *x).collect();
    let whiskers = placed.iter().filter_map(|(mark, _)| whisker(scale, mark, height / 2.0));
    let whiskers = whiskers.collect_view();
    // One mark a lane is reached by Tab, the others from it by the arrow keys.
    let stop = RwSignal::new(0_usize);
    let drawn = cluster(&xs).into_iter().enumerate().map(|(at, cluster)| {
        let members: Vec<LaneMark> = cluster.members.iter().map(|i| placed[*i].0.clone()).collect();
        let place = format!("translate({:.1} {:.1})", cluster.x, height / 2.0);
        view! { <InkMark tool code=code.to_owned() members place at stop /> }
    });
    view! {
        {whiskers}
        {drawn.collect_view()}
    }
    .into_any()
}

/// From the first to the last day that a date can mean, if that is more than a day.
fn whisker(scale: Scale, mark: &LaneMark, y: f64) -> Option<AnyView> {
    let range = mark.date.range().filter(|range| range.from < range.to)?;
    let (from, to) = (scale.x_within(range.from), scale.x_within(range.to));
    let path = format!("M{from} {y}H{to}M{from} {}v8M{to} {}v8", y - 4.0, y - 4.0);
    let whisker = view! {
        <g class="mark mark-reported">
            <path class="whisker" d=path fill="none"></path>
        </g>
    };
    Some(whisker.into_any())
}

/// The id of the mark of a dose in the lane of a disease.
#[must_use]
pub fn mark_id(code: &str, position: usize) -> String {
    format!("dose-{code}-{position}")
}

#[component]
fn InkMark(
    tool: Tool,
    code: String,
    /// The doses that lie here.
    members: Vec<LaneMark>,
    place: String,
    at: usize,
    /// The mark of the lane that Tab reaches.
    stop: RwSignal<usize>,
) -> impl IntoView {
    let first = members[0].clone();
    let (class, body) = drawing(first.shape);
    let sign = match members.as_slice() {
        [mark] => mark.sign(),
        several => format!("{}×", several.len()),
    };
    let has_glyph = matches!(first.shape, Shape::NotValid | Shape::Extraneous);
    let sign = (1 < members.len() || !has_glyph).then_some(sign);
    let id = mark_id(&code, first.position);
    let explain = Callback::new({
        let id = id.clone();
        move |()| {
            tool.explain(&code, Some(first.position), id.clone());
        }
    });
    let press = move |event: KeyboardEvent| {
        if matches!(event.key().as_str(), "Enter" | " ") {
            event.prevent_default();
            explain.run(());
        }
    };
    // The name begins with what stands in the mark: who speaks to the screen says what they see.
    let seen = sign.as_ref().map(|sign| format!("{sign}: ")).unwrap_or_default();
    let name = text(move || {
        let words: Vec<String> = members.iter().map(|mark| mark_words(tool, mark)).collect();
        format!("{seen}{}", words.join("; "))
    });
    view! {
        <g
            class=class
            id=id
            transform=place
            role="button"
            aria-label=name
            tabindex=move || if stop.get() == at { "0" } else { "-1" }
            on:focus=move |_| stop.set(at)
            on:click=move |_| explain.run(())
            on:keydown=press
        >
            {body}
            {sign.map(|sign| view! { <text y="4">{sign}</text> })}
        </g>
    }
}

/// The class and the body of a mark.
#[must_use]
pub fn drawing(shape: Shape) -> (&'static str, AnyView) {
    const CROSS: &str = "m-3.200-3.200 6.400 6.400m0-6.400-6.400 6.400";
    match shape {
        Shape::Valid => ("mark mark-valid", disc("9")),
        Shape::NotValid => ("mark mark-not-valid", ring_with("8", CROSS)),
        Shape::Extraneous => ("mark mark-extraneous", ring_with("6", "M-3 0h6M0-3v6")),
        Shape::Uncertain => ("mark mark-uncertain", disc("8")),
        Shape::Reported => (
            "mark mark-reported",
            view! { <rect class="body" x="-7.5" y="-7.5" width="15" height="15" rx="2.5"></rect> }
                .into_any(),
        ),
        Shape::Chosen => (
            "mark mark-chosen",
            view! {
                <circle class="ring" r="11.5"></circle>
                <circle class="body" r="9"></circle>
            }
            .into_any(),
        ),
        Shape::Planned => ("mark mark-planned", disc("8.5")),
    }
}

fn disc(radius: &'static str) -> AnyView {
    view! { <circle class="body" r=radius></circle> }.into_any()
}

fn ring_with(radius: &'static str, glyph: &'static str) -> AnyView {
    view! {
        <circle class="body" r=radius></circle>
        <path class="glyph" d=glyph fill="none"></path>
    }
    .into_any()
}

/// What is supposed: each can be moved by the arrow keys.
fn accent_marks(tool: Tool, code: &str, marks: &[LaneMark], scale: Scale, height: f64) -> AnyView {
    let shown: Vec<(LaneMark, Date)> = marks
        .iter()
        .filter_map(|mark| Some((mark.clone(), mark.date.exact()?)))
        .filter(|(_, day)| scale.shows(*day))
        .collect();
    let xs: Vec<f64> = shown.iter().map(|(_, day)| scale.x(*day)).collect();
    let drawn = shown.into_iter().zip(apart(&xs)).map(|((mark, day), x)| {
        let place = format!("translate({x:.1} {:.1})", height / 2.0);
        view! { <AccentMark tool code=code.to_owned() mark day place scale /> }
    });
    drawn.collect_view().into_any()
}

#[component]
fn AccentMark(
    tool: Tool,
    code: String,
    mark: LaneMark,
    day: Date,
    place: String,
    scale: Scale,
) -> impl IntoView {
    let (class, body) = drawing(mark.shape);
    let at = mark.position - tool.on_record();
    let id = mark_id(&code, mark.position);
    let back = id.clone();
    let position = mark.position;
    let press = move |event: KeyboardEvent| {
        let step = if event.shift_key() { 7 } else { 1 };
        let days = match event.key().as_str() {
            "ArrowRight" => step,
            "ArrowLeft" => -step,
            "Enter" | " " => {
                event.prevent_default();
                tool.explain(&code, Some(position), back.clone());
                return;
            }
            _ => return,
        };
        event.prevent_default();
        event.stop_propagation();
        browser::keep_focus();
        // The mark may still stand where it was when the server was asked last.
        let chosen = tool.choice.with_untracked(|choice| choice.products.get(at).copied());
        let today = untrack(|| tool.today());
        let on = chosen.map_or(day, |chosen| {
            tool.choice.with_untracked(|choice| choice.day_of(chosen, today))
        });
        tool.plan(at, on.plus_days(days));
    };
    let sign = mark.sign();
    let pixels = (scale.x(day.plus_days(1)) - scale.x(day)).max(0.01);
    view! {
        <g
            class=class
            id=id
            transform=place
            role="slider"
            on:pointerdown=move |event| drag(tool, (at, day), f64::from(event.client_x()), pixels)
            tabindex="0"
            aria-label=text(move || tool.product(position))
            aria-valuemin=tool.today().days_since_epoch().to_string()
            aria-valuemax=(tool.today().days_since_epoch() + 36_500).to_string()
            aria-valuenow=day.days_since_epoch().to_string()
            aria-valuetext=dates::short_day(day)
            on:keydown=press
        >
            {body}
            <text y="4">{sign}</text>
        </g>
    }
}

/// Follows the pointer until it is let go. The mark is drawn anew on the way, so that the window
/// listens, not the mark.
fn drag(tool: Tool, (at, day): (usize, Date), from: f64, pixels_a_day: f64) {
    let listeners = Rc::new(RefCell::new(Vec::new()));
    let done = Cell::new(0);
    let moves = window_event_listener(leptos::ev::pointermove, move |event| {
        let days = ((f64::from(event.client_x()) - from) / pixels_a_day).round();
        #[expect(clippy::cast_possible_truncation, reason = "a screen is some thousand days wide")]
        let days = days.clamp(-40_000.0, 40_000.0) as i32;
        if days != done.replace(days) {
            tool.plan(at, day.plus_days(days));
        }
    });
    let held = listeners.clone();
    let ends = window_event_listener(leptos::ev::pointerup, move |_| {
        for listener in held.borrow_mut().drain(..) {
            WindowListenerHandle::remove(listener);
        }
    });
    listeners.borrow_mut().extend([moves, ends]);
}

//! The board: one row an answer, in it status, reason, what the choice makes of it, and the lane.

use leptos::{ev::KeyboardEvent, html, prelude::*, web_sys};
use wasm_bindgen::JsCast;

use super::{
    choice::Choice,
    engine::status_of,
    lane::Shape,
    picture::{LanePicture, drawing},
    rows::{Row, Section},
    state::Tool,
    words::{joined, line, when},
};
use crate::{
    api::AssessmentStatus,
    assessments::Status,
    browser, dates,
    doctor::timeline::{
        geometry::{Scale, Zoom},
        lane::Axis,
    },
    i18n::use_i18n,
    t, t_string,
    ui::{Icon, IconKind, Segments, Text, text},
};

/// Until it is measured.
const FIRST_WIDTH: f64 = 456.0;
/// Narrower, the table scrolls.
const LEAST_WIDTH: f64 = 300.0;

/// The board.
#[component]
pub fn Board(
    /// The state.
    tool: Tool,
) -> impl IntoView {
    let i18n = use_i18n();
    let (born, today) = (tool.basis.with_untracked(|b| b.birth_date), tool.today());
    let zoom = RwSignal::new(Zoom::fitting(born, today));
    let words = move |zoom: Zoom| match zoom {
        Zoom::Infancy => t_string!(i18n, timeline.zoom.infancy),
        Zoom::SixYears => t_string!(i18n, timeline.zoom.six_years),
        Zoom::EighteenYears => t_string!(i18n, timeline.zoom.eighteen_years),
        Zoom::Life => t_string!(i18n, timeline.zoom.life),
    };
    let title = text(move || {
        let is_today = |row: &&Row| row.section == Section::Today;
        match tool.rows.with(|rows| rows.iter().filter(is_today).count()) {
            0 => t_string!(i18n, assessment.nothing).to_owned(),
            n => t_string!(i18n, decide.to_decide, n = n),
        }
    });

    view! {
        <section
            class="card board-card"
            data-flush
            aria-labelledby="board-title"
            aria-busy=move || tool.asking.is_busy.get().then_some("true")
        >
            <div class="board-bar">
                <h2 id="board-title">{title}</h2>
                <Alerts tool />
                <Segments
                    id="zoom"
                    legend=t!(i18n, timeline.zoom.legend)
                    options=Zoom::ALL.into_iter().map(|z| (z, (move || words(z)).into())).collect()
                    value=zoom
                />
            </div>
            <Table tool zoom />
            <Legend />
        </section>
    }
}

/// What has to be seen at once: doses that do not count, doses to confirm, contraindications.
#[component]
fn Alerts(tool: Tool) -> impl IntoView {
    let i18n = use_i18n();
    let lost = move || {
        // A dose of a combination is one dose, in however many rows it does not count.
        let mut lost: Vec<usize> = tool.rows.with(|rows| {
            let rows = rows.iter().filter(|row| 0 < row.not_valid());
            let doses = rows.flat_map(|row| &row.now.doses);
            let doses = doses.filter(|d| {
                use engine::assessment::Verdict;
                matches!(d.verdict, Verdict::NotValid | Verdict::SubStandard)
            });
            doses.map(|dose| dose.position).collect()
        });
        lost.sort_unstable();
        lost.dedup();
        lost.len()
    };
    let told =
        move || (0..tool.on_record()).filter(|position| !tool.is_confirmed(*position)).count();
    let forbidden = move || {
        tool.rows.with(|rows| {
            let is_so = |row: &&Row| status_of(row.now.status) == AssessmentStatus::Contraindicated;
            rows.iter().filter(is_so).count()
        })
    };
    let alert = |verdict: &'static str, shape: Shape, words: String| {
        let (class, body) = drawing(shape);
        view! {
            <span class="alert" data-verdict=verdict>
                <svg width="18" height="18" viewBox="-10 -10 20 20" aria-hidden="true">
                    <g class=class>{body}</g>
                </svg>
                {words}
            </span>
        }
        .into_any()
    };
    view! {
        <p class="alerts">
            {move || {
                let n = lost();
                (0 < n)
                    .then(|| {
                        alert("not-valid", Shape::NotValid, t_string!(i18n, decide.not_valid, n = n))
                    })
            }}
            {move || {
                let n = told();
                (0 < n)
                    .then(|| {
                        alert("reported", Shape::Reported, t_string!(i18n, decide.to_confirm, n = n))
                    })
            }}
            {move || match forbidden() {
                0 => {
                    view! {
                        <span class="alert" data-verdict="valid">
                            <Icon kind=IconKind::Check size=14 />
                            {t!(i18n, decide.no_contraindication)}
                        </span>
                    }
                        .into_any()
                }
                n => {
                    view! {
                        <span class="alert" data-verdict="not-valid">
                            <Icon kind=IconKind::Warn size=14 />
                            {text(move || t_string!(i18n, decide.contraindicated, n = n))}
                        </span>
                    }
                        .into_any()
                }
            }}
        </p>
    }
}

#[component]
fn Table(tool: Tool, zoom: RwSignal<Zoom>) -> impl IntoView {
    let i18n = use_i18n();
    let (born, today) = (tool.basis.with_untracked(|b| b.birth_date), tool.today());
    let cell = NodeRef::<html::Th>::new();
    let width = RwSignal::new(FIRST_WIDTH);
    let measure = move || {
        if let Some(cell) = cell.get_untracked() {
            browser::keep_focus();
            width.set(f64::from(cell.client_width()).max(LEAST_WIDTH));
        }
    };
    Effect::new(move || {
        let _ = cell.get();
        request_animation_frame(measure);
    });
    let resized = window_event_listener(leptos::ev::resize, move |_| measure());
    on_cleanup(move || resized.remove());
    let scale = Memo::new(move |_| Scale::new(zoom.get(), born, today, width.get()));
    let with_choice = text(move || {
        let as_of = tool.on_board().as_of(today);
        if as_of == today {
            t_string!(i18n, decide.with_choice).to_owned()
        } else {
            t_string!(i18n, decide.with_choice_on, day = dates::short_day(as_of))
        }
    });

    view! {
        <table class="table board" on:keydown=move_among_rows>
            <caption class="visually-hidden">
                {text(move || t_string!(i18n, decide.caption, day = dates::short_day(tool.today())))}
            </caption>
            <thead>
                <tr>
                    <th scope="col">{t!(i18n, assessment.disease)}</th>
                    <th scope="col">{t!(i18n, assessment.status)}</th>
                    <th scope="col">{with_choice}</th>
                    <th scope="col" class="lane-cell" node_ref=cell>
                        <span class="visually-hidden">{t!(i18n, timeline.picture)}</span>
                        {move || view! { <Axis scale=scale.get() today /> }}
                    </th>
                </tr>
            </thead>
            <Part tool scale section=Section::Today title=None />
            <Part tool scale section=Section::Ask title=Some(t!(i18n, decide.ask)) />
            <Part tool scale section=Section::Later title=Some(t!(i18n, decide.later)) />
            <Part tool scale section=Section::Rest title=Some(t!(i18n, decide.rest)) />
        </table>
    }
}

/// The rows of a part, under its title. What is not recommended is shown when it is asked for, or
/// when the choice changes it.
#[component]
fn Part(tool: Tool, scale: Memo<Scale>, section: Section, title: Option<Text>) -> impl IntoView {
    let i18n = use_i18n();
    let is_open = RwSignal::new(section != Section::Rest);
    let all = Memo::new(move |_| {
        let rows = tool.rows.get();
        rows.into_iter().filter(|row| row.section == section).collect::<Vec<_>>()
    });
    let count = move || all.with(|rows| rows.iter().map(|row| row.codes.len()).sum::<usize>());
    let shown = move || {
        let rows = all.get();
        let is_shown = |row: &Row| is_open.get() || row.change().is_some();
        rows.into_iter().filter(is_shown).collect::<Vec<_>>()
    };
    let is_quiet = matches!(section, Section::Later | Section::Rest);
    let height = if is_quiet { 32.0 } else { 42.0 };
    let more = (section == Section::Rest).then(|| {
        view! {
            <button
                type="button"
                class="board-more"
                aria-expanded=move || if is_open.get() { "true" } else { "false" }
                on:click=move |_| is_open.update(|is_open| *is_open = !*is_open)
            >
                {move || {
                    if is_open.get() {
                        t_string!(i18n, decide.hide)
                    } else {
                        t_string!(i18n, decide.show)
                    }
                }}
            </button>
        }
    });
    let head = title.map(|title| {
        view! {
            <tr class="board-group">
                <th scope="colgroup" colspan="3">
                    {title} " " <span class="count">{count}</span> {more}
                </th>
                <td class="lane-cell"></td>
            </tr>
        }
    });
    let is_empty = Memo::new(move |_| all.with(Vec::is_empty));
    view! {
        <tbody class=is_quiet.then_some("board-quiet") hidden=move || is_empty.get()>
            {head}
            <For each=shown key=|row| row.key() let:row>
                <BoardRow tool scale row height />
            </For>
        </tbody>
    }
}

/// The id of the button of a row.
#[must_use]
pub fn row_id(code: &str) -> String {
    format!("row-{code}")
}

#[component]
fn BoardRow(tool: Tool, scale: Memo<Scale>, row: Row, height: f64) -> impl IntoView {
    let code = row.codes.first().map(ToString::to_string).unwrap_or_default();
    let key = row.key();
    let first = row.clone();
    // The row as it is now: its place is kept while a choice changes what stands in it.
    let row = Memo::new(move |_| {
        tool.rows
            .with(|rows| rows.iter().find(|r| r.key() == key).cloned())
            .unwrap_or_else(|| first.clone())
    });
    let is_current = Memo::new(move |_| {
        let shown = tool.explained();
        shown.is_some_and(|shown| row.with(|row| row.codes == shown.codes))
    });
    let explain = {
        let code = code.clone();
        move |_| {
            tool.explain(&code, None, row_id(&code));
        }
    };
    let names = text(move || row.with(|row| joined(&tool.names(row))));
    view! {
        <tr data-current=move || is_current.get().then_some("true")>
            <th scope="row">
                <button
                    type="button"
                    class="board-pick"
                    id=row_id(&code)
                    aria-current=move || is_current.get().then_some("true")
                    on:click=explain
                >
                    {names}
                </button>
                <span class="sub">{text(move || row.with(|row| line(tool, row)))}</span>
            </th>
            <td>
                {move || {
                    row.with(|row| view! { <Status status=status_of(row.now.status) /> })
                }}
                <span class="sub">{text(move || row.with(|row| when(tool.i18n, &row.now)))}</span>
            </td>
            <td class="after">
                {move || row.with(|row| after(tool, row))}
            </td>
            <td class="lane-cell">
                {move || {
                    view! { <LanePicture tool row=row.get() scale=scale.get() height /> }
                }}
            </td>
        </tr>
    }
}

/// What the choice makes of it; nothing while that is not known.
fn after(tool: Tool, row: &Row) -> AnyView {
    let i18n = tool.i18n;
    match row.change().cloned() {
        Some(after) => view! {
            <span class="after-mark" aria-hidden="true">
                <Icon kind=IconKind::Arrow size=14 />
            </span>
            <span class="visually-hidden">{t!(i18n, decide.becomes)}" "</span>
            <Status status=status_of(after.status) />
            <span class="sub">{text(move || when(i18n, &after))}</span>
        }
        .into_any(),
        None if tool.what_if.get().is_none() && !tool.choice.with(Choice::is_empty) => {
            ().into_any()
        }
        None => view! {
            <span class="same">
                <span aria-hidden="true">"–"</span>
                <span class="visually-hidden">{t!(i18n, decide.same)}</span>
            </span>
        }
        .into_any(),
    }
}

/// Up and down along the rows, from the button of one to that of the next.
fn move_among_rows(event: KeyboardEvent) {
    let Some(button) = event.target().and_then(|t| t.dyn_into::<web_sys::Element>().ok()) else {
        return;
    };
    if !button.class_list().contains("board-pick") {
        return;
    }
    let forward = match event.key().as_str() {
        "ArrowDown" => true,
        "ArrowUp" => false,
        _ => return,
    };
    event.prevent_default();
    let Some(table) = button.closest("table").ok().flatten() else { return };
    let Ok(all) = table.query_selector_all("tbody:not([hidden]) .board-pick") else { return };
    let at = (0..all.length())
        .find(|i| all.item(*i).is_some_and(|node| button.is_same_node(Some(&node))));
    let next = at.and_then(|at| if forward { at.checked_add(1) } else { at.checked_sub(1) });
    let next = next.and_then(|next| all.item(next)).and_then(|node| node.dyn_into().ok());
    browser::focus_element(next);
}

/// What the marks mean.
#[component]
fn Legend() -> impl IntoView {
    let i18n = use_i18n();
    let item = |shape: Shape, sign: &'static str, words: Text| {
        let (class, body) = drawing(shape);
        view! {
            <li>
                <svg width="22" height="22" viewBox="-12 -12 24 24" aria-hidden="true">
                    <g class=class>{body} <text y="4">{sign}</text></g>
                </svg>
                {words}
            </li>
        }
    };
    view! {
        <div class="board-foot">
            <ul class="legend" aria-label=t!(i18n, decide.legend.marks)>
                {item(Shape::Valid, "1", t!(i18n, decide.legend.valid))}
                {item(Shape::NotValid, "", t!(i18n, decide.legend.not_valid))}
                {item(Shape::Extraneous, "", t!(i18n, decide.legend.extraneous))}
                {item(Shape::Uncertain, "?", t!(i18n, decide.legend.uncertain))}
                {item(Shape::Reported, "1", t!(i18n, decide.legend.reported))}
                {item(Shape::Chosen, "1", t!(i18n, decide.legend.chosen))}
                {item(Shape::Planned, "2", t!(i18n, decide.legend.planned))}
                <li>
                    <svg class="lane" width="34" height="14" viewBox="0 0 34 14" aria-hidden="true">
                        <rect class="may" x="0" y="4" width="12" height="6"></rect>
                        <rect class="best" x="12" y="0" width="12" height="14" rx="2"></rect>
                        <path class="late" d="M24 7h10"></path>
                    </svg>
                    {t!(i18n, decide.legend.windows)}
                </li>
            </ul>
        </div>
    }
}

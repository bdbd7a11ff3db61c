//! What follows: the visits with their injections, what is left out, what is taken for granted.

use std::sync::Arc;

use engine::{
    plan::{Injection, Plan, Visit},
    words,
};
use leptos::prelude::*;
use shared::{Date, PartialDate, VaccineCode};

use super::{
    Planning,
    wish::{by_number, by_status},
};
use crate::{
    assessments::Status,
    browser,
    dates::{self, Age},
    doctor::decide::{asking::NotAnswered, choice::Chosen, engine::status_of, state::Tool},
    i18n::use_i18n,
    t, t_string,
    ui::{Button, ButtonKind, Icon, IconKind, text},
};

/// The id of the heading.
const TITLE: &str = "plan-title";

/// The visits.
#[component]
pub fn Visits(
    /// The state of the tool.
    tool: Tool,
    /// The state of the plan.
    planning: Planning,
    /// Shows the board.
    to_board: Callback<()>,
) -> impl IntoView {
    let i18n = use_i18n();
    let sum = text(move || match planning.plan.get() {
        Some(plan) if !planning.asking.is_busy.get() => sum_words(planning, &plan),
        _ if planning.asking.problem.get().is_some() => String::new(),
        _ => t_string!(i18n, plan.busy).to_owned(),
    });
    view! {
        <section
            class="card plan-result"
            aria-labelledby=TITLE
            aria-busy=move || planning.asking.is_busy.get().then_some("true")
        >
            <div class="card-head">
                <h2 id=TITLE tabindex="-1">{t!(i18n, plan.title)}</h2>
                <Button is_small=true on_press=|()| browser::print()>
                    <Icon kind=IconKind::Print size=14 />
                    {t!(i18n, plan.print)}
                </Button>
            </div>
            <p class="plan-sum" role="status">
                {sum}
            </p>
            <NotAnswered asking=planning.asking back=TITLE />
            {move || {
                planning.plan.get().map(|plan| view! { <Planned tool planning plan to_board /> })
            }}
            <p class="hint plan-limits">
                {text(move || limits(tool))} " " {t!(i18n, assessment.support)}
            </p>
        </section>
    }
}

/// «Visits: 3 · injections: 6», with what is chosen for the day.
fn sum_words(planning: Planning, plan: &Plan) -> String {
    let i18n = planning.i18n();
    let given = planning.given().len();
    if plan.visits.is_empty() && given == 0 {
        return t_string!(i18n, plan.none, day = dates::short_day(plan.until));
    }
    let visits = plan.visits.len() + usize::from(0 < given);
    let injections = plan.visits.iter().map(|v| v.injections.len()).sum::<usize>() + given;
    t_string!(i18n, plan.sum, visits = visits, injections = injections)
}

/// By which rule set, of which day, and what has to be said with it.
#[must_use]
pub fn limits(tool: Tool) -> String {
    let rules = tool.rules().unwrap_or_else(|| tool.basis.with(|basis| basis.rules.clone()));
    t_string!(
        tool.i18n,
        assessment.rules,
        rules = rules.name.clone(),
        day = dates::short_day(tool.day()),
        notice = rules.notice.get(tool.language()).to_owned()
    )
}

/// The age on a day.
pub(super) fn age_on(tool: Tool, day: Date) -> String {
    let on = tool.basis.with(|basis| basis.birth_date);
    Age::on(day, PartialDate::Day { on }).map(|age| age.words(tool.i18n)).unwrap_or_default()
}

/// The name of a product as the engine knows it.
pub(super) fn name_of(tool: Tool, code: &str) -> String {
    code.parse().map_or_else(|_| code.to_owned(), |code| tool.product_name(code))
}

/// «dose 2: Tetanus, Pertussis».
pub(super) fn doses_words(tool: Tool, injection: &Injection) -> String {
    let groups = by_number(injection).into_iter().map(|(number, targets)| {
        let names = tool.disease_names(&targets);
        match number {
            0 => names,
            n => format!("{}: {names}", t_string!(tool.i18n, decide.dose_number, n = n)),
        }
    });
    groups.collect::<Vec<_>>().join("; ")
}

#[component]
fn Planned(
    tool: Tool,
    planning: Planning,
    plan: Arc<Plan>,
    to_board: Callback<()>,
) -> impl IntoView {
    let i18n = use_i18n();
    let given = planning.given();
    let first = 1 + usize::from(!given.is_empty());
    let chosen = (!given.is_empty()).then(|| view! { <ChosenVisit tool given to_board /> });
    let visits = plan.visits.iter().cloned().enumerate().map(|(at, visit)| {
        view! { <PlannedVisit tool visit number=at + first to_board /> }
    });
    let proof = if plan.is_proven { t!(i18n, plan.proven) } else { t!(i18n, plan.not_proven) };
    let late = plan.late_days;
    let icon = if plan.is_proven { IconKind::Check } else { IconKind::Info };
    view! {
        <ol class="plan-visits">{chosen} {visits.collect_view()}</ol>
        <ul class="plan-proof">
            <li>
                <Icon kind=icon size=14 />
                {proof}
            </li>
            <li hidden=late == 0>
                <Icon kind=IconKind::Clock size=14 />
                {text(move || t_string!(i18n, plan.late, n = late))}
            </li>
            <li hidden=move || !planning.has_later()>
                <Icon kind=IconKind::Info size=14 />
                {t!(i18n, plan.later_left_out)}
            </li>
        </ul>
        <LeftOut tool plan=plan.clone() />
        <Assumed tool plan />
    }
}

/// «24.11.2026 · today · 19 months».
fn when_words(tool: Tool, day: Date) -> String {
    let mut parts = vec![dates::short_day(day)];
    if day == tool.today() {
        parts.push(t_string!(tool.i18n, plan.today).to_owned());
    }
    parts.push(age_on(tool, day));
    parts.join(" · ")
}

/// What is chosen for the day of the choice.
#[component]
fn ChosenVisit(tool: Tool, given: Vec<VaccineCode>, to_board: Callback<()>) -> impl IntoView {
    let i18n = use_i18n();
    let injections = given.into_iter().map(|code| {
        view! {
            <li>
                <b>{text(move || tool.product_name(code))}</b>
                <span>
                    {text(move || tool.catalogue.targets_text(code, i18n).unwrap_or_default())}
                </span>
            </li>
        }
    });
    view! {
        <li class="plan-visit" data-now="true">
            <div class="plan-visit-head">
                <h3>{text(move || t_string!(i18n, plan.visit, n = 1))}</h3>
                <p class="figure">{text(move || when_words(tool, tool.day()))}</p>
                <Button is_small=true on_press=move |()| to_board.run(())>
                    {t!(i18n, plan.to_board)}
                </Button>
            </div>
            <ul class="plan-doses">{injections.collect_view()}</ul>
            <p class="hint">{t!(i18n, plan.chosen)}</p>
        </li>
    }
}

#[component]
fn PlannedVisit(tool: Tool, visit: Visit, number: usize, to_board: Callback<()>) -> impl IntoView {
    let i18n = use_i18n();
    let on = visit.on;
    let is_now = on == tool.day();
    let codes: Vec<VaccineCode> =
        visit.injections.iter().filter_map(|i| i.vaccine.parse().ok()).collect();
    let count = codes.len();
    let give = is_now.then(|| {
        let press = move |()| {
            let codes = codes.iter().map(|code| Chosen { code: *code, on: None });
            let codes: Vec<Chosen> = codes.collect();
            tool.choice.update(|choice| choice.products.extend(codes));
            to_board.run(());
        };
        view! {
            <Button kind=ButtonKind::Primary is_small=true on_press=press>
                {text(move || t_string!(i18n, plan.give, n = count))}
            </Button>
        }
    });
    let reaches = by_status(&visit).into_iter().map(|(status, targets)| {
        view! {
            <li>
                <Status status=status_of(status) />
                <span>{text(move || tool.disease_names(&targets))}</span>
            </li>
        }
    });
    let reaches = reaches.collect_view();
    let injections = visit.injections.into_iter();
    let injections = injections.map(|injection| view! { <OneInjection tool injection /> });
    view! {
        <li class="plan-visit" data-now=is_now.then_some("true")>
            <div class="plan-visit-head">
                <h3>{text(move || t_string!(i18n, plan.visit, n = number))}</h3>
                <p class="figure">{text(move || when_words(tool, on))}</p>
                {give}
            </div>
            <ul class="plan-doses">{injections.collect_view()}</ul>
            <div class="plan-reaches">
                <p class="hint">{t!(i18n, plan.reaches)}</p>
                <ul>{reaches}</ul>
            </div>
        </li>
    }
}

#[component]
fn OneInjection(tool: Tool, injection: Injection) -> impl IntoView {
    let i18n = use_i18n();
    let code = injection.vaccine.clone();
    let also = injection.also.clone();
    let also = (!also.is_empty()).then(|| {
        view! {
            <span class="hint">
                {text(move || t_string!(i18n, plan.also, names = tool.disease_names(&also)))}
            </span>
        }
    });
    view! {
        <li>
            <b>{text(move || name_of(tool, &code))}</b>
            <span>{text(move || doses_words(tool, &injection))}</span>
            {also}
        </li>
    }
}

/// What is left out, and why; diseases of which the same is said together.
#[component]
fn LeftOut(tool: Tool, plan: Arc<Plan>) -> impl IntoView {
    let i18n = use_i18n();
    let items = left_out(tool, &plan).into_iter();
    let items = items.map(|(names, why)| view! { <li><b>{names}</b> <span>{why}</span></li> });
    let items = items.collect_view();
    view! {
        <div class="plan-more" hidden=plan.not_planned.is_empty()>
            <h3>{t!(i18n, plan.not_planned)}</h3>
            <ul class="plan-left">{items}</ul>
        </div>
    }
}

/// The diseases that are not planned for, with the reason and the day.
pub(super) fn left_out(tool: Tool, plan: &Plan) -> Vec<(String, String)> {
    let said = plan.not_planned.iter();
    let groups = crate::assessments::together(said, |one, other| {
        (one.reason, one.recommended_on) == (other.reason, other.recommended_on)
    });
    let item = |group: Vec<&engine::plan::NotPlanned>| {
        let first = group.first()?;
        let codes: Vec<Arc<str>> = group.iter().map(|left| left.target.clone()).collect();
        let mut why = words::not_planned(first.reason, tool.language()).to_owned();
        if let Some(day) = first.recommended_on.filter(|day| plan.until < *day) {
            let day = dates::short_day(day);
            why = format!("{why} ({})", t_string!(tool.i18n, assessment.recommended, day = day));
        }
        Some((tool.disease_names(&codes), why))
    };
    groups.into_iter().filter_map(item).collect()
}

/// What is taken for granted, with the diseases it matters for.
#[component]
fn Assumed(tool: Tool, plan: Arc<Plan>) -> impl IntoView {
    let i18n = use_i18n();
    let language = tool.language();
    let items = plan.assumptions.iter().map(|assumption| {
        let names = tool.disease_names(&assumption.targets);
        view! {
            <li>
                <span>{words::assumption(assumption.code, language)}</span>
                <span class="hint">{names}</span>
            </li>
        }
    });
    let items = items.collect_view();
    view! {
        <div class="plan-more" hidden=plan.assumptions.is_empty()>
            <h3>{t!(i18n, plan.assumptions)}</h3>
            <ul class="plan-left">{items}</ul>
        </div>
    }
}

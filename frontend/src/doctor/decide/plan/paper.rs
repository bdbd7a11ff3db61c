//! The plan on paper, for the person it is about: who, when, what, against what; by which rules.

use std::sync::Arc;

use engine::plan::Plan;
use leptos::prelude::*;
use shared::Date;

use super::{
    Planning,
    visits::{age_on, left_out, limits, name_of},
};
use crate::{
    dates,
    doctor::{decide::state::Tool, queries::Record},
    i18n::use_i18n,
    t, t_string,
    ui::text,
};

/// The sheet; shown in print alone.
#[component]
pub fn Paper(
    /// The state of the tool.
    tool: Tool,
    /// The state of the plan.
    planning: Planning,
) -> impl IntoView {
    let i18n = use_i18n();
    let person = move || {
        let name = tool.record.with(Record::full_name);
        let born = tool.record.with(|record| dates::short(i18n, record.birth_date.0));
        format!("{name}, {}", t_string!(i18n, doctor.born_on, date = born))
    };
    view! {
        <article class="plan-paper">
            <h2>{t!(i18n, plan.paper_title)}</h2>
            <p class="plan-paper-who">{text(person)}</p>
            {move || planning.plan.get().map(|plan| view! { <Sheet tool planning plan /> })}
            <p>{t!(i18n, plan.paper_words)}</p>
            <footer>
                {text(move || {
                    t_string!(i18n, plan.paper_made, day = dates::short_day(tool.today()))
                })} " " {text(move || limits(tool))} " " {t!(i18n, plan.paper_support)}
            </footer>
        </article>
    }
}

/// A line of the sheet: product, diseases.
type Line = (String, String);

#[component]
fn Sheet(tool: Tool, planning: Planning, plan: Arc<Plan>) -> impl IntoView {
    let i18n = use_i18n();
    let mut visits: Vec<(Date, Vec<Line>)> = Vec::new();
    let given = planning.given();
    if !given.is_empty() {
        let lines = given.into_iter().map(|code| {
            let targets = tool.catalogue.targets_text(code, i18n).unwrap_or_default();
            (tool.product_name(code), targets)
        });
        visits.push((tool.day(), lines.collect()));
    }
    visits.extend(plan.visits.iter().map(|visit| {
        let lines = visit.injections.iter().map(|injection| {
            let targets = injection.doses.iter().map(|dose| dose.target.clone());
            let targets: Vec<Arc<str>> = targets.chain(injection.also.iter().cloned()).collect();
            (name_of(tool, &injection.vaccine), tool.disease_names(&targets))
        });
        (visit.on, lines.collect())
    }));
    let rows = visits.into_iter().map(|(on, lines)| rows(tool, on, lines));
    let rows = rows.collect_view();
    let left = left_out(tool, &plan).into_iter();
    let left = left.map(|(names, why)| view! { <li>{names} ": " {why}</li> });
    let left = left.collect_view();
    view! {
        <table>
            <thead>
                <tr>
                    <th scope="col">{t!(i18n, plan.paper_when)}</th>
                    <th scope="col">{t!(i18n, plan.paper_vaccine)}</th>
                    <th scope="col">{t!(i18n, plan.paper_against)}</th>
                    <th scope="col">{t!(i18n, plan.paper_done)}</th>
                </tr>
            </thead>
            {rows}
        </table>
        <div hidden=plan.not_planned.is_empty()>
            <h3>{t!(i18n, plan.not_planned)}</h3>
            <ul>{left}</ul>
        </div>
    }
}

/// A visit: its day once, its injections below each other, room for the day on which each is given.
fn rows(tool: Tool, on: Date, lines: Vec<Line>) -> AnyView {
    let span = lines.len().to_string();
    let rows = lines.into_iter().enumerate().map(|(at, (product, targets))| {
        let day = (at == 0).then(|| {
            view! {
                <th scope="rowgroup" rowspan=span.clone()>
                    {dates::long_day(tool.i18n, on)}
                    <br />
                    <span>{age_on(tool, on)}</span>
                </th>
            }
        });
        view! {
            <tr>
                {day}
                <td>
                    <b>{product}</b>
                </td>
                <td>{targets}</td>
                <td class="plan-paper-done"></td>
            </tr>
        }
    });
    view! { <tbody>{rows.collect_view()}</tbody> }.into_any()
}

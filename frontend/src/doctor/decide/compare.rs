//! Two rule sets side by side: what each says of every disease, and where they differ. Over what
//! is on record and what is supposed.

use std::{sync::Arc, time::Duration};

use engine::{
    assessment::TargetAssessment,
    rules::{Language, RuleSet},
    words,
};
use leptos::prelude::*;

use super::{
    asking::{Asking, NotAnswered, PAUSE},
    choice::Choice,
    engine::{Basis, VERSIONS, status_of},
    plan::limits,
    question::Question,
    rows::{Row, rows, rule},
    state::Tool,
    words::when,
};
use crate::{
    api::ApiError,
    assessments::Status,
    browser, dates,
    i18n::use_i18n,
    t, t_string,
    ui::{Button, Icon, IconKind, Notice, Text, Tone, text},
};

/// The id of the heading.
const TITLE: &str = "compare-title";

/// How two answers differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Difference {
    /// Another status.
    Status,
    /// The same status, another day or number of the next dose.
    Days,
    /// One of them does not know the disease.
    Absent,
}

/// How the answers of a row differ; none if they are the same.
fn difference(row: &Row) -> Option<Difference> {
    let Some(after) = &row.after else { return Some(Difference::Absent) };
    row.change()?;
    let is_same = after.status == row.now.status && after.possible == row.now.possible;
    Some(if is_same { Difference::Days } else { Difference::Status })
}

/// The two rule sets, and the rows of their answers.
#[derive(Clone)]
struct Compared {
    sets: [Arc<RuleSet>; 2],
    rows: Vec<Row>,
}

/// What both rule sets answer, side by side.
async fn compare(
    basis: Arc<Basis>,
    other: Arc<RuleSet>,
    question: Question,
) -> Result<Compared, ApiError> {
    let asked = [(basis.rules.clone(), question.clone()), (other.clone(), question)];
    let answers = basis.answers(&asked).await?;
    let [here, there] = &answers[..] else { return Err(ApiError::Server) };
    let rows = rows((here, &basis.rules), Some((there, &other)));
    Ok(Compared { sets: [basis.rules.clone(), other], rows })
}

/// The answers for the version that is compared with, as soon as they are there.
fn use_compared(tool: Tool, version: RwSignal<String>) -> (RwSignal<Option<Compared>>, Asking) {
    let (compared, asking) = (RwSignal::new(None), Asking::new());
    Effect::new(move || tool.fetch_rules(version.get()));
    Effect::new(move || {
        asking.track();
        let basis = tool.basis.get();
        let question = tool.choice.with(|choice| choice.question(basis.as_of));
        let Some(other) = version.with(|version| tool.other_rules(version)) else {
            asking.stop();
            compared.set(None);
            return;
        };
        let pause = if basis.is_whole() { Duration::ZERO } else { PAUSE };
        asking.ask(pause, compare(basis, other, question), move |found| compared.set(found));
    });
    (compared, asking)
}

/// The view.
#[component]
pub fn CompareView(
    /// The state of the tool.
    tool: Tool,
    /// The version that is compared with.
    version: RwSignal<String>,
) -> impl IntoView {
    let i18n = use_i18n();
    let (compared, asking) = use_compared(tool, version);
    let sum = text(move || {
        if asking.is_busy.get() && tool.asks_server() {
            return t_string!(i18n, decide.calculating).to_owned();
        }
        compared.with(|compared| {
            let rows = compared.iter().flat_map(|compared| &compared.rows);
            let (mut all, mut different) = (0, 0);
            for row in rows {
                all += row.codes.len();
                different += if difference(row).is_some() { row.codes.len() } else { 0 };
            }
            match (all, different) {
                (0, _) => String::new(),
                (_, 0) => t_string!(i18n, compare.same_all).to_owned(),
                (all, n) => t_string!(i18n, compare.sum, n = n, all = all),
            }
        })
    });
    let who = text(move || {
        tool.record.with(|record| {
            let born = dates::short(i18n, record.birth_date.0);
            format!("{}, {}", record.full_name(), t_string!(i18n, doctor.born_on, date = born))
        })
    });
    let is_supposed = Memo::new(move |_| !tool.choice.with(Choice::is_empty));
    view! {
        <section
            class="card compare-view"
            data-flush
            aria-labelledby=TITLE
            aria-busy=move || asking.is_busy.get().then_some("true")
        >
            <p class="print-only">
                <b>{who}</b>
            </p>
            <div class="compare-bar">
                <h2 id=TITLE tabindex="-1">{t!(i18n, compare.title)}</h2>
                <Versions tool version />
                <Button is_small=true on_press=|()| browser::print()>
                    <Icon kind=IconKind::Print size=14 />
                    {t!(i18n, worklist.print)}
                </Button>
            </div>
            <div class="compare-words">
                <p role="status">{sum}</p>
                <p class="hint" hidden=move || !is_supposed.get()>
                    {t!(i18n, compare.supposed)}
                </p>
                <Show when=move || tool.missing.with(|m| m.as_ref() == Some(&version.get()))>
                    <Notice tone=Tone::Warn title=t!(i18n, decide.rules_missing) />
                </Show>
                <NotAnswered asking back=TITLE />
            </div>
            {move || compared.get().map(|compared| view! { <Table tool compared /> })}
            <p class="hint plan-limits">
                {text(move || limits(tool))} " " {t!(i18n, assessment.support)}
            </p>
        </section>
    }
}

/// Which version is compared with.
#[component]
fn Versions(tool: Tool, version: RwSignal<String>) -> impl IntoView {
    let i18n = use_i18n();
    let own = tool.basis.with_untracked(|basis| basis.version.clone());
    let others = VERSIONS.into_iter().filter(|other| *other != own);
    let options = others.map(|other| {
        view! {
            <option value=other prop:selected=move || version.with(|v| v == other)>
                {format!("LU {other}")}
            </option>
        }
    });
    view! {
        <label class="tray-rules no-print">
            <span class="hint">{t!(i18n, compare.with)}</span>
            <select class="input" on:change:target=move |event| version.set(event.target().value())>
                {options.collect_view()}
            </select>
        </label>
    }
}

#[component]
fn Table(tool: Tool, compared: Compared) -> impl IntoView {
    let i18n = use_i18n();
    let name = |rules: &RuleSet| rules.name.to_uppercase().replace('-', " ");
    let [here, there] = [name(&compared.sets[0]), name(&compared.sets[1])];
    let (different, same): (Vec<Row>, Vec<Row>) =
        compared.rows.into_iter().partition(|row| difference(row).is_some());
    let sets = compared.sets;
    let labels = [here.clone(), there.clone()];
    let part = move |title: Text, rows: Vec<Row>| {
        let count = rows.iter().map(|row| row.codes.len()).sum::<usize>();
        let labels = labels.clone();
        let is_empty = rows.is_empty();
        let rows = rows.into_iter().map(|row| compared_row(tool, &sets, &labels, &row));
        view! {
            <tbody hidden=is_empty>
                <tr class="board-group">
                    <th scope="colgroup" colspan="4">
                        {title} " " <span class="count">{count}</span>
                    </th>
                </tr>
                {rows.collect_view()}
            </tbody>
        }
    };
    view! {
        <div class="table-scroll" role="region" aria-labelledby=TITLE tabindex="0">
            <table class="table compare stacks">
                <caption class="visually-hidden">
                    {text(move || {
                        let day = tool.choice.with(|choice| choice.as_of(tool.today()));
                        t_string!(i18n, compare.caption, day = dates::short_day(day))
                    })}
                </caption>
                <thead>
                    <tr>
                        <th scope="col">{t!(i18n, assessment.disease)}</th>
                        <th scope="col">{here} " (" {t!(i18n, compare.in_force)} ")"</th>
                        <th scope="col">{t!(i18n, compare.difference)}</th>
                        <th scope="col">{there}</th>
                    </tr>
                </thead>
                {part(t!(i18n, compare.different), different)}
                {part(t!(i18n, compare.same), same)}
            </table>
        </div>
    }
}

fn compared_row(tool: Tool, sets: &[Arc<RuleSet>; 2], labels: &[String; 2], row: &Row) -> AnyView {
    let i18n = tool.i18n;
    let found = difference(row);
    let words: Text = match found {
        Some(Difference::Status) => t!(i18n, compare.status_differs),
        Some(Difference::Days) => t!(i18n, compare.days_differ),
        Some(Difference::Absent) => t!(i18n, compare.absent),
        None => t!(i18n, compare.is_same),
    };
    let sign = if found.is_some() { "≠" } else { "=" };
    let names = tool.disease_names(&row.codes);
    let here = side(tool, &sets[0], Some(&row.now));
    let there = side(tool, &sets[1], row.after.as_ref());
    view! {
        <tr data-differs=found.is_some().then_some("true")>
            <th scope="row">{names}</th>
            <td data-label=labels[0].clone()>{here}</td>
            <td class="compare-mark">
                <span class="compare-sign" aria-hidden="true">
                    {sign}
                </span>
                {words}
            </td>
            <td data-label=labels[1].clone()>{there}</td>
        </tr>
    }
    .into_any()
}

/// What one rule set says: status, day, rule.
fn side(tool: Tool, rules: &RuleSet, target: Option<&TargetAssessment>) -> AnyView {
    let Some(target) = target else {
        return view! { <span aria-hidden="true">"–"</span> }.into_any();
    };
    let day = when(tool.i18n, target);
    let why = why(rules, target, tool.language());
    view! {
        <Status status=status_of(target.status) />
        <span class="compare-when">{day}</span>
        <span class="sub">{why}</span>
    }
    .into_any()
}

/// The rule, or the first reason.
fn why(rules: &RuleSet, target: &TargetAssessment, language: Language) -> String {
    let said = rule(rules, target.rule.as_deref());
    said.map_or_else(
        || target.reasons.first().map(|r| words::reason(r, language)).unwrap_or_default(),
        |rule| rule.text.get(language).to_owned(),
    )
}

#[cfg(test)]
mod tests {
    use engine::rules::lu;
    use futures::FutureExt;

    use super::*;
    use crate::doctor::decide::engine::tests::basis;

    fn compared(version: &str, input: &str, as_of: &str) -> Vec<Row> {
        let basis = basis(input, as_of);
        let other = lu::rule_set(Some(version)).expect("the rule set");
        let question = Choice::default().question(basis.as_of);
        let compared = compare(Arc::new(basis), Arc::new(other), question).now_or_never();
        compared.expect("at once").expect("answers").rows
    }

    const INFANT: &str = r#"{"birthDate":"2026-08-16","facts":[{"code":"history_complete"}]}"#;

    #[test]
    fn a_rule_set_is_the_same_as_itself() {
        let rows = compared("2026", INFANT, "2026-11-24");
        assert!(!rows.is_empty());
        assert!(rows.iter().all(|row| difference(row).is_none()));
    }

    #[test]
    fn an_older_rule_set_says_something_else_and_the_row_says_what() {
        let rows = compared("2023", INFANT, "2026-11-24");
        let different: Vec<&Row> = rows.iter().filter(|row| difference(row).is_some()).collect();
        assert!(!different.is_empty());
        for row in different {
            match difference(row) {
                Some(Difference::Status) => {
                    let after = row.after.as_ref().expect("an answer");
                    assert!(
                        after.status != row.now.status || after.possible != row.now.possible,
                        "{row:?}"
                    );
                }
                Some(Difference::Days) => assert!(row.change().is_some()),
                Some(Difference::Absent) => assert!(row.after.is_none()),
                None => unreachable!("filtered"),
            }
        }
    }

    #[test]
    fn the_newest_rule_set_knows_every_disease_so_that_no_row_is_missing() {
        let codes = |version: &str| {
            let rules = lu::rule_set(Some(version)).expect("the rule set");
            let mut codes: Vec<String> =
                rules.schedule.antigens.iter().map(|antigen| antigen.name.clone()).collect();
            codes.sort();
            codes
        };
        for version in VERSIONS {
            let newest = codes("2026");
            assert!(codes(version).iter().all(|code| newest.contains(code)), "{version}");
        }
    }
}

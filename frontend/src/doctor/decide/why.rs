//! Why: the reasons of a status or of a verdict, the rule, its source, and what one answer would
//! decide.

use std::sync::Arc;

use engine::{
    assessment::{DoseAssessment, Reason, Status as EngineStatus, TargetAssessment, Verdict},
    rules::Language,
    words,
};
use leptos::{ev::KeyboardEvent, prelude::*};

use super::{
    choice::{answered, if_known},
    engine::{Basis, status_of},
    facts::is_plain,
    rows::{Row, rule},
    state::{Tool, WHY},
    words::{joined, question_words},
};
use crate::{
    assessments::{Status, word},
    dates,
    i18n::use_i18n,
    routes::Page,
    t, t_string,
    ui::{Notice, Tone, text},
};

/// How many products are offered.
const PRODUCTS: usize = 4;

/// The panel.
#[component]
pub fn Why(
    /// The state.
    tool: Tool,
) -> impl IntoView {
    let i18n = use_i18n();
    let dose = Memo::new(move |_| tool.shown.with(|shown| shown.as_ref().and_then(|s| s.dose)));
    let row = Memo::new(move |_| tool.explained());
    let press = move |event: KeyboardEvent| {
        if event.key() == "Escape" && tool.back() {
            event.prevent_default();
        }
    };
    let limits = text(move || {
        tool.basis.with(|basis| {
            t_string!(
                i18n,
                assessment.rules,
                rules = basis.rules.name.clone(),
                day = dates::short_day(basis.as_of),
                notice = basis.rules.notice.get(tool.language()).to_owned()
            )
        })
    });

    view! {
        <aside class="side-panel why" id="why" aria-labelledby="why-title" on:keydown=press>
            {move || {
                row.get()
                    .map(|row| {
                        let lost = dose.get().and_then(|at| Some((dose_of(&row, at)?, at)));
                        match lost {
                            Some((dose, at)) => view! { <OfDose tool row dose at /> }.into_any(),
                            None => view! { <OfTarget tool row /> }.into_any(),
                        }
                    })
            }}
            <footer>
                {limits} " " {t!(i18n, assessment.support)}
            </footer>
        </aside>
    }
}

fn dose_of(row: &Row, position: usize) -> Option<DoseAssessment> {
    let supposed = row.after.iter().flat_map(|after| &after.doses);
    let mut doses = row.now.doses.iter().chain(supposed);
    doses.find(|dose| dose.position == position).cloned()
}

/// Why a disease has its status.
#[component]
fn OfTarget(tool: Tool, row: Row) -> impl IntoView {
    let i18n = use_i18n();
    let language = tool.language();
    let basis = tool.basis.get();
    let target = row.now.clone();
    let names = joined(&tool.names(&row));
    let number = target.dose_number.filter(|_| super::lane::is_open(target.status));
    let conflict = target.conflict.clone();

    view! {
        <header>
            <p class="hint">{t!(i18n, assessment.why)}</p>
            <h2 id="why-title">{names}</h2>
            <p class="why-status">
                <Status status=status_of(target.status) />
                {number
                    .map(|n| {
                        view! { <span class="hint">{text(move || t_string!(i18n, decide.dose_number, n = n))}</span> }
                    })}
            </p>
            <Dates target=target.clone() />
        </header>
        <div class="side-panel-body" id=WHY tabindex="0" role="region" aria-label=t!(i18n, decide.reasons)>
            <ol class="reasons">
                {lost_doses(tool, &target)}
                {reasons(&basis, &target, language)}
            </ol>
            {conflict
                .map(|conflict| {
                    view! {
                        <Notice tone=Tone::Ask title=words::conflict(language).to_owned()>
                            <p lang="en">{conflict.to_string()}</p>
                        </Notice>
                    }
                })}
            <Products tool target=target.clone() />
            <Questions tool target />
        </div>
    }
}

/// Earliest, recommended, overdue, last.
#[component]
fn Dates(target: TargetAssessment) -> impl IntoView {
    let i18n = use_i18n();
    let is_late = target.status == EngineStatus::Overdue;
    let days = [
        (t!(i18n, decide.earliest), target.earliest_on, false),
        (t!(i18n, decide.recommended), target.recommended_on, false),
        (t!(i18n, decide.overdue), target.overdue_on, is_late),
        (t!(i18n, decide.latest), target.latest_on, false),
    ];
    if days.iter().all(|(_, day, _)| day.is_none()) {
        return ().into_any();
    }
    let shown = days.into_iter().filter_map(|(term, day, is_late)| {
        let day = dates::short_day(day?);
        Some(view! {
            <div>
                <dt>{term}</dt>
                <dd data-tone=is_late.then_some("late")>{day}</dd>
            </div>
        })
    });
    view! { <dl class="facts why-dates">{shown.collect_view()}</dl> }.into_any()
}

/// Doses that do not count, and from when they would have.
fn lost_doses(tool: Tool, target: &TargetAssessment) -> AnyView {
    let is_lost = |v: Verdict| matches!(v, Verdict::NotValid | Verdict::SubStandard);
    let lost = target.doses.iter().filter(|dose| is_lost(dose.verdict));
    lost.map(|dose| view! { <li><p>{verdict_words(tool, dose)}</p></li> }).collect_view().into_any()
}

/// «ProQuad, 07.04.2026: This dose does not count. It was given too young. It would have counted
/// from 14.04.2026.»
fn verdict_words(tool: Tool, dose: &DoseAssessment) -> AnyView {
    let language = tool.language();
    let mut why: Vec<String> =
        dose.reasons.iter().map(|r| words::dose_reason(*r, language).to_owned()).collect();
    let from = dose
        .valid_from
        .map(|day| words::valid_from(language).replace("{date}", &dates::short_day(day)));
    why.insert(0, words::verdict(dose.verdict, language).to_owned());
    let what = format!("{}, {}", tool.product(dose.position), dates::short(tool.i18n, dose.on));
    view! {
        <b>{what}</b>": "{why.join(" ")}" "<b>{from}</b>
    }
    .into_any()
}

/// Each reason as a sentence, and the rules with their sources.
fn reasons(basis: &Basis, target: &TargetAssessment, language: Language) -> AnyView {
    let own = target.rule.as_deref();
    let sentence = |reason: &Reason| {
        let other = reason.rule.as_deref().filter(|id| Some(*id) != own);
        let rule = rule_words(basis, other, language);
        view! {
            <li>
                <p>{words::reason(reason, language)}</p>
                {rule}
            </li>
        }
    };
    let own = own.map(|id| view! { <li>{rule_words(basis, Some(id), language)}</li> });
    view! {
        {target.reasons.iter().map(sentence).collect_view()}
        {own}
    }
    .into_any()
}

/// What a rule says, where it was read, how sure it is.
fn rule_words(basis: &Basis, id: Option<&str>, language: Language) -> Option<AnyView> {
    let rule = rule(&basis.rules, id)?;
    let source = basis.rules.sources.get(&rule.source).cloned();
    let sure = words::confidence(rule.confidence, language);
    let view = view! {
        <p>{rule.text.get(language).to_owned()}</p>
        <p class="source">
            {source
                .map(|source| {
                    view! {
                        <a href=source.address target="_blank" rel="noopener noreferrer external">
                            {source.title}
                        </a>
                        " · "
                    }
                })}
            {sure}
        </p>
    };
    Some(view.into_any())
}

/// Products that would do: pressing one chooses it.
#[component]
fn Products(tool: Tool, target: TargetAssessment) -> impl IntoView {
    let i18n = use_i18n();
    let found = move || {
        let catalogue = tool.catalogue.get()?;
        let codes = target.vaccines.iter().filter_map(|code| code.parse().ok());
        let usual = codes.filter(|code| {
            catalogue.vaccine(*code).is_some_and(|v| v.is_usual() && !v.is_abstract)
        });
        let usual: Vec<_> = usual.take(PRODUCTS).collect();
        (!usual.is_empty()).then_some(usual)
    };
    view! {
        {move || {
            found()
                .map(|codes| {
                    view! {
                        <div>
                            <h3>{t!(i18n, decide.would_do)}</h3>
                            <ul class="would-do">
                                {codes
                                    .into_iter()
                                    .map(|code| {
                                        view! {
                                            <li>
                                                <button
                                                    type="button"
                                                    class="would-do-pick"
                                                    on:click=move |_| tool.add(code)
                                                >
                                                    {text(move || tool.product_name(code))}
                                                </button>
                                                <span class="hint">
                                                    {text(move || {
                                                        tool.catalogue.targets_text(code, i18n).unwrap_or_default()
                                                    })}
                                                </span>
                                            </li>
                                        }
                                    })
                                    .collect_view()}
                            </ul>
                        </div>
                    }
                })
        }}
    }
}

/// What one answer would decide.
#[component]
fn Questions(tool: Tool, target: TargetAssessment) -> impl IntoView {
    let i18n = use_i18n();
    if target.questions.is_empty() {
        return ().into_any();
    }
    let basis = tool.basis.get();
    let mut asked: Vec<Asked> =
        target.questions.iter().map(|code| Asked::of(&basis, &target, code)).collect();
    // What decides something comes first.
    asked.sort_by_key(|asked| !asked.decides(target.status));
    view! {
        <div class="one-fact">
            <h3>{t!(i18n, decide.one_fact)}</h3>
            <ul class="would-ask">
                {asked.into_iter().map(|asked| view! { <Question tool asked /> }).collect_view()}
            </ul>
        </div>
    }
    .into_any()
}

/// A question, and the status that yes and no would give, as far as it can be said here.
#[derive(Clone)]
struct Asked {
    code: Arc<str>,
    outcomes: [Option<EngineStatus>; 2],
    is_plain: bool,
}

impl Asked {
    fn of(basis: &Basis, target: &TargetAssessment, code: &Arc<str>) -> Self {
        let is_plain = is_plain(code);
        let outcomes = if is_plain { if_known(basis, &target.code, code) } else { [None, None] };
        Self { code: code.clone(), outcomes, is_plain }
    }

    fn decides(&self, status: EngineStatus) -> bool {
        self.outcomes.iter().any(|outcome| outcome.is_some_and(|other| other != status))
    }
}

#[component]
fn Question(tool: Tool, asked: Asked) -> impl IntoView {
    let i18n = use_i18n();
    let code = asked.code.clone();
    let question = text(move || question_words(tool, &code, tool.language()));
    let answer = |is_yes: bool, outcome: Option<EngineStatus>, code: Arc<str>| {
        let words = text(move || {
            let status = outcome.map(|outcome| word(i18n, status_of(outcome)));
            match (is_yes, status) {
                (true, Some(status)) => t_string!(i18n, decide.if_yes, status = status),
                (false, Some(status)) => t_string!(i18n, decide.if_no, status = status),
                (true, None) => t_string!(i18n, decide.suppose_yes).to_owned(),
                (false, None) => t_string!(i18n, decide.suppose_no).to_owned(),
            }
        });
        view! {
            <button
                type="button"
                class="button"
                data-size="small"
                on:click=move |_| {
                    tool.choice
                        .update(|choice| choice.set_fact(&code, Some(answered(&code, is_yes))));
                }
            >
                {words}
            </button>
        }
    };
    let [yes, no] = asked.outcomes;
    let code = asked.code;
    // What an answer would decide is seen on the board once it is supposed.
    let is_said = asked.is_plain;
    view! {
        <li>
            <p>{question}</p>
            <p class="ask-answers">
                {is_said.then(|| answer(true, yes, code.clone()))}
                {is_said.then(|| answer(false, no, code.clone()))}
                {(!is_said)
                    .then(|| {
                        view! {
                            <button
                                type="button"
                                class="button"
                                data-size="small"
                                on:click=move |_| tool.facts_open.set(true)
                            >
                                {t!(i18n, decide.suppose)}
                            </button>
                        }
                    })}
            </p>
        </li>
    }
}

/// How a dose counts, against each disease.
#[component]
fn OfDose(tool: Tool, row: Row, dose: DoseAssessment, at: usize) -> impl IntoView {
    let i18n = use_i18n();
    let given = tool.dose(at);
    let record = tool.record.with_untracked(|record| record.id);
    let link = given.map(|dose| Page::Dose(record, dose.id).href());
    let code = row.codes.first().map(ToString::to_string).unwrap_or_default();
    let here = joined(&tool.names(&row));
    let others = tool.rows.with(|rows| {
        let others = rows.iter().filter(|other| other.codes != row.codes);
        others
            .filter_map(|other| Some((joined(&tool.names(other)), dose_of(other, at)?)))
            .collect::<Vec<_>>()
    });
    let back = {
        let code = code.clone();
        move |_| tool.explain(&code, None, super::board::row_id(&code))
    };

    view! {
        <header>
            <p class="hint">{t!(i18n, assessment.why)}</p>
            <h2 id="why-title">{tool.product(at)}</h2>
            <p class="why-status">
                <span class="hint">{dates::short(i18n, dose.on)}</span>
            </p>
        </header>
        <div class="side-panel-body" id=WHY tabindex="0" role="region" aria-label=t!(i18n, decide.reasons)>
            <ol class="reasons">
                <li>
                    <p class="hint">{here}</p>
                    <p>{verdict_words(tool, &dose)}</p>
                </li>
                {others
                    .into_iter()
                    .map(|(names, dose)| {
                        view! {
                            <li>
                                <p class="hint">{names}</p>
                                <p>{verdict_words(tool, &dose)}</p>
                            </li>
                        }
                    })
                    .collect_view()}
            </ol>
            <p class="actions">
                <button type="button" class="button" data-size="small" on:click=back>
                    {t!(i18n, decide.to_disease)}
                </button>
                {link
                    .map(|href| {
                        view! {
                            <a class="button" data-size="small" href=href>
                                {t!(i18n, decide.to_dose)}
                            </a>
                        }
                    })}
            </p>
        </div>
    }
}

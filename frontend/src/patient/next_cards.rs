//! What the recommendations say of one person, in plain words: what is next, what to ask, what
//! is in order, what is not for them.

use leptos::prelude::*;
use shared::{Date, RecordId};

use super::{
    disease::{Pictures, diseases, named, names},
    disease_row::{DiseaseRow, card_when},
};
use crate::{
    api::AssessmentStatus,
    assessments::{
        Status, Together, pick,
        queries::{NextTarget, NextWithWhy, TargetWhy},
        sorted,
    },
    dates,
    i18n::use_i18n,
    routes::Page,
    t, t_string,
    ui::{Icon, IconKind, Notice, Text, Tone, text},
};

/// So many questions are shown; the profile has them all.
const ASKED: usize = 3;

/// All of an answer.
#[component]
pub fn Answer(
    /// Whose.
    id: RecordId,
    /// What is said.
    assessment: NextWithWhy,
    /// Whether the reader may tell of a dose.
    may_report: bool,
) -> impl IntoView {
    let i18n = use_i18n();
    let today = assessment.as_of;
    let (targets, why) = (&assessment.targets, &assessment.why);
    let mut groups = sorted(targets);
    let nothing_now = groups.now.is_empty();
    let mut next = groups.now.clone();
    if nothing_now {
        next.extend(groups.take_nearest(targets));
    }
    let cards = next.iter().map(|group| {
        let report = may_report.then(|| Page::MyReport(id).href());
        view! { <NextCard targets=pick(targets, group) why=pick(why, group) today report /> }
    });
    let fine: Vec<Together> = groups.later.into_iter().chain(groups.done).collect();
    let (rules, notice) = (assessment.rules.clone(), assessment.notice.clone());
    view! {
        <section class="next-group" aria-labelledby="next-title">
            <h2 id="next-title">{t!(i18n, my.next.next)}</h2>
            {nothing_now
                .then(|| view! { <Notice tone=Tone::Good title=t!(i18n, my.next.nothing) /> })}
            {cards.collect_view()}
        </section>
        {ask_section(id, targets, why, &groups.ask, today)}
        {rows_section(t!(i18n, my.next.fine), targets, &fine, today)}
        {rest_section(targets, &groups.not, today)}
        <Foot rules notice today />
    }
}

/// Who decides, and by which rules this was said.
#[component]
pub fn Foot(
    /// The rule set.
    rules: String,
    /// What has to be said wherever it is named.
    notice: String,
    /// The day of the answer.
    today: Date,
) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <p class="hint">
            {t!(i18n, assessment.ask_doctor)} " "
            {text(move || {
                t_string!(
                    i18n,
                    assessment.rules,
                    rules = rules.clone(),
                    day = dates::short_day(today),
                    notice = notice.clone()
                )
            })}
        </p>
    }
}

/// Whether it is asked of the reader now, so that it may have been done already.
fn is_now(status: AssessmentStatus) -> bool {
    matches!(status, AssessmentStatus::Overdue | AssessmentStatus::Due | AssessmentStatus::DueSoon)
}

/// What is next: one card for what is given together.
#[component]
fn NextCard(
    targets: Vec<NextTarget>,
    why: Vec<TargetWhy>,
    today: Date,
    /// Where one tells that it was given already.
    report: Option<String>,
) -> impl IntoView {
    let i18n = use_i18n();
    let Some(first) = targets.first().cloned() else { return ().into_any() };
    let pictures = diseases(&targets);
    let matters = pictures.clone();
    let status = first.status;
    view! {
        <article class="card next-card">
            <div class="next-head">
                <Status status is_badge=true />
                <Pictures diseases=pictures />
            </div>
            <h3>{text(move || names(i18n, &targets))}</h3>
            <p>{text(move || card_when(i18n, today, &first))}</p>
            {is_now(status)
                .then_some(report)
                .flatten()
                .map(|href| {
                    view! {
                        <p>
                            {t!(i18n, my.next.already)} " "
                            <a href=href>{t!(i18n, my.next.already_link)}</a>
                        </p>
                    }
                })}
            <details class="why-plain">
                <summary>
                    <Icon kind=IconKind::Info />
                    {t!(i18n, my.next.why)}
                </summary>
                <ul class="why-list">
                    {matters
                        .into_iter()
                        .map(|disease| {
                            view! {
                                <li>
                                    <b>{text(move || disease.name(i18n))}</b>
                                    ": "
                                    {text(move || disease.why(i18n))}
                                </li>
                            }
                        })
                        .collect_view()}
                </ul>
                {each_once(why.iter().flat_map(|w| w.reasons.iter()))
                    .into_iter()
                    .map(|reason| view! { <p>{reason}</p> })
                    .collect_view()}
                {each_once(why.iter().filter_map(|w| w.rule.as_ref()).map(|rule| &rule.text))
                    .into_iter()
                    .map(|rule| {
                        view! {
                            <p class="hint">
                                {text(move || t_string!(i18n, my.next.rule, text = rule.clone()))}
                            </p>
                        }
                    })
                    .collect_view()}
            </details>
        </article>
    }
    .into_any()
}

/// Each text once, in its order.
fn each_once<'a>(texts: impl Iterator<Item = &'a String>) -> Vec<String> {
    let mut once: Vec<String> = Vec::new();
    for text in texts {
        if !once.contains(text) {
            once.push(text.clone());
        }
    }
    once
}

/// What to ask the doctor: nothing here is an alarm.
fn ask_section(
    id: RecordId,
    targets: &[NextTarget],
    why: &[TargetWhy],
    groups: &[Together],
    today: Date,
) -> Option<AnyView> {
    let i18n = use_i18n();
    let is_unknown = |at: &&usize| targets[**at].status == AssessmentStatus::Unknown;
    let unknown: Vec<usize> = groups.iter().flatten().filter(is_unknown).copied().collect();
    let possible: Vec<Together> =
        groups.iter().filter(|group| group.iter().all(|at| !is_unknown(&at))).cloned().collect();
    if groups.is_empty() {
        return None;
    }
    let has_unknown = !unknown.is_empty();
    let card = has_unknown.then(|| {
        view! { <AskCard id targets=pick(targets, &unknown) why=pick(why, &unknown) /> }
    });
    let rows = rows(targets, &possible, today);
    let view = view! {
        <section class="next-group" aria-labelledby="ask-title">
            <h2 id="ask-title">{t!(i18n, my.next.ask)}</h2>
            {card}
            {(!possible.is_empty())
                .then(|| {
                    view! {
                        <div class="card" data-flush>
                            <ul class="rows">{rows}</ul>
                        </div>
                    }
                })}
        </section>
    };
    Some(view.into_any())
}

/// What is not known, what to do about it, and the answers that would help.
#[component]
fn AskCard(id: RecordId, targets: Vec<NextTarget>, why: Vec<TargetWhy>) -> impl IntoView {
    let i18n = use_i18n();
    let each = move || {
        let each = named(i18n, &targets).into_iter();
        each.map(|(disease, name)| {
            view! {
                <li>
                    <Pictures diseases=disease.into_iter().collect() />
                    {name}
                </li>
            }
        })
        .collect_view()
    };
    let reasons = each_once(why.iter().flat_map(|w| w.reasons.iter()));
    let mut questions = each_once(why.iter().flat_map(|w| w.questions.iter()));
    questions.truncate(ASKED);
    view! {
        <div class="card ask-card">
            <p>
                <Status status=AssessmentStatus::Unknown is_badge=true />
            </p>
            <ul class="ask-diseases">{each}</ul>
            <p>{t!(i18n, my.next.unknown)}</p>
            <h3>{t!(i18n, my.next.ask_title)}</h3>
            <ul class="plain-list">
                <li>{t!(i18n, my.next.ask_card)}</li>
                <li>{t!(i18n, my.next.ask_which)}</li>
                <li>{t!(i18n, my.next.ask_more)}</li>
            </ul>
            {(!questions.is_empty())
                .then(|| {
                    view! {
                        <h3>{t!(i18n, my.next.ask_answer)}</h3>
                        <ul class="plain-list">
                            {questions
                                .into_iter()
                                .map(|question| view! { <li>{question}</li> })
                                .collect_view()}
                        </ul>
                        <p>
                            <a href=Page::MyProfile(id).href()>{t!(i18n, my.next.health)}</a>
                        </p>
                    }
                })}
            <details class="why-plain">
                <summary>
                    <Icon kind=IconKind::Info />
                    {t!(i18n, my.next.unknown_what)}
                </summary>
                {reasons.into_iter().map(|reason| view! { <p>{reason}</p> }).collect_view()}
            </details>
        </div>
    }
}

/// A row for each group.
pub fn rows(targets: &[NextTarget], groups: &[Together], today: Date) -> Vec<AnyView> {
    let row = |group: &Together| view! { <DiseaseRow targets=pick(targets, group) today /> };
    groups.iter().map(|group| row(group).into_any()).collect()
}

/// A titled card of rows.
fn rows_section(
    title: Text,
    targets: &[NextTarget],
    groups: &[Together],
    today: Date,
) -> Option<AnyView> {
    if groups.is_empty() {
        return None;
    }
    let view = view! {
        <section class="card" data-flush aria-labelledby="fine-title">
            <h2 class="card-title" id="fine-title">
                {title.clone()}
            </h2>
            <ul class="rows">{rows(targets, groups, today)}</ul>
        </section>
    };
    Some(view.into_any())
}

/// What is not recommended, folded up.
fn rest_section(targets: &[NextTarget], groups: &[Together], today: Date) -> Option<AnyView> {
    let i18n = use_i18n();
    if groups.is_empty() {
        return None;
    }
    let count = named(i18n, &pick(targets, &groups.concat())).len();
    let view = view! {
        <details class="card next-rest" data-flush>
            <summary>
                <Icon kind=IconKind::Down />
                {text(move || t_string!(i18n, my.next.rest, n = count))}
            </summary>
            <ul class="rows">{rows(targets, groups, today)}</ul>
        </details>
    };
    Some(view.into_any())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_of_several_diseases_is_said_once() {
        let said = ["a", "b", "a"].map(str::to_owned);
        assert_eq!(each_once(said.iter()), ["a", "b"]);
    }
}

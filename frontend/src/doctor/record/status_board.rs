//! What the recommendations say of the record today: per disease status, day and why; what
//! matters today first.

use leptos::prelude::*;
use shared::{RecordId, VaccinationId};

use crate::{
    api::{DoseVerdict, live::use_topic},
    assessments::{Status, Urgency, when},
    dates,
    doctor::assessment::{Assessment, DoseAssessment, TargetAssessment, load_assessment},
    i18n::use_i18n,
    t, t_string,
    ui::{Empty, Load, Notice, Remote, Tone, text},
    vaccinations::{LocalText, Vaccination, queries::LocalizedText},
};

/// The board of a record.
#[component]
pub fn StatusBoard(
    /// Whose.
    id: RecordId,
    /// All doses, to name their days.
    doses: Memo<Vec<Vaccination>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let topic = use_topic(id);
    let assessment = Remote::new(move || {
        topic.track();
        load_assessment(i18n.api_locale(), id)
    });
    view! {
        <Load resource=assessment let:assessment>
            {move || match assessment.get() {
                Some(assessment) => view! { <Board assessment doses /> }.into_any(),
                None => view! {
                    <Empty title=t!(i18n, assessment.title)>
                        <p>{t!(i18n, assessment.no_birthday)}</p>
                    </Empty>
                }
                .into_any(),
            }}
        </Load>
    }
}

#[component]
fn Board(assessment: Assessment, doses: Memo<Vec<Vaccination>>) -> impl IntoView {
    let i18n = use_i18n();
    let today = assessment.of_urgency(Urgency::Today);
    let later = assessment.of_urgency(Urgency::Later);
    let rest = assessment.of_urgency(Urgency::Nothing);
    let count = rest.len();
    let (rules, notice) = (assessment.rules.clone(), assessment.notice.clone());
    let as_of = assessment.as_of;
    let is_quiet = today.is_empty();

    view! {
        <section class="card" data-flush aria-labelledby="status-title">
            <div class="worklist-bar">
                <h2 id="status-title">{t!(i18n, assessment.title)}</h2>
            </div>
            {assessment
                .findings
                .iter()
                .map(|finding| {
                    view! { <p class="status-finding">{finding.clone()}</p> }
                })
                .collect_view()}
            <div class="table-scroll">
                <table class="table status-table">
                    <caption class="visually-hidden">{t!(i18n, assessment.title)}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{t!(i18n, assessment.disease)}</th>
                            <th scope="col">{t!(i18n, assessment.status)}</th>
                            <th scope="col">{t!(i18n, assessment.why)}</th>
                        </tr>
                    </thead>
                    <tbody>
                        <Group words=t!(i18n, assessment.decide) count=today.len() />
                        {is_quiet
                            .then(|| {
                                view! {
                                    <tr>
                                        <td colspan="3">{t!(i18n, assessment.nothing)}</td>
                                    </tr>
                                }
                            })}
                        {rows(today, doses)}
                    </tbody>
                    <tbody>
                        <Group words=t!(i18n, assessment.later) count=later.len() />
                        {rows(later, doses)}
                    </tbody>
                </table>
            </div>
            <details class="status-rest">
                <summary>{text(move || t_string!(i18n, assessment.rest, n = count))}</summary>
                <div class="table-scroll">
                    <table class="table status-table">
                        <tbody>{rows(rest, doses)}</tbody>
                    </table>
                </div>
            </details>
        </section>
        <Notice tone=Tone::Info title=t!(i18n, assessment.support)>
            <p>
                {text(move || {
                    t_string!(
                        i18n,
                        assessment.rules,
                        rules = rules.clone(),
                        day = dates::short_day(as_of),
                        notice = notice.clone()
                    )
                })}
            </p>
        </Notice>
    }
}

#[component]
fn Group(#[prop(into)] words: crate::ui::Text, count: usize) -> impl IntoView {
    view! {
        <tr class="status-group">
            <th scope="colgroup" colspan="3">
                {words}" "<span class="count">{count}</span>
            </th>
        </tr>
    }
}

/// One row for each answer: diseases of which the same is said share it.
fn rows(targets: Vec<TargetAssessment>, doses: Memo<Vec<Vaccination>>) -> AnyView {
    let mut said: Vec<(TargetAssessment, Vec<LocalizedText>)> = Vec::new();
    for target in targets {
        let name = target.target.as_ref().map(|t| t.name.clone());
        match said.iter_mut().find(|(first, _)| first.says_the_same(&target)) {
            Some((_, names)) => names.extend(name),
            None => said.push((target, name.into_iter().collect())),
        }
    }
    said.into_iter()
        .map(|(target, names)| view! { <Row target names doses /> })
        .collect_view()
        .into_any()
}

#[component]
fn Row(
    target: TargetAssessment,
    names: Vec<LocalizedText>,
    doses: Memo<Vec<Vaccination>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let said = target.clone();
    let name = names
        .into_iter()
        .enumerate()
        .map(|(i, text)| view! { {(0 < i).then_some(", ")} <LocalText text /> })
        .collect_view();
    let rule = target.rule.clone();
    let invalid: Vec<DoseAssessment> = target
        .doses
        .iter()
        .filter(|dose| matches!(dose.verdict, DoseVerdict::NotValid | DoseVerdict::SubStandard))
        .cloned()
        .collect();

    view! {
        <tr>
            <th scope="row">{name}</th>
            <td>
                <Status status=target.status />
                <span class="sub">{text(move || {
                    when(i18n, said.status, said.recommended_on, said.overdue_on, &said.possible)
                })}</span>
            </td>
            <td class="status-why">
                {invalid
                    .into_iter()
                    .map(|dose| view! { <p>{counts_not(dose, doses)}</p> })
                    .collect_view()}
                {target.reasons.iter().map(|reason| view! { <p>{reason.clone()}</p> }).collect_view()}
                {target
                    .questions
                    .iter()
                    .map(|question| {
                        let question = question.clone();
                        view! {
                            <p>
                                <b>
                                    {text(move || {
                                        t_string!(i18n, assessment.ask, question = question.clone())
                                    })}
                                </b>
                            </p>
                        }
                    })
                    .collect_view()}
                {rule
                    .map(|rule| {
                        let source = rule.source.clone().unwrap_or_default();
                        view! {
                            <p>{rule.text}</p>
                            {rule
                                .has_conflict
                                .then(|| view! { <p><b>{t!(i18n, assessment.conflict)}</b></p> })}
                            <p class="hint">
                                {text(move || t_string!(i18n, assessment.source, source = source.clone()))}
                                " · " {rule.confidence}
                            </p>
                        }
                    })}
            </td>
        </tr>
    }
}

/// That a dose does not count, why, and from when it would have.
fn counts_not(dose: DoseAssessment, doses: Memo<Vec<Vaccination>>) -> crate::ui::Text {
    let i18n = use_i18n();
    let id: VaccinationId = dose.vaccination_id;
    text(move || {
        let given = doses.with(|all| all.iter().find(|d| d.id == id).map(|d| d.occurrence));
        let day = given.map(|occurrence| dates::short(i18n, occurrence.0)).unwrap_or_default();
        let why = dose.reasons.join(" ");
        let said = t_string!(i18n, assessment.counts_not, day = day, why = why).to_string();
        match dose.valid_from {
            Some(from) => {
                let from = t_string!(i18n, assessment.would_have, day = dates::short_day(from))
                    .to_string();
                format!("{said} {from}")
            }
            None => said,
        }
    })
}

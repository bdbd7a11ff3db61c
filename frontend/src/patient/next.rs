//! What is next: what the recommendations say is to be done, in the patient's words.

use leptos::prelude::*;
use shared::RecordId;

use crate::{
    api::{self, ApiError, AssessmentStatus, QueryBuilder, live::use_topic},
    assessments::{
        Status,
        queries::{Next, NextQuery, NextTarget},
        rank, together, when,
    },
    dates,
    i18n::use_i18n,
    t, t_string,
    ui::{Load, Remote, text},
    vaccinations::ReadVariables,
};

/// How many cards are shown: the most urgent.
const SHOWN: usize = 4;

/// What is next for a person; nothing is shown while nothing can be said.
#[component]
pub fn NextSection(
    /// Whose record.
    id: RecordId,
) -> impl IntoView {
    let i18n = use_i18n();
    let topic = use_topic(id);
    let assessment = Remote::new(move || {
        topic.track();
        load(ReadVariables::new(i18n.api_locale()).record(id))
    });
    view! {
        <Load resource=assessment let:assessment>
            {move || assessment.get().map(|assessment| view! { <Cards assessment /> })}
        </Load>
    }
}

async fn load(variables: ReadVariables) -> Result<Option<Next>, ApiError> {
    let answer = api::run(NextQuery::build(variables)).await?;
    Ok(answer.record.ok_or(ApiError::NotFound)?.assessment)
}

/// Due or soon due, else what comes first; those of the same status and day together.
fn groups(assessment: &Next) -> Vec<Vec<&NextTarget>> {
    let is_open = |t: &&NextTarget| {
        matches!(
            t.status,
            AssessmentStatus::Overdue
                | AssessmentStatus::Due
                | AssessmentStatus::DueSoon
                | AssessmentStatus::UpToDate
                | AssessmentStatus::NotDue
        )
    };
    let is_later =
        |t: &NextTarget| matches!(t.status, AssessmentStatus::UpToDate | AssessmentStatus::NotDue);
    let mut targets: Vec<&NextTarget> = assessment.targets.iter().filter(is_open).collect();
    targets.sort_by_key(|t| {
        // What is not due yet comes by its day, whether it was begun or not.
        (is_later(t), (!is_later(t)).then(|| rank(t.status)), t.recommended_on)
    });
    together(targets, |a, b| {
        let said = |t: &NextTarget| (t.status, t.recommended_on, t.overdue_on);
        said(a) == said(b)
    })
}

/// «Tetanus, Polio».
fn names(group: &[&NextTarget]) -> String {
    let names = group.iter().filter_map(|t| t.target.as_ref()).map(|t| t.name.text.as_str());
    names.collect::<Vec<_>>().join(", ")
}

#[component]
fn Cards(assessment: Next) -> impl IntoView {
    let i18n = use_i18n();
    let groups = groups(&assessment);
    if groups.is_empty() {
        return ().into_any();
    }
    let as_of = assessment.as_of;
    let (rules, notice) = (assessment.rules.clone(), assessment.notice.clone());
    view! {
        <section class="card" data-flush aria-labelledby="next-title">
            <h2 class="card-title" id="next-title">{t!(i18n, assessment.next)}</h2>
            <ul class="rows">
                {groups
                    .into_iter()
                    .take(SHOWN)
                    .map(|group| {
                        let first = group[0].clone();
                        view! {
                            <li class="next-row">
                                <p>
                                    <Status status=first.status />
                                    " "
                                    <span class="hint">{text(move || when(i18n, first.status, first.recommended_on, first.overdue_on, &[]))}</span>
                                </p>
                                <p>{names(&group)}</p>
                            </li>
                        }
                    })
                    .collect_view()}
            </ul>
            <p class="hint next-foot">
                {t!(i18n, assessment.ask_doctor)}
                " "
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
        </section>
    }
    .into_any()
}

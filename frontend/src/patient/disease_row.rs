//! Diseases of which the same is said, as one row: picture, names, and when.

use leptos::prelude::*;
use shared::Date;

use super::{
    disease::{Pictures, diseases, names},
    distance::{ago, ahead},
};
use crate::{
    api::AssessmentStatus,
    assessments::{Status, queries::NextTarget},
    dates,
    i18n::{I18n, use_i18n},
    t_string,
    ui::text,
};

/// One row.
#[component]
pub fn DiseaseRow(
    /// Those of which the same is said.
    targets: Vec<NextTarget>,
    /// The day of the answer.
    today: Date,
) -> impl IntoView {
    let i18n = use_i18n();
    let Some(first) = targets.first().cloned() else { return ().into_any() };
    let pictures = diseases(&targets);
    let status = first.status;
    let when = text(move || row_when(i18n, today, &first));
    view! {
        <li class="disease-row">
            <Pictures diseases=pictures />
            <div>
                <b>{text(move || names(i18n, &targets))}</b>
                <p>
                    <Status status />
                    " "
                    <span class="hint">{when}</span>
                </p>
            </div>
        </li>
    }
    .into_any()
}

/// A day as a sentence says it.
fn day(i18n: I18n, day: Date) -> String {
    dates::long_day(i18n, day)
}

/// «From 12 January 2027, in about 2 months.»: what a card says beside the status.
#[must_use]
pub fn card_when(i18n: I18n, today: Date, target: &NextTarget) -> String {
    let mut sentences: Vec<String> = Vec::new();
    match target.status {
        AssessmentStatus::Overdue => sentences.extend(target.overdue_on.map(|on| {
            t_string!(i18n, my.next.late, day = day(i18n, on), ago = ago(i18n, today, on))
        })),
        AssessmentStatus::Due => {
            let now =
                target.recommended_on.map(|on| t_string!(i18n, my.next.now, day = day(i18n, on)));
            sentences.extend(now);
            let until = target.overdue_on.filter(|on| today < *on);
            sentences
                .extend(until.map(|on| t_string!(i18n, my.next.best_before, day = day(i18n, on))));
        }
        _ => sentences.extend(target.recommended_on.map(|on| {
            t_string!(i18n, my.next.from, day = day(i18n, on), ahead = ahead(i18n, today, on))
        })),
    }
    if matches!(target.status, AssessmentStatus::Overdue | AssessmentStatus::Due) {
        sentences.push(t_string!(i18n, my.next.appointment).to_owned());
    }
    sentences.join(" ")
}

/// «next dose from 12 January 2027, in about 2 months»: what a row says beside the status.
#[must_use]
pub fn row_when(i18n: I18n, today: Date, target: &NextTarget) -> String {
    let said = match target.status {
        AssessmentStatus::Overdue => target.overdue_on.map(|on| ago(i18n, today, on)),
        AssessmentStatus::DueSoon => target.recommended_on.map(|on| ahead(i18n, today, on)),
        AssessmentStatus::UpToDate => target.recommended_on.map(|on| {
            t_string!(i18n, my.next.later, day = day(i18n, on), ahead = ahead(i18n, today, on))
        }),
        AssessmentStatus::NotDue => target.recommended_on.map(|on| {
            t_string!(i18n, my.next.first, day = day(i18n, on), ahead = ahead(i18n, today, on))
        }),
        AssessmentStatus::MayBeGiven => Some(t_string!(i18n, my.next.ask_wish).to_owned()),
        _ => None,
    };
    said.unwrap_or_default()
}

//! Requests for correction as patient and professional both see them.

pub mod queries;

use leptos::prelude::*;
use queries::CorrectionRequest;

use crate::{
    api::{CorrectionStatus, CorrectionSubject},
    asking::{AskedWords, Exchange},
    dates,
    i18n::{I18n, use_i18n},
    t_string,
    ui::text,
};

/// What a request is about.
#[must_use]
pub fn subject(i18n: I18n, value: CorrectionSubject) -> &'static str {
    match value {
        CorrectionSubject::Vaccination => t_string!(i18n, corrections.subject.vaccination),
        CorrectionSubject::MissingVaccination => t_string!(i18n, corrections.subject.missing),
        CorrectionSubject::Person => t_string!(i18n, corrections.subject.person),
        CorrectionSubject::Other => t_string!(i18n, corrections.subject.other),
    }
}

/// One request with its answer.
#[component]
pub fn Request(
    /// It.
    request: CorrectionRequest,
) -> impl IntoView {
    let i18n = use_i18n();
    let asked = AskedWords { by: request.asked_by, at: request.asked_at, words: request.words };
    let status = request.status;
    let ended = request.ended_at.map(|at| {
        let by = request.ended_by.unwrap_or_default();
        let name = match request.ended_practice_name {
            Some(practice) => format!("{by}, {practice}"),
            None => by,
        };
        let day = dates::short_day(dates::day_of(&at));
        let head = text(move || {
            let (name, day) = (name.clone(), day.clone());
            match status {
                CorrectionStatus::Withdrawn => {
                    t_string!(i18n, corrections.taken_back, name = name, day = day)
                }
                CorrectionStatus::Corrected => {
                    t_string!(i18n, corrections.corrected, name = name, day = day)
                }
                CorrectionStatus::NotChanged | CorrectionStatus::Requested => {
                    t_string!(i18n, corrections.not_changed, name = name, day = day)
                }
            }
        });
        (head, request.answer)
    });
    let practice = request.practice.map(|practice| practice.name);
    let waits = text(move || match practice.clone() {
        Some(practice) => t_string!(i18n, corrections.waits_at, practice = practice),
        None => t_string!(i18n, corrections.waits).to_owned(),
    });
    view! { <Exchange asked ended waits /> }
}

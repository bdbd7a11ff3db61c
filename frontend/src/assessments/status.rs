//! A status as shape, word and colour, and the day that goes with it.

use leptos::prelude::*;
use shared::Date;

use crate::{
    api::AssessmentStatus,
    dates,
    i18n::{I18n, use_i18n},
    t_string,
    ui::text,
};

/// Shape, word, colour.
#[component]
pub fn Status(
    /// Which.
    status: AssessmentStatus,
    /// Whether it stands in a coloured badge: once at the head of a card.
    #[prop(optional)]
    is_badge: bool,
) -> impl IntoView {
    let i18n = use_i18n();
    let (line, solid) = drawing(status);
    view! {
        <span class="status" data-status=hue(status) data-as=is_badge.then_some("badge")>
            <svg class="shape" width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
                <path d=solid fill="currentColor"></path>
                <path d=line fill="none" stroke="currentColor" stroke-width="1.7"></path>
            </svg>
            <span>{text(move || word(i18n, status))}</span>
        </span>
    }
}

/// The name of the status in the style sheet.
fn hue(status: AssessmentStatus) -> &'static str {
    match status {
        AssessmentStatus::Overdue => "overdue",
        AssessmentStatus::Due => "due",
        AssessmentStatus::DueSoon => "due-soon",
        AssessmentStatus::Unknown => "unknown",
        AssessmentStatus::UpToDate => "up-to-date",
        AssessmentStatus::Complete => "complete",
        AssessmentStatus::Immune => "immune",
        AssessmentStatus::Contraindicated => "contraindicated",
        AssessmentStatus::AgedOut => "too-old",
        AssessmentStatus::NotDue
        | AssessmentStatus::Refused
        | AssessmentStatus::MayBeGiven
        | AssessmentStatus::NotRecommended => "not-recommended",
    }
}

/// What is drawn as a line, and what is filled.
fn drawing(status: AssessmentStatus) -> (&'static str, &'static str) {
    const RING: &str = "M14.600 8a6.600 6.600 0 1 1-13.200 0 6.600 6.600 0 0 1 13.200 0z";
    match status {
        AssessmentStatus::Overdue => (
            "",
            "M8 1.200 15.400 14.400H.600zM7.100 5.800v4h1.800v-4zM7.100 11.200v1.600h1.800v-1.600z",
        ),
        AssessmentStatus::Due => ("", "M8 .600 15.400 8 8 15.400.600 8z"),
        AssessmentStatus::DueSoon => {
            ("M8 1.600 14.400 8 8 14.400 1.600 8z", "M1.600 8h12.800L8 14.400z")
        }
        AssessmentStatus::Unknown => (
            "M1.400 8a6.600 6.600 0 0 1 2-4.700M5.500 1.900a6.600 6.600 0 0 1 5 0M12.700 3.300a6.600 6.600 0 0 1 1.900 4.700M12.700 12.700a6.600 6.600 0 0 1-2.200 1.400M5.500 14.100a6.600 6.600 0 0 1-2.100-1.400M6.200 6.300c.100-2.300 3.700-2.200 3.700 0 0 1.400-1.800 1.500-1.800 3M8.100 11v1.200",
            "",
        ),
        AssessmentStatus::UpToDate | AssessmentStatus::Complete => (
            "M14.600 8a6.600 6.600 0 1 1-13.200 0 6.600 6.600 0 0 1 13.200 0zM4.900 8.200l2.200 2.300 4-4.600",
            "",
        ),
        AssessmentStatus::Immune => (
            "M8 1.200l5.600 2v4.300c0 3.600-2.400 5.900-5.600 7.200-3.200-1.300-5.600-3.600-5.600-7.200V3.200zM5.200 8l2 2 3.600-4",
            "",
        ),
        AssessmentStatus::Contraindicated => (
            "M5.100 1.200h5.800l3.900 3.900v5.800l-3.900 3.900H5.100l-3.900-3.900V5.100zM4.500 8h7",
            "",
        ),
        AssessmentStatus::AgedOut => (
            "M3.500 1.500h9M3.500 14.500h9M4.800 1.800c0 4.200 6.400 8.200 6.400 12.400M11.200 1.800c0 4.200-6.400 8.200-6.400 12.400",
            "",
        ),
        AssessmentStatus::NotDue => (RING, "M7.200 4.200h1.600V8h2.400v1.600H7.200z"),
        AssessmentStatus::Refused
        | AssessmentStatus::MayBeGiven
        | AssessmentStatus::NotRecommended => (RING, "M5 7.100h6v1.800H5z"),
    }
}

/// `Overdue`; what calls it follows the language.
#[must_use]
pub fn word(i18n: I18n, status: AssessmentStatus) -> &'static str {
    match status {
        AssessmentStatus::Overdue => t_string!(i18n, assessment.states.overdue),
        AssessmentStatus::Due => t_string!(i18n, assessment.states.due),
        AssessmentStatus::DueSoon => t_string!(i18n, assessment.states.due_soon),
        AssessmentStatus::Unknown => t_string!(i18n, assessment.states.unknown),
        AssessmentStatus::UpToDate => t_string!(i18n, assessment.states.up_to_date),
        AssessmentStatus::NotDue => t_string!(i18n, assessment.states.not_due),
        AssessmentStatus::Complete => t_string!(i18n, assessment.states.complete),
        AssessmentStatus::Immune => t_string!(i18n, assessment.states.immune),
        AssessmentStatus::Contraindicated => t_string!(i18n, assessment.states.contraindicated),
        AssessmentStatus::Refused => t_string!(i18n, assessment.states.refused),
        AssessmentStatus::MayBeGiven => t_string!(i18n, assessment.states.may_be_given),
        AssessmentStatus::AgedOut => t_string!(i18n, assessment.states.aged_out),
        AssessmentStatus::NotRecommended => t_string!(i18n, assessment.states.not_recommended),
    }
}

/// `since 01.09.2026`: the day that goes with the status, or what it can be.
#[must_use]
pub fn when(
    i18n: I18n,
    status: AssessmentStatus,
    recommended_on: Option<Date>,
    overdue_on: Option<Date>,
    possible: &[AssessmentStatus],
) -> String {
    let said = |on: Option<Date>, is_since: bool| {
        on.map_or_else(String::new, |on| {
            let day = dates::short_day(on);
            if is_since {
                t_string!(i18n, assessment.since, day = day).to_string()
            } else {
                t_string!(i18n, assessment.starting, day = day).to_string()
            }
        })
    };
    match status {
        AssessmentStatus::Overdue => said(overdue_on, true),
        AssessmentStatus::Due => said(recommended_on, true),
        AssessmentStatus::DueSoon | AssessmentStatus::UpToDate | AssessmentStatus::NotDue => {
            said(recommended_on, false)
        }
        AssessmentStatus::Unknown if !possible.is_empty() => {
            let words: Vec<&str> = possible.iter().map(|s| word(i18n, *s)).collect();
            t_string!(i18n, assessment.possible, statuses = words.join(", ")).to_string()
        }
        _ => String::new(),
    }
}

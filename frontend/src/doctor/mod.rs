//! The professional's pages: find people, read a record, record, transcribe, correct, create.

pub mod changes;
pub mod consent_choice;
pub mod correct;
mod correct_person;
pub mod corrections;
pub mod create;
pub mod decide;
pub mod find;
pub mod keys;
pub mod leaving;
pub mod not_given;
pub mod people;
pub mod person_bar;
pub mod profile_page;
pub mod queries;
pub mod record;
pub mod record_doses;
pub mod sending;
pub mod timeline;
pub mod transcribe;
pub mod worklist;

use leptos::prelude::*;

use crate::{not_found::NotFoundPage, routes::Page};

/// A page that a professional reads.
#[must_use]
pub fn page(page: Page) -> AnyView {
    match page {
        Page::Start => view! { <find::StartPage /> }.into_any(),
        Page::Records => view! { <find::RecordsPage /> }.into_any(),
        Page::Record(id) => view! { <record::RecordPage id /> }.into_any(),
        Page::Dose(id, dose) => view! { <record::RecordPage id dose /> }.into_any(),
        _ => view! { <NotFoundPage /> }.into_any(),
    }
}

/// The decision tool: a part of its own, as it brings the engine.
#[must_use]
pub fn tool(page: Page) -> AnyView {
    match page {
        Page::Decide(id) => view! { <decide::DecidePage id /> }.into_any(),
        _ => view! { <NotFoundPage /> }.into_any(),
    }
}

/// A form of a professional.
#[must_use]
pub fn form(page: Page) -> AnyView {
    match page {
        Page::Worklist => view! { <worklist::WorklistPage /> }.into_any(),
        Page::Duplicates => view! { <people::DuplicatesPage /> }.into_any(),
        Page::Merge(id, other) => view! { <people::MergePage id other /> }.into_any(),
        Page::Unmerge(id, merge) => view! { <people::UnmergePage id merge /> }.into_any(),
        Page::ParentCode(id) => view! { <people::ParentCodePage id /> }.into_any(),
        Page::Death(id) => view! { <people::DeathPage id /> }.into_any(),
        Page::Number(id) => view! { <people::NumberPage id /> }.into_any(),
        Page::SameEvents(id) => view! { <people::SamePage id /> }.into_any(),
        Page::NewRecord => view! { <create::CreatePage /> }.into_any(),
        Page::RecordDoses(id) => view! { <record_doses::RecordDosesPage id /> }.into_any(),
        Page::Transcribe(id) => view! { <transcribe::TranscribePage id /> }.into_any(),
        Page::NotGiven(id) => view! { <not_given::NotGivenPage id /> }.into_any(),
        Page::Profile(id) => view! { <profile_page::ProfilePage id /> }.into_any(),
        Page::CorrectPerson(id) => view! { <correct_person::CorrectPersonPage id /> }.into_any(),
        Page::CorrectDose(id, dose) => view! { <correct::CorrectPage id dose /> }.into_any(),
        _ => view! { <NotFoundPage /> }.into_any(),
    }
}

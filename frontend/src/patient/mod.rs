//! The patient's pages: what is next, my vaccinations, and my children's.

pub mod access_log_page;
pub mod access_question;
pub mod confidentiality;
pub mod consent;
pub mod corrections;
pub mod disease;
pub mod disease_row;
pub mod distance;
pub mod dose_page;
pub mod export;
pub mod family_page;
pub mod family_table;
pub mod helpers;
pub mod list_page;
pub mod next_cards;
pub mod next_page;
pub mod person;
pub mod print_page;
pub mod profile_page;
pub mod queries;
pub mod report_form;
pub mod report_page;
pub mod row;
pub mod sharing;
pub mod start_page;
pub mod told;

use leptos::prelude::*;

use crate::{not_found::NotFoundPage, routes::Page};

/// A page that a patient reads.
#[must_use]
pub fn page(page: Page) -> AnyView {
    match page {
        Page::Start => view! { <start_page::StartPage /> }.into_any(),
        Page::MyFamily => view! { <family_page::FamilyPage /> }.into_any(),
        Page::MyNext(id) => view! { <next_page::NextPage id /> }.into_any(),
        Page::MyVaccinations(id) => view! { <list_page::ListPage id /> }.into_any(),
        Page::MyVaccination(record, id) => view! { <dose_page::DosePage record id /> }.into_any(),
        _ => view! { <NotFoundPage /> }.into_any(),
    }
}

/// A page that a patient opens from there.
#[must_use]
pub fn more(page: Page) -> AnyView {
    match page {
        Page::MyReport(id) => view! { <report_page::ReportPage id /> }.into_any(),
        Page::MyProfile(id) => view! { <profile_page::ProfilePage id /> }.into_any(),
        Page::MyPrint(id) => view! { <print_page::PrintPage id /> }.into_any(),
        Page::MyHelpers(id) => view! { <helpers::HelpersPage id /> }.into_any(),
        Page::Join => view! { <helpers::JoinPage /> }.into_any(),
        Page::MyAccessLog(id) => view! { <access_log_page::AccessLogPage id /> }.into_any(),
        Page::MyWhoSees(record, id) => {
            view! { <confidentiality::WhoSeesPage record id /> }.into_any()
        }
        Page::MyCorrections(id) => view! { <corrections::CorrectionsPage id /> }.into_any(),
        Page::MySharing(id) => view! { <sharing::SharingPage id /> }.into_any(),
        Page::MyConsent(id) => view! { <consent::ConsentPage id /> }.into_any(),
        Page::MyReceipt(record, id) => view! { <consent::ReceiptPage record id /> }.into_any(),
        _ => view! { <NotFoundPage /> }.into_any(),
    }
}

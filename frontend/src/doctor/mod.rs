//! The professional's pages: start, records, recording.

pub mod start_page;

use leptos::prelude::*;

use crate::{not_found::NotFoundPage, routes::Page};

/// The professional's page of an address.
#[must_use]
pub fn page(page: Page) -> AnyView {
    match page {
        Page::Start => view! { <start_page::StartPage /> }.into_any(),
        _ => view! { <NotFoundPage /> }.into_any(),
    }
}

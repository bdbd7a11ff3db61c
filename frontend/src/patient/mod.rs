//! The patient's pages: my vaccinations and my children's.

pub mod start_page;

use leptos::prelude::*;

use crate::{not_found::NotFoundPage, routes::Page};

/// The patient's page of an address.
#[must_use]
pub fn page(page: Page) -> AnyView {
    match page {
        Page::Start => view! { <start_page::StartPage /> }.into_any(),
        _ => view! { <NotFoundPage /> }.into_any(),
    }
}

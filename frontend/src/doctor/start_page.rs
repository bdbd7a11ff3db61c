//! Where a professional arrives.

use leptos::prelude::*;

use crate::{dates, i18n::use_i18n, session::use_viewer, ui::PageTitle};

/// The day and the practice.
#[component]
pub fn StartPage() -> impl IntoView {
    let i18n = use_i18n();
    let viewer = use_viewer();
    let practice = move || viewer.with(|v| v.practice.as_ref().map(|p| p.name.clone()));

    view! {
        <div class="page-head">
            <div>
                <PageTitle title=move || dates::long_day(i18n, dates::today()) />
                <p class="hint">{practice}</p>
            </div>
        </div>
    }
}

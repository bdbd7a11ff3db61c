//! The calm page for an unknown address, an unknown id, and what one may not see.

use leptos::prelude::*;

use crate::{i18n::use_i18n, routes::Page, t, ui::PageTitle};

/// That there is nothing here, and where to go.
#[component]
pub fn NotFoundPage() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <div class="empty">
            <PageTitle title=t!(i18n, not_found.title) />
            <p>{t!(i18n, not_found.words)}</p>
            <a class="button" href=Page::Start.href()>
                {t!(i18n, not_found.home)}
            </a>
        </div>
    }
}

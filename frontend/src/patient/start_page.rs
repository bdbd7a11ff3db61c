//! Where a patient arrives: the family, what is next for the one there is, or that there is no
//! record yet.

use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_navigate};

use crate::{
    i18n::use_i18n,
    routes::Page,
    session::{Viewer, use_viewer},
    shell::first_record,
    t,
    ui::PageTitle,
};

/// Goes on to the first page.
#[component]
pub fn StartPage() -> impl IntoView {
    let i18n = use_i18n();
    let first = use_viewer().with_untracked(first_page);
    let navigate = use_navigate();
    Effect::new(move || {
        if let Some(page) = first {
            let options = NavigateOptions { replace: true, ..NavigateOptions::default() };
            navigate(&page.href(), options);
        }
    });

    first.is_none().then(|| {
        view! {
            <div class="empty">
                <PageTitle title=t!(i18n, start.no_record.title) />
                <p>{t!(i18n, start.no_record.words)}</p>
            </div>
        }
    })
}

/// All of a family side by side, or the only one.
fn first_page(viewer: &Viewer) -> Option<Page> {
    if 1 < viewer.records.len() {
        return Some(Page::MyFamily);
    }
    first_record(viewer).map(Page::MyNext)
}

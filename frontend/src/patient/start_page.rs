//! Where a patient arrives: their own vaccinations, or that there is no record yet.

use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_navigate};

use crate::{
    i18n::use_i18n, routes::Page, session::use_viewer, shell::first_record, t, ui::PageTitle,
};

/// Goes on to the first record.
#[component]
pub fn StartPage() -> impl IntoView {
    let i18n = use_i18n();
    let first = use_viewer().with_untracked(first_record);
    let navigate = use_navigate();
    Effect::new(move || {
        if let Some(id) = first {
            let options = NavigateOptions { replace: true, ..NavigateOptions::default() };
            navigate(&Page::MyVaccinations(id).href(), options);
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

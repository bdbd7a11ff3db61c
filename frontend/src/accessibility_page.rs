//! The accessibility statement.

use leptos::prelude::*;

use crate::{i18n::use_i18n, t, ui::PageTitle};

/// How far the pages can be used by everyone, what is not yet right, and whom to tell.
#[component]
pub fn AccessibilityPage() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <article class="statement">
            <PageTitle title=t!(i18n, accessibility.title) />
            <p>{t!(i18n, accessibility.aim)}</p>
            <h2>{t!(i18n, accessibility.works.title)}</h2>
            <ul>
                <li>{t!(i18n, accessibility.works.keyboard)}</li>
                <li>{t!(i18n, accessibility.works.reader)}</li>
                <li>{t!(i18n, accessibility.works.colour)}</li>
                <li>{t!(i18n, accessibility.works.zoom)}</li>
                <li>{t!(i18n, accessibility.works.motion)}</li>
            </ul>
            <h2>{t!(i18n, accessibility.limits.title)}</h2>
            <p>{t!(i18n, accessibility.limits.words)}</p>
            <h2>{t!(i18n, accessibility.tested.title)}</h2>
            <p>{t!(i18n, accessibility.tested.words)}</p>
            <h2>{t!(i18n, accessibility.contact.title)}</h2>
            <p>{t!(i18n, accessibility.contact.words)}</p>
        </article>
    }
}

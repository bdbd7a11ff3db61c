//! Name, language, light or dark, sign out.

use leptos::prelude::*;

use crate::{
    i18n::use_i18n,
    routes::Page,
    session::{use_session, use_viewer},
    shell::{LanguageSwitch, ThemeSwitch},
    t,
    ui::{Button, PageTitle},
};

/// The account.
#[component]
pub fn AccountPage() -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let viewer = use_viewer();

    view! {
        <PageTitle title=t!(i18n, shell.account) />
        <section class="card plain">
            <p><b>{move || viewer.with(|v| v.account.display_name.clone())}</b></p>
            <LanguageSwitch />
            <ThemeSwitch />
            <p><a href=Page::Accessibility.href()>{t!(i18n, shell.accessibility)}</a></p>
            <Button on_press=move |()| session.sign_out()>{t!(i18n, shell.sign_out)}</Button>
        </section>
    }
}

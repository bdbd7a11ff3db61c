//! Around the professional's pages: a dense desk.

use leptos::prelude::*;
use leptos_router::components::A;

use super::{LanguageSwitch, LostConnection, SkipLink, ThemeSwitch};
use crate::{
    browser,
    i18n::use_i18n,
    routes::Page,
    session::{initials, use_viewer},
    t,
    ui::{Brand, Tag},
};

/// Header with the places of the professional, main.
#[component]
pub fn DeskShell(
    /// The page.
    children: Children,
) -> impl IntoView {
    let i18n = use_i18n();
    let viewer = use_viewer();
    Effect::new(|| browser::set_body_class("desk"));
    let name = Signal::derive(move || {
        viewer.with(|v| match &v.practitioner {
            Some(practitioner) => practitioner.name.clone(),
            None => v.account.display_name.clone(),
        })
    });
    let practice = move || viewer.with(|v| v.practice.as_ref().map(|p| p.name.clone()));

    view! {
        <SkipLink />
        <header class="app-header">
            <a class="brand" href=Page::Start.href()>
                <Brand />
                "Carnet"
            </a>
            <nav class="app-nav" aria-label=t!(i18n, shell.nav)>
                <A href=Page::Start.href() exact=true>
                    {t!(i18n, nav.start)}
                </A>
                <A href=Page::Worklist.href()>{t!(i18n, nav.worklist)}</A>
                <A href=Page::Records.href()>{t!(i18n, nav.records)}</A>
            </nav>
            <span class="spacer"></span>
            <div class="app-tools">
                <Show when=move || viewer.with(|v| v.is_demo)>
                    <Tag tone="warn" words=t!(i18n, shell.demo_short) />
                </Show>
                <LanguageSwitch />
                <ThemeSwitch />
                <a class="person person-link" href=Page::Account.href()>
                    <span class="avatar" aria-hidden="true">
                        {move || initials(&name.get())}
                    </span>
                    <span class="person-words">
                        {name} <span class="hint">{practice}</span>
                    </span>
                </a>
            </div>
        </header>
        <main id="main" class="page" tabindex="-1">
            <LostConnection />
            {children()}
        </main>
    }
}

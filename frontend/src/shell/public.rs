//! Around the pages that need no sign-in.

use leptos::prelude::*;

use super::{LanguageSwitch, SkipLink, ThemeSwitch};
use crate::{browser, i18n::use_i18n, routes::Page, t, ui::Brand};

/// Header, main, foot.
#[component]
pub fn PublicShell(
    /// The page.
    children: Children,
) -> impl IntoView {
    let i18n = use_i18n();
    Effect::new(|| browser::set_body_class("sign-in-page"));

    view! {
        <SkipLink />
        <header class="app-header">
            <a class="brand" href=Page::Start.href()>
                <Brand />
                "Carnet"
            </a>
            <span class="spacer"></span>
            <div class="app-tools">
                <LanguageSwitch />
                <ThemeSwitch />
            </div>
        </header>
        <main id="main" class="sign-in" tabindex="-1">
            {children()}
        </main>
        <footer class="site-foot">
            <a href=Page::Accessibility.href()>{t!(i18n, shell.accessibility)}</a>
        </footer>
    }
}

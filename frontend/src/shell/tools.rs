//! The small tools of the header.

use leptos::prelude::*;

use crate::{
    browser,
    i18n::{LOCALES, to_api, use_i18n},
    session::use_session,
    t,
    ui::{Icon, IconKind},
};

/// The way past the header for a keyboard.
#[component]
pub fn SkipLink() -> impl IntoView {
    let i18n = use_i18n();
    let skip = |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        browser::focus("main");
    };
    view! {
        <a class="skip-link" href="#main" rel="external" on:click=skip>
            {t!(i18n, shell.skip)}
        </a>
    }
}

/// The five languages, each in its own words.
#[component]
pub fn LanguageSwitch() -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let languages = LOCALES
        .map(|(locale, code, name)| {
            let choose = move |_| {
                i18n.choose(locale);
                session.tell_locale(to_api(locale));
            };
            view! {
                <li>
                    <button
                        type="button"
                        lang=code
                        aria-current=move || (i18n.locale() == locale).then_some("true")
                        on:click=choose
                    >
                        <span aria-hidden="true">{code.to_uppercase()}</span>
                        <span class="visually-hidden">{name}</span>
                    </button>
                </li>
            }
        })
        .into_iter()
        .collect_view();

    view! {
        <div role="group" aria-label=t!(i18n, shell.language)>
            <ul class="language">{languages}</ul>
        </div>
    }
}

/// Light or dark.
#[component]
pub fn ThemeSwitch() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <button
            class="icon-button"
            type="button"
            aria-label=t!(i18n, shell.theme)
            on:click=|_| browser::switch_theme()
        >
            <Icon kind=IconKind::Theme />
        </button>
    }
}

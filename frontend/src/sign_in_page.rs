//! The public front: what Carnet is, and the way in.

use leptos::prelude::*;
use leptos_router::hooks::use_location;

use crate::{
    i18n::use_i18n,
    routes::{login_href, own_path},
    t,
    ui::{Icon, IconKind, PageTitle},
};

/// Sign in. The button leaves the program: the server sends the browser to the provider.
#[component]
pub fn SignInPage() -> impl IntoView {
    let i18n = use_i18n();
    let query = use_location().query;
    let return_to = Memo::new(move |_| query.with(|query| query.get("returnTo")));

    view! {
        <div class="sign-in-words">
            <PageTitle title=t!(i18n, sign_in.title) />
            <p class="lead">{t!(i18n, sign_in.lead)}</p>
            <Lifelines />
            {move || {
                return_to.get().map(|_| view! { <p>{t!(i18n, sign_in.again)}</p> })
            }}
            <a
                class="button"
                data-kind="primary"
                rel="external"
                href=move || login_href(&own_path(return_to.get()))
            >
                <Icon kind=IconKind::Lock />
                {t!(i18n, sign_in.button)}
            </a>
            <p class="hint">{t!(i18n, sign_in.hint)}</p>
        </div>
    }
}

/// Three lifelines with doses: what the product is about, in its own grammar.
#[component]
fn Lifelines() -> impl IntoView {
    let i18n = use_i18n();
    let windows = [(40, 23, 34), (296, 23, 60), (96, 68, 46), (210, 113, 40), (330, 113, 50)];
    let given =
        [(50, 30, 1), (110, 30, 2), (180, 30, 3), (120, 75, 1), (160, 75, 2), (226, 120, 1)];
    let planned = [(326, 30, 4), (356, 120, 2)];
    let mark = |class: &'static str, radius: &'static str| {
        move |(x, y, n): (i32, i32, i32)| {
            view! {
                <g class=class transform=format!("translate({x} {y})")>
                    <circle class="body" r=radius></circle>
                    <text y="4">{n}</text>
                </g>
            }
        }
    };

    view! {
        <svg class="sign-in-picture" viewBox="0 0 420 150" role="img" aria-label=t!(i18n, sign_in.picture)>
            <g class="lane">
                <path class="base" d="M10 30H410M10 75H410M10 120H410"></path>
                {windows
                    .map(|(x, y, width)| {
                        view! { <rect class="best" x=x y=y width=width height="14" rx="2"></rect> }
                    })
                    .into_iter()
                    .collect_view()}
                <path class="today" d="M268 6v138"></path>
                {given.into_iter().map(mark("mark mark-valid", "9")).collect_view()}
                {planned.into_iter().map(mark("mark mark-planned", "8.5")).collect_view()}
            </g>
        </svg>
    }
}

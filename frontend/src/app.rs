//! The application: what every page can ask for, and which page is shown.

use leptos::prelude::*;
use leptos_router::{
    components::{FlatRoutes, Route, Router},
    hooks::use_location,
    path,
};

use crate::{
    accessibility_page::AccessibilityPage,
    api::live,
    i18n,
    not_found::NotFoundPage,
    parts::PartPage,
    routes::Page,
    session::{self, RequireLogin, use_viewer},
    shell::{DeskShell, HandShell, PublicShell},
    sign_in_page::SignInPage,
    ui::{Announcer, ToastRegion, provide_announcer, provide_toasts},
    vaccine_catalogue::provide_catalogue,
};

/// Starts the application in the page's body.
pub fn start() {
    console_error_panic_hook::set_once();
    leptos::mount::mount_to_body(App);
}

/// Everything.
#[component]
pub fn App() -> impl IntoView {
    let i18n = i18n::provide_i18n();
    let _ = session::provide_session(i18n);
    let _ = live::provide_live();
    provide_announcer();
    provide_toasts();
    provide_catalogue();

    view! {
        <Router>
            <FlatRoutes fallback=|| ()>
                // Addresses are read in one place, `routes.rs`.
                <Route path=path!("/*any") view=Screen />
            </FlatRoutes>
            <Announcer />
            <ToastRegion />
        </Router>
    }
}

/// Whether a page is shown to everybody or to who is signed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Door {
    Open,
    Closed,
}

#[component]
fn Screen() -> impl IntoView {
    let path = use_location().pathname;
    let page = Memo::new(move |_| Page::of_path(&path.get()));
    let door = Memo::new(move |_| match page.get() {
        Some(page) if !page.is_public() => Door::Closed,
        Some(_) | None => Door::Open,
    });

    move || match door.get() {
        Door::Open => view! {
            <PublicShell>
                {move || match page.get() {
                    Some(Page::SignIn) => view! { <SignInPage /> }.into_any(),
                    Some(Page::Accessibility) => view! { <AccessibilityPage /> }.into_any(),
                    _ => view! { <NotFoundPage /> }.into_any(),
                }}
            </PublicShell>
        }
        .into_any(),
        Door::Closed => view! {
            <RequireLogin>
                <SignedIn page />
            </RequireLogin>
        }
        .into_any(),
    }
}

/// The desk of a professional or the hand of a patient.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shell {
    Desk,
    Hand,
}

#[component]
fn SignedIn(page: Memo<Option<Page>>) -> impl IntoView {
    let viewer = use_viewer();
    let shell = Memo::new(move |_| match page.get() {
        Some(page) if page.is_patients() => Shell::Hand,
        Some(page) if page.is_professionals() => Shell::Desk,
        Some(_) | None if viewer.with(|v| v.is_clinical()) => Shell::Desk,
        Some(_) | None => Shell::Hand,
    });
    let record = Signal::derive(move || page.get().and_then(Page::record));

    move || match shell.get() {
        Shell::Desk => view! {
            <DeskShell>
                {move || match page.get() {
                    Some(page) => view! { <PartPage page is_desk=true /> }.into_any(),
                    None => view! { <NotFoundPage /> }.into_any(),
                }}
            </DeskShell>
        }
        .into_any(),
        Shell::Hand => view! {
            <HandShell record>
                {move || match page.get() {
                    Some(page) => view! { <PartPage page is_desk=false /> }.into_any(),
                    None => view! { <NotFoundPage /> }.into_any(),
                }}
            </HandShell>
        }
        .into_any(),
    }
}

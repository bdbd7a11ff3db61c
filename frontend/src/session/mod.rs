//! Who is signed in, and the door in front of everything that asks for it.

pub mod queries;

use crate::api::{MutationBuilder, QueryBuilder};
use leptos::{prelude::*, task::spawn_local};
use leptos_router::{
    NavigateOptions,
    hooks::{use_location, use_navigate},
};

pub use queries::{Person, Viewer, initials};

use crate::{
    api::{self, ApiError, Locale},
    browser,
    i18n::I18n,
    routes::sign_in_href,
    ui::{Load, Remote},
};
use queries::{ChooseLocale, ChooseLocaleVariables, ViewerQuery};

/// The session, for any component.
#[derive(Clone, Copy)]
pub struct Session {
    viewer: Remote<Option<Viewer>>,
}

/// For the application's root: asks who is signed in.
#[must_use]
pub fn provide_session(i18n: I18n) -> Session {
    let viewer = Remote::new(|| async {
        let viewer = api::run_kept(ViewerQuery::build(())).await?.viewer;
        if viewer.is_none() {
            // Whoever comes next does not find what the one before read.
            api::kept::forget();
        }
        Ok(viewer)
    });
    Effect::new(move || {
        if let Some(Some(viewer)) = viewer.get() {
            i18n.follow(viewer.account.locale);
        }
    });
    let session = Session { viewer };
    provide_context(session);
    session
}

/// The session.
#[must_use]
pub fn use_session() -> Session {
    expect_context()
}

impl Session {
    /// Whether somebody is known to be signed in; what reads it follows it.
    #[must_use]
    pub fn is_signed_in(self) -> bool {
        matches!(self.viewer.get(), Some(Some(_)))
    }

    /// Asks again who is signed in: after a choice, or when the session seems to have ended.
    pub fn refresh(self) {
        self.viewer.refetch();
    }

    /// Looks at an error of any operation: if the session has ended, the door closes.
    pub fn check(self, error: ApiError) {
        // The question who is signed in has no such error: nobody is an answer.
        if error == ApiError::Unauthenticated {
            self.refresh();
        }
    }

    /// Tells the server the language, if somebody is signed in.
    pub fn tell_locale(self, locale: Locale) {
        if !untrack(|| self.is_signed_in()) {
            return;
        }
        spawn_local(async move {
            // The choice is kept in this browser anyway; mails follow the next time.
            let _ = api::run(ChooseLocale::build(ChooseLocaleVariables { locale })).await;
        });
    }

    /// Signs out here and at the provider.
    pub fn sign_out(self) {
        api::kept::forget();
        spawn_local(async move {
            match api::sign_out().await {
                Ok(redirect) => browser::go_to(&redirect),
                Err(_) => self.refresh(),
            }
        });
    }
}

/// Who is signed in, below [`RequireLogin`].
#[derive(Clone, Copy)]
struct CurrentViewer(Signal<Viewer>);

/// Who is signed in. Only below [`RequireLogin`].
#[must_use]
pub fn use_viewer() -> Signal<Viewer> {
    expect_context::<CurrentViewer>().0
}

/// Shows its children to whoever is signed in; sends everybody else to sign in and remembers
/// where to return.
#[component]
pub fn RequireLogin(
    /// What needs a viewer.
    children: ChildrenFn,
) -> impl IntoView {
    let session = use_session();
    let children = StoredValue::new(children);

    view! {
        <Load resource=session.viewer let:viewer>
            {
                let is_somebody = Memo::new(move |_| viewer.with(Option::is_some));
                move || {
                    if !is_somebody.get() {
                        return view! { <ToSignIn /> }.into_any();
                    }
                    let known = RwSignal::new(viewer.get_untracked());
                    Effect::new(move || {
                        // Signed out: the door closes, and nothing below sees an absent viewer.
                        if let Some(viewer) = viewer.get() {
                            known.set(Some(viewer));
                        }
                    });
                    provide_context(
                        CurrentViewer(
                            Signal::derive(move || {
                                known.get().expect("only ever set to somebody")
                            }),
                        ),
                    );
                    children.with_value(|children| children()).into_any()
                }
            }
        </Load>
    }
}

#[component]
fn ToSignIn() -> impl IntoView {
    let location = use_location();
    let navigate = use_navigate();
    Effect::new(move || {
        let mut path = location.pathname.get_untracked();
        // What was shown of the page belongs to the link as well.
        let search = location.search.get_untracked();
        let search = search.trim_start_matches('?');
        if !search.is_empty() {
            path = format!("{path}?{search}");
        }
        let options = NavigateOptions { replace: true, ..NavigateOptions::default() };
        navigate(&sign_in_href(&path), options);
    });
}

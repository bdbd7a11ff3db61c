//! The one place where something is shown once it is loaded.
//!
//! Nothing for 200 ms, then a skeleton (the delay is in the style sheet); an error says what
//! happened and offers to try again. When something is loaded again, what is shown stays, its
//! signal changes, and nothing that is being typed is redrawn.

use std::sync::Arc;

use leptos::prelude::*;

use super::{Notice, Remote, Tone, remote::RemoteState, text};
use crate::{
    api::ApiError, browser, i18n::use_i18n, not_found::NotFoundPage, session::use_session, t,
    t_string,
};

/// Shows what was loaded.
#[component]
pub fn Load<T, V>(
    /// What is loaded.
    resource: Remote<T>,
    /// The view of it, built once; the signal changes when it is loaded again.
    children: impl Fn(Signal<T>) -> V + Send + Sync + 'static,
) -> impl IntoView
where
    T: Clone + Send + Sync + 'static,
    V: IntoView + 'static,
{
    let value = Signal::derive(move || {
        resource.get().expect("what is shown was loaded and is never taken back")
    });
    load_view(resource.state, Arc::new(move || children(value).into_any()))
}

/// The same for every type.
fn load_view(state: RemoteState, children: ChildrenFn) -> AnyView {
    let again = Callback::new(move |()| state.refetch());
    let problem = state.problem;
    let session = use_session();
    Effect::new(move || {
        if let Some(error) = problem.get() {
            session.check(error);
        }
    });
    // What may no longer be seen is no longer shown.
    let is_shown =
        Memo::new(move |_| state.is_loaded() && problem.get() != Some(ApiError::NotFound));

    view! {
        {move || {
            problem
                .get()
                .filter(|_| is_shown.get())
                .map(|error| view! { <Stale error at=state.loaded_at again /> })
        }}
        {move || {
            if is_shown.get() {
                children()
            } else {
                match problem.get() {
                    Some(error) => view! { <LoadError error again /> }.into_any(),
                    None => view! { <Skeleton /> }.into_any(),
                }
            }
        }}
    }
    .into_any()
}

/// That what is shown could not be loaded again.
#[component]
fn Stale(error: ApiError, at: RwSignal<String>, again: Callback<()>) -> impl IntoView {
    let i18n = use_i18n();
    let is_offline = error == ApiError::Offline;
    let handle = window_event_listener(leptos::ev::online, move |_| again.run(()));
    on_cleanup(move || handle.remove());

    view! {
        <Notice
            tone=Tone::Warn
            title=move || {
                if is_offline {
                    t_string!(i18n, kit.load.offline)
                } else {
                    t_string!(i18n, kit.load.stale)
                }
            }
        >
            <p>{text(move || t_string!(i18n, kit.load.shown_as_of, time = at.get()))}</p>
            <TryAgain again />
        </Notice>
    }
}

/// Why nothing can be shown, and how to try again.
#[component]
pub fn LoadError(
    /// What went wrong.
    error: ApiError,
    /// Tries again.
    again: Callback<()>,
) -> impl IntoView {
    let i18n = use_i18n();
    match error {
        ApiError::NotFound => view! { <NotFoundPage /> }.into_any(),
        ApiError::Offline => {
            let handle = window_event_listener(leptos::ev::online, move |_| again.run(()));
            on_cleanup(move || handle.remove());
            let words = if browser::is_online() {
                t!(i18n, kit.load.no_answer)
            } else {
                t!(i18n, kit.load.no_network)
            };
            view! {
                <div role="alert">
                    <Notice tone=Tone::Warn title=t!(i18n, kit.load.offline)>
                        <p>{words}</p>
                        <TryAgain again />
                    </Notice>
                </div>
            }
            .into_any()
        }
        ApiError::Unauthenticated | ApiError::Refused | ApiError::Server => view! {
            <div role="alert">
                <Notice tone=Tone::Stop title=t!(i18n, kit.load.failed)>
                    <p>{t!(i18n, kit.load.failed_words)}</p>
                    <TryAgain again />
                </Notice>
            </div>
        }
        .into_any(),
    }
}

#[component]
fn TryAgain(again: Callback<()>) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <p>
            <button class="button" data-size="small" type="button" on:click=move |_| again.run(())>
                {t!(i18n, kit.load.again)}
            </button>
        </p>
    }
}

#[component]
fn Skeleton() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <div class="card loading" aria-busy="true">
            <p class="visually-hidden">{t!(i18n, kit.load.loading)}</p>
            <div class="skeleton" aria-hidden="true">
                <span></span>
                <span></span>
                <span></span>
            </div>
        </div>
    }
}

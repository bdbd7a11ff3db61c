//! What is loaded from the server, kept fresh.
//!
//! Leptos' `LocalResource` compiles its machinery anew for each type that is loaded; here all of it
//! is compiled once, and only the last step knows the type.

use std::{any::Any, future::Future, marker::PhantomData, pin::Pin, sync::Arc};

use leptos::{prelude::*, task::spawn_local};

use crate::{api::ApiError, dates};

type Erased = Arc<dyn Any + Send + Sync>;
type Answer = Pin<Box<dyn Future<Output = Result<Erased, ApiError>>>>;

/// Something that is loaded, and loaded again when what its loader reads changes.
pub struct Remote<T> {
    pub(super) state: RemoteState,
    kind: PhantomData<fn() -> T>,
}

impl<T> Clone for Remote<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Remote<T> {}

/// The same for every type.
#[derive(Clone, Copy)]
pub(super) struct RemoteState {
    /// What was loaded last.
    value: RwSignal<Option<Erased>>,
    /// Why the last attempt failed; nothing once one succeeds.
    pub(super) problem: RwSignal<Option<ApiError>>,
    /// At which time of day it was loaded.
    pub(super) loaded_at: RwSignal<String>,
    attempt: RwSignal<u32>,
}

impl<T: Clone + Send + Sync + 'static> Remote<T> {
    /// Loads now, and again when a signal changes that `loader` reads before its first await.
    pub fn new<Fut>(loader: impl Fn() -> Fut + 'static) -> Self
    where
        Fut: Future<Output = Result<T, ApiError>> + 'static,
    {
        let state = start(Box::new(move || {
            let answer = loader();
            Box::pin(async move { answer.await.map(|value| Arc::new(value) as Erased) })
        }));
        Self { state, kind: PhantomData }
    }

    /// What was loaded last, if anything; what reads it follows it.
    #[must_use]
    pub fn get(self) -> Option<T> {
        let value = self.state.value.get()?;
        value.downcast_ref::<T>().cloned()
    }
}

impl<T> Remote<T> {
    /// Why the last attempt failed; what reads it follows it.
    #[must_use]
    pub fn problem(self) -> Option<ApiError> {
        self.state.problem.get()
    }

    /// Loads again.
    pub fn refetch(self) {
        self.state.refetch();
    }
}

impl RemoteState {
    pub(super) fn refetch(self) {
        self.attempt.update(|attempt| *attempt += 1);
    }

    pub(super) fn is_loaded(self) -> bool {
        self.value.with(Option::is_some)
    }
}

fn start(loader: Box<dyn Fn() -> Answer>) -> RemoteState {
    let state = RemoteState {
        value: RwSignal::new(None),
        problem: RwSignal::new(None),
        loaded_at: RwSignal::new(String::new()),
        attempt: RwSignal::new(0),
    };
    let latest = StoredValue::new(0_u32);
    Effect::new(move || {
        state.attempt.track();
        let number = latest.get_value() + 1;
        latest.set_value(number);
        let answer = loader();
        spawn_local(async move {
            let answer = answer.await;
            // A later attempt is under way, or the page is gone.
            if latest.try_get_value() != Some(number) {
                return;
            }
            match answer {
                Ok(value) => {
                    state.loaded_at.set(dates::time_now());
                    state.problem.set(None);
                    state.value.set(Some(value));
                }
                Err(error) => state.problem.set(Some(error)),
            }
        });
    });
    state
}

//! What sending any form needs: once at a time, once recorded, and what to say if nothing was sent.

use std::future::Future;

use leptos::{prelude::*, task::spawn_local};

use crate::{
    api::{self, ApiError},
    forms::not_sent,
    i18n::use_i18n,
    session::{Session, use_session},
    t,
    ui::{Notice, Tone},
};

/// The state of sending a form. Copy; make one per form.
#[derive(Clone, Copy)]
pub struct Sending {
    /// Whether something is under way.
    pub pending: RwSignal<bool>,
    /// Why nothing was sent.
    pub failure: RwSignal<Option<ApiError>>,
    /// Stays the same until the server has answered, so that trying again changes once.
    key: StoredValue<String>,
    session: Session,
}

/// Nothing sent yet.
#[must_use]
pub fn use_sending() -> Sending {
    Sending {
        pending: RwSignal::new(false),
        failure: RwSignal::new(None),
        key: StoredValue::new(api::new_idempotency_key()),
        session: use_session(),
    }
}

impl Sending {
    /// The key of this intention.
    #[must_use]
    pub fn key(self) -> String {
        self.key.get_value()
    }

    /// Sends, unless something is under way; `then` gets the answer, if there is one.
    pub fn send<T: 'static>(
        self,
        request: impl Future<Output = Result<T, ApiError>> + 'static,
        then: impl FnOnce(T) + 'static,
    ) {
        if self.pending.get_untracked() {
            return;
        }
        self.pending.set(true);
        self.failure.set(None);
        spawn_local(async move {
            let answer = request.await;
            // The reader may have left the page meanwhile.
            if self.pending.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(answer) => {
                    // The server has decided about this key; a corrected form is a new intention.
                    self.key.set_value(api::new_idempotency_key());
                    then(answer);
                }
                Err(error) => {
                    self.session.check(error);
                    self.failure.set(Some(error));
                }
            }
        });
    }
}

/// Why nothing was sent, in place.
#[component]
pub fn NotSent(
    /// Whose.
    sending: Sending,
) -> impl IntoView {
    let i18n = use_i18n();
    move || {
        sending.failure.get().map(|error| {
            view! {
                <div role="alert">
                    <Notice tone=Tone::Stop title=t!(i18n, errors.not_sent)>
                        <p>{move || not_sent(i18n, error)}</p>
                    </Notice>
                </div>
            }
        })
    }
}

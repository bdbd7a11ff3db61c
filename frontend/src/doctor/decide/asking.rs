//! What is answered a moment later: asked when a hand rests, given up when something else is asked
//! since, and said when it failed.

use std::{future::Future, time::Duration};

use leptos::{prelude::*, task::spawn_local};

use crate::{
    api::ApiError,
    browser,
    i18n::use_i18n,
    session::use_session,
    t, t_string,
    ui::{Button, Notice, Tone, text},
};

/// What is waited before the server is asked: a fast hand asks once.
pub const PAUSE: Duration = Duration::from_millis(150);

/// Whether something is asked, and what became of it. Copy; make one for each kind of answer.
#[derive(Clone, Copy)]
pub struct Asking {
    /// Whether an answer is under way.
    pub is_busy: RwSignal<bool>,
    /// Why the last question was not answered.
    pub problem: RwSignal<Option<ApiError>>,
    turn: StoredValue<u32>,
    attempt: RwSignal<u32>,
}

impl Asking {
    /// Nothing is asked.
    #[must_use]
    pub fn new() -> Self {
        let problem = RwSignal::new(None);
        let session = use_session();
        Effect::new(move || {
            if let Some(error) = problem.get() {
                session.check(error);
            }
        });
        Self {
            is_busy: RwSignal::new(false),
            problem,
            turn: StoredValue::new(0),
            attempt: RwSignal::new(0),
        }
    }

    /// An effect that reads this asks again when the reader wants that.
    pub fn track(self) {
        self.attempt.track();
    }

    /// Asks again.
    pub fn again(self) {
        self.attempt.update(|attempt| *attempt += 1);
    }

    /// Asks nothing any more.
    pub fn stop(self) {
        self.next();
        self.is_busy.set(false);
        self.problem.set(None);
    }

    /// Asks after a pause. `take` gets the answer, or nothing if there is none; unless something
    /// else is asked before, or the view is gone.
    pub fn ask<T: 'static>(
        self,
        pause: Duration,
        answer: impl Future<Output = Result<T, ApiError>> + 'static,
        take: impl FnOnce(Option<T>) + 'static,
    ) {
        let turn = self.next();
        self.is_busy.set(true);
        let is_over = move || self.turn.try_get_value() != Some(turn);
        let ask = async move {
            let answer = answer.await;
            if is_over() {
                return;
            }
            self.problem.set(answer.as_ref().err().copied());
            take(answer.ok());
            self.is_busy.set(false);
        };
        let start = move || {
            if !is_over() {
                spawn_local(ask);
            }
        };
        set_timeout(start, pause);
    }

    fn next(self) -> u32 {
        let turn = self.turn.get_value().wrapping_add(1);
        self.turn.set_value(turn);
        turn
    }
}

/// That a question was not answered, what that means for what is shown, and how to ask again.
#[component]
pub fn NotAnswered(
    /// Which.
    asking: Asking,
    /// The id of what gets the focus when the button goes away.
    back: &'static str,
) -> impl IntoView {
    let i18n = use_i18n();
    let again = move |()| {
        browser::focus(back);
        asking.again();
    };
    let notice = move |error: ApiError| {
        let words = text(move || {
            if error == ApiError::Offline {
                t_string!(i18n, decide.not_answered_offline)
            } else {
                t_string!(i18n, decide.not_answered_words)
            }
        });
        view! {
            <div role="alert">
                <Notice tone=Tone::Warn title=t!(i18n, decide.not_answered)>
                    <p>{words}</p>
                    <p>
                        <Button is_small=true on_press=again>
                            {t!(i18n, kit.load.again)}
                        </Button>
                    </p>
                </Notice>
            </div>
        }
    };
    move || asking.problem.get().map(notice)
}

//! Marking a fact as an error, with a reason; it stays visible.

use leptos::{ev::SubmitEvent, prelude::*};
use shared::FactId;

use super::{
    changes::{FactPayload, FactRef},
    state::State,
    values::{field, reason_problem},
    words::{code_words, problem},
};
use crate::{
    doctor::sending::{NotSent, use_sending},
    i18n::use_i18n,
    t,
    ui::{Button, ButtonKind, TextInput},
};

/// The form inside the dialog.
#[component]
pub fn VoidForm(
    /// The page's state.
    state: State,
    /// Which.
    fact: FactId,
) -> impl IntoView {
    let i18n = use_i18n();
    let reason = RwSignal::new(String::new());
    let error = RwSignal::new(None::<String>);
    let sending = use_sending();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let words = reason.with_untracked(|r| r.trim().to_owned());
        let wrong = reason_problem(&words).map(|p| untrack(|| problem(i18n, &p, "")));
        error.set(wrong.clone());
        let version = state.profile.with_untracked(|p| p.fact(fact).map(|f| f.version));
        let (None, Some(version)) = (wrong, version) else { return };
        let before = state.said();
        let request = state.void(sending.key(), FactRef { id: fact, version }, words);
        sending.send(request, move |answer: FactPayload| {
            let refused = answer.user_errors.first().map(|e| e.code);
            error.set(refused.map(|code| untrack(|| code_words(i18n, code).to_owned())));
            match answer.fact {
                Some(fact) => {
                    state.is_voiding.set(false);
                    state.saved(before, fact, None);
                }
                // Even a conflict shows the newest version beside the dialog.
                None => state.reload(),
            }
        });
    };

    view! {
        <form novalidate on:submit=submit>
            <div class="dialog-body">
                <p>{t!(i18n, facts.void_words)}</p>
                <NotSent sending />
                <TextInput
                    id=field::REASON
                    label=t!(i18n, record.reason)
                    hint=t!(i18n, record.reason_hint)
                    value=reason
                    error=error
                />
                <div class="actions dialog-actions">
                    <Button on_press=move |()| state.is_voiding.set(false)>
                        {t!(i18n, doctor.back)}
                    </Button>
                    <Button kind=ButtonKind::Danger submits=true pending=sending.pending>
                        {t!(i18n, record.void_do)}
                    </Button>
                </div>
            </div>
        </form>
    }
}

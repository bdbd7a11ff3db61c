//! The profile as both sides show it: what an answer changed, what is worth asking, what is known.

use leptos::prelude::*;
use shared::RecordId;

use super::{
    answer_form::AnswerForm,
    asked::Asked,
    changed::ChangedBox,
    known::Known,
    queries::{Profile, ProfileQuery},
    state::use_state,
    void_form::VoidForm,
};
use crate::{
    api::{self, ApiError, QueryBuilder},
    doctor::sending::NotSent,
    i18n::use_i18n,
    t, t_string,
    ui::Dialog,
    vaccinations::ReadVariables,
};

/// Loads a profile.
///
/// # Errors
/// As [`api::run`]; not found if it may not be read.
pub async fn load_profile(locale: api::Locale, id: RecordId) -> Result<Profile, ApiError> {
    let answer = api::run(ProfileQuery::build(ReadVariables::new(locale).record(id))).await?;
    answer.record.ok_or(ApiError::NotFound)
}

/// The profile.
#[component]
pub fn ProfileView(
    /// What is on screen.
    profile: Signal<Profile>,
) -> impl IntoView {
    let i18n = use_i18n();
    let state = use_state(profile);
    let can_say = Memo::new(move |_| state.is_desk() || state.may(api::RecordAction::ReportFact));
    let is_correction =
        move || state.editing.with(|e| matches!(e, Some(super::state::Editing::Correct(_))));
    let edit_title = move || {
        if is_correction() {
            t_string!(i18n, facts.correct_title)
        } else {
            t_string!(i18n, facts.answer_title)
        }
    };

    view! {
        <NotSent sending=state.sending />
        <div class="fact-view">
            <div class="fact-aside">
                <ChangedBox changed=state.changed undo=Signal::derive(move || state.undo()) />
                <Known state />
            </div>
            <Show when=move || can_say.get()>
                <Asked state />
            </Show>
        </div>
        <Dialog id="answer-dialog" title=edit_title open=state.is_editing>
            {move || {
                state.editing.get_untracked().map(|editing| view! { <AnswerForm state editing /> })
            }}
        </Dialog>
        <Dialog id="void-dialog" title=t!(i18n, facts.void_title) open=state.is_voiding>
            {move || {
                state.voiding.get_untracked().map(|fact| view! { <VoidForm state fact /> })
            }}
        </Dialog>
    }
}

//! Inviting a trusted person: what they may, and the code, shown this once.

use crate::api::MutationBuilder;
use leptos::prelude::*;
use shared::RecordId;

use super::{
    changes::{InviteTrusted, InviteTrustedInput, InviteVariables},
    helpers_page::rights_words,
};
use crate::{
    api::{self, RelationRights, live::use_topic},
    dates,
    doctor::sending::{NotSent, use_sending},
    forms::{Problem, words as problem_words},
    i18n::use_i18n,
    t, t_string,
    ui::{Button, ButtonKind, Choice, Text, text, use_toasts},
};

/// A code beside until when it holds, shown this once.
#[component]
pub fn CodeShown(
    /// The code.
    code: String,
    /// Until when.
    until: String,
) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <div class="code-card" role="status">
            <p class="code">
                <span class="visually-hidden">{t!(i18n, helpers.code)} " "</span>
                {code}
            </p>
            <p class="hint">
                {text(move || t_string!(i18n, helpers.once, date = until.clone()))}
            </p>
        </div>
    }
}

/// Invites a trusted person.
#[component]
pub fn Invite(
    /// For whom they will act.
    id: RecordId,
) -> impl IntoView {
    let i18n = use_i18n();
    let (topic, sending, toasts) = (use_topic(id), use_sending(), use_toasts());
    let rights = RwSignal::new(Some(RelationRights::Read));
    let made = RwSignal::new(None::<(String, String)>);
    let invite = move |()| {
        let Some(rights) = rights.get_untracked() else { return };
        let input = InviteTrustedInput { idempotency_key: sending.key(), record_id: id, rights };
        let request = api::run(InviteTrusted::build(InviteVariables { input }));
        sending.send(request, move |answer: InviteTrusted| {
            let payload = answer.invite_trusted;
            if let Some(error) = payload.user_errors.first() {
                let words = problem_words(i18n, Problem::Record(error.code));
                toasts.say(words.to_owned());
            }
            let until = payload.expires_at.map(|at| dates::short_day(dates::day_of(&at)));
            made.set(payload.code.zip(until));
            topic.bump();
        });
    };
    let options: Vec<(RelationRights, Text)> = [RelationRights::Read, RelationRights::All]
        .map(|rights| (rights, text(move || rights_words(i18n, rights))))
        .to_vec();
    view! {
        <section class="card" aria-labelledby="invite-title">
            <h2 id="invite-title">{t!(i18n, helpers.invite)}</h2>
            <p class="hint">{t!(i18n, helpers.invite_words)}</p>
            <NotSent sending />
            {move || made.get().map(|(code, until)| view! { <CodeShown code until /> })}
            <Choice id="rights" legend=t!(i18n, helpers.what) options value=rights />
            <Button kind=ButtonKind::Primary pending=sending.pending on_press=invite>
                {t!(i18n, helpers.make_code)}
            </Button>
        </section>
    }
}

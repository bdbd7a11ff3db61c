//! The code that a patient shows in a practice, to read aloud and to scan.

use std::time::Duration;

use leptos::prelude::*;
use shared::RecordId;

use super::queries::{
    AccessCode, QrCode, SharedRecord, ShowAccessCode, ShowAccessCodeInput, ShowAccessCodeVariables,
};
use crate::{
    api::{self, AccessSpan, MutationBuilder},
    browser, dates,
    doctor::sending::{NotSent, use_sending},
    forms::{self, Problem},
    i18n::{I18n, use_i18n},
    t, t_string,
    ui::{Button, ButtonKind, Choice, use_toasts},
};

/// How long a code holds.
const HOLDS: Duration = Duration::from_secs(15 * 60);

/// For how long, and then the code.
#[component]
pub fn CodeCard(id: RecordId, record: Signal<SharedRecord>) -> impl IntoView {
    let i18n = use_i18n();
    let toasts = use_toasts();
    let sending = use_sending();
    let span = RwSignal::new(Some(AccessSpan::Year));
    let shown = RwSignal::new(None::<AccessCode>);
    // Counts the codes, so that the end of an earlier one does not take a later one away.
    let count = RwSignal::new(0_u32);
    let show = move |()| {
        let input = ShowAccessCodeInput {
            record_id: id,
            span: span.get_untracked().unwrap_or(AccessSpan::Day),
        };
        let request = api::run(ShowAccessCode::build(ShowAccessCodeVariables { input }));
        sending.send(request, move |answer: ShowAccessCode| {
            let payload = answer.show_access_code;
            if let Some(error) = payload.user_errors.first() {
                let words = untrack(|| forms::words(i18n, Problem::Record(error.code)));
                return toasts.say(words);
            }
            shown.set(payload.code);
            count.update(|n| *n += 1);
            let mine = count.get_untracked();
            set_timeout(
                move || {
                    if count.try_get_untracked() == Some(mine) {
                        shown.set(None);
                    }
                },
                HOLDS,
            );
            request_animation_frame(|| browser::focus("code-shown"));
        });
    };
    // A practice that used the code stands in the list below; then the code is worth nothing.
    let opened = Memo::new(move |_| {
        record.with(|r| r.accesses.iter().map(|a| (a.id, a.opened_at.clone())).collect::<Vec<_>>())
    });
    Effect::new(move |before: Option<Vec<_>>| {
        let now = opened.get();
        if before.is_some_and(|before| before != now) && shown.with_untracked(Option::is_some) {
            shown.set(None);
            toasts.say(untrack(|| t_string!(i18n, my.sharing.used)));
        }
        now
    });
    let options = [AccessSpan::Day, AccessSpan::Year, AccessSpan::UntilEnded]
        .map(|span| (span, (move || span_words(i18n, span)).into()))
        .to_vec();

    view! {
        <section class="card code-card" aria-labelledby="code-title">
            <h2 id="code-title">{t!(i18n, my.sharing.code_title)}</h2>
            {move || match shown.get() {
                Some(code) => view! { <Shown code /> }.into_any(),
                None => view! { <p class="hint">{t!(i18n, my.sharing.code_words)}</p> }.into_any(),
            }}
            <Choice
                id="code-span"
                legend=t!(i18n, my.sharing.span)
                options=options
                value=span
            />
            <NotSent sending />
            <Button kind=ButtonKind::Primary pending=sending.pending on_press=show>
                {move || {
                    if shown.with(Option::is_some) {
                        t_string!(i18n, my.sharing.another)
                    } else {
                        t_string!(i18n, my.sharing.show)
                    }
                }}
            </Button>
        </section>
    }
}

fn span_words(i18n: I18n, span: AccessSpan) -> &'static str {
    match span {
        AccessSpan::Day => t_string!(i18n, my.sharing.day),
        AccessSpan::Year => t_string!(i18n, my.sharing.year),
        AccessSpan::UntilEnded => t_string!(i18n, my.sharing.until_ended),
    }
}

#[component]
fn Shown(code: AccessCode) -> impl IntoView {
    let i18n = use_i18n();
    let until = dates::time_of(&code.expires_at);
    // Sign by sign, so that nobody hears a word.
    let spelled = code.text.chars().filter(|c| !c.is_whitespace());
    let spelled = spelled.map(String::from).collect::<Vec<_>>().join(" ");
    view! {
        <div class="code-shown" id="code-shown" tabindex="-1">
            <Picture qr=code.qr />
            <p class="code">
                <span aria-hidden="true">{code.text}</span>
                <span class="visually-hidden">
                    {t!(i18n, my.sharing.code)} ": " {spelled}
                </span>
            </p>
            <p class="hint">{move || t_string!(i18n, my.sharing.valid, time = until.clone())}</p>
        </div>
    }
}

/// The picture, on light ground in the dark too: not every camera reads it otherwise.
#[component]
fn Picture(qr: QrCode) -> impl IntoView {
    let i18n = use_i18n();
    let side = qr.size + 8;
    view! {
        <svg
            class="qr"
            role="img"
            aria-label=t!(i18n, my.sharing.picture)
            viewBox=format!("-4 -4 {side} {side}")
            shape-rendering="crispEdges"
        >
            <rect class="qr-ground" x="-4" y="-4" width=side height=side />
            <path class="qr-ink" d=qr.path />
        </svg>
    }
}

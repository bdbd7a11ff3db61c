//! What was asked, newest first, each with a way to take it back while it waits.

use leptos::prelude::*;
use shared::{EntryId, RecordId};

use super::queries::{
    NamedDose, RecordWithCorrections, WithdrawCorrection, WithdrawCorrectionInput,
    WithdrawCorrectionVariables,
};
use crate::{
    api::{self, MutationBuilder, RecordErrorCode, live::use_topic},
    corrections::{self, Request, queries::CorrectionRequest},
    dates,
    doctor::sending::{NotSent, use_sending},
    forms::{self, Problem},
    i18n::use_i18n,
    routes::Page,
    t, t_string,
    ui::{Button, Empty, use_toasts},
    vaccinations::vaccine_name,
};

/// The requests of a record.
#[component]
pub fn Requests(
    /// Whose.
    id: RecordId,
    /// What is on screen.
    record: Signal<RecordWithCorrections>,
    /// Whether the reader may take one back.
    #[prop(into)]
    may_withdraw: Signal<bool>,
) -> impl IntoView {
    let i18n = use_i18n();
    let requests = Memo::new(move |_| record.with(|r| r.correction_requests.clone()));
    let dose_of = move |request: &CorrectionRequest| {
        let dose = request.vaccination_id?;
        record.with_untracked(|r| r.vaccinations.iter().find(|d| d.id == dose).cloned())
    };
    view! {
        <section class="all-requests" aria-labelledby="requests-title">
            <h2 id="requests-title">{t!(i18n, corrections.list)}</h2>
            <Show
                when=move || requests.with(|requests| !requests.is_empty())
                fallback=move || {
                    view! {
                        <Empty title=t!(i18n, corrections.none)>
                            <p>{t!(i18n, corrections.none_words)}</p>
                        </Empty>
                    }
                }
            >
                <ul class="access">
                    <For
                        each=move || requests.get()
                        key=|request| (request.id, request.status)
                        let:request
                    >
                        <Item id dose=dose_of(&request) request may_withdraw />
                    </For>
                </ul>
            </Show>
        </section>
    }
}

#[component]
fn Item(
    id: RecordId,
    request: CorrectionRequest,
    dose: Option<NamedDose>,
    may_withdraw: Signal<bool>,
) -> impl IntoView {
    let i18n = use_i18n();
    let (waits, request_id, subject) = (request.waits(), request.id, request.subject);
    let head = match dose {
        Some(NamedDose { id: dose, vaccine, occurrence, .. }) => view! {
            <a href=Page::MyVaccination(id, dose).href()>
                {vaccine_name(&vaccine)} " · " {move || dates::short(i18n, occurrence.0)}
            </a>
        }
        .into_any(),
        None => view! { <b>{move || corrections::subject(i18n, subject)}</b> }.into_any(),
    };
    view! {
        <li class="card request">
            <p>{head}</p>
            <Request request />
            <Show when=move || waits && may_withdraw.get()>
                <Withdraw id request_id />
            </Show>
        </li>
    }
}

#[component]
fn Withdraw(id: RecordId, request_id: EntryId) -> impl IntoView {
    let i18n = use_i18n();
    let toasts = use_toasts();
    let topic = use_topic(id);
    let sending = use_sending();
    let withdraw = move |()| {
        let input =
            WithdrawCorrectionInput { idempotency_key: sending.key(), record_id: id, request_id };
        let request = api::run(WithdrawCorrection::build(WithdrawCorrectionVariables { input }));
        sending.send(request, move |answer: WithdrawCorrection| {
            let refused = answer.withdraw_correction.user_errors.first().map(|error| error.code);
            toasts.say(untrack(|| match refused {
                None => t_string!(i18n, corrections.withdrawn),
                // It was answered meanwhile; the answer is shown.
                Some(RecordErrorCode::Conflict) => t_string!(i18n, corrections.late),
                Some(code) => forms::words(i18n, Problem::Record(code)),
            }));
            topic.bump();
        });
    };
    view! {
        <NotSent sending />
        <p>
            <Button is_small=true pending=sending.pending on_press=withdraw>
                {t!(i18n, corrections.withdraw)}
            </Button>
        </p>
    }
}

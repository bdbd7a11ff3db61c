//! What was asked to be corrected in one dose, in its panel.

use leptos::prelude::*;
use shared::RecordId;

use super::answer_form::AnswerForm;
use crate::{
    api::live::use_topic,
    corrections::{Request, queries::CorrectionRequest},
    i18n::use_i18n,
    t,
};

/// The requests about a dose; nothing without any.
#[component]
pub fn DoseRequests(
    /// Whose record.
    record_id: RecordId,
    /// They, newest first.
    requests: Signal<Vec<CorrectionRequest>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let requests = Memo::new(move |_| requests.get());
    view! {
        <Show when=move || requests.with(|requests| !requests.is_empty())>
            <section class="dose-requests">
                <h3>{t!(i18n, corrections.tasks)}</h3>
                <For
                    each=move || requests.get()
                    key=|request| (request.id, request.status)
                    let:request
                >
                    <Request request=request.clone() />
                    <Answer record_id request />
                </For>
            </section>
        </Show>
    }
}

/// The form to answer a request, for who may.
#[component]
pub(super) fn Answer(record_id: RecordId, request: CorrectionRequest) -> impl IntoView {
    let topic = use_topic(record_id);
    let on_done = Callback::new(move |()| topic.bump());
    let request_id = request.id;
    request.can_answer.then(|| view! { <AnswerForm record_id request_id on_done /> })
}

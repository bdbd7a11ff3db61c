//! What was asked to be corrected in a record: what waits is said above its doses, what was
//! answered is behind a summary. An answered request about a dose stands at the dose.

use leptos::prelude::*;
use shared::RecordId;

use super::{answer_form::PlaceLink, on_dose::Answer};
use crate::{
    corrections::{self, Request, queries::CorrectionRequest},
    doctor::queries::Record,
    i18n::use_i18n,
    t, t_string,
    ui::{Notice, Tone},
};

/// The requests of a record; nothing without any.
#[component]
pub fn RecordRequests(
    /// Whose.
    record: Signal<Record>,
) -> impl IntoView {
    let i18n = use_i18n();
    let id = record.with_untracked(|r| r.id);
    let split = Memo::new(move |_| record.with(|r| split(&r.correction_requests)));
    let (waiting, ended) = (move || split.get().0, move || split.get().1);
    view! {
        <Show when=move || split.with(|(waiting, _)| !waiting.is_empty())>
            <Notice tone=Tone::Ask title=t!(i18n, corrections.tasks)>
                <ul class="plain-list record-requests">
                    <For each=waiting key=|request| request.id let:request>
                        <Item id request />
                    </For>
                </ul>
            </Notice>
        </Show>
        <Show when=move || split.with(|(_, ended)| !ended.is_empty())>
            <details class="why-plain no-print">
                <summary>
                    {move || {
                        t_string!(i18n, corrections.earlier, n = split.with(|(_, ended)| ended.len()))
                    }}
                </summary>
                <ul class="plain-list record-requests">
                    <For each=ended key=|request| (request.id, request.status) let:request>
                        <li>
                            <b>{move || corrections::subject(i18n, request.subject)}</b>
                            <Request request=request.clone() />
                        </li>
                    </For>
                </ul>
            </details>
        </Show>
    }
}

/// What waits, and what ended that is about no dose.
fn split(requests: &[CorrectionRequest]) -> (Vec<CorrectionRequest>, Vec<CorrectionRequest>) {
    let waiting = requests.iter().filter(|request| request.waits()).cloned().collect();
    let is_ended =
        |request: &&CorrectionRequest| !request.waits() && request.vaccination_id.is_none();
    (waiting, requests.iter().filter(is_ended).cloned().collect())
}

/// One that waits: about a dose, a link to it; else with the form to answer it.
#[component]
fn Item(id: RecordId, request: CorrectionRequest) -> impl IntoView {
    let i18n = use_i18n();
    let subject = request.subject;
    let is_of_dose = request.vaccination_id.is_some();
    view! {
        <li>
            <b>{move || corrections::subject(i18n, subject)}</b>
            <Request request=request.clone() />
            <PlaceLink record=id request=request.clone() />
            {(!is_of_dose).then(|| view! { <Answer record_id=id request /> })}
        </li>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{api::CorrectionStatus, corrections::queries::sample};

    #[test]
    fn what_waits_comes_first_and_what_was_answered_of_a_dose_stands_there() {
        let dose = Some(shared::VaccinationId(Default::default()));
        let all = [
            sample(CorrectionStatus::Requested, dose),
            sample(CorrectionStatus::Requested, None),
            sample(CorrectionStatus::NotChanged, dose),
            sample(CorrectionStatus::Withdrawn, None),
        ];
        let (waiting, ended) = split(&all);
        assert_eq!(waiting, all[..2]);
        assert_eq!(ended, all[3..]);
    }
}

//! The page: ask, and what was asked before. With a dose in the address it asks about that dose.

use leptos::prelude::*;
use leptos_router::hooks::use_location;
use shared::{RecordId, VaccinationId};

use super::{
    ask::AskForm,
    list::Requests,
    queries::{CorrectionsQuery, NamedDose, RecordWithCorrections},
};
use crate::{
    api::{self, ApiError, QueryBuilder, RecordAction, VaccinationStatus, live::use_topic},
    i18n::use_i18n,
    patient::person::Whose,
    routes::Page,
    t,
    ui::{Load, Notice, PageTitle, Remote, Tone},
    vaccinations::ReadVariables,
};

/// What was asked to be corrected in one record.
#[component]
pub fn CorrectionsPage(
    /// Whose.
    id: RecordId,
) -> impl IntoView {
    let i18n = use_i18n();
    let topic = use_topic(id);
    let record = Remote::new(move || {
        topic.track();
        load(ReadVariables::new(i18n.api_locale()).record(id))
    });

    view! {
        <Load resource=record let:record>
            <Corrections id record />
        </Load>
    }
}

async fn load(variables: ReadVariables) -> Result<RecordWithCorrections, ApiError> {
    let answer = api::run(CorrectionsQuery::build(variables)).await?;
    answer.record.ok_or(ApiError::NotFound)
}

#[component]
fn Corrections(id: RecordId, record: Signal<RecordWithCorrections>) -> impl IntoView {
    let i18n = use_i18n();
    let query = use_location().query;
    let chosen =
        Memo::new(move |_| query.with(|q| q.get_str("dose").and_then(|dose| dose.parse().ok())));
    let dose = Memo::new(move |_| {
        chosen.get().and_then(|id: VaccinationId| record.with(|r| can_be_asked_about(r, id)))
    });
    let is_refused = move || chosen.get().is_some() && dose.with(Option::is_none);
    let whose =
        move || record.with(|r| Whose { relation: r.relation, given_name: r.given_name.clone() });
    let may_ask =
        Memo::new(move |_| record.with(|r| r.permitted.contains(&RecordAction::RequestCorrection)));
    let is_seen_by_nobody = Memo::new(move |_| record.with(waits_for_nobody));

    view! {
        <PageTitle title=move || whose().corrections(i18n) />
        <p class="hint">{t!(i18n, corrections.words)}</p>
        <Show when=move || is_seen_by_nobody.get()>
            <Notice tone=Tone::Warn title=t!(i18n, corrections.nobody)>
                <p>
                    {t!(i18n, corrections.nobody_words)} " "
                    <a href=Page::MySharing(id).href()>{t!(i18n, my.access.sharing)}</a>
                </p>
            </Notice>
        </Show>
        <Show when=move || may_ask.get() && !is_refused()>
            {move || view! { <AskForm id dose=dose.get() /> }}
        </Show>
        <Requests id record may_withdraw=may_ask />
    }
}

/// The dose, if it is there, not void, and no request about it waits.
fn can_be_asked_about(record: &RecordWithCorrections, id: VaccinationId) -> Option<NamedDose> {
    let waits = |r: &crate::corrections::queries::CorrectionRequest| {
        r.waits() && r.vaccination_id == Some(id)
    };
    if record.correction_requests.iter().any(waits) {
        return None;
    }
    let found = record.vaccinations.iter().find(|dose| dose.id == id);
    found.filter(|dose| dose.status != VaccinationStatus::EnteredInError).cloned()
}

/// Whether something waits that no practice was asked by name and none may see.
fn waits_for_nobody(record: &RecordWithCorrections) -> bool {
    let open =
        |r: &crate::corrections::queries::CorrectionRequest| r.waits() && r.practice.is_none();
    record.accesses.is_empty() && record.correction_requests.iter().any(open)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        api::{CorrectionStatus, ViewerRelation},
        corrections::queries::sample,
        patient::corrections::queries::OpenAccess,
    };

    fn dose_id() -> VaccinationId {
        "0190d1a0-0000-7000-8000-00000000002b".parse().expect("an id")
    }

    fn record(status: VaccinationStatus) -> RecordWithCorrections {
        let vaccine = crate::vaccinations::queries::sample("COMPLETED", true, &[]).vaccine;
        let occurrence = crate::vaccinations::queries::sample("COMPLETED", true, &[]).occurrence;
        RecordWithCorrections {
            given_name: "Marc".to_owned(),
            relation: ViewerRelation::Own,
            permitted: Vec::new(),
            correction_requests: Vec::new(),
            accesses: Vec::new(),
            vaccinations: vec![NamedDose { id: dose_id(), status, vaccine, occurrence }],
        }
    }

    #[test]
    fn a_dose_is_asked_about_once_at_a_time_and_not_when_it_is_void() {
        let mut given = record(VaccinationStatus::Completed);
        assert!(can_be_asked_about(&given, dose_id()).is_some());
        given.correction_requests.push(sample(CorrectionStatus::NotChanged, Some(dose_id())));
        assert!(can_be_asked_about(&given, dose_id()).is_some());
        given.correction_requests.push(sample(CorrectionStatus::Requested, Some(dose_id())));
        assert_eq!(can_be_asked_about(&given, dose_id()), None);
        let void = record(VaccinationStatus::EnteredInError);
        assert_eq!(can_be_asked_about(&void, dose_id()), None);
        assert_eq!(can_be_asked_about(&void, VaccinationId(Default::default())), None);
    }

    #[test]
    fn it_is_said_when_no_practice_can_answer() {
        let mut asked = record(VaccinationStatus::Completed);
        assert!(!waits_for_nobody(&asked));
        asked.correction_requests.push(sample(CorrectionStatus::Withdrawn, None));
        assert!(!waits_for_nobody(&asked));
        asked.correction_requests.push(sample(CorrectionStatus::Requested, None));
        assert!(waits_for_nobody(&asked));
        asked.accesses.push(OpenAccess { id: shared::EntryId(Default::default()) });
        assert!(!waits_for_nobody(&asked));
    }
}

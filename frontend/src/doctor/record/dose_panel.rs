//! One dose beside the list: what is recorded, what is strange, its versions, and what can be done.

use crate::api::QueryBuilder;
use leptos::{html, prelude::*};
use shared::VaccinationId;

use super::{actions::DoseActions, dose_table::Warnings};
use crate::{
    api::{self, ApiError, live::use_topic},
    corrections::queries::CorrectionRequest,
    doctor::{
        corrections::DoseRequests,
        queries::{DoseQuery, Record},
    },
    i18n::use_i18n,
    t, t_string,
    ui::{Icon, IconKind, Load, Mark, Remote},
    vaccinations::{
        ReadVariables, Vaccination, VaccinationWithHistory,
        detail::{DoseFacts, mark_of},
        history::History,
        vaccine_name,
    },
    words,
};

/// A dose with its versions, and what was asked to be corrected in it.
type Loaded = (VaccinationWithHistory, Vec<CorrectionRequest>);

/// The panel of one dose.
#[component]
pub fn DosePanel(
    /// Whose.
    record: Signal<Record>,
    /// Which.
    dose: VaccinationId,
    /// Closes it.
    select: Callback<Option<VaccinationId>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let id = record.with_untracked(|r| r.id);
    let topic = use_topic(id);
    let loaded = Remote::new(move || {
        topic.track();
        let variables = ReadVariables::new(i18n.api_locale()).record(id).vaccination(dose);
        async move {
            let answer = api::run(DoseQuery::build(variables)).await?;
            let record = answer.record.ok_or(ApiError::NotFound)?;
            let asked = record.corrections.map(|asked| asked.correction_requests);
            let dose = VaccinationWithHistory::of(record.vaccination, record.versions);
            Ok((dose.ok_or(ApiError::NotFound)?, asked.unwrap_or_default()))
        }
    });
    let panel = NodeRef::<html::H2>::new();
    Effect::new(move || {
        if let Some(title) = panel.get() {
            // The title has tabindex -1: who opens a dose reads on here.
            let _ = title.focus();
        }
    });

    view! {
        <aside class="side-panel dose-panel" aria-labelledby="dose-title">
            <header>
                <h2 id="dose-title" tabindex="-1" node_ref=panel>
                    {move || {
                        record.with(|r| r.dose(dose).map(|d| vaccine_name(&d.vaccine)))
                    }}
                </h2>
                <button
                    class="icon-button"
                    data-size="small"
                    type="button"
                    aria-label=t!(i18n, record.close_dose)
                    on:click=move |_| select.run(None)
                >
                    <Icon kind=IconKind::Close />
                </button>
            </header>
            <Load resource=loaded let:loaded>
                <Body record loaded />
            </Load>
        </aside>
    }
}

#[component]
fn Body(record: Signal<Record>, loaded: Signal<Loaded>) -> impl IntoView {
    let i18n = use_i18n();
    let record_id = record.with_untracked(|r| r.id);
    let now: Signal<Vaccination> = Signal::derive(move || loaded.with(|(d, _)| d.now.clone()));
    let versions = Signal::derive(move || loaded.with(|(d, _)| d.history.clone()));
    let requests = Signal::derive(move || loaded.with(|(_, asked)| asked.clone()));
    let status = move || now.with(|d| words::status(i18n, d.status));

    view! {
        // It scrolls, also by keys, when nothing in it can be focused.
        <div class="side-panel-body" role="group" aria-labelledby="dose-title" tabindex="0">
            <p class="dose-status">
                {move || view! { <Mark kind=now.with(mark_of) /> }}
                <b>{status}</b>
            </p>
            {move || view! { <Warnings dose=now.get() /> }}
            <DoseRequests record_id requests />
            <DoseFacts vaccination=now />
            <section>
                <h3>
                    {move || match versions.with(Vec::len) {
                        1 => t_string!(i18n, my.dose.history_one).to_owned(),
                        n => t_string!(i18n, my.dose.history, n = n),
                    }}
                </h3>
                <History versions />
            </section>
        </div>
        <DoseActions record dose=now />
    }
}

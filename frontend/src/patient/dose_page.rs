//! One dose: what was given, where it comes from, and every version of it.

use crate::api::QueryBuilder;
use leptos::prelude::*;
use shared::{RecordId, VaccinationId};

use super::{
    confidentiality::WhoSees,
    person::Whose,
    queries::{MyDoseQuery, RecordWithDose},
};
use crate::{
    api::{self, ApiError, RecordAction, VaccinationStatus, live::use_topic},
    corrections::{Request, queries::CorrectionRequest},
    dates::{self, Age},
    i18n::use_i18n,
    routes::{Page, correct_dose_href},
    t, t_string,
    ui::{Icon, IconKind, Load, Mark, Notice, PageTitle, Remote, Tone},
    vaccinations::{
        ReadVariables, Vaccination, VaccinationWithHistory,
        detail::{DoseFacts, mark_of},
        history::History,
        targets_text, vaccine_name,
    },
    words,
};

/// A record's head and one dose of it.
#[derive(Clone)]
struct Dose {
    record: RecordWithDose,
    dose: VaccinationWithHistory,
}

/// One dose.
#[component]
pub fn DosePage(
    /// Whose.
    record: RecordId,
    /// Which.
    id: VaccinationId,
) -> impl IntoView {
    let i18n = use_i18n();
    let topic = use_topic(record);
    let dose = Remote::new(move || {
        topic.track();
        load(ReadVariables::new(i18n.api_locale()).record(record).vaccination(id))
    });

    view! {
        <Load resource=dose let:dose>
            <Detail record dose />
        </Load>
    }
}

async fn load(variables: ReadVariables) -> Result<Dose, ApiError> {
    let answer = api::run_kept(MyDoseQuery::build(variables)).await?;
    let record = answer.record.ok_or(ApiError::NotFound)?;
    let dose = VaccinationWithHistory::of(record.vaccination.clone(), record.versions.clone());
    Ok(Dose { record, dose: dose.ok_or(ApiError::NotFound)? })
}

#[component]
fn Detail(record: RecordId, dose: Signal<Dose>) -> impl IntoView {
    let i18n = use_i18n();
    let whose = move || {
        dose.with(|d| Whose {
            relation: d.record.relation,
            given_name: d.record.given_name.clone(),
        })
    };
    let now = Signal::derive(move || dose.with(|d| d.dose.now.clone()));
    let versions = Signal::derive(move || dose.with(|d| d.dose.history.clone()));
    let may_say =
        move || dose.with(|d| d.record.permitted.contains(&RecordAction::SetConfidentiality));
    let named = Memo::new(move |_| {
        dose.with(|d| d.record.confidentiality.as_ref().and_then(|of| of.confidentiality.clone()))
    });
    let head = move || {
        now.with(|v| {
            let age = v
                .occurrence
                .0
                .exact()
                .and_then(|day| Age::on(day, dose.with(|d| d.record.birth_date.0)));
            let mut parts = vec![dates::long(i18n, v.occurrence.0)];
            parts.extend(age.map(|age| t_string!(i18n, my.dose.at_age, age = age.words(i18n))));
            parts.join(" · ")
        })
    };

    view! {
        <nav class="breadcrumb" aria-label=t!(i18n, my.dose.breadcrumb)>
            <ol>
                <li>
                    <a href=Page::MyVaccinations(record).href()>
                        {move || whose().vaccinations(i18n)}
                    </a>
                </li>
            </ol>
        </nav>
        <div class="dose-head">
            <Standing now />
            <PageTitle title=move || now.with(|v| targets_text(&v.vaccine)) />
            <p class="hint">
                {move || now.with(|v| vaccine_name(&v.vaccine))} " · " {head}
            </p>
        </div>
        <Remarks now />
        <section class="card" aria-labelledby="facts-title">
            <h2 id="facts-title">{t!(i18n, my.dose.recorded)}</h2>
            <DoseFacts vaccination=now />
            <details class="why-plain">
                <summary>
                    <Icon kind=IconKind::Clock />
                    {move || match versions.with(Vec::len) {
                        1 => t_string!(i18n, my.dose.history_one).to_owned(),
                        n => t_string!(i18n, my.dose.history, n = n),
                    }}
                </summary>
                <History versions />
            </details>
        </section>
        <Show when=may_say>
            <WhoSees record now named />
        </Show>
        <Corrections record dose />
    }
}

/// What was asked to be corrected in it, and the way to ask.
#[component]
fn Corrections(record: RecordId, dose: Signal<Dose>) -> impl IntoView {
    let i18n = use_i18n();
    let id = dose.with_untracked(|d| d.dose.now.id);
    let requests = Memo::new(move |_| {
        dose.with(|d| {
            let asked = d.record.corrections.as_ref();
            asked.map(|asked| asked.correction_requests.clone()).unwrap_or_default()
        })
    });
    let may_ask = move || {
        let is_waiting = requests.with(|all| all.iter().any(CorrectionRequest::waits));
        let is_void = dose.with(|d| d.dose.now.status == VaccinationStatus::EnteredInError);
        let may = dose.with(|d| d.record.permitted.contains(&RecordAction::RequestCorrection));
        may && !is_waiting && !is_void
    };
    view! {
        <Show when=move || requests.with(|requests| !requests.is_empty())>
            <section class="card requests" aria-labelledby="requests-title">
                <h2 id="requests-title">{t!(i18n, corrections.list)}</h2>
                <For
                    each=move || requests.get()
                    key=|request| (request.id, request.status)
                    let:request
                >
                    <Request request />
                </For>
                <p>
                    <a href=Page::MyCorrections(record).href()>{t!(i18n, corrections.all)}</a>
                </p>
            </section>
        </Show>
        <Show when=may_ask>
            <p class="hint">{t!(i18n, my.dose.wrong)}</p>
            <p>
                <a class="button" href=correct_dose_href(record, id)>
                    <Icon kind=IconKind::Pen />
                    {t!(i18n, corrections.ask)}
                </a>
            </p>
        </Show>
    }
}

/// How the dose stands: word, shape and colour.
#[component]
fn Standing(now: Signal<Vaccination>) -> impl IntoView {
    let i18n = use_i18n();
    move || {
        let (kind, verdict, words) = now.with(|v| {
            let (verdict, words) = match v.status {
                VaccinationStatus::EnteredInError => ("not-valid", words::status(i18n, v.status)),
                VaccinationStatus::NotDone => ("extraneous", words::status(i18n, v.status)),
                VaccinationStatus::Completed if v.is_confirmed => {
                    ("valid", t_string!(i18n, my.dose.confirmed))
                }
                VaccinationStatus::Completed => {
                    ("reported", t_string!(i18n, my.dose.not_confirmed))
                }
            };
            (mark_of(v), verdict, words)
        });
        view! {
            <p class="verdict" data-verdict=verdict>
                <Mark kind />
                {words}
            </p>
        }
    }
}

/// What to do, and what is strange.
#[component]
fn Remarks(now: Signal<Vaccination>) -> impl IntoView {
    let i18n = use_i18n();
    let waits = move || now.with(|v| v.status == VaccinationStatus::Completed && !v.is_confirmed);
    let warnings = move || now.with(|v| v.warnings.clone());

    view! {
        <Show when=waits>
            <Notice tone=Tone::Ask title=t!(i18n, my.dose.what_to_do)>
                <p>{t!(i18n, my.dose.show_card)}</p>
            </Notice>
        </Show>
        {move || {
            warnings()
                .into_iter()
                .map(|warning| {
                    view! {
                        <Notice tone=Tone::Warn title=move || words::warning(i18n, warning.code)>
                            <p>{t!(i18n, my.dose.warning)}</p>
                        </Notice>
                    }
                })
                .collect_view()
        }}
    }
}

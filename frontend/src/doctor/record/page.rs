//! The record: the person, the doses as a list or as a picture, and one dose in a side panel.

use crate::api::QueryBuilder;
use leptos::prelude::*;
use leptos_router::{
    NavigateOptions,
    hooks::{use_location, use_navigate},
    location::Location,
};
use shared::{RecordId, VaccinationId};

use super::{
    dose_panel::DosePanel,
    dose_table::{DoseTable, row_id},
    tabs::{RecordTab, RecordTabs},
};
use crate::{
    api::{self, ApiError, RecordAction, live::use_topic},
    browser,
    doctor::{
        corrections::RecordRequests,
        keys::{PageKey, use_page_keys},
        people::RecordNotices,
        person_bar::PersonFacts,
        queries::{Member, Record, RecordAndMembersQuery, RecordQuery},
        timeline::Timeline,
    },
    i18n::use_i18n,
    routes::Page,
    t,
    ui::{Load, PageTitle, Remote},
    vaccinations::ReadVariables,
};

/// Loads a record with all doses.
///
/// # Errors
/// As [`api::run`]; not found if it may not be read.
pub async fn load_record(locale: api::Locale, id: RecordId) -> Result<Record, ApiError> {
    let answer = api::run(RecordQuery::build(ReadVariables::new(locale).record(id))).await?;
    answer.record.ok_or(ApiError::NotFound)
}

/// Loads a record with all doses and who works in the practice.
///
/// # Errors
/// As [`api::run`]; not found if it may not be read.
pub async fn load_record_and_members(
    locale: api::Locale,
    id: RecordId,
) -> Result<(Record, Vec<Member>), ApiError> {
    let variables = ReadVariables::new(locale).record(id);
    let answer = api::run(RecordAndMembersQuery::build(variables)).await?;
    let members = answer.practice.map(|practice| practice.practitioners).unwrap_or_default();
    Ok((answer.record.ok_or(ApiError::NotFound)?, members))
}

/// One record.
#[component]
pub fn RecordPage(
    /// Whose.
    id: RecordId,
    /// The dose that is shown beside the list at first.
    #[prop(optional)]
    dose: Option<VaccinationId>,
) -> impl IntoView {
    let i18n = use_i18n();
    let topic = use_topic(id);
    let record = Remote::new(move || {
        topic.track();
        load_record(i18n.api_locale(), id)
    });

    view! {
        <Load resource=record let:record>
            <Loaded record dose />
        </Load>
    }
}

/// The part of the address that says what is shown.
fn query_of(shown: RecordTab, dose: Option<VaccinationId>) -> String {
    let mut parts = Vec::new();
    if shown == RecordTab::Timeline {
        parts.push("view=timeline".to_owned());
    }
    parts.extend(dose.map(|dose| format!("dose={dose}")));
    if parts.is_empty() { String::new() } else { format!("?{}", parts.join("&")) }
}

#[component]
fn Loaded(record: Signal<Record>, dose: Option<VaccinationId>) -> impl IntoView {
    let id = record.with_untracked(|r| r.id);
    // The view and the dose are in the address, so that going back finds the page as it was left.
    let Location { pathname, query, .. } = use_location();
    let chosen =
        Memo::new(move |_| query.with(|q| q.get_str("dose").and_then(|dose| dose.parse().ok())));
    let shown = Memo::new(move |_| {
        query.with(|q| match q.get_str("view") {
            Some("timeline") => RecordTab::Timeline,
            Some(_) | None => RecordTab::List,
        })
    });
    let navigate = StoredValue::new_local(use_navigate());
    let show = move |shown: RecordTab, dose: Option<VaccinationId>| {
        let stay = NavigateOptions { scroll: false, ..NavigateOptions::default() };
        let address = format!("{}{}", pathname.get_untracked(), query_of(shown, dose));
        navigate.with_value(|navigate| navigate(&address, stay));
    };
    // The dose of the address stays until another is chosen or it is closed.
    let first = RwSignal::new(dose);
    let selected = Memo::new(move |_| chosen.get().or(first.get()));
    // What opened the dose gets the focus back: a row of the list, a date or a mark of the timeline.
    let opener = StoredValue::new(None::<String>);
    let select = Callback::new(move |dose: Option<VaccinationId>| {
        let back_to = opener.get_value().or_else(|| selected.get_untracked().map(row_id));
        first.set(None);
        if dose.is_some() {
            opener.set_value(browser::focused_id());
        }
        show(shown.get_untracked(), dose);
        if dose.is_none()
            && let Some(opener) = back_to
        {
            browser::focus(&opener);
        }
    });
    use_record_keys(record, selected, select);
    // The address that the board had before it became a page.
    Effect::new(move || {
        if query.with(|q| q.get_str("view") == Some("status")) {
            let options = NavigateOptions { replace: true, ..NavigateOptions::default() };
            navigate.with_value(|navigate| navigate(&Page::Decide(id).href(), options));
        }
    });
    let doses = Memo::new(move |_| record.with(|r| r.vaccinations.clone()));

    view! {
        <RecordHead record />
        <RecordNotices record />
        <RecordRequests record />
        <RecordTabs
            id
            here=shown
            on_show=Callback::new(move |shown| show(shown, chosen.get_untracked()))
        />
        <div class="record-view" data-panel=move || selected.get().is_some().then_some("open")>
            {move || match shown.get() {
                RecordTab::List | RecordTab::Decide | RecordTab::Plan | RecordTab::Compare => {
                    view! { <DoseTable id doses selected select /> }.into_any()
                }
                RecordTab::Timeline => {
                    let birth = record.with_untracked(|r| r.birth_date.0);
                    view! { <Timeline birth doses selected select /> }.into_any()
                }
                            }}
            {move || selected.get().map(|dose| view! { <DosePanel record dose select /> })}
        </div>
    }
}

/// R records, T transcribes, Escape closes the dose or goes back.
fn use_record_keys(
    record: Signal<Record>,
    selected: Memo<Option<VaccinationId>>,
    select: Callback<Option<VaccinationId>>,
) {
    let navigate = use_navigate();
    use_page_keys(move |key| {
        let (id, may) = record.with_untracked(|r| {
            (
                r.id,
                (
                    r.may(RecordAction::RecordVaccination),
                    r.may(RecordAction::TranscribeVaccination),
                ),
            )
        });
        let go = |page: Page| navigate(&page.href(), NavigateOptions::default());
        match key {
            PageKey::Single(letter) if letter == "r" && may.0 => go(Page::RecordDoses(id)),
            PageKey::Single(letter) if letter == "t" && may.1 => go(Page::Transcribe(id)),
            PageKey::Back => match selected.get_untracked() {
                Some(_) => select.run(None),
                None => go(Page::Start),
            },
            PageKey::Single(_) | PageKey::Confirm => return false,
        }
        true
    });
}

/// The person, and what can be done.
#[component]
fn RecordHead(record: Signal<Record>) -> impl IntoView {
    let i18n = use_i18n();
    let id = record.with_untracked(|r| r.id);
    let may = move |action: RecordAction| record.with(|r| r.may(action));

    view! {
        <div class="patient-bar">
            <div class="patient-who">
                <PageTitle title=move || record.with(Record::full_name) />
            </div>
            <PersonFacts record />
            <div class="patient-actions">
                <Show when=move || may(RecordAction::CorrectPerson)>
                    <a class="button" data-kind="quiet" href=Page::CorrectPerson(id).href()>
                        {t!(i18n, correct_person.link)}
                    </a>
                </Show>
                <Show when=move || may(RecordAction::TranscribeVaccination)>
                    <a class="button" href=Page::Transcribe(id).href()>
                        {t!(i18n, record.transcribe)}
                        <kbd class="key" aria-hidden="true">"T"</kbd>
                    </a>
                </Show>
                <Show when=move || {
                    may(RecordAction::RecordVaccination) && record.with(|r| r.died_on.is_none())
                }>
                    <a class="button" href=Page::NotGiven(id).href()>
                        {t!(i18n, record.not_given)}
                    </a>
                    <a class="button" data-kind="primary" href=Page::RecordDoses(id).href()>
                        {t!(i18n, record.record_doses)}
                        <kbd class="key" aria-hidden="true">"R"</kbd>
                    </a>
                </Show>
            </div>
        </div>
    }
}

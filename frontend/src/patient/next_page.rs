//! What is next for one person, what to ask, and what waits for a professional's confirmation.

use leptos::prelude::*;
use shared::RecordId;

use super::{
    next_cards::Answer,
    person::{AddressFailed, Family, Whose},
    queries::{NextQuery, NextRecord},
    told::Told,
};
use crate::{
    api::{
        self, AddressState, ApiError, QueryBuilder, RecordAction, VaccinationStatus,
        live::use_topic,
    },
    dates,
    i18n::use_i18n,
    routes::Page,
    t, t_string,
    ui::{Load, Notice, PageTitle, Remote, Tone},
    vaccinations::ReadVariables,
};

/// What is next for a person.
#[component]
pub fn NextPage(
    /// Whose record.
    id: RecordId,
) -> impl IntoView {
    let i18n = use_i18n();
    let topic = use_topic(id);
    let record = Remote::new(move || {
        topic.track();
        load(ReadVariables::new(i18n.api_locale()).record(id))
    });
    view! {
        <Family current=id to=Page::MyNext />
        <Load resource=record let:loaded>
            <AddressFailed address=Signal::derive(move || loaded.with(|(_, address)| *address)) />
            <Person id record=Signal::derive(move || loaded.with(|(record, _)| record.clone())) />
        </Load>
    }
}

/// The record, and how far the reader's address is.
type Loaded = (NextRecord, Option<AddressState>);

async fn load(variables: ReadVariables) -> Result<Loaded, ApiError> {
    let answer = api::run_kept(NextQuery::build(variables)).await?;
    let address = answer.viewer.and_then(|viewer| viewer.address);
    Ok((answer.record.ok_or(ApiError::NotFound)?, address))
}

#[component]
fn Person(id: RecordId, record: Signal<NextRecord>) -> impl IntoView {
    let i18n = use_i18n();
    let whose =
        move || record.with(|r| Whose { relation: r.relation, given_name: r.given_name.clone() });
    let has_dose = move || {
        record.with(|r| r.vaccinations.iter().any(|v| v.status == VaccinationStatus::Completed))
    };
    let waits_for_answer = move || record.with(|r| r.waits_for_answer);
    let died_on = move || record.with(|r| r.died_on);
    let answer = move || match record.with(|r| r.assessment.clone()) {
        _ if died_on().is_some() => {
            let title = move || {
                let day = died_on().map(dates::short_day).unwrap_or_default();
                t_string!(i18n, people.death.notice, date = day)
            };
            view! {
                <Notice tone=Tone::Stop title>
                    <p>{t!(i18n, people.death.notice_words)}</p>
                </Notice>
            }
            .into_any()
        }
        Some(assessment) => {
            let may_report =
                record.with(|r| r.permitted.contains(&RecordAction::ReportVaccination));
            view! { <Answer id assessment may_report /> }.into_any()
        }
        None => view! {
            <Notice tone=Tone::Ask title=t!(i18n, my.next.no_birthday)>
                <p>{t!(i18n, my.next.no_birthday_words)}</p>
            </Notice>
        }
        .into_any(),
    };
    view! {
        <PageTitle title=move || whose().next(i18n) />
        <Show when=waits_for_answer>
            <Notice tone=Tone::Ask title=t!(i18n, helpers.asked)>
                <p>{t!(i18n, helpers.asked_words)}</p>
                <p>
                    <a class="button" href=Page::MyHelpers(id).href()>
                        {t!(i18n, helpers.to_answer)}
                    </a>
                </p>
            </Notice>
        </Show>
        <Show when=move || !has_dose() && died_on().is_none()>
            <Notice tone=Tone::Ask title=t!(i18n, my.next.no_dose)>
                <p>{t!(i18n, my.next.no_dose_words)}</p>
            </Notice>
        </Show>
        {answer}
        <Told id record />
    }
}

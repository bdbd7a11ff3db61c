//! The page: each purpose with its text, what holds, and everything that was said.

use leptos::prelude::*;
use shared::RecordId;

use super::{
    purpose::PurposeCard,
    queries::{ConsentQuery, ConsentedRecord},
};
use crate::{
    api::{self, ApiError, ConsentPurpose, QueryBuilder, RecordAction, live::use_topic},
    i18n::use_i18n,
    patient::person::Whose,
    routes::Page,
    t,
    ui::{Load, PageTitle, Remote},
    vaccinations::ReadVariables,
};

/// What was agreed to for one record.
#[component]
pub fn ConsentPage(
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
            <Purposes id record />
        </Load>
    }
}

/// A record with what was agreed to.
pub(super) async fn load(variables: ReadVariables) -> Result<ConsentedRecord, ApiError> {
    let answer = api::run(ConsentQuery::build(variables)).await?;
    answer.record.ok_or(ApiError::NotFound)
}

#[component]
fn Purposes(id: RecordId, record: Signal<ConsentedRecord>) -> impl IntoView {
    let i18n = use_i18n();
    let whose =
        move || record.with(|r| Whose { relation: r.relation, given_name: r.given_name.clone() });
    let may_say =
        Signal::derive(move || record.with(|r| r.permitted.contains(&RecordAction::SayConsent)));
    let cards = ConsentPurpose::ALL
        .iter()
        .map(|purpose| view! { <PurposeCard id purpose=*purpose record may_say /> });

    view! {
        <PageTitle title=move || whose().consent(i18n) />
        <p>{t!(i18n, my.consent.lead)}</p>
        {cards.collect_view()}
        <p>
            <a class="button" href=Page::MySharing(id).href()>
                {t!(i18n, my.consent.back)}
            </a>
        </p>
    }
}

//! The page: what to show in the practice, who may look now, who could once.

use leptos::prelude::*;
use shared::RecordId;

use super::{
    code::CodeCard,
    practices::{Ended, Now},
    queries::{SharedRecord, SharingQuery},
};
use crate::{
    api::{self, ApiError, QueryBuilder, RecordAction, live::use_topic},
    i18n::use_i18n,
    patient::person::Whose,
    routes::Page,
    t,
    ui::{Icon, IconKind, Load, PageTitle, Remote},
    vaccinations::ReadVariables,
};

/// Who may see one record.
#[component]
pub fn SharingPage(
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
            <Sharing id record />
        </Load>
    }
}

async fn load(variables: ReadVariables) -> Result<SharedRecord, ApiError> {
    let answer = api::run(SharingQuery::build(variables)).await?;
    answer.record.ok_or(ApiError::NotFound)
}

#[component]
fn Sharing(id: RecordId, record: Signal<SharedRecord>) -> impl IntoView {
    let i18n = use_i18n();
    let whose =
        move || record.with(|r| Whose { relation: r.relation, given_name: r.given_name.clone() });
    let may_share = move || record.with(|r| r.permitted.contains(&RecordAction::Share));

    view! {
        <PageTitle title=move || whose().sharing(i18n) />
        <Show when=may_share>
            <CodeCard id record />
        </Show>
        <Now id record may_end=Signal::derive(may_share) />
        <Ended record />
        <details class="why-plain">
            <summary>{t!(i18n, my.sharing.what_title)}</summary>
            <p>{t!(i18n, my.sharing.what)}</p>
        </details>
        <p>
            <a class="button" href=Page::MyAccessLog(id).href()>
                <Icon kind=IconKind::Eye />
                {t!(i18n, my.sharing.log)}
            </a>
            " "
            <a class="button" href=Page::MyConsent(id).href()>
                <Icon kind=IconKind::Check />
                {t!(i18n, my.consent.short)}
            </a>
        </p>
    }
}

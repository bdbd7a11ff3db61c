//! The health profile of a record, for professionals.

use leptos::prelude::*;
use shared::RecordId;

use super::{
    keys::{PageKey, use_page_keys},
    queries::Record,
    record::{FormHead, RecordForm},
};
use crate::{
    api::{RecordAction, live::use_topic},
    facts::{ProfileView, load_profile},
    i18n::use_i18n,
    routes::Page,
    t,
    ui::{Load, Remote},
};

/// The profile of one record.
#[component]
pub fn ProfilePage(
    /// Whose.
    id: RecordId,
) -> impl IntoView {
    let form = |record| view! { <Loaded record /> }.into_any();
    view! { <RecordForm id action=RecordAction::EnterFact form /> }
}

#[component]
fn Loaded(record: Signal<Record>) -> impl IntoView {
    let i18n = use_i18n();
    let id = record.with_untracked(|r| r.id);
    let topic = use_topic(id);
    let profile = Remote::new(move || {
        topic.track();
        load_profile(i18n.api_locale(), id)
    });
    let navigate = leptos_router::hooks::use_navigate();
    use_page_keys(move |key| {
        let goes_back = key == PageKey::Back;
        if goes_back {
            navigate(&Page::Record(id).href(), leptos_router::NavigateOptions::default());
        }
        goes_back
    });
    view! {
        <FormHead record title=t!(i18n, facts.title) />
        <Load resource=profile let:profile>
            <ProfileView profile />
        </Load>
    }
}

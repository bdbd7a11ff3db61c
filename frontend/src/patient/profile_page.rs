//! My health profile, or a child's: what is known, and what I can tell.

use leptos::prelude::*;
use shared::RecordId;

use super::person::Whose;
use crate::{
    api::live::use_topic,
    facts::{ProfileView, load_profile},
    i18n::use_i18n,
    routes::Page,
    t,
    ui::{Load, PageTitle, Remote},
};

/// The profile of one record.
#[component]
pub fn ProfilePage(
    /// Whose.
    id: RecordId,
) -> impl IntoView {
    let i18n = use_i18n();
    let topic = use_topic(id);
    let profile = Remote::new(move || {
        topic.track();
        load_profile(i18n.api_locale(), id)
    });
    view! {
        <Load resource=profile let:profile>
            {
                let whose = profile.with_untracked(|p| Whose {
                    relation: p.relation,
                    given_name: p.given_name.clone(),
                });
                view! {
                    <PageTitle title=move || whose.profile(i18n) />
                    <p>{t!(i18n, facts.lead)}</p>
                    <ProfileView profile />
                    <p>
                        <a class="button" href=Page::MyVaccinations(id).href()>
                            {t!(i18n, my.report.back)}
                        </a>
                    </p>
                }
            }
        </Load>
    }
}

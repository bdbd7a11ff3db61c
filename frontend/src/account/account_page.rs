//! Name, language, light or dark, contact, sign out.

use leptos::prelude::*;

use super::{
    contact::ContactSection, device::DeviceSection, practice::PracticeSection,
    reminders::RemindersSection,
};
use crate::{
    api::ViewerRelation,
    i18n::use_i18n,
    routes::Page,
    session::{use_session, use_viewer},
    shell::{LanguageSwitch, ThemeSwitch},
    t, t_string,
    ui::{Button, PageTitle, text},
    words,
};

/// The account.
#[component]
pub fn AccountPage() -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let viewer = use_viewer();
    let own = Memo::new(move |_| viewer.with(|v| v.own_record().map(|person| person.id)));
    let roles = move || {
        let roles = viewer.with(|v| v.roles.clone());
        roles.into_iter().map(|r| words::role(i18n, r)).collect::<Vec<_>>().join(", ")
    };

    view! {
        <PageTitle title=t!(i18n, shell.account) />
        <section class="card account" aria-labelledby="who-title">
            <h2 id="who-title">{move || viewer.with(|v| v.account.display_name.clone())}</h2>
            <p class="hint">{roles}</p>
            <div class="account-row">
                <span>{t!(i18n, shell.language)}</span>
                <LanguageSwitch />
            </div>
            <div class="account-row">
                <span>{t!(i18n, shell.theme)}</span>
                <ThemeSwitch />
            </div>
            <Button on_press=move |()| session.sign_out()>{t!(i18n, shell.sign_out)}</Button>
        </section>
        <PracticeSection />
        {move || own.get().map(|record| view! { <ContactSection record /> <RemindersSection record /> })}
        <section class="card" aria-labelledby="helpers-title">
            <h2 id="helpers-title">{t!(i18n, helpers.account_title)}</h2>
            <ul class="plain-list">
                {move || {
                    let people = viewer.with(|v| v.records.clone());
                    let mine = people.into_iter().filter(|r| {
                        matches!(r.relation, ViewerRelation::Own | ViewerRelation::Parent)
                    });
                    mine.map(|r| {
                            let name = r.record.full_name();
                            view! {
                                <li>
                                    <a href=Page::MyHelpers(r.record.id).href()>
                                        {text(move || {
                                            t_string!(i18n, helpers.account_link, name = name.clone())
                                        })}
                                    </a>
                                </li>
                            }
                        })
                        .collect_view()
                }}
                <li>
                    <a href=Page::Join.href()>{t!(i18n, helpers.join)}</a>
                </li>
            </ul>
        </section>
        <DeviceSection />
        <p>
            <a href=Page::Accessibility.href()>{t!(i18n, shell.accessibility)}</a>
        </p>
    }
}

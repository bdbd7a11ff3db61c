//! Whose page it is: «My vaccinations» or «Mila’s vaccinations», and the family to choose from.

use leptos::prelude::*;
use shared::RecordId;

use crate::{
    api::{AddressState, ViewerRelation},
    dates::{self, Age},
    i18n::{I18n, use_i18n},
    routes::Page,
    session::use_viewer,
    t, t_string,
    ui::{Notice, Tone},
};

/// Who a page is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Whose {
    /// Own, or a child's.
    pub relation: ViewerRelation,
    /// Given name.
    pub given_name: String,
}

impl Whose {
    /// «What is next for me».
    #[must_use]
    pub fn next(&self, i18n: I18n) -> String {
        match self.relation {
            ViewerRelation::Own => t_string!(i18n, my.next.title_own).to_owned(),
            _ => t_string!(i18n, my.next.title, name = self.given_name.clone()),
        }
    }

    /// «My vaccinations».
    #[must_use]
    pub fn vaccinations(&self, i18n: I18n) -> String {
        match self.relation {
            ViewerRelation::Own => t_string!(i18n, my.list.title_own).to_owned(),
            _ => t_string!(i18n, my.list.title, name = self.given_name.clone()),
        }
    }

    /// «Who looked at my record».
    #[must_use]
    pub fn access_log(&self, i18n: I18n) -> String {
        match self.relation {
            ViewerRelation::Own => t_string!(i18n, my.access.title_own).to_owned(),
            _ => t_string!(i18n, my.access.title, name = self.given_name.clone()),
        }
    }

    /// «What I asked to be corrected».
    #[must_use]
    pub fn corrections(&self, i18n: I18n) -> String {
        match self.relation {
            ViewerRelation::Own => t_string!(i18n, corrections.title_own).to_owned(),
            _ => t_string!(i18n, corrections.title, name = self.given_name.clone()),
        }
    }

    /// «Who may see my record».
    #[must_use]
    pub fn sharing(&self, i18n: I18n) -> String {
        match self.relation {
            ViewerRelation::Own => t_string!(i18n, my.sharing.title_own).to_owned(),
            _ => t_string!(i18n, my.sharing.title, name = self.given_name.clone()),
        }
    }

    /// «What I agreed to».
    #[must_use]
    pub fn consent(&self, i18n: I18n) -> String {
        match self.relation {
            ViewerRelation::Own => t_string!(i18n, my.consent.title_own).to_owned(),
            _ => t_string!(i18n, my.consent.title, name = self.given_name.clone()),
        }
    }

    /// «My health profile».
    #[must_use]
    pub fn profile(&self, i18n: I18n) -> String {
        match self.relation {
            ViewerRelation::Own => t_string!(i18n, facts.title_own).to_owned(),
            _ => t_string!(i18n, facts.title_child, name = self.given_name.clone()),
        }
    }

    /// «Add a vaccination of mine».
    #[must_use]
    pub fn report(&self, i18n: I18n) -> String {
        match self.relation {
            ViewerRelation::Own => t_string!(i18n, my.report.title_own).to_owned(),
            _ => t_string!(i18n, my.report.title, name = self.given_name.clone()),
        }
    }
}

/// That mails do not reach the reader any more, and where to mend it; nothing while they do.
#[component]
pub fn AddressFailed(
    /// How far the reader's address is.
    #[prop(into)]
    address: Signal<Option<AddressState>>,
) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <Show when=move || address.get() == Some(AddressState::Failed)>
            <Notice tone=Tone::Ask title=t!(i18n, my.next.address_failed)>
                <p>
                    {t!(i18n, my.next.address_failed_words)} " "
                    <a href=format!(
                        "{}#reminders",
                        Page::Account.href(),
                    )>{t!(i18n, my.next.address_failed_link)}</a>
                </p>
            </Notice>
        </Show>
    }
}

/// Everyone whose record the reader has, if there are several.
#[component]
pub fn Family(
    /// Who is shown.
    current: RecordId,
    /// The page that is shown of each.
    to: fn(RecordId) -> Page,
) -> impl IntoView {
    let i18n = use_i18n();
    let viewer = use_viewer();
    let people = move || viewer.with(|v| v.records.clone());

    view! {
        <Show when=move || viewer.with(|v| 1 < v.records.len())>
            <ul class="family" aria-label=t!(i18n, my.family)>
                {move || {
                    people()
                        .into_iter()
                        .map(|r| {
                            let age = Age::on(dates::today(), r.record.birth_date.0);
                            let given_name = r.record.given_name.clone();
                            let name = move || match r.relation {
                                ViewerRelation::Own => t_string!(i18n, my.me).to_owned(),
                                _ => given_name.clone(),
                            };
                            view! {
                                <li>
                                    <a
                                        href=to(r.record.id).href()
                                        aria-current=(r.record.id == current).then_some("true")
                                    >
                                        <span class="avatar" data-size="large" aria-hidden="true">
                                            {r.record.initials()}
                                        </span>
                                        <b>{name}</b>
                                        <span class="visually-hidden">
                                            ", "{move || age.map(|age| age.words(i18n))}
                                        </span>
                                    </a>
                                </li>
                            }
                        })
                        .collect_view()
                }}
            </ul>
        </Show>
    }
}

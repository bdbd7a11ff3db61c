//! Around the patient's pages: one column for a phone, the person always on screen.

use leptos::{html, prelude::*};
use leptos_router::hooks::use_location;
use shared::RecordId;

use super::{KeptNotice, SkipLink, emergency::EmergencyNotices};
use crate::{
    api::ViewerRelation,
    browser,
    dates::{self, Age},
    i18n::use_i18n,
    routes::Page,
    session::{Viewer, use_viewer},
    t, t_string,
    ui::{Brand, Icon, IconKind, Text},
};

/// Header with the person, the page, and the places at the bottom.
#[component]
pub fn HandShell(
    /// Whose record is shown; without one the pages are the reader's own.
    #[prop(into)]
    record: Signal<Option<RecordId>>,
    /// The page.
    children: Children,
) -> impl IntoView {
    let i18n = use_i18n();
    let viewer = use_viewer();
    let scroller = NodeRef::<html::Div>::new();
    let path = use_location().pathname;
    Effect::new(|| browser::set_body_class("hand"));
    Effect::new(move || {
        path.track();
        if let Some(scroller) = scroller.get() {
            scroller.set_scroll_top(0);
        }
    });

    view! {
        <SkipLink />
        <header class="hand-header">
            <a class="brand" href=Page::Start.href()>
                <Brand />
                "Carnet"
            </a>
            <PersonSwitch record />
        </header>
        <div class="hand-scroll" node_ref=scroller>
            <main id="main" class="hand-page" tabindex="-1">
                <KeptNotice />
                <EmergencyNotices />
                {children()}
                <Show when=move || viewer.with(|v| v.is_demo)>
                    <p class="hint demo-line">{t!(i18n, shell.demo)}</p>
                </Show>
            </main>
        </div>
        <BottomNav record />
    }
}

/// Who is on screen, and who else there is.
#[component]
fn PersonSwitch(record: Signal<Option<RecordId>>) -> impl IntoView {
    let i18n = use_i18n();
    let viewer = use_viewer();
    let details = NodeRef::<html::Details>::new();
    let current = move || {
        let id = record.get()?;
        viewer.with(|v| v.records.iter().find(|r| r.record.id == id).cloned())
    };
    let close = move |_| {
        if let Some(details) = details.get() {
            details.set_open(false);
        }
    };
    let all = move || {
        let is_family = viewer.with(|v| 1 < v.records.len());
        is_family.then(|| {
            view! {
                <li>
                    <a class="row-link" href=Page::MyFamily.href() on:click=close>
                        <span class="avatar" aria-hidden="true">
                            <Icon kind=IconKind::Home />
                        </span>
                        <b>{t!(i18n, my.all)}</b>
                        <span class="chevron"><Icon kind=IconKind::Chevron /></span>
                    </a>
                </li>
            }
        })
    };
    let others = move || {
        let people = viewer.with(|v| v.records.clone());
        people
            .into_iter()
            .map(|r| {
                let is_current = record.get() == Some(r.record.id);
                view! {
                    <li>
                        <a
                            class="row-link"
                            href=Page::MyNext(r.record.id).href()
                            aria-current=is_current.then_some("true")
                            on:click=close
                        >
                            <span class="avatar" aria-hidden="true">{r.record.initials()}</span>
                            <b>{r.record.given_name}</b>
                            <span class="chevron"><Icon kind=IconKind::Chevron /></span>
                        </a>
                    </li>
                }
            })
            .collect_view()
    };

    view! {
        {move || {
            current()
                .map(|r| {
                    let age = Age::on(dates::today(), r.record.birth_date.0);
                    let relation = r.relation;
                    view! {
                        <details class="person-switch" node_ref=details>
                            <summary>
                                <span class="avatar" aria-hidden="true">{r.record.initials()}</span>
                                <span class="person-switch-words">
                                    <b>{r.record.full_name()}</b>
                                    <span class="hint">
                                        {move || {
                                            let age = age.map(|age| age.words(i18n));
                                            let whose = match relation {
                                                ViewerRelation::Own => Some(t_string!(i18n, shell.me)),
                                                ViewerRelation::Parent => {
                                                    Some(t_string!(i18n, shell.my_child))
                                                }
                                                ViewerRelation::Trusted => {
                                                    Some(t_string!(i18n, helpers.i_act))
                                                }
                                                ViewerRelation::Reader => {
                                                    Some(t_string!(i18n, helpers.i_read))
                                                }
                                                ViewerRelation::Practice | ViewerRelation::None => None,
                                            };
                                            let parts: Vec<String> = age
                                                .into_iter()
                                                .chain(whose.map(str::to_owned))
                                                .collect();
                                            parts.join(" · ")
                                        }}
                                    </span>
                                </span>
                                <Icon kind=IconKind::Down />
                                <span class="visually-hidden">{t!(i18n, shell.change_person)}</span>
                            </summary>
                            <ul class="rows person-list">{all} {others}</ul>
                        </details>
                    }
                })
        }}
    }
}

/// The places of the patient; only those that exist.
#[component]
fn BottomNav(record: Signal<Option<RecordId>>) -> impl IntoView {
    let i18n = use_i18n();
    let viewer = use_viewer();
    let path = use_location().pathname;
    let here = Memo::new(move |_| Page::of_path(&path.get()));
    let id = Memo::new(move |_| record.get().or_else(|| viewer.with(first_record)));
    let is_family = Memo::new(move |_| viewer.with(|v| 1 < v.records.len()));

    view! {
        <nav class="bottom-nav" aria-label=t!(i18n, shell.nav)>
            <ul>
                {move || {
                    id.get()
                        .map(|id| {
                            let family = is_family
                                .get()
                                .then(|| {
                                    view! {
                                        <Place here to=Page::MyFamily icon=IconKind::Home words=t!(i18n, nav.family) />
                                    }
                                });
                            view! {
                                {family}
                                <Place here to=Page::MyNext(id) icon=IconKind::Calendar words=t!(i18n, nav.next) />
                                <Place here to=Page::MyVaccinations(id) icon=IconKind::Book words=t!(i18n, nav.vaccinations) />
                                <Place here to=Page::MyAccessLog(id) icon=IconKind::Eye words=t!(i18n, nav.access_log) />
                            }
                        })
                }}
                <Place here to=Page::Account icon=IconKind::Person words=t!(i18n, nav.account) />
            </ul>
        </nav>
    }
}

/// One place; it is the current one on the pages below it too.
#[component]
fn Place(
    here: Memo<Option<Page>>,
    to: Page,
    icon: IconKind,
    #[prop(into)] words: Text,
) -> impl IntoView {
    let current = move || match here.get() {
        Some(page) if page == to => Some("page"),
        Some(
            Page::MyVaccination(..) | Page::MyReport(_) | Page::MyProfile(_) | Page::MyPrint(_),
        ) if matches!(to, Page::MyVaccinations(_)) => Some("true"),
        Some(Page::MySharing(_) | Page::MyConsent(_) | Page::MyReceipt(..))
            if matches!(to, Page::MyAccessLog(_)) =>
        {
            Some("true")
        }
        Some(_) | None => None,
    };
    view! {
        <li>
            <a href=to.href() aria-current=current>
                <Icon kind=icon size=22 />
                {move || words.get()}
            </a>
        </li>
    }
}

/// The record that is shown first: the viewer's own, else the first child's.
#[must_use]
pub fn first_record(viewer: &Viewer) -> Option<RecordId> {
    let own = viewer.own_record().map(|person| person.id);
    own.or_else(|| viewer.records.first().map(|r| r.record.id))
}

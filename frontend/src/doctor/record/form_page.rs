//! What every form about a record begins and ends with: who may, the person, the keys, the way back.

use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_navigate};
use shared::RecordId;

use super::load_record;
use crate::{
    api::{RecordAction, live::use_topic},
    doctor::{
        keys::{PageKey, use_page_keys},
        leaving::Leaving,
        person_bar::{Crumbs, PersonLine},
        queries::Record,
        sending::Sending,
    },
    i18n::use_i18n,
    not_found::NotFoundPage,
    t,
    ui::{Button, ButtonKind, Load, PageTitle, Remote, Text},
};

/// Loads a record and shows a form about it to whoever may do that; to everybody else there is no
/// such page.
#[component]
pub fn RecordForm(
    /// Whose.
    id: RecordId,
    /// What the form is for.
    action: RecordAction,
    /// The form; built once, the signal changes when the record is loaded again.
    form: fn(Signal<Record>) -> AnyView,
) -> impl IntoView {
    let i18n = use_i18n();
    let topic = use_topic(id);
    let record = Remote::new(move || {
        topic.track();
        // The locale is not tracked: names in forms come from the catalogue.
        load_record(untrack(|| i18n.api_locale()), id)
    });
    view! {
        <Load resource=record let:record>
            {if record.with_untracked(|r| r.may(action)) {
                form(record)
            } else {
                view! { <NotFoundPage /> }.into_any()
            }}
        </Load>
    }
}

/// The form's name, and about whom it is.
#[component]
pub fn FormHead(
    /// Whose.
    record: Signal<Record>,
    /// The form's name.
    title: Text,
) -> impl IntoView {
    view! {
        <Crumbs record here=title.clone() />
        <div class="page-head">
            <div>
                <PageTitle title />
                <PersonLine record />
            </div>
        </div>
    }
}

/// Ctrl+Enter sends, Escape goes to `back`, P begins with the first control, if it has one.
pub fn use_form_keys(
    leaving: Leaving,
    send: Callback<()>,
    back: String,
    first: Option<&'static str>,
) {
    let navigate = use_navigate();
    use_page_keys(move |key| {
        match key {
            PageKey::Confirm => send.run(()),
            PageKey::Back if leaving.may_leave() => navigate(&back, NavigateOptions::default()),
            PageKey::Back => {}
            PageKey::Single(letter) => match first {
                Some(first) if letter == "p" => crate::browser::focus(first),
                _ => return false,
            },
        }
        true
    });
}

/// The way back, and the button that sends.
#[component]
pub fn FormFoot(
    /// Where back is.
    back: String,
    /// The state of sending.
    sending: Sending,
    /// Whether something has to be filled in before.
    #[prop(optional, into)]
    waits: Signal<bool>,
    /// The id of the words that explain it.
    #[prop(optional)]
    described_by: Option<&'static str>,
    /// Something to know beside.
    #[prop(optional)]
    hint: Option<AnyView>,
    /// What sending does.
    #[prop(into)]
    words: Text,
) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <div class="record-do">
            {hint.map(|hint| view! { <p class="hint">{hint}</p> })}
            <a class="button" href=back>
                {t!(i18n, doctor.back)}
                <kbd class="key" aria-hidden="true">"Esc"</kbd>
            </a>
            {
                let pending = sending.pending;
                view! {
                    <Button kind=ButtonKind::Primary submits=true pending waits described_by>
                        {words}
                        <kbd class="key" aria-hidden="true">"Ctrl Enter"</kbd>
                    </Button>
                }
            }
        </div>
    }
}

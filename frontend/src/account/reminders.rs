//! The reader's reminders: whether, how long before, for whom; and what was written so far.

use crate::api::{MutationBuilder, QueryBuilder};
use leptos::{ev::SubmitEvent, prelude::*, task::spawn_local};
use shared::RecordId;

use super::queries::{
    ChangeReminders, ChangeRemindersInput, ChangeRemindersVariables, ConfirmAddressAgain,
    ConfirmAddressAgainInput, ConfirmAddressAgainVariables, Message, ReminderSettings, RemindersOf,
    RemindersQuery, RemindersVariables,
};
use crate::{
    api::{
        self, AddressState, ApiError, Lead, MessageKind, MessageState, ReminderErrorCode,
        live::use_topic,
    },
    dates,
    forms::not_sent,
    i18n::{I18n, use_i18n},
    routes::Page,
    session::{use_session, use_viewer},
    t, t_string,
    ui::{Button, ButtonKind, Choice, Load, Notice, Remote, Tone, use_toasts},
};

/// Reminders to the address of a record.
#[component]
pub fn RemindersSection(
    /// Whose.
    record: RecordId,
) -> impl IntoView {
    let i18n = use_i18n();
    let topic = use_topic(record);
    let loaded = Remote::new(move || {
        topic.track();
        load(RemindersVariables { record, locale: i18n.api_locale() })
    });

    view! {
        <section class="card" id="reminders" aria-labelledby="reminders-title">
            <h2 id="reminders-title">{t!(i18n, account.reminders.title)}</h2>
            <p class="hint">{t!(i18n, account.reminders.lead_words)}</p>
            <Load resource=loaded let:loaded>
                <Address record loaded />
                <Form record loaded />
                <Messages loaded />
            </Load>
        </section>
    }
}

async fn load(variables: RemindersVariables) -> Result<RemindersOf, ApiError> {
    let answer = api::run(RemindersQuery::build(variables)).await?;
    answer.record.ok_or(ApiError::NotFound)
}

/// How far the address is, and what to do if it is not confirmed.
#[component]
fn Address(record: RecordId, loaded: Signal<RemindersOf>) -> impl IntoView {
    let i18n = use_i18n();
    let (session, toasts, topic) = (use_session(), use_toasts(), use_topic(record));
    let pending = RwSignal::new(false);
    let state = Memo::new(move |_| loaded.with(|l| l.reminders.address));
    let again = move |()| {
        pending.set(true);
        let input = ConfirmAddressAgainInput {
            idempotency_key: api::new_idempotency_key(),
            record_id: record,
        };
        spawn_local(async move {
            let request = ConfirmAddressAgain::build(ConfirmAddressAgainVariables { input });
            match api::run(request).await {
                Ok(_) => toasts.say(untrack(|| t_string!(i18n, account.reminders.again_done))),
                Err(error) => {
                    session.check(error);
                    toasts.say(not_sent(i18n, error));
                }
            }
            pending.set(false);
            topic.bump();
        });
    };
    let button = move || {
        view! {
            <p>
                <Button is_small=true pending on_press=again>
                    {t!(i18n, account.reminders.again)}
                </Button>
            </p>
        }
    };
    move || match state.get() {
        AddressState::Confirmed => None,
        AddressState::Missing => Some(
            view! {
                <Notice title=t!(i18n, account.reminders.missing)>
                    <p>{t!(i18n, account.reminders.missing_words)}</p>
                </Notice>
            }
            .into_any(),
        ),
        AddressState::Waiting => Some(
            view! {
                <Notice title=t!(i18n, account.reminders.waiting)>
                    <p>{t!(i18n, account.reminders.waiting_words)}</p>
                    {button()}
                </Notice>
            }
            .into_any(),
        ),
        AddressState::Failed => Some(
            view! {
                <Notice tone=Tone::Stop title=t!(i18n, account.reminders.failed)>
                    <p>{t!(i18n, account.reminders.failed_words)}</p>
                    {button()}
                </Notice>
            }
            .into_any(),
        ),
    }
}

#[component]
fn Form(record: RecordId, loaded: Signal<RemindersOf>) -> impl IntoView {
    let i18n = use_i18n();
    let (session, toasts, topic) = (use_session(), use_toasts(), use_topic(record));
    let viewer = use_viewer();
    let is_parent = move || viewer.with(|v| 1 < v.records.len());
    let first = loaded.with_untracked(|l| l.reminders.clone());
    let version = RwSignal::new(first.version);
    let lead = RwSignal::new(Some(choice_of(&first)));
    let copies = RwSignal::new(first.copies_other_parent);
    let pending = RwSignal::new(false);
    let show = move |settings: &ReminderSettings| {
        version.set(settings.version);
        lead.set(Some(choice_of(settings)));
        copies.set(settings.copies_other_parent);
    };
    // Stopped by the link of a mail, say: nothing was typed that could be lost.
    Effect::new(move || {
        loaded.with(|l| {
            if version.get_untracked() < l.reminders.version {
                show(&l.reminders);
            }
        });
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let chosen = lead.get_untracked().unwrap_or(None);
        let input = ChangeRemindersInput {
            idempotency_key: api::new_idempotency_key(),
            record_id: record,
            version: version.get_untracked(),
            is_on: chosen.is_some(),
            lead: chosen.unwrap_or(Lead::OneMonth),
            copies_other_parent: copies.get_untracked(),
        };
        pending.set(true);
        spawn_local(async move {
            let request = ChangeReminders::build(ChangeRemindersVariables { input });
            match api::run(request).await {
                Ok(answer) => {
                    let payload = answer.change_reminders;
                    let is_stale =
                        payload.user_errors.iter().any(|e| e.code == ReminderErrorCode::Conflict);
                    toasts.say(untrack(|| {
                        if is_stale {
                            t_string!(i18n, account.contact.changed)
                        } else {
                            t_string!(i18n, account.contact.saved)
                        }
                    }));
                }
                Err(error) => {
                    session.check(error);
                    toasts.say(not_sent(i18n, error));
                }
            }
            pending.set(false);
            topic.bump();
        });
    };
    let options = [Some(Lead::OneMonth), Some(Lead::TwoWeeks), Some(Lead::OneWeek), None];
    let options = options
        .into_iter()
        .map(|choice| (choice, (move || lead_words(i18n, choice)).into()))
        .collect::<Vec<_>>();

    view! {
        <form class="report-form" novalidate on:submit=submit>
            <Choice
                id="reminder-lead"
                legend=t!(i18n, account.reminders.when)
                options=options
                value=lead
            />
            <Show when=is_parent>
                <label class="choice">
                    <input
                        type="checkbox"
                        prop:checked=move || copies.get()
                        on:change:target=move |event| copies.set(event.target().checked())
                    />
                    <span>{t!(i18n, account.reminders.copies)}</span>
                </label>
            </Show>
            <Button kind=ButtonKind::Primary submits=true pending>
                {t!(i18n, account.reminders.save)}
            </Button>
        </form>
    }
}

/// The lead, or none if reminders are off.
fn choice_of(settings: &ReminderSettings) -> Option<Lead> {
    settings.is_on.then_some(settings.lead)
}

fn lead_words(i18n: I18n, choice: Option<Lead>) -> &'static str {
    match choice {
        Some(Lead::OneMonth) => t_string!(i18n, account.reminders.one_month),
        Some(Lead::TwoWeeks) => t_string!(i18n, account.reminders.two_weeks),
        Some(Lead::OneWeek) => t_string!(i18n, account.reminders.one_week),
        None => t_string!(i18n, account.reminders.off),
    }
}

/// What was written, newest first.
#[component]
fn Messages(loaded: Signal<RemindersOf>) -> impl IntoView {
    let i18n = use_i18n();
    let messages =
        move || loaded.with(|l| l.messages.as_ref().map(|m| m.nodes.clone()).unwrap_or_default());
    view! {
        <h3>{t!(i18n, account.reminders.messages)}</h3>
        <Show
            when=move || !messages().is_empty()
            fallback=move || view! { <p class="hint">{t!(i18n, account.reminders.no_message)}</p> }
        >
            <ul class="rows messages">
                {move || messages().into_iter().map(|message| view! { <Row message /> }).collect_view()}
            </ul>
        </Show>
    }
}

#[component]
fn Row(message: Message) -> impl IntoView {
    let i18n = use_i18n();
    let kind = message.kind;
    let state = message.state;
    let at = message.ended_at.as_ref().unwrap_or(&message.created_at).clone();
    let day = dates::day_of(&at);
    let about = message
        .reminders
        .into_iter()
        .map(|reminder| {
            let name = reminder.record.given_name.clone();
            let disease = reminder.target.map(|t| t.name.text).unwrap_or_default();
            let (due, state, reason) = (reminder.due_on, reminder.state, reminder.reason);
            let words = move || {
                let told = t_string!(
                    i18n,
                    account.reminders.about,
                    name = name.clone(),
                    disease = disease.clone(),
                    day = dates::short_day(due)
                );
                match state {
                    MessageState::Cancelled => {
                        format!("{told} – {}", reason_words(i18n, reason.as_deref()))
                    }
                    _ => told,
                }
            };
            view! {
                <li>
                    <a href=Page::MyVaccinations(reminder.record.id).href()>{words}</a>
                </li>
            }
        })
        .collect_view();
    view! {
        <li>
            <p>
                <b>{move || kind_words(i18n, kind)}</b>
                " · "
                <span>{move || state_words(i18n, state)}</span>
                " · "
                <time datetime=at.0.clone()>{dates::short_day(day)}</time>
            </p>
            <ul class="hint">{about}</ul>
        </li>
    }
}

fn kind_words(i18n: I18n, kind: MessageKind) -> &'static str {
    match kind {
        MessageKind::ConfirmAddress => t_string!(i18n, account.reminders.kind_confirm),
        MessageKind::Reminder => t_string!(i18n, account.reminders.kind_reminder),
        MessageKind::Emergency => t_string!(i18n, account.reminders.kind_emergency),
    }
}

fn state_words(i18n: I18n, state: MessageState) -> &'static str {
    match state {
        MessageState::Waiting => t_string!(i18n, account.reminders.state_waiting),
        MessageState::Sent => t_string!(i18n, account.reminders.state_sent),
        MessageState::Failed => t_string!(i18n, account.reminders.state_failed),
        MessageState::Cancelled => t_string!(i18n, account.reminders.state_cancelled),
    }
}

/// Why a reminder was not sent, in words.
fn reason_words(i18n: I18n, reason: Option<&str>) -> &'static str {
    match reason {
        Some("given") => t_string!(i18n, account.reminders.reason_given),
        Some("moved") => t_string!(i18n, account.reminders.reason_moved),
        Some("refused") => t_string!(i18n, account.reminders.reason_refused),
        Some("opted_out") => t_string!(i18n, account.reminders.reason_opted_out),
        _ => t_string!(i18n, account.reminders.reason_other),
    }
}

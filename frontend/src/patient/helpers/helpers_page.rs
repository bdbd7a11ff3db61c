//! Who acts for a person: seen, answered from 16 on, invited, ended.

use std::{future::Future, pin::Pin};

use crate::api::{MutationBuilder, QueryBuilder};
use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_navigate};
use shared::RecordId;

use super::{
    changes::{
        AnswerParent, AnswerParentInput, AnswerVariables, EndHelper, EndHelperInput,
        EndHelperVariables, EndInvitation, EndInvitationInput, EndInvitationVariables,
        HelperPayload,
    },
    invite::Invite,
    queries::{Helper, HelpersOf, HelpersQuery, HelpersVariables, Invitation},
};
use crate::{
    api::{
        self, ApiError, HelperKind, RecordAction, RelationRights, ViewerRelation, live::use_topic,
    },
    dates,
    doctor::sending::{NotSent, Sending, use_sending},
    forms::{Problem, words as problem_words},
    i18n::{I18n, use_i18n},
    routes::Page,
    session::{use_session, use_viewer},
    t, t_string,
    ui::{Button, Load, Notice, PageTitle, Remote, Toasts, Tone, text, use_toasts},
};

/// Who acts for a person.
#[component]
pub fn HelpersPage(
    /// Whose.
    id: RecordId,
) -> impl IntoView {
    let topic = use_topic(id);
    let loaded = Remote::new(move || {
        topic.track();
        load(id)
    });
    view! {
        <Load resource=loaded let:record>
            <Shown id record />
        </Load>
    }
}

async fn load(record: RecordId) -> Result<HelpersOf, ApiError> {
    let answer = api::run(HelpersQuery::build(HelpersVariables { record })).await?;
    answer.record.ok_or(ApiError::NotFound)
}

#[component]
fn Shown(id: RecordId, record: Signal<HelpersOf>) -> impl IntoView {
    let i18n = use_i18n();
    let is_own = move || record.with(|r| r.relation == ViewerRelation::Own);
    let title = move || match record.with(|r| (r.relation, r.given_name.clone())) {
        (ViewerRelation::Own, _) => t_string!(i18n, helpers.title_own).to_owned(),
        (_, name) => t_string!(i18n, helpers.title, name = name),
    };
    let of = move |waits: bool| {
        record.with(|r| {
            r.helpers.iter().filter(|h| h.waits_for_answer == waits).cloned().collect::<Vec<_>>()
        })
    };
    let acting = Signal::derive(move || of(false));
    let asking = Signal::derive(move || of(true));
    let invitations = Signal::derive(move || record.with(|r| r.invitations.clone()));
    let may_manage = move || record.with(|r| r.permitted.contains(&RecordAction::ManageHelpers));
    view! {
        <PageTitle title />
        <Show when=move || is_own() && asking.with(|asking| !asking.is_empty())>
            <Notice tone=Tone::Ask title=t!(i18n, helpers.asked)>
                <p>{t!(i18n, helpers.asked_words)}</p>
                <For each=move || asking.get() key=|h| h.holder_id let:helper>
                    <Question id helper />
                </For>
            </Notice>
        </Show>
        <section class="card" data-flush aria-labelledby="acting-title">
            <h2 id="acting-title" class="card-title">{t!(i18n, helpers.acting)}</h2>
            <Show
                when=move || acting.with(|acting| !acting.is_empty())
                fallback=move || view! { <p class="card-body hint">{t!(i18n, helpers.nobody)}</p> }
            >
                <ul class="rows">
                    <For each=move || acting.get() key=|h| (h.holder_id, h.rights) let:helper>
                        <Acting id helper />
                    </For>
                </ul>
            </Show>
        </section>
        <Show when=move || invitations.with(|all| !all.is_empty())>
            <section class="card" data-flush aria-labelledby="invited-title">
                <h2 id="invited-title" class="card-title">{t!(i18n, helpers.invited)}</h2>
                <ul class="rows">
                    <For each=move || invitations.get() key=|i| i.id let:invitation>
                        <Invited id invitation />
                    </For>
                </ul>
            </section>
        </Show>
        <Show when=may_manage>
            <Invite id />
        </Show>
    }
}

type Request<T> = Pin<Box<dyn Future<Output = Result<T, ApiError>>>>;

/// Sends a change and says what came of it; `then` follows if it was done.
fn send<T: 'static>(
    i18n: I18n,
    with: (Sending, Toasts),
    request: Request<T>,
    of: fn(T) -> HelperPayload,
    then: impl Fn() -> String + 'static,
) {
    let (sending, toasts) = with;
    sending.send(request, move |answer: T| {
        let said = untrack(|| match of(answer).user_errors.first() {
            Some(error) => problem_words(i18n, Problem::Record(error.code)).to_owned(),
            None => then(),
        });
        toasts.say(said);
    });
}

/// What someone may, in words.
#[must_use]
pub(super) fn rights_words(i18n: I18n, rights: RelationRights) -> &'static str {
    match rights {
        RelationRights::All => t_string!(i18n, helpers.rights_all),
        RelationRights::Read => t_string!(i18n, helpers.rights_read),
    }
}

fn about(i18n: I18n, helper: &Helper) -> String {
    let kind = match helper.kind {
        HelperKind::Parent => t_string!(i18n, helpers.parent),
        HelperKind::Trusted => rights_words(i18n, helper.rights),
    };
    let since = dates::short_day(dates::day_of(&helper.since));
    format!("{kind} · {}", t_string!(i18n, helpers.since, date = since))
}

#[component]
fn Acting(id: RecordId, helper: Helper) -> impl IntoView {
    let i18n = use_i18n();
    let (topic, session, viewer) = (use_topic(id), use_session(), use_viewer());
    let (sending, toasts) = (use_sending(), use_toasts());
    let navigate = StoredValue::new_local(use_navigate());
    let holder_id = helper.holder_id;
    let is_mine =
        Signal::derive(move || viewer.with(|v| v.own_record().is_some_and(|p| p.id == holder_id)));
    let end = move |()| {
        let input = EndHelperInput { idempotency_key: sending.key(), record_id: id, holder_id };
        let request = Box::pin(api::run(EndHelper::build(EndHelperVariables { input })));
        send(
            i18n,
            (sending, toasts),
            request,
            |answer| answer.end_helper,
            move || {
                if is_mine.get_untracked() {
                    // The record is not one's own any more.
                    session.refresh();
                    navigate.with_value(|go| go(&Page::Start.href(), NavigateOptions::default()));
                } else {
                    topic.bump();
                }
                t_string!(i18n, helpers.ended).to_owned()
            },
        );
    };
    let name = helper.name.clone();
    let hidden = name.clone();
    let can_end = helper.can_end;
    view! {
        <li class="row-link">
            <span>
                <b>{name}</b>
                <span class="hint">{text(move || about(i18n, &helper))}</span>
                <NotSent sending />
            </span>
            {can_end
                .then(|| {
                    view! {
                        <Button is_small=true pending=sending.pending on_press=end>
                            {text(move || {
                                if is_mine.get() {
                                    t_string!(i18n, helpers.give_up)
                                } else {
                                    t_string!(i18n, helpers.end)
                                }
                            })}
                            <span class="visually-hidden">": "{hidden}</span>
                        </Button>
                    }
                })}
        </li>
    }
}

#[component]
fn Question(id: RecordId, helper: Helper) -> impl IntoView {
    let i18n = use_i18n();
    let (topic, sending, toasts) = (use_topic(id), use_sending(), use_toasts());
    let holder_id = helper.holder_id;
    let answer = move |may_act: bool| {
        let input =
            AnswerParentInput { idempotency_key: sending.key(), record_id: id, holder_id, may_act };
        let request = Box::pin(api::run(AnswerParent::build(AnswerVariables { input })));
        send(
            i18n,
            (sending, toasts),
            request,
            |answer| answer.answer_parent,
            move || {
                topic.bump();
                if may_act {
                    t_string!(i18n, helpers.allowed).to_owned()
                } else {
                    t_string!(i18n, helpers.ended).to_owned()
                }
            },
        );
    };
    let [name, yes, no] = [helper.name.clone(), helper.name.clone(), helper.name];
    view! {
        <p>
            <b>{name}</b>
        </p>
        <NotSent sending />
        <p class="actions">
            <Button pending=sending.pending on_press=move |()| answer(true)>
                {t!(i18n, helpers.yes)}
                <span class="visually-hidden">": "{yes}</span>
            </Button>
            <Button pending=sending.pending on_press=move |()| answer(false)>
                {t!(i18n, helpers.no)}
                <span class="visually-hidden">": "{no}</span>
            </Button>
        </p>
    }
}

#[component]
fn Invited(id: RecordId, invitation: Invitation) -> impl IntoView {
    let i18n = use_i18n();
    let (topic, sending, toasts) = (use_topic(id), use_sending(), use_toasts());
    let end = move |()| {
        let input = EndInvitationInput {
            idempotency_key: sending.key(),
            record_id: id,
            invitation_id: invitation.id,
        };
        let request = Box::pin(api::run(EndInvitation::build(EndInvitationVariables { input })));
        send(
            i18n,
            (sending, toasts),
            request,
            |answer| answer.end_invitation,
            move || {
                topic.bump();
                t_string!(i18n, helpers.ended).to_owned()
            },
        );
    };
    let until = dates::short_day(dates::day_of(&invitation.expires_at));
    let rights = invitation.rights;
    view! {
        <li class="row-link">
            <span>
                <b>{text(move || rights_words(i18n, rights))}</b>
                <span class="hint">
                    {text(move || t_string!(i18n, helpers.until, date = until.clone()))}
                </span>
                <NotSent sending />
            </span>
            <Button is_small=true pending=sending.pending on_press=end>
                {t!(i18n, helpers.withdraw)}
            </Button>
        </li>
    }
}

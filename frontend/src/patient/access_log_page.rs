//! Who looked: every reading and change of a record, by day.

use crate::api::QueryBuilder;
use leptos::{prelude::*, task::spawn_local};
use shared::RecordId;

use super::{
    access_question::{Ask, Asked},
    person::Whose,
    queries::{AccessLogEntry, AccessLogQuery, RecordWithAccessLog},
};
use crate::{
    api::{self, ApiError, AuthorKind, LoggedAction, RecordAction, live::use_access_log},
    dates,
    forms::not_sent,
    i18n::use_i18n,
    routes::Page,
    session::use_session,
    t, t_string,
    ui::{Button, Empty, Icon, IconKind, Load, PageTitle, Remote, Tag, use_toasts},
    vaccinations::ReadVariables,
    words,
};

/// Who looked at one record.
#[component]
pub fn AccessLogPage(
    /// Whose.
    id: RecordId,
) -> impl IntoView {
    let i18n = use_i18n();
    let topic = use_access_log(id);
    let log = Remote::new(move || {
        topic.track();
        load(ReadVariables::new(i18n.api_locale()).record(id))
    });

    view! {
        <Load resource=log let:log>
            <Log id log />
        </Load>
    }
}

async fn load(variables: ReadVariables) -> Result<RecordWithAccessLog, ApiError> {
    let answer = api::run(AccessLogQuery::build(variables)).await?;
    answer.record.ok_or(ApiError::NotFound)
}

#[component]
fn Log(id: RecordId, log: Signal<RecordWithAccessLog>) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let toasts = use_toasts();
    let entries = RwSignal::new(Vec::<AccessLogEntry>::new());
    let more = RwSignal::new(None::<String>);
    let pending = RwSignal::new(false);
    Effect::new(move || {
        log.with(|log| {
            let page = &log.access_log;
            entries.set(page.nodes.clone());
            more.set(page.page_info.end_cursor.clone().filter(|_| page.page_info.has_next_page));
        });
    });
    let load_more = move |()| {
        pending.set(true);
        let variables =
            ReadVariables::new(i18n.api_locale()).record(id).after(more.get_untracked());
        spawn_local(async move {
            match load(variables).await {
                Ok(record) => {
                    let page = record.access_log;
                    more.set(page.page_info.end_cursor.filter(|_| page.page_info.has_next_page));
                    entries.update(|entries| entries.extend(page.nodes));
                }
                Err(error) => {
                    session.check(error);
                    toasts.say(not_sent(i18n, error));
                }
            }
            pending.set(false);
        });
    };
    let may_ask =
        Signal::derive(move || log.with(|l| l.permitted.contains(&RecordAction::QuestionAccess)));
    let whose =
        move || log.with(|l| Whose { relation: l.relation, given_name: l.given_name.clone() });

    view! {
        <PageTitle title=move || whose().access_log(i18n) />
        <p>
            <a class="button" href=Page::MySharing(id).href()>
                <Icon kind=IconKind::Share />
                {t!(i18n, my.access.sharing)}
            </a>
            " "
            <a class="button" href=Page::MyCorrections(id).href()>
                <Icon kind=IconKind::Pen />
                {t!(i18n, corrections.short)}
            </a>
        </p>
        <Show
            when=move || entries.with(|entries| !entries.is_empty())
            fallback=move || {
                view! {
                    <Empty title=t!(i18n, my.access.empty)>
                        <p>{t!(i18n, my.access.empty_words)}</p>
                    </Empty>
                }
            }
        >
            <For each=move || days(&entries.get()) key=day_key let:day>
                <Day id day=day.0 entries=day.1 may_ask />
            </For>
        </Show>
        <Show when=move || more.with(Option::is_some)>
            <Button pending on_press=load_more>
                {t!(i18n, my.access.more)}
            </Button>
        </Show>
    }
}

#[component]
fn Day(
    id: RecordId,
    day: shared::Date,
    entries: Vec<AccessLogEntry>,
    may_ask: Signal<bool>,
) -> impl IntoView {
    let i18n = use_i18n();
    let title = move || {
        let words = dates::long_day(i18n, day);
        if day == dates::today() { t_string!(i18n, my.access.today, day = words) } else { words }
    };
    let title_id = format!("day-{day}");

    view! {
        <section aria-labelledby=title_id.clone()>
            <h2 class="day" id=title_id.clone()>{title}</h2>
            <ul class="access">
                {entries.into_iter().map(|entry| view! { <Entry id entry may_ask /> }).collect_view()}
            </ul>
        </section>
    }
}

#[component]
fn Entry(id: RecordId, entry: AccessLogEntry, may_ask: Signal<bool>) -> impl IntoView {
    let i18n = use_i18n();
    let icon = match entry.action {
        LoggedAction::Read => IconKind::Eye,
        LoggedAction::Opened
        | LoggedAction::OpenedByCode
        | LoggedAction::AccessEnded
        | LoggedAction::HelperInvited
        | LoggedAction::HelperJoined
        | LoggedAction::HelperEnded
        | LoggedAction::ParentBarred
        | LoggedAction::ParentBarLifted => IconKind::Lock,
        LoggedAction::OpenedInEmergency => IconKind::Siren,
        LoggedAction::CodeShown => IconKind::Share,
        LoggedAction::Exported => IconKind::Down,
        LoggedAction::Created | LoggedAction::VaccinationRecorded | LoggedAction::FactEntered => {
            IconKind::Plus
        }
        LoggedAction::AccessQuestioned
        | LoggedAction::AccessAnswered
        | LoggedAction::CorrectionRequested
        | LoggedAction::CorrectionWithdrawn
        | LoggedAction::CorrectionAnswered => IconKind::Info,
        LoggedAction::ConfidentialitySet => IconKind::Lock,
        LoggedAction::ConsentGiven => IconKind::Check,
        LoggedAction::ConsentWithdrawn => IconKind::Close,
        LoggedAction::VaccinationConfirmed | LoggedAction::FactConfirmed => IconKind::Check,
        LoggedAction::ContactChanged
        | LoggedAction::PersonCorrected
        | LoggedAction::FactCorrected
        | LoggedAction::FactVoided
        | LoggedAction::VaccinationCorrected
        | LoggedAction::VaccinationVoided
        | LoggedAction::DeathRecorded
        | LoggedAction::Merged
        | LoggedAction::Unmerged => IconKind::Pen,
    };
    let is_emergency = entry.action == LoggedAction::OpenedInEmergency;
    let (entry_id, question) = (entry.id, entry.question);
    let of_practice = entry.by.practice_name.is_some();
    let name = match entry.by.kind {
        AuthorKind::System => "Carnet".to_owned(),
        AuthorKind::Practitioner | AuthorKind::Patient | AuthorKind::Client => entry.by.name,
    };

    view! {
        <li class="card access-entry" data-tone=is_emergency.then_some("stop")>
            <span class="access-icon">
                <Icon kind=icon size=20 />
            </span>
            <div>
                <p>
                    <b>{name}</b>
                    {entry.by.practice_name.map(|practice| view! { <span class="hint">{practice}</span> })}
                </p>
                <p>
                    {move || words::action(i18n, entry.action)}
                    {is_emergency
                        .then(|| {
                            view! {
                                " "
                                <Tag tone="warn" words=t!(i18n, my.access.emergency) />
                            }
                        })}
                </p>
                {entry.reason.map(|reason| {
                    view! { <p class="hint">{move || words::emergency(i18n, reason)}</p> }
                })}
                {entry.note.map(|note| view! { <p class="hint">"«"{note}"»"</p> })}
                {entry.right.map(|right| {
                    view! { <p class="hint">{move || words::right(i18n, right)}</p> }
                })}
                {match question {
                    Some(question) => Some(view! { <Asked question /> }.into_any()),
                    None => {
                        of_practice
                            .then(|| {
                                view! {
                                    <Show when=move || may_ask.get()>
                                        <Ask record=id entry=entry_id />
                                    </Show>
                                }
                                    .into_any()
                            })
                    }
                }}
            </div>
            <time class="hint" datetime=entry.at.0.clone()>
                {dates::time_of(&entry.at)}
            </time>
        </li>
    }
}

/// A day is drawn anew when an entry was added to it, or something was asked or answered.
fn day_key((day, entries): &(shared::Date, Vec<AccessLogEntry>)) -> (shared::Date, String) {
    let said = |entry: &AccessLogEntry| match &entry.question {
        Some(question) if question.answer.is_some() => 'a',
        Some(_) => 'q',
        None => '-',
    };
    (*day, entries.iter().map(said).collect())
}

/// The entries of each day, newest first.
fn days(entries: &[AccessLogEntry]) -> Vec<(shared::Date, Vec<AccessLogEntry>)> {
    group(entries, |entry| dates::day_of(&entry.at))
}

/// Neighbours with the same key, together.
fn group<T: Clone, K: PartialEq>(items: &[T], key: impl Fn(&T) -> K) -> Vec<(K, Vec<T>)> {
    let mut groups: Vec<(K, Vec<T>)> = Vec::new();
    for item in items {
        let key = key(item);
        match groups.last_mut() {
            Some((last, items)) if *last == key => items.push(item.clone()),
            Some(_) | None => groups.push((key, vec![item.clone()])),
        }
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_of_one_day_stand_together() {
        let groups = group(&[11, 12, 21, 13], |n| n / 10);
        assert_eq!(groups, [(1, vec![11, 12]), (2, vec![21]), (1, vec![13])]);
    }
}

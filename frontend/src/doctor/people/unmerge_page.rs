//! Taking two records apart: what came since, and to whom it belongs.

use crate::api::{MutationBuilder, QueryBuilder};
use leptos::{ev::SubmitEvent, prelude::*};
use leptos_router::{NavigateOptions, hooks::use_navigate};
use shared::{EntryId, FactId, RecordId, VaccinationId};

use super::{
    changes::{UnmergeRecords, UnmergeRecordsInput, UnmergeVariables},
    merge_page::name_of,
    queries::{MergeSince, UnmergeOfRecord, UnmergeQuery},
};
use crate::{
    api::{self, ApiError, live::use_topic},
    dates,
    doctor::{
        leaving::guard_leaving,
        record::{FormFoot, use_form_keys},
        sending::{NotSent, use_sending},
    },
    forms::{FieldErrors, FormErrors, Problem, words_problem},
    i18n::use_i18n,
    not_found::NotFoundPage,
    routes::Page,
    t, t_string,
    ui::{Choice, ErrorSummary, Load, PageTitle, Remote, Text, TextInput, text, use_toasts},
    vaccinations::ReadVariables,
};

const REASON: &str = "reason";

/// Takes a merge apart.
#[component]
pub fn UnmergePage(
    /// The record.
    id: RecordId,
    /// The merge.
    merge: EntryId,
) -> impl IntoView {
    let i18n = use_i18n();
    let loaded = Remote::new(move || load(i18n.api_locale(), id));
    view! {
        <Load resource=loaded let:record>
            {match record.with_untracked(|r| r.merges.iter().find(|m| m.id == merge).cloned()) {
                Some(held) => {
                    let record = record.get_untracked();
                    view! { <Form record held /> }.into_any()
                }
                None => view! { <NotFoundPage /> }.into_any(),
            }}
        </Load>
    }
}

async fn load(locale: api::Locale, id: RecordId) -> Result<UnmergeOfRecord, ApiError> {
    let answer = api::run(UnmergeQuery::build(ReadVariables::new(locale).record(id))).await?;
    answer.record.ok_or(ApiError::NotFound)
}

/// To whom something belongs: to the other, if so.
type Belongs<T> = Vec<(T, RwSignal<Option<bool>>)>;

/// Those that belong to the other.
fn of_other<T: Copy>(all: &Belongs<T>) -> Vec<T> {
    all.iter().filter(|(_, other)| other.get_untracked() == Some(true)).map(|(id, _)| *id).collect()
}

#[component]
fn Form(record: UnmergeOfRecord, held: MergeSince) -> impl IntoView {
    let i18n = use_i18n();
    let id = record.id;
    let (topic, toasts, sending) = (use_topic(id), use_toasts(), use_sending());
    let reason = RwSignal::new(String::new());
    let errors = FormErrors::new(i18n);
    let leaving = guard_leaving(Signal::derive(move || reason.with(|r| !r.is_empty())));
    let new = || RwSignal::new(Some(false));
    let doses: Belongs<VaccinationId> =
        held.since.vaccinations.iter().map(|dose| (dose.id, new())).collect();
    let facts: Belongs<FactId> = held.since.facts.iter().map(|fact| (fact.id, new())).collect();
    let back = Page::Record(id).href();
    let navigate = StoredValue::new_local(use_navigate());
    let merge_id = held.id;
    let (own_doses, own_facts) = (doses.clone(), facts.clone());
    let send = Callback::new(move |()| {
        if let Some(code) = words_problem(&reason.get_untracked()) {
            let mut wrong = FieldErrors::default();
            wrong.add(REASON, Problem::Record(code));
            return errors.set(wrong);
        }
        errors.set(FieldErrors::default());
        let input = UnmergeRecordsInput {
            idempotency_key: sending.key(),
            record_id: id,
            merge_id,
            reason: reason.get_untracked().trim().to_owned(),
            vaccinations: of_other(&own_doses),
            facts: of_other(&own_facts),
        };
        let request = api::run(UnmergeRecords::build(UnmergeVariables { input }));
        sending.send(request, move |answer: UnmergeRecords| {
            let mut wrong = FieldErrors::default();
            for error in &answer.unmerge_records.user_errors {
                wrong.add(REASON, Problem::Record(error.code));
            }
            let is_done = wrong.is_empty();
            errors.set(wrong);
            if is_done {
                leaving.done();
                topic.bump();
                toasts.say(untrack(|| t_string!(i18n, people.unmerge.done)));
                let back = Page::Record(id).href();
                navigate.with_value(|go| go(&back, NavigateOptions::default()));
            }
        });
    });
    use_form_keys(leaving, send, back.clone(), None);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        send.run(());
    };
    let (by, day, why) = (held.by.name.clone(), dates::day_of(&held.at), held.reason.clone());
    let name = format!("{} {}", record.given_name, record.family_name);
    let is_empty = doses.is_empty() && facts.is_empty();

    view! {
        <div class="page-head">
            <div>
                <PageTitle title=t!(i18n, people.unmerge.title) />
                <p class="hint person-line">
                    <b class="ink">{name}</b>
                    " · "
                    {text(move || {
                        t_string!(
                            i18n, people.merged.by, name = by.clone(), date = dates::short_day(day),
                            reason = why.clone()
                        )
                    })}
                </p>
            </div>
        </div>
        <form class="card narrow-form" novalidate on:submit=submit>
            <p>{t!(i18n, people.unmerge.lead)}</p>
            <ErrorSummary errors=errors.named(move |id| name_of(i18n, id)) />
            <NotSent sending />
            <h2>{t!(i18n, people.unmerge.since)}</h2>
            {is_empty.then(|| view! { <p class="hint">{t!(i18n, people.unmerge.nothing)}</p> })}
            <Decisions held doses facts />
            <TextInput
                id=REASON
                label=t!(i18n, record.reason)
                hint=t!(i18n, people.unmerge.reason_hint)
                value=reason
                error=errors.of(REASON)
            />
            <FormFoot back sending words=t!(i18n, people.unmerge.confirm) />
        </form>
    }
}

/// For each thing that came since: whose it is.
#[component]
fn Decisions(
    held: MergeSince,
    doses: Belongs<VaccinationId>,
    facts: Belongs<FactId>,
) -> impl IntoView {
    let i18n = use_i18n();
    let doses = held.since.vaccinations.into_iter().zip(doses).map(|(dose, (id, other))| {
        let (name, occurrence) = (dose.vaccine.name.text, dose.occurrence.0);
        let legend = text(move || format!("{name}, {}", dates::short(i18n, occurrence)));
        view! { <Whose id=format!("dose-{id}") legend other /> }
    });
    let facts = held.since.facts.into_iter().zip(facts).map(|(fact, (id, other))| {
        let legend: Text = fact.question.unwrap_or(fact.code).into();
        view! { <Whose id=format!("fact-{id}") legend other /> }
    });
    view! {
        {doses.collect_view()}
        {facts.collect_view()}
    }
}

#[component]
fn Whose(id: String, legend: Text, other: RwSignal<Option<bool>>) -> impl IntoView {
    let i18n = use_i18n();
    let options: Vec<(bool, Text)> =
        vec![(false, t!(i18n, people.unmerge.stays)), (true, t!(i18n, people.unmerge.goes))];
    view! { <Choice id legend options value=other /> }
}

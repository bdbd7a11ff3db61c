//! Two records side by side: join them, with what changes in status seen before; or say that they
//! are two people.

use crate::api::{MutationBuilder, QueryBuilder};
use leptos::{ev::SubmitEvent, prelude::*};
use leptos_router::{NavigateOptions, hooks::use_navigate};
use shared::RecordId;

use super::{
    changes::{
        ApartVariables, KeepRecordsApart, KeepRecordsApartInput, MergeRecords, MergeRecordsInput,
        MergeVariables,
    },
    pair::PairTable,
    queries::{MergePreview, MergePreviewQuery, PairPerson, SameEvent},
    status_table::StatusTable,
};
use crate::{
    account::queries::RecordError,
    api::{self, ApiError},
    dates,
    doctor::{
        leaving::guard_leaving,
        record::{FormFoot, use_form_keys},
        sending::{NotSent, use_sending},
    },
    forms::{FieldErrors, FormErrors, Problem, words_problem},
    i18n::{I18n, use_i18n},
    routes::Page,
    t, t_string,
    ui::{
        Button, ErrorSummary, Load, Notice, PageTitle, Remote, Text, TextInput, Tone, text,
        use_toasts,
    },
    vaccinations::ReadVariables,
};

const REASON: &str = "reason";

/// Joins the second record into the first.
#[component]
pub fn MergePage(
    /// The record that stays.
    id: RecordId,
    /// The record that is joined into it.
    other: RecordId,
) -> impl IntoView {
    let i18n = use_i18n();
    let loaded = Remote::new(move || load(i18n.api_locale(), id, other));
    view! {
        <Load resource=loaded let:preview>
            <Form preview />
        </Load>
    }
}

async fn load(
    locale: api::Locale,
    id: RecordId,
    other: RecordId,
) -> Result<MergePreview, ApiError> {
    let variables = ReadVariables { other, ..ReadVariables::new(locale).record(id) };
    Ok(api::run(MergePreviewQuery::build(variables)).await?.merge_preview)
}

#[component]
fn Form(preview: Signal<MergePreview>) -> impl IntoView {
    let i18n = use_i18n();
    let (toasts, sending) = (use_toasts(), use_sending());
    let reason = RwSignal::new(String::new());
    let errors = FormErrors::new(i18n);
    let leaving = guard_leaving(Signal::derive(move || reason.with(|r| !r.is_empty())));
    let navigate = StoredValue::new_local(use_navigate());
    let go = move |page: Page| {
        leaving.done();
        navigate.with_value(|go| go(&page.href(), NavigateOptions::default()));
    };
    let told = move |refused: &[RecordError], done: String, to: Page| {
        let mut wrong = FieldErrors::default();
        for error in refused {
            wrong.add(REASON, Problem::Record(error.code));
        }
        errors.set(wrong);
        if refused.is_empty() {
            toasts.say(done);
            go(to);
        }
    };
    let send = Callback::new(move |()| {
        if let Some(code) = words_problem(&reason.get_untracked()) {
            let mut wrong = FieldErrors::default();
            wrong.add(REASON, Problem::Record(code));
            return errors.set(wrong);
        }
        errors.set(FieldErrors::default());
        let (stays, goes) = preview.with_untracked(|p| (seen(&p.survivor), seen(&p.merged)));
        let input = MergeRecordsInput {
            idempotency_key: sending.key(),
            survivor_id: stays.0,
            survivor_version: stays.1,
            merged_id: goes.0,
            merged_version: goes.1,
            reason: reason.get_untracked().trim().to_owned(),
        };
        let request = api::run(MergeRecords::build(MergeVariables { input }));
        sending.send(request, move |answer: MergeRecords| {
            let done = untrack(|| t_string!(i18n, people.merge.done).to_owned());
            told(&answer.merge_records.user_errors, done, Page::Record(stays.0));
        });
    });
    let apart = move |()| {
        let (record_id, other_id) = preview.with_untracked(|p| (p.survivor.id, p.merged.id));
        let input = KeepRecordsApartInput { idempotency_key: sending.key(), record_id, other_id };
        let request = api::run(KeepRecordsApart::build(ApartVariables { input }));
        sending.send(request, move |answer: KeepRecordsApart| {
            let done = untrack(|| t_string!(i18n, people.duplicates.apart_done).to_owned());
            told(&answer.keep_records_apart.user_errors, done, Page::Duplicates);
        });
    };
    use_form_keys(leaving, send, Page::Duplicates.href(), None);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        send.run(());
    };
    let are_related = preview.with_untracked(|p| p.are_related);

    view! {
        <div class="page-head">
            <div>
                <PageTitle title=t!(i18n, people.merge.title) />
                <p class="hint">{t!(i18n, people.merge.lead)}</p>
            </div>
            <div class="actions">
                <Button pending=sending.pending on_press=apart>
                    {t!(i18n, people.merge.two_people)}
                </Button>
            </div>
        </div>
        {move || view! { <Shown preview=preview.get() /> }}
        {are_related
            .then(|| {
                view! {
                    <Notice tone=Tone::Stop title=t!(i18n, people.merge.related)>
                        <p>{t!(i18n, people.merge.related_words)}</p>
                    </Notice>
                }
            })}
        <form class="card narrow-form" novalidate on:submit=submit hidden=are_related>
            <ErrorSummary errors=errors.named(move |id| name_of(i18n, id)) />
            <NotSent sending />
            <TextInput
                id=REASON
                label=t!(i18n, record.reason)
                hint=t!(i18n, people.merge.reason_hint)
                value=reason
                error=errors.of(REASON)
            />
            <FormFoot
                back=Page::Duplicates.href()
                sending
                hint=view! { {t!(i18n, people.merge.undo_hint)} }.into_any()
                words=t!(i18n, people.merge.confirm)
            />
        </form>
    }
}

/// A record and its version as they are on screen.
fn seen(person: &PairPerson) -> (RecordId, i32) {
    (person.id, person.version)
}

pub(super) fn name_of(i18n: I18n, id: &str) -> Option<String> {
    (id == REASON).then(|| t_string!(i18n, record.reason).to_owned())
}

/// The two people, what changes in status, doses twice, who sees more.
#[component]
fn Shown(preview: MergePreview) -> impl IntoView {
    let i18n = use_i18n();
    let swap = Page::Merge(preview.merged.id, preview.survivor.id).href();
    let heads: [Text; 2] = [t!(i18n, people.merge.stays), t!(i18n, people.merge.goes)];
    let people = [preview.survivor.clone(), preview.merged.clone()];
    let (same, practices) = (preview.same_events.clone(), preview.practices.join(", "));
    view! {
        <section class="card" data-flush>
            <div class="worklist-bar">
                <h2>{t!(i18n, people.merge.persons)}</h2>
                <a class="button" data-size="small" href=swap>
                    {t!(i18n, people.merge.swap)}
                </a>
            </div>
            <PairTable people heads caption=t!(i18n, people.merge.persons) />
        </section>
        <section class="card" data-flush>
            <div class="worklist-bar">
                <h2>{t!(i18n, people.merge.status)}</h2>
            </div>
            <StatusTable preview />
        </section>
        {(!same.is_empty())
            .then(|| {
                view! {
                    <section class="card">
                        <h2>{t!(i18n, people.merge.same)}</h2>
                        <p class="hint">{t!(i18n, people.merge.same_words)}</p>
                        <ul>{same.iter().map(same_line).collect_view()}</ul>
                    </section>
                }
            })}
        {(!practices.is_empty())
            .then(|| {
                view! {
                    <section class="card">
                        <h2>{t!(i18n, people.merge.practices)}</h2>
                        <p>{practices}</p>
                    </section>
                }
            })}
    }
}

fn same_line(pair: &SameEvent) -> impl IntoView + use<> {
    let i18n = use_i18n();
    let occurrence = pair.stays.occurrence.0;
    let names = format!("{} – {}", pair.stays.vaccine.name.text, pair.other.vaccine.name.text);
    view! { <li>{text(move || dates::short(i18n, occurrence))} ": " {names}</li> }
}

//! Another number in the place of one: a matricule that was changed, a newborn's definitive one.

use crate::api::MutationBuilder;
use leptos::{ev::SubmitEvent, prelude::*};
use leptos_router::{NavigateOptions, hooks::use_navigate};
use shared::{EntryId, RecordId};

use super::changes::{SupersedeIdentifier, SupersedeIdentifierInput, SupersedeVariables};
use crate::{
    api::{self, RecordAction, RecordErrorCode as Code, live::use_topic},
    dates,
    doctor::{
        create::{
            fields::{NumberControls, NumberFields},
            values::{check_birth, field},
        },
        leaving::guard_leaving,
        queries::{Identifier, Record},
        record::{FormFoot, FormHead, RecordForm, use_form_keys},
        sending::{NotSent, use_sending},
    },
    forms::{FieldErrors, FormErrors, Problem, words_problem},
    i18n::{I18n, use_i18n},
    routes::Page,
    t, t_string,
    ui::{Choice, ErrorSummary, Text, TextInput, use_toasts},
    words,
};

const WHICH: &str = "which";
const BY: &str = "by";
const REASON: &str = "reason";

/// Replaces a number of one person.
#[component]
pub fn NumberPage(
    /// Whose.
    id: RecordId,
) -> impl IntoView {
    let form = |record| view! { <Form record /> }.into_any();
    view! { <RecordForm id action=RecordAction::CorrectPerson form /> }
}

/// The signals of the form. Copy; one per page.
#[derive(Clone, Copy)]
struct Controls {
    /// The number that holds no more.
    which: RwSignal<Option<EntryId>>,
    /// Whether another is entered; none is needed where the person has two.
    is_new: RwSignal<Option<bool>>,
    number: NumberControls,
    reason: RwSignal<String>,
}

/// The numbers that hold.
fn current(record: &Record) -> Vec<Identifier> {
    record.identifiers.iter().filter(|i| i.superseded_at.is_none()).cloned().collect()
}

impl Controls {
    fn new(record: &Record) -> Self {
        let only = match current(record).as_slice() {
            [one] => Some(one.id),
            _ => None,
        };
        Self {
            which: RwSignal::new(only),
            is_new: RwSignal::new(Some(true)),
            number: NumberControls::for_matricule(),
            reason: RwSignal::new(String::new()),
        }
    }

    fn is_changed(self) -> bool {
        self.reason.with(|text| !text.is_empty())
            || self.number.number.with(|text| !text.is_empty())
    }

    /// Checks everything at once; the server checks again.
    fn check(self, key: String, record: &Record) -> Result<SupersedeIdentifierInput, FieldErrors> {
        let mut errors = FieldErrors::default();
        let which = self.which.get();
        if which.is_none() {
            errors.add(WHICH, Problem::Record(Code::Required));
        }
        let is_new = self.is_new.get() == Some(true);
        let by = if is_new { self.number.check(&mut errors) } else { None };
        if let Some(by) = by.as_ref().filter(|by| by.system == api::IdentifierSystem::LuMatricule) {
            let born = Ok(Some(record.birth_date.0));
            if let Err(problem) = check_birth(born, Some(&by.value), dates::today()) {
                errors.add(field::NUMBER, problem);
            }
        }
        if let Some(code) = words_problem(&self.reason.get()) {
            errors.add(REASON, Problem::Record(code));
        }
        let (Some(identifier_id), true) = (which, errors.is_empty()) else { return Err(errors) };
        Ok(SupersedeIdentifierInput {
            idempotency_key: key,
            record_id: record.id,
            version: record.version,
            identifier_id,
            by,
            reason: self.reason.get().trim().to_owned(),
        })
    }
}

/// The control that a path of the input stands for.
fn control_of(path: &[String]) -> &'static str {
    match path.last().map(String::as_str) {
        Some("identifierId") => WHICH,
        Some("issuer") => field::ISSUER,
        Some("reason" | "version") => REASON,
        _ => field::NUMBER,
    }
}

fn name_of(i18n: I18n, controls: Controls, id: &str) -> Option<String> {
    let name = match id {
        WHICH => t_string!(i18n, people.number.which),
        field::NUMBER => words::identifier_system(i18n, controls.number.system()),
        field::ISSUER => t_string!(i18n, create.issuer),
        REASON => t_string!(i18n, record.reason),
        _ => return None,
    };
    Some(name.to_owned())
}

#[component]
fn Form(record: Signal<Record>) -> impl IntoView {
    let i18n = use_i18n();
    let id = record.with_untracked(|r| r.id);
    let (topic, toasts, sending) = (use_topic(id), use_toasts(), use_sending());
    let controls = record.with_untracked(Controls::new);
    let errors = FormErrors::new(i18n);
    let leaving = guard_leaving(Signal::derive(move || controls.is_changed()));
    let navigate = StoredValue::new_local(use_navigate());
    let back = Page::Record(id).href();
    let send = Callback::new(move |()| {
        let input =
            untrack(|| record.with_untracked(|record| controls.check(sending.key(), record)));
        let input = match input {
            Ok(input) => input,
            Err(wrong) => return errors.set(wrong),
        };
        errors.set(FieldErrors::default());
        let request = api::run(SupersedeIdentifier::build(SupersedeVariables { input }));
        sending.send(request, move |answer: SupersedeIdentifier| {
            let mut wrong = FieldErrors::default();
            for error in &answer.supersede_identifier.user_errors {
                wrong.add(control_of(&error.field), Problem::Record(error.code));
            }
            let is_done = wrong.is_empty();
            errors.set(wrong);
            topic.bump();
            if is_done {
                leaving.done();
                toasts.say(untrack(|| t_string!(i18n, people.number.done)));
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
    view! {
        <FormHead record title=t!(i18n, people.number.title) />
        <form class="card narrow-form" novalidate on:submit=submit>
            <p class="hint">{t!(i18n, people.number.lead)}</p>
            <ErrorSummary errors=errors.named(move |id| name_of(i18n, controls, id)) />
            <NotSent sending />
            <Which record controls errors />
            <Show when=move || controls.is_new.get() == Some(true)>
                <NumberFields controls=controls.number errors />
            </Show>
            <TextInput
                id=REASON
                label=t!(i18n, record.reason)
                hint=t!(i18n, people.number.reason_hint)
                value=controls.reason
                error=errors.of(REASON)
            />
            <FormFoot back sending words=t!(i18n, people.number.confirm) />
        </form>
        <Earlier record />
    }
}

/// Which number is replaced, and whether another is entered in its place.
#[component]
fn Which(record: Signal<Record>, controls: Controls, errors: FormErrors) -> impl IntoView {
    let i18n = use_i18n();
    let numbers = record.with_untracked(current);
    let has_another = 1 < numbers.len();
    let choices: Vec<(EntryId, Text)> = numbers
        .into_iter()
        .map(|number| {
            let (system, printed) = (number.system, number.printed());
            let said = move || format!("{} {printed}", words::identifier_system(i18n, system));
            (number.id, said.into())
        })
        .collect();
    let instead: Vec<(bool, Text)> = vec![
        (true, (move || t_string!(i18n, people.number.title)).into()),
        (false, (move || t_string!(i18n, people.number.none)).into()),
    ];
    view! {
        <Choice
            id=WHICH
            legend=t!(i18n, people.number.which)
            options=choices
            value=controls.which
            error=errors.of(WHICH)
        />
        {has_another
            .then(|| {
                view! {
                    <Choice
                        id=BY
                        legend=t!(i18n, people.number.by)
                        options=instead
                        value=controls.is_new
                    />
                }
            })}
    }
}

/// The numbers that were replaced, with the day.
#[component]
fn Earlier(record: Signal<Record>) -> impl IntoView {
    let i18n = use_i18n();
    let earlier = move || {
        record.with(|r| {
            let replaced = r.identifiers.iter().filter_map(|number| {
                let on = dates::short_day(dates::day_of(number.superseded_at.as_ref()?));
                Some((number.system, number.printed(), on))
            });
            replaced.collect::<Vec<_>>()
        })
    };
    view! {
        <Show when=move || !earlier().is_empty()>
            <section class="narrow-form" aria-labelledby="earlier-title">
                <h2 id="earlier-title">{t!(i18n, people.number.before)}</h2>
                <ul>
                    {move || {
                        earlier()
                            .into_iter()
                            .map(|(system, printed, date)| {
                                let number = format!(
                                    "{} {printed}",
                                    words::identifier_system(i18n, system),
                                );
                                let said = t_string!(i18n, people.number.ended, number, date);
                                view! { <li>{said.to_string()}</li> }
                            })
                            .collect_view()
                    }}
                </ul>
            </section>
        </Show>
    }
}

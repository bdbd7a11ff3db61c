//! The day of a person's death: recorded, corrected, or taken back.

use crate::api::MutationBuilder;
use leptos::{ev::SubmitEvent, prelude::*};
use leptos_router::{NavigateOptions, hooks::use_navigate};
use shared::{Date, PartialDate, RecordId};

use super::changes::{DeathVariables, RecordDeath, RecordDeathInput};
use crate::{
    api::{self, RecordAction, RecordErrorCode as Code, live::use_topic},
    dates,
    doctor::{
        leaving::guard_leaving,
        queries::Record,
        record::{FormFoot, FormHead, RecordForm, use_form_keys},
        sending::{NotSent, use_sending},
    },
    forms::{FieldErrors, FormErrors, Problem, words_problem},
    i18n::{I18n, use_i18n},
    routes::Page,
    t, t_string,
    ui::{Button, DateFields, DateInput, ErrorSummary, TextInput, use_toasts},
};

const DAY: &str = "died-on";
const REASON: &str = "reason";

/// Records the death of a person.
#[component]
pub fn DeathPage(
    /// Whose.
    id: RecordId,
) -> impl IntoView {
    let form = |record| view! { <Form record /> }.into_any();
    view! { <RecordForm id action=RecordAction::RecordDeath form /> }
}

fn name_of(i18n: I18n, id: &str) -> Option<String> {
    let name = match id {
        DAY => t_string!(i18n, people.death.day),
        REASON => t_string!(i18n, record.reason),
        _ => return None,
    };
    Some(name.to_owned())
}

/// The day that is typed, or what is wrong with it.
fn read_day(fields: DateFields) -> Result<Date, Problem> {
    match untrack(|| fields.read()) {
        Ok(Some(PartialDate::Day { on })) if on <= dates::today() => Ok(on),
        Ok(Some(PartialDate::Day { .. })) => Err(Problem::Record(Code::InFuture)),
        Ok(None) => Err(Problem::Record(Code::Required)),
        Ok(Some(_)) => Err(Problem::Record(Code::Malformed)),
        Err(problem) => Err(Problem::Date(problem)),
    }
}

#[component]
fn Form(record: Signal<Record>) -> impl IntoView {
    let i18n = use_i18n();
    let (id, held) = record.with_untracked(|r| (r.id, r.died_on));
    let (topic, toasts, sending) = (use_topic(id), use_toasts(), use_sending());
    let day = DateFields::new(held.map(|on| PartialDate::Day { on }));
    let reason = RwSignal::new(String::new());
    let errors = FormErrors::new(i18n);
    let leaving = guard_leaving(Signal::derive(move || reason.with(|r| !r.is_empty())));
    let navigate = StoredValue::new_local(use_navigate());
    let back = Page::Record(id).href();
    let send = Callback::new(move |is_taken_back: bool| {
        let mut wrong = FieldErrors::default();
        let died_on = match read_day(day) {
            _ if is_taken_back => None,
            Ok(day) => Some(day),
            Err(problem) => {
                wrong.add(DAY, problem);
                None
            }
        };
        if let Some(code) = words_problem(&reason.get_untracked()) {
            wrong.add(REASON, Problem::Record(code));
        }
        if !wrong.is_empty() {
            return errors.set(wrong);
        }
        errors.set(FieldErrors::default());
        let input = RecordDeathInput {
            idempotency_key: sending.key(),
            record_id: id,
            version: record.with_untracked(|r| r.version),
            died_on,
            reason: reason.get_untracked().trim().to_owned(),
        };
        let request = api::run(RecordDeath::build(DeathVariables { input }));
        sending.send(request, move |answer: RecordDeath| {
            let mut wrong = FieldErrors::default();
            for error in &answer.record_death.user_errors {
                let at = match error.field.first().map(String::as_str) {
                    Some("diedOn") | None => DAY,
                    Some(_) => REASON,
                };
                wrong.add(at, Problem::Record(error.code));
            }
            let is_done = wrong.is_empty();
            errors.set(wrong);
            if is_done {
                leaving.done();
                topic.bump();
                toasts.say(untrack(|| t_string!(i18n, people.death.done)));
                let back = Page::Record(id).href();
                navigate.with_value(|go| go(&back, NavigateOptions::default()));
            }
        });
    });
    let confirm = Callback::new(move |()| send.run(false));
    use_form_keys(leaving, confirm, back.clone(), None);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        send.run(false);
    };
    view! {
        <FormHead record title=t!(i18n, people.death.title) />
        <form class="card narrow-form" novalidate on:submit=submit>
            <p class="hint">{t!(i18n, people.death.lead)}</p>
            <ErrorSummary errors=errors.named(move |id| name_of(i18n, id)) />
            <NotSent sending />
            <DateInput id=DAY legend=t!(i18n, people.death.day) fields=day error=errors.of(DAY) />
            <TextInput
                id=REASON
                label=t!(i18n, record.reason)
                hint=t!(i18n, people.death.reason_hint)
                value=reason
                error=errors.of(REASON)
            />
            {held
                .is_some()
                .then(|| {
                    view! {
                        <p>
                            <Button pending=sending.pending on_press=move |()| send.run(true)>
                                {t!(i18n, people.death.take_back)}
                            </Button>
                        </p>
                    }
                })}
            <FormFoot back sending words=t!(i18n, people.death.confirm) />
        </form>
    }
}

//! Recording that a dose was not given, and why.

use crate::api::MutationBuilder;
use leptos::{ev::SubmitEvent, prelude::*};
use leptos_router::{NavigateOptions, hooks::use_navigate};
use shared::{Date, PartialDate, RecordId, VaccineCode};

use super::{
    changes::{RecordNotGiven, RecordNotGivenInput, RecordNotGivenVariables},
    leaving::guard_leaving,
    queries::Record,
    record::{FormFoot, FormHead, RecordForm, use_form_keys},
    record_doses::form::day_given,
    sending::{NotSent, Sending, use_sending},
};
use crate::{
    api::{self, NotGivenReason, RecordAction, VaccinationErrorCode as Code, live::use_topic},
    browser, dates,
    forms::{FieldErrors, FormErrors, Problem},
    i18n::{I18n, use_i18n},
    routes::Page,
    t, t_string,
    ui::{Choice, DateFields, DateInput, ErrorSummary, TextArea, use_toasts},
    vaccinations::product::{NoCatalogue, ProductField, ProductValue},
    vaccine_catalogue::use_catalogue,
    words,
};

const PRODUCT: &str = "product";
const DAY: &str = "on";
const REASON: &str = "reason";
const NOTE: &str = "note";

/// Records that a dose was not given.
#[component]
pub fn NotGivenPage(
    /// Whose.
    id: RecordId,
) -> impl IntoView {
    let form = |record| view! { <Form record /> }.into_any();
    view! { <RecordForm id action=RecordAction::RecordVaccination form /> }
}

/// What was typed, plain.
#[derive(Debug, Clone)]
struct Values {
    code: Option<VaccineCode>,
    on: Result<Option<PartialDate>, dates::DateProblem>,
    reason: Option<NotGivenReason>,
    note: String,
}

impl Values {
    fn check(
        self,
        key: String,
        record_id: RecordId,
        (birth, today): (PartialDate, Date),
    ) -> Result<RecordNotGivenInput, FieldErrors> {
        let mut errors = FieldErrors::default();
        if self.code.is_none() {
            errors.add(PRODUCT, Problem::Vaccination(Code::Required));
        }
        let on = day_given(self.on, birth, today);
        if let Err(problem) = on {
            errors.add(DAY, problem);
        }
        let note = self.note.trim();
        if self.reason.is_none() {
            errors.add(REASON, Problem::Vaccination(Code::Required));
        }
        if self.reason == Some(NotGivenReason::Other) && note.is_empty() {
            errors.add(NOTE, Problem::Vaccination(Code::Required));
        }
        match (self.code, on, self.reason) {
            (Some(vaccine_code), Ok(on), Some(reason)) if errors.is_empty() => {
                Ok(RecordNotGivenInput {
                    idempotency_key: key,
                    record_id,
                    vaccine_code,
                    on,
                    reason,
                    note: Some(note.to_owned()).filter(|note| !note.is_empty()),
                })
            }
            _ => Err(errors),
        }
    }
}

/// The signals of the form's controls.
#[derive(Clone, Copy)]
struct Controls {
    product: ProductValue,
    on: DateFields,
    reason: RwSignal<Option<NotGivenReason>>,
    note: RwSignal<String>,
}

impl Controls {
    fn new(today: Date) -> Self {
        Self {
            product: ProductValue::new(None),
            on: DateFields::new(Some(PartialDate::Day { on: today })),
            reason: RwSignal::new(None),
            note: RwSignal::new(String::new()),
        }
    }

    fn read(self) -> Values {
        untrack(|| Values {
            code: self.product.code.get(),
            on: self.on.read(),
            reason: self.reason.get(),
            note: self.note.get(),
        })
    }

    fn is_changed(self) -> bool {
        let has_text = |text: RwSignal<String>| text.with(|text| !text.is_empty());
        has_text(self.product.text) || has_text(self.note) || self.reason.with(Option::is_some)
    }
}

#[component]
fn Form(record: Signal<Record>) -> impl IntoView {
    let i18n = use_i18n();
    let id = record.with_untracked(|r| r.id);
    let (topic, toasts) = (use_topic(id), use_toasts());
    let controls = Controls::new(dates::today());
    let errors = FormErrors::new(i18n);
    let sending = use_sending();
    let leaving = guard_leaving(Signal::derive(move || controls.is_changed()));
    let navigate = use_navigate();
    let done = Callback::new(move |()| {
        leaving.done();
        topic.bump();
        toasts.say(untrack(|| t_string!(i18n, not_given.done)));
        navigate(&Page::Record(id).href(), NavigateOptions::default());
    });
    let send = Callback::new(move |()| send_form(record, controls, errors, sending, done));
    use_form_keys(leaving, send, Page::Record(id).href(), None);
    request_animation_frame(|| browser::focus(PRODUCT));
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        send.run(());
    };

    view! {
        <FormHead record title=t!(i18n, not_given.title) />
        <form class="card narrow-form" novalidate on:submit=submit>
            <ErrorSummary errors=errors.named(move |id| name_of(i18n, id)) />
            <NotSent sending />
            <NoCatalogue catalogue=use_catalogue() />
            <Fields controls errors />
            <FormFoot back=Page::Record(id).href() sending words=t!(i18n, not_given.confirm) />
        </form>
    }
}

#[component]
fn Fields(controls: Controls, errors: FormErrors) -> impl IntoView {
    let i18n = use_i18n();
    let reasons = NotGivenReason::ALL
        .iter()
        .map(|reason| (*reason, (move || words::not_given_reason(i18n, *reason)).into()))
        .collect();
    view! {
        <ProductField
            id=PRODUCT
            label=t!(i18n, words.field.vaccine)
            hint=Some(t!(i18n, not_given.product_hint))
            error=errors.of(PRODUCT)
            value=controls.product
            on_choose=move |()| errors.clear(PRODUCT)
        />
        <DateInput id=DAY legend=t!(i18n, not_given.day) fields=controls.on error=errors.of(DAY) />
        <Choice
            id=REASON
            legend=t!(i18n, words.field.not_given_reason)
            options=reasons
            value=controls.reason
            error=errors.of(REASON)
        />
        <TextArea
            id=NOTE
            label=t!(i18n, words.field.note)
            hint=t!(i18n, not_given.note_hint)
            value=controls.note
            error=errors.of(NOTE)
        />
    }
}

/// What a control is called, for the summary of errors.
fn name_of(i18n: I18n, id: &str) -> Option<String> {
    let name = match id {
        PRODUCT => t_string!(i18n, words.field.vaccine),
        DAY => t_string!(i18n, not_given.day),
        REASON => t_string!(i18n, words.field.not_given_reason),
        NOTE => t_string!(i18n, words.field.note),
        _ => return None,
    };
    Some(name.to_owned())
}

fn send_form(
    record: Signal<Record>,
    controls: Controls,
    errors: FormErrors,
    sending: Sending,
    done: Callback<()>,
) {
    let (id, birth) = record.with_untracked(|r| (r.id, r.birth_date.0));
    let input = match controls.read().check(sending.key(), id, (birth, dates::today())) {
        Ok(input) => input,
        Err(wrong) => return errors.set(wrong),
    };
    errors.set(FieldErrors::default());
    let request = api::run(RecordNotGiven::build(RecordNotGivenVariables { input }));
    sending.send(request, move |answer: RecordNotGiven| {
        let mut wrong = FieldErrors::default();
        for error in &answer.record_not_given.user_errors {
            let control = match error.field.last().map(String::as_str) {
                Some("on") => DAY,
                Some("reason") => REASON,
                Some("note") => NOTE,
                _ => PRODUCT,
            };
            wrong.add(control, Problem::Vaccination(error.code));
        }
        let is_done = wrong.is_empty();
        errors.set(wrong);
        if is_done {
            done.run(());
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(values: Values) -> Result<RecordNotGivenInput, FieldErrors> {
        let today = "2026-11-24".parse().expect("a day");
        values.check("k".to_owned(), RecordId(Default::default()), (PartialDate::Unknown, today))
    }

    #[test]
    fn another_reason_needs_words() {
        let values = Values {
            code: VaccineCode::new(510),
            on: Ok("2026-11-24".parse().ok()),
            reason: Some(NotGivenReason::Other),
            note: "  ".to_owned(),
        };
        let errors = check(values.clone()).expect_err("no words");
        assert_eq!(errors.of(NOTE), Some(Problem::Vaccination(Code::Required)));
        let input = check(Values { note: "moved away".to_owned(), ..values }).expect("words");
        assert_eq!(input.note.as_deref(), Some("moved away"));
    }

    #[test]
    fn everything_that_is_missing_is_said_at_once() {
        let values = Values { code: None, on: Ok(None), reason: None, note: String::new() };
        let errors = check(values).expect_err("nothing typed");
        for control in [PRODUCT, DAY, REASON] {
            assert_eq!(errors.of(control), Some(Problem::Vaccination(Code::Required)), "{control}");
        }
    }
}

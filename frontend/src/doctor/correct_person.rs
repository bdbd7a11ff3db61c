//! The page on which a professional corrects who a person is: names, birth date, sex. The status
//! is assessed anew with it.

use crate::api::MutationBuilder;
use leptos::{ev::SubmitEvent, prelude::*};
use leptos_router::{NavigateOptions, hooks::use_navigate};
use shared::{Date, PartialDate, RecordId};

use super::{
    changes::{CorrectPerson, CorrectPersonInput, CorrectPersonVariables},
    create::{
        fields::PersonFields,
        values::{check_birth, control_of as control_of_person, field},
    },
    leaving::guard_leaving,
    queries::Record,
    record::{FormFoot, FormHead, RecordForm, use_form_keys},
    sending::{NotSent, Sending, use_sending},
};
use crate::{
    api::{self, IdentifierSystem, RecordAction, RecordErrorCode as Code, Sex, live::use_topic},
    dates::{self, DateProblem},
    forms::{FieldErrors, FormErrors, Problem, words_problem},
    i18n::{I18n, use_i18n},
    routes::Page,
    t, t_string,
    ui::{Button, DateFields, ErrorSummary, Notice, TextInput, use_toasts},
};

const REASON: &str = "reason";

/// Corrects the person of one record.
#[component]
pub fn CorrectPersonPage(
    /// Whose.
    id: RecordId,
) -> impl IntoView {
    let form = |record| view! { <Form record /> }.into_any();
    view! { <RecordForm id action=RecordAction::CorrectPerson form /> }
}

/// The signals of the form. Copy; one per page.
#[derive(Clone, Copy)]
struct Controls {
    family_name: RwSignal<String>,
    given_name: RwSignal<String>,
    birth: DateFields,
    sex: RwSignal<Option<Sex>>,
    reason: RwSignal<String>,
}

/// What is typed.
#[derive(Debug, Clone, PartialEq)]
struct Values {
    family_name: String,
    given_name: String,
    birth: Result<Option<PartialDate>, DateProblem>,
    sex: Option<Sex>,
    reason: String,
}

impl Controls {
    fn new(record: &Record) -> Self {
        Self {
            family_name: RwSignal::new(record.family_name.clone()),
            given_name: RwSignal::new(record.given_name.clone()),
            birth: DateFields::new(Some(record.birth_date.0)),
            sex: RwSignal::new(Some(record.sex)),
            reason: RwSignal::new(String::new()),
        }
    }

    /// Shows what the record says now; the reason stays.
    fn show(self, record: &Record) {
        self.family_name.set(record.family_name.clone());
        self.given_name.set(record.given_name.clone());
        self.birth.set(Some(record.birth_date.0));
        self.sex.set(Some(record.sex));
    }

    fn read(self) -> Values {
        Values {
            family_name: self.family_name.get(),
            given_name: self.given_name.get(),
            birth: self.birth.read(),
            sex: self.sex.get(),
            reason: self.reason.get(),
        }
    }
}

impl Values {
    /// Checks everything at once; the server checks again.
    fn check(
        self,
        key: String,
        record: (RecordId, i32),
        matricule: Option<&str>,
        today: Date,
    ) -> Result<CorrectPersonInput, FieldErrors> {
        let mut errors = FieldErrors::default();
        for (name, id) in
            [(&self.given_name, field::GIVEN_NAME), (&self.family_name, field::FAMILY_NAME)]
        {
            if name.trim().is_empty() {
                errors.add(id, Problem::Record(Code::Required));
            }
        }
        let birth =
            check_birth(self.birth, matricule, today).map_err(|p| errors.add(field::BIRTH, p));
        if self.sex.is_none() {
            errors.add(field::SEX, Problem::Record(Code::Required));
        }
        if let Some(code) = words_problem(&self.reason) {
            errors.add(REASON, Problem::Record(code));
        }
        let (Ok(birth), Some(sex), true) = (birth, self.sex, errors.is_empty()) else {
            return Err(errors);
        };
        Ok(CorrectPersonInput {
            idempotency_key: key,
            record_id: record.0,
            version: record.1,
            reason: self.reason.trim().to_owned(),
            family_name: self.family_name.trim().to_owned(),
            given_name: self.given_name.trim().to_owned(),
            birth_date: api::PartialDate(birth),
            sex,
        })
    }
}

fn matricule_of(record: &Record) -> Option<String> {
    let is_matricule = |system| system == IdentifierSystem::LuMatricule;
    record.identifiers.iter().find(|i| is_matricule(i.system)).map(|i| i.value.clone())
}

/// The control that a path of the input stands for.
fn control_of(path: &[String]) -> &'static str {
    match path.last().map(String::as_str) {
        Some("reason") | None => REASON,
        Some("version") => field::GIVEN_NAME,
        Some(_) => control_of_person(path),
    }
}

fn name_of(i18n: I18n, id: &str) -> Option<String> {
    let name = match id {
        field::GIVEN_NAME => t_string!(i18n, create.given_name),
        field::FAMILY_NAME => t_string!(i18n, create.family_name),
        field::BIRTH => t_string!(i18n, create.birth),
        field::SEX => t_string!(i18n, doctor.sex),
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
    let on_screen = RwSignal::new(record.with_untracked(|r| r.version));
    let untouched = StoredValue::new(untrack(|| controls.read()));
    let is_changed = Signal::derive(move || untouched.with_value(|u| *u != controls.read()));
    let leaving = guard_leaving(is_changed);
    let errors = FormErrors::new(i18n);
    let navigate = use_navigate();
    let back = Page::Record(id).href();
    let done = Callback::new({
        let back = back.clone();
        move |()| {
            leaving.done();
            topic.bump();
            toasts.say(untrack(|| t_string!(i18n, correct_person.done)));
            navigate(&back, NavigateOptions::default());
        }
    });
    let reload = Callback::new(move |()| topic.bump());
    let send = Callback::new(move |()| {
        let matricule = record.with_untracked(matricule_of);
        let version = on_screen.get_untracked();
        let input = untrack(|| controls.read()).check(
            sending.key(),
            (id, version),
            matricule.as_deref(),
            dates::today(),
        );
        match input {
            Ok(input) => send_form(input, errors, sending, done, reload),
            Err(wrong) => errors.set(wrong),
        }
    });
    use_form_keys(leaving, send, back.clone(), None);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        send.run(());
    };
    let take_theirs = Callback::new(move |()| {
        record.with_untracked(|now| {
            controls.show(now);
            on_screen.set(now.version);
        });
        errors.set(FieldErrors::default());
    });

    view! {
        <FormHead record title=t!(i18n, correct_person.title) />
        <Show when=move || record.with(|r| on_screen.get() < r.version)>
            <Notice title=t!(i18n, account.contact.changed)>
                <p>{t!(i18n, account.contact.changed_words)}</p>
                <p class="actions">
                    <Button is_small=true on_press=move |()| take_theirs.run(())>
                        {t!(i18n, account.contact.show_it)}
                    </Button>
                </p>
            </Notice>
        </Show>
        <form class="card narrow-form" novalidate on:submit=submit>
            <p class="hint">{t!(i18n, correct_person.lead)}</p>
            <ErrorSummary errors=errors.named(move |id| name_of(i18n, id)) />
            <NotSent sending />
            <Fields controls errors />
            <FormFoot back sending words=t!(i18n, correct_person.confirm) />
        </form>
        <p class="narrow-form">
            <a href=Page::Number(id).href()>{t!(i18n, people.number.link)}</a>
        </p>
        <p class="narrow-form">
            <a href=Page::ParentCode(id).href()>{t!(i18n, helpers.sheet)}</a>
        </p>
        <p class="narrow-form">
            <a href=Page::Death(id).href()>{t!(i18n, people.death.link)}</a>
        </p>
    }
}

fn send_form(
    input: CorrectPersonInput,
    errors: FormErrors,
    sending: Sending,
    done: Callback<()>,
    reload: Callback<()>,
) {
    errors.set(FieldErrors::default());
    let request = api::run(CorrectPerson::build(CorrectPersonVariables { input }));
    sending.send(request, move |answer: CorrectPerson| {
        let refused = answer.correct_person.user_errors;
        let mut wrong = FieldErrors::default();
        for error in &refused {
            wrong.add(control_of(&error.field), Problem::Record(error.code));
        }
        errors.set(wrong);
        if refused.is_empty() {
            done.run(());
        } else if refused.iter().any(|e| e.code == Code::Conflict) {
            reload.run(());
        }
    });
}

#[component]
fn Fields(controls: Controls, errors: FormErrors) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <PersonFields
            given_name=controls.given_name
            family_name=controls.family_name
            birth=controls.birth
            sex=controls.sex
            errors
        />
        <TextInput
            id=REASON
            label=t!(i18n, record.reason)
            hint=t!(i18n, record.reason_hint)
            value=controls.reason
            error=errors.of(REASON)
        />
    }
}

#[cfg(test)]
mod tests {
    use shared::Matricule;

    use super::*;

    fn day(text: &str) -> Date {
        text.parse().expect("a day")
    }

    fn values() -> Values {
        Values {
            family_name: " Ferreira ".to_owned(),
            given_name: "Noé".to_owned(),
            birth: Ok("2025-04-14".parse().ok()),
            sex: Some(Sex::Male),
            reason: "misread".to_owned(),
        }
    }

    fn check(values: Values) -> Result<CorrectPersonInput, FieldErrors> {
        let record = "0190d1a0-0000-7000-8000-00000000002a".parse().expect("an id");
        let matricule = Matricule::invent(day("2025-04-14"), 103).to_string();
        values.check("k".to_owned(), (record, 3), Some(&matricule), day("2026-11-24"))
    }

    #[test]
    fn what_is_typed_is_sent_from_the_version_on_screen() {
        let input = check(values()).expect("no error");
        assert_eq!((input.family_name.as_str(), input.version), ("Ferreira", 3));
    }

    #[test]
    fn a_correction_without_reason_or_against_the_matricule_is_told() {
        let wrong = Values {
            reason: " x ".to_owned(),
            birth: Ok("2025-04-15".parse().ok()),
            sex: None,
            given_name: String::new(),
            ..values()
        };
        let errors = check(wrong).expect_err("much is wrong");
        assert_eq!(errors.of(REASON), Some(Problem::Record(Code::TooShort)));
        assert_eq!(errors.of(field::BIRTH), Some(Problem::Record(Code::ContradictsMatricule)));
        assert_eq!(errors.of(field::SEX), Some(Problem::Record(Code::Required)));
        assert_eq!(errors.of(field::GIVEN_NAME), Some(Problem::Record(Code::Required)));
    }
}

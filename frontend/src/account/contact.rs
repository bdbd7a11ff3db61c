//! The form of the reader's own contact: language of mails, e-mail, telephone, commune.

use crate::api::{MutationBuilder, QueryBuilder};
use leptos::{ev::SubmitEvent, prelude::*, task::spawn_local};
use shared::{EmailAddress, RecordId};

use super::queries::{
    ChangeContact, ChangeContactInput, ChangeContactVariables, Contact, ContactQuery,
    ContactVariables, RecordError,
};
use crate::{
    api::{self, ApiError, Locale, RecordErrorCode, live::use_topic},
    forms::{FieldErrors, FormErrors, Problem, not_sent},
    i18n::{LOCALES, to_api, use_i18n},
    session::use_session,
    t, t_string,
    ui::{
        Button, ButtonKind, ErrorSummary, Load, Notice, Remote, SelectInput, TextInput, Tone,
        use_toasts,
    },
};

/// The contact of a record, to be changed.
#[component]
pub fn ContactSection(
    /// Whose.
    record: RecordId,
) -> impl IntoView {
    let i18n = use_i18n();
    let topic = use_topic(record);
    let contact = Remote::new(move || {
        topic.track();
        load(record)
    });

    view! {
        <section class="card" aria-labelledby="contact-title">
            <h2 id="contact-title">{t!(i18n, account.contact.title)}</h2>
            <p class="hint">{t!(i18n, account.contact.lead)}</p>
            <Load resource=contact let:contact>
                <Form contact />
            </Load>
        </section>
    }
}

async fn load(record: RecordId) -> Result<Contact, ApiError> {
    let answer = api::run(ContactQuery::build(ContactVariables { record })).await?;
    answer.record.ok_or(ApiError::NotFound)
}

/// The signals of the form's controls.
#[derive(Clone, Copy)]
struct Values {
    language: RwSignal<usize>,
    email: RwSignal<String>,
    phone: RwSignal<String>,
    commune: RwSignal<String>,
}

impl Values {
    fn new(contact: &Contact) -> Self {
        let text = |text: &Option<String>| RwSignal::new(text.clone().unwrap_or_default());
        let position = LOCALES.iter().position(|(l, ..)| to_api(*l) == contact.language);
        Self {
            language: RwSignal::new(position.unwrap_or(0)),
            email: text(&contact.email),
            phone: text(&contact.phone),
            commune: text(&contact.commune),
        }
    }

    fn show(self, contact: &Contact) {
        let other = Self::new(contact);
        self.language.set(other.language.get_untracked());
        self.email.set(other.email.get_untracked());
        self.phone.set(other.phone.get_untracked());
        self.commune.set(other.commune.get_untracked());
    }

    fn language(self) -> Locale {
        LOCALES.get(self.language.get_untracked()).map_or(Locale::Fr, |(l, ..)| to_api(*l))
    }
}

const EMAIL: &str = "email";
const PHONE: &str = "phone";
const COMMUNE: &str = "commune";

#[component]
fn Form(contact: Signal<Contact>) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let toasts = use_toasts();
    let on_screen = RwSignal::new(contact.get_untracked());
    let values = Values::new(&contact.get_untracked());
    let errors = FormErrors::new(i18n);
    let failure = RwSignal::new(None::<ApiError>);
    let pending = RwSignal::new(false);
    let key = StoredValue::new(api::new_idempotency_key());
    // Changed elsewhere: said, never silently written over what is being typed.
    let changed_elsewhere = move || on_screen.with(|s| s.version) < contact.with(|c| c.version);
    let show_it = move |()| {
        let newest = contact.get_untracked();
        values.show(&newest);
        on_screen.set(newest);
        errors.set(FieldErrors::default());
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if pending.get_untracked() {
            return;
        }
        let email = filled(values.email);
        if email.as_ref().is_some_and(|email| email.parse::<EmailAddress>().is_err()) {
            let mut wrong = FieldErrors::default();
            wrong.add(EMAIL, Problem::Email);
            errors.set(wrong);
            return;
        }
        let input = ChangeContactInput {
            idempotency_key: key.get_value(),
            record_id: on_screen.with_untracked(|s| s.id),
            version: on_screen.with_untracked(|s| s.version),
            language: values.language(),
            email,
            phone: filled(values.phone),
            commune: filled(values.commune),
        };
        pending.set(true);
        failure.set(None);
        spawn_local(async move {
            match api::run(ChangeContact::build(ChangeContactVariables { input })).await {
                Ok(answer) => {
                    key.set_value(api::new_idempotency_key());
                    let payload = answer.change_contact;
                    errors.set(field_errors(&payload.user_errors));
                    if let Some(saved) = payload.record.filter(|_| payload.user_errors.is_empty()) {
                        on_screen.set(saved);
                        toasts.say(untrack(|| t_string!(i18n, account.contact.saved)));
                    }
                }
                Err(error) => {
                    session.check(error);
                    failure.set(Some(error));
                }
            }
            pending.set(false);
        });
    };

    let languages: Vec<String> = LOCALES.iter().map(|(.., name)| (*name).to_owned()).collect();

    view! {
        <Show when=changed_elsewhere>
            <Notice title=t!(i18n, account.contact.changed)>
                <p>{t!(i18n, account.contact.changed_words)}</p>
                <p>
                    <Button is_small=true on_press=show_it>
                        {t!(i18n, account.contact.show_it)}
                    </Button>
                </p>
            </Notice>
        </Show>
        <form class="report-form" novalidate on:submit=submit>
            <ErrorSummary errors=errors.all() />
            {move || {
                failure
                    .get()
                    .map(|error| {
                        view! {
                            <div role="alert">
                                <Notice tone=Tone::Stop title=t!(i18n, errors.not_sent)>
                                    <p>{move || not_sent(i18n, error)}</p>
                                </Notice>
                            </div>
                        }
                    })
            }}
            <SelectInput
                id="language"
                label=t!(i18n, account.contact.language)
                options=languages
                value=values.language
            />
            <TextInput
                id=EMAIL
                kind="email"
                autocomplete="email"
                label=t!(i18n, account.contact.email)
                value=values.email
                error=errors.of(EMAIL)
            />
            <TextInput
                id=PHONE
                kind="tel"
                autocomplete="tel"
                label=t!(i18n, account.contact.phone)
                value=values.phone
                error=errors.of(PHONE)
            />
            <TextInput
                id=COMMUNE
                autocomplete="address-level2"
                label=t!(i18n, account.contact.commune)
                value=values.commune
                error=errors.of(COMMUNE)
            />
            <Button kind=ButtonKind::Primary submits=true pending>
                {t!(i18n, account.contact.save)}
            </Button>
        </form>
    }
}

fn filled(value: RwSignal<String>) -> Option<String> {
    value.with_untracked(|text| Some(text.trim().to_owned()).filter(|text| !text.is_empty()))
}

/// What the server refused, at its control.
fn field_errors(refused: &[RecordError]) -> FieldErrors {
    let mut errors = FieldErrors::default();
    for error in refused {
        let control = match error.field.last().map(String::as_str) {
            Some("phone") => PHONE,
            Some("commune") => COMMUNE,
            _ => EMAIL,
        };
        let problem = match (control, error.code) {
            (EMAIL, RecordErrorCode::Malformed) => Problem::Email,
            (_, code) => Problem::Record(code),
        };
        errors.add(control, problem);
    }
    errors
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_server_refuses_stands_at_its_control() {
        let refused = [
            RecordError { code: RecordErrorCode::Malformed, field: vec!["email".to_owned()] },
            RecordError { code: RecordErrorCode::TooLong, field: vec!["commune".to_owned()] },
        ];
        let errors = field_errors(&refused);
        assert_eq!(errors.of(EMAIL), Some(Problem::Email));
        assert_eq!(errors.of(COMMUNE), Some(Problem::Record(RecordErrorCode::TooLong)));
        assert_eq!(errors.of(PHONE), None);
    }
}

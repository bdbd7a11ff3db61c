//! The page on which a record is created.

use crate::api::MutationBuilder;
use leptos::{ev::SubmitEvent, prelude::*};
use leptos_router::{NavigateOptions, hooks::use_navigate};
use shared::RecordId;

use super::{
    fields::{NumberControls, NumberFields, PersonFields},
    matches::PossibleMatches,
    values::{PersonValues, birth_of_matricule, control_of, field},
};
use crate::{
    api::{self, ConsentHow, IdentifierSystem, Locale, RecordErrorCode, Sex},
    browser, dates,
    doctor::{
        changes::{CreateRecord, CreateRecordVariables},
        consent_choice::ConsentChoice,
        keys::{PageKey, use_page_keys},
        leaving::guard_leaving,
        queries::RecordMatch,
        sending::{NotSent, Sending, use_sending},
    },
    forms::{FieldErrors, FormErrors, Problem},
    i18n::{I18n, LOCALES, to_api, use_i18n},
    routes::Page,
    t, t_string,
    ui::{
        Button, ButtonKind, DateFields, ErrorSummary, PageTitle, SelectInput, TextInput, use_toasts,
    },
    words,
};

/// The signals of the form. Copy; one per page.
#[derive(Clone, Copy)]
struct Controls {
    number: NumberControls,
    family_name: RwSignal<String>,
    given_name: RwSignal<String>,
    birth: DateFields,
    sex: RwSignal<Option<Sex>>,
    language: RwSignal<usize>,
    email: RwSignal<String>,
    phone: RwSignal<String>,
    commune: RwSignal<String>,
    consent: RwSignal<Option<ConsentHow>>,
}

impl Controls {
    fn new(language: Locale) -> Self {
        let text = || RwSignal::new(String::new());
        let position = LOCALES.iter().position(|(l, ..)| to_api(*l) == language).unwrap_or(0);
        Self {
            number: NumberControls::for_matricule(),
            family_name: text(),
            given_name: text(),
            birth: DateFields::new(None),
            sex: RwSignal::new(None),
            language: RwSignal::new(position),
            email: text(),
            phone: text(),
            commune: text(),
            consent: RwSignal::new(None),
        }
    }

    fn read(self) -> PersonValues {
        untrack(|| PersonValues {
            system: self.number.system(),
            issuer: self.number.issuer.get(),
            number: self.number.number.get(),
            family_name: self.family_name.get(),
            given_name: self.given_name.get(),
            birth: self.birth.read(),
            sex: self.sex.get(),
            language: LOCALES.get(self.language.get()).map_or(Locale::Fr, |(l, ..)| to_api(*l)),
            email: self.email.get(),
            phone: self.phone.get(),
            commune: self.commune.get(),
            consent: self.consent.get(),
        })
    }

    fn is_changed(self) -> bool {
        [
            self.number.number,
            self.family_name,
            self.given_name,
            self.email,
            self.phone,
            self.commune,
        ]
        .iter()
        .any(|text| text.with(|text| !text.is_empty()))
    }

    /// A whole matricule states the birth date.
    fn follow_matricule(self) {
        Effect::new(move || {
            let is_matricule = self.number.system() == IdentifierSystem::LuMatricule;
            let stated = self.number.number.with(|number| birth_of_matricule(number));
            if let Some(birth) = stated.filter(|_| is_matricule) {
                self.birth.set(Some(birth));
            }
        });
    }
}

/// Creates a record.
#[component]
pub fn CreatePage() -> impl IntoView {
    let i18n = use_i18n();
    let controls = Controls::new(untrack(|| i18n.api_locale()));
    controls.follow_matricule();
    let errors = FormErrors::new(i18n);
    let matches = RwSignal::new(Vec::<RecordMatch>::new());
    let sending = use_sending();
    let toasts = use_toasts();
    let leaving = guard_leaving(Signal::derive(move || controls.is_changed()));
    let navigate = StoredValue::new_local(use_navigate());
    let go = move |page: Page| {
        navigate.with_value(|go| go(&page.href(), NavigateOptions::default()));
    };
    let done = Callback::new(move |id: RecordId| {
        leaving.done();
        toasts.say(untrack(|| t_string!(i18n, create.done)));
        go(Page::Record(id));
    });
    let send = Callback::new(move |not_the_same_as: Vec<RecordId>| {
        send_form(controls, not_the_same_as, errors, matches, sending, done);
    });
    use_page_keys(move |key| {
        match key {
            PageKey::Confirm => send.run(Vec::new()),
            PageKey::Back if leaving.may_leave() => go(Page::Start),
            PageKey::Back => {}
            PageKey::Single(_) => return false,
        }
        true
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        send.run(Vec::new());
    };

    view! {
        <div class="page-head">
            <div>
                <PageTitle title=t!(i18n, create.title) />
                <p class="hint">{t!(i18n, create.lead)}</p>
            </div>
        </div>
        <form class="narrow-form card" novalidate on:submit=submit>
            <ErrorSummary errors=errors.named(move |id| name_of(i18n, controls, id)) />
            <NotSent sending />
            {move || {
                let found = matches.get();
                (!found.is_empty())
                    .then(|| view! { <PossibleMatches matches=found on_another=send /> })
            }}
            <NumberFields controls=controls.number errors />
            <PersonFields
                given_name=controls.given_name
                family_name=controls.family_name
                birth=controls.birth
                sex=controls.sex
                errors
            />
            <ContactFields controls errors />
            <ConsentChoice
                id=field::CONSENT
                value=controls.consent
                error=errors.of(field::CONSENT)
            />
            <div class="record-do">
                <a class="button" href=Page::Start.href()>
                    {t!(i18n, doctor.back)}
                    <kbd class="key" aria-hidden="true">"Esc"</kbd>
                </a>
                <Button kind=ButtonKind::Primary submits=true pending=sending.pending>
                    {t!(i18n, create.confirm)}
                    <kbd class="key" aria-hidden="true">"Ctrl Enter"</kbd>
                </Button>
            </div>
        </form>
    }
}

/// What a control is called, for the summary of errors.
fn name_of(i18n: I18n, controls: Controls, id: &str) -> Option<String> {
    let name = match id {
        field::NUMBER => words::identifier_system(i18n, controls.number.system()),
        field::ISSUER => t_string!(i18n, create.issuer),
        field::GIVEN_NAME => t_string!(i18n, create.given_name),
        field::FAMILY_NAME => t_string!(i18n, create.family_name),
        field::BIRTH => t_string!(i18n, create.birth),
        field::SEX => t_string!(i18n, doctor.sex),
        field::CONSENT => t_string!(i18n, create.consent),
        _ => return None,
    };
    Some(name.to_owned())
}

fn send_form(
    controls: Controls,
    not_the_same_as: Vec<RecordId>,
    errors: FormErrors,
    matches: RwSignal<Vec<RecordMatch>>,
    sending: Sending,
    done: Callback<RecordId>,
) {
    let input = match controls.read().check(sending.key(), not_the_same_as, dates::today()) {
        Ok(input) => input,
        Err(wrong) => return errors.set(wrong),
    };
    errors.set(FieldErrors::default());
    let request = api::run(CreateRecord::build(CreateRecordVariables { input }));
    sending.send(request, move |answer: CreateRecord| {
        let payload = answer.create_record;
        let mut wrong = FieldErrors::default();
        for error in &payload.user_errors {
            // The panel of possible matches says this better.
            if error.code != RecordErrorCode::PossibleSamePerson {
                wrong.add(control_of(&error.field), Problem::Record(error.code));
            }
        }
        errors.set(wrong);
        if !payload.possible_matches.is_empty() && payload.record.is_none() {
            request_animation_frame(|| browser::focus("matches"));
        }
        match payload.record {
            Some(record) => done.run(record.id),
            None => matches.set(payload.possible_matches),
        }
    });
}

/// How the person is reached.
#[component]
fn ContactFields(controls: Controls, errors: FormErrors) -> impl IntoView {
    let i18n = use_i18n();
    let languages: Vec<String> = LOCALES.iter().map(|(.., name)| (*name).to_owned()).collect();
    view! {
        <div class="pair-grid">
            <SelectInput
                id="language"
                label=t!(i18n, account.contact.language)
                options=languages
                value=controls.language
            />
            <TextInput
                id=field::COMMUNE
                label=t!(i18n, create.commune)
                value=controls.commune
                error=errors.of(field::COMMUNE)
            />
            <TextInput
                id=field::EMAIL
                kind="email"
                label=t!(i18n, create.email)
                value=controls.email
                error=errors.of(field::EMAIL)
            />
            <TextInput
                id=field::PHONE
                kind="tel"
                label=t!(i18n, create.phone)
                value=controls.phone
                error=errors.of(field::PHONE)
            />
        </div>
    }
}

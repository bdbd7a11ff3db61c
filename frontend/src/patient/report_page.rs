//! Add a dose that is remembered, or stands in a card at home. A professional confirms it later.

use crate::api::MutationBuilder;
use leptos::{ev::SubmitEvent, prelude::*, task::spawn_local};
use leptos_router::{NavigateOptions, hooks::use_navigate};
use shared::{PartialDate, RecordId};

use super::{
    list_page::load,
    person::Whose,
    queries::{MyRecord, ReportVaccinations, ReportVaccinationsInput, ReportVariables},
    report_form::{ReportValues, control_of, field},
};
use crate::{
    api::{self, ApiError, ProofKind, live::use_topic},
    dates,
    forms::{FieldErrors, FormErrors, Problem, not_sent},
    i18n::use_i18n,
    not_found::NotFoundPage,
    routes::Page,
    session::use_session,
    t,
    ui::{
        Button, ButtonKind, Choice, DateFields, DateInput, ErrorSummary, Load, Notice, PageTitle,
        Remote, TextArea, TextInput, Tone, use_toasts,
    },
    vaccinations::{
        ReadVariables,
        changes::TranscribedDoseInput,
        product::{NoCatalogue, ProductField, ProductValue},
    },
    vaccine_catalogue::use_catalogue,
    words,
};

/// What a patient can read a dose from.
const PROOFS: [ProofKind; 4] = [
    ProofKind::Statement,
    ProofKind::YellowCard,
    ProofKind::OtherCertificate,
    ProofKind::CovidCertificate,
];

/// Add a remembered dose to one record.
#[component]
pub fn ReportPage(
    /// Whose.
    id: RecordId,
) -> impl IntoView {
    let i18n = use_i18n();
    // The locale is not tracked: a change of language must not load the form anew.
    let variables = ReadVariables::new(untrack(|| i18n.api_locale())).record(id);
    let record = Remote::new(move || load(variables.clone()));

    view! {
        <Load resource=record let:record>
            {
                let record: MyRecord = record.get_untracked();
                let may = record.permitted.contains(&api::RecordAction::ReportVaccination);
                if may {
                    view! { <Form record /> }.into_any()
                } else {
                    view! { <NotFoundPage /> }.into_any()
                }
            }
        </Load>
    }
}

/// The signals of the form's controls.
#[derive(Clone, Copy)]
struct Values {
    vaccine: ProductValue,
    date: DateFields,
    is_date_unknown: RwSignal<bool>,
    proof: RwSignal<Option<ProofKind>>,
    lot: RwSignal<String>,
    note: RwSignal<String>,
}

impl Values {
    fn new() -> Self {
        Self {
            vaccine: ProductValue::new(None),
            date: DateFields::new(None),
            is_date_unknown: RwSignal::new(false),
            proof: RwSignal::new(Some(ProofKind::Statement)),
            lot: RwSignal::new(String::new()),
            note: RwSignal::new(String::new()),
        }
    }

    fn read(self) -> ReportValues {
        ReportValues {
            vaccine: self.vaccine.code.get_untracked(),
            day: self.date.day.get_untracked(),
            month: self.date.month.get_untracked(),
            year: self.date.year.get_untracked(),
            is_date_unknown: self.is_date_unknown.get_untracked(),
            lot: self.lot.get_untracked(),
            note: self.note.get_untracked(),
        }
    }
}

/// What sending needs.
#[derive(Clone, Copy)]
struct Sending {
    record: RecordId,
    /// Stays the same until it was sent, so that trying again records once.
    key: StoredValue<String>,
    pending: RwSignal<bool>,
    errors: FormErrors,
    failure: RwSignal<Option<ApiError>>,
}

#[component]
fn Form(record: MyRecord) -> impl IntoView {
    let i18n = use_i18n();
    let id = record.id;
    let birth: PartialDate = record.birth_date.0;
    let values = Values::new();
    let sending = Sending {
        record: id,
        key: StoredValue::new(api::new_idempotency_key()),
        pending: RwSignal::new(false),
        errors: FormErrors::new(i18n),
        failure: RwSignal::new(None),
    };
    let topic = use_topic(id);
    let toasts = use_toasts();
    let navigate = use_navigate();
    let done = Callback::new(move |()| {
        topic.bump();
        toasts.say(untrack(|| crate::t_string!(i18n, my.report.done)));
        navigate(&Page::MyVaccinations(id).href(), NavigateOptions::default());
    });
    let session = use_session();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if sending.pending.get_untracked() {
            return;
        }
        match values.read().check(dates::today(), birth) {
            Ok(dose) => {
                sending.errors.set(FieldErrors::default());
                let proof = values.proof.get_untracked().unwrap_or(ProofKind::Statement);
                spawn_local(send(sending, proof, dose, done, session));
            }
            Err(errors) => sending.errors.set(errors),
        }
    };
    let whose = Whose { relation: record.relation, given_name: record.given_name };

    view! {
        <PageTitle title=move || whose.report(i18n) />
        <p>{t!(i18n, my.report.lead)}</p>
        <form class="report-form" novalidate on:submit=submit>
            <ErrorSummary errors=sending.errors.all() />
            {move || {
                sending
                    .failure
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
            <ProductField
                id=field::VACCINE
                label=t!(i18n, my.report.vaccine)
                hint=Some(t!(i18n, my.report.vaccine_hint))
                error=sending.errors.of(field::VACCINE)
                value=values.vaccine
                on_choose=move |()| sending.errors.clear(field::VACCINE)
                chooses_on_tab=false
            />
            <NoCatalogue catalogue=use_catalogue() />
            <WhenField values errors=sending.errors />
            <Choice
                id=field::PROOF
                legend=t!(i18n, my.report.proof)
                options=PROOFS
                    .into_iter()
                    .map(|proof| (proof, (move || words::proof(i18n, proof)).into()))
                    .collect()
                value=values.proof
                error=sending.errors.of(field::PROOF)
            />
            <TextInput
                id=field::LOT
                label=t!(i18n, my.report.lot)
                hint=t!(i18n, my.report.lot_hint)
                value=values.lot
                error=sending.errors.of(field::LOT)
                width="w-20"
            />
            <TextArea
                id=field::NOTE
                label=t!(i18n, my.report.note)
                value=values.note
                error=sending.errors.of(field::NOTE)
            />
            <div class="actions">
                <a class="button" href=Page::MyVaccinations(id).href()>
                    {t!(i18n, my.report.back)}
                </a>
                <Button kind=ButtonKind::Primary submits=true pending=sending.pending>
                    {move || {
                        if sending.pending.get() {
                            crate::t_string!(i18n, my.report.sending)
                        } else {
                            crate::t_string!(i18n, my.report.send)
                        }
                    }}
                </Button>
            </div>
        </form>
    }
}

async fn send(
    sending: Sending,
    proof: ProofKind,
    dose: TranscribedDoseInput,
    done: Callback<()>,
    session: crate::session::Session,
) {
    sending.pending.set(true);
    sending.failure.set(None);
    let input = ReportVaccinationsInput {
        idempotency_key: sending.key.get_value(),
        record_id: sending.record,
        proof,
        doses: vec![dose],
    };
    match api::run(ReportVaccinations::build(ReportVariables { input })).await {
        Ok(answer) => {
            let mut errors = FieldErrors::default();
            for error in answer.report_vaccinations.user_errors {
                errors.add(control_of(&error.field), Problem::Vaccination(error.code));
            }
            // The server has decided about this key; a corrected form is a new intention.
            sending.key.set_value(api::new_idempotency_key());
            if errors.is_empty() {
                done.run(());
            } else {
                sending.errors.set(errors);
            }
        }
        Err(error) => {
            session.check(error);
            sending.failure.set(Some(error));
        }
    }
    sending.pending.set(false);
}

/// When: as exactly as it is known, or not at all.
#[component]
fn WhenField(values: Values, errors: FormErrors) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <DateInput
            id=field::DATE
            legend=t!(i18n, my.report.date)
            hint=t!(i18n, my.report.date_hint)
            fields=values.date
            error=errors.of(field::DATE)
        />
        <label class="choice">
            <input
                type="checkbox"
                prop:checked=values.is_date_unknown
                on:change:target=move |event| {
                    values.is_date_unknown.set(event.target().checked());
                    errors.clear(field::DATE);
                }
            />
            <span>{t!(i18n, my.report.date_unknown)}</span>
        </label>
    }
}

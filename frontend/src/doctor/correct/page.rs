//! The page on which a dose is corrected.

use crate::api::MutationBuilder;
use leptos::{ev::SubmitEvent, prelude::*};
use leptos_router::{NavigateOptions, hooks::use_navigate};
use shared::{RecordId, VaccinationId};

use super::{
    conflict::Conflict,
    fields::{CorrectFields, name_of},
    values::{Controls, Kept, Kind, Start, control_of},
};
use crate::{
    api::{self, RecordAction, VaccinationErrorCode, VaccinationStatus, live::use_topic},
    dates,
    doctor::{
        changes::{CorrectVaccination, CorrectVaccinationVariables},
        leaving::guard_leaving,
        queries::Record,
        record::{FormFoot, FormHead, load_record, use_form_keys},
        sending::{NotSent, Sending, use_sending},
    },
    forms::{FieldErrors, FormErrors, Problem},
    i18n::use_i18n,
    not_found::NotFoundPage,
    routes::Page,
    t, t_string,
    ui::{Button, ErrorSummary, Load, Notice, Remote, use_toasts},
    vaccinations::{Vaccination, product::NoCatalogue},
    vaccine_catalogue::use_catalogue,
};

/// Corrects one dose.
#[component]
pub fn CorrectPage(
    /// Whose.
    id: RecordId,
    /// Which.
    dose: VaccinationId,
) -> impl IntoView {
    let i18n = use_i18n();
    let topic = use_topic(id);
    let record = Remote::new(move || {
        topic.track();
        load_record(untrack(|| i18n.api_locale()), id)
    });

    view! {
        <Load resource=record let:record>
            {
                let now = record.with_untracked(|r| {
                    let can = r.may(RecordAction::CorrectVaccination);
                    let is_live = |d: &&Vaccination| d.status != VaccinationStatus::EnteredInError;
                    r.dose(dose).filter(is_live).filter(|_| can).cloned()
                });
                match now {
                    Some(first) => view! { <Form record first /> }.into_any(),
                    None => view! { <NotFoundPage /> }.into_any(),
                }
            }
        </Load>
    }
}

/// What the form is made from and what became of it. Copy; one per page.
#[derive(Clone, Copy)]
struct Correction {
    record: Signal<Record>,
    /// The version on screen.
    on_screen: RwSignal<Vaccination>,
    controls: Controls,
    errors: FormErrors,
    sending: Sending,
    is_conflict: RwSignal<bool>,
}

impl Correction {
    /// The dose as it is in the record now.
    fn now(self) -> Option<Vaccination> {
        let id = self.on_screen.with(|d| d.id);
        self.record.with(|r| r.dose(id).cloned())
    }

    fn start(self) -> Start {
        let record_id = self.record.with_untracked(|r| r.id);
        self.on_screen.with_untracked(|dose| Start {
            key: self.sending.key(),
            record_id,
            vaccination_id: dose.id,
            version: dose.version,
            kind: Kind::of(dose),
            kept: Kept {
                serial: dose.serial.clone(),
                performer_id: dose.performer.as_ref().map(|p| p.id),
            },
        })
    }

    fn send(self, done: Callback<()>, reload: Callback<()>) {
        let values = untrack(|| self.controls.read());
        let input = match values.check(self.start(), dates::today()) {
            Ok(input) => input,
            Err(wrong) => return self.errors.set(wrong),
        };
        self.errors.set(FieldErrors::default());
        let request = api::run(CorrectVaccination::build(CorrectVaccinationVariables { input }));
        self.sending.send(request, move |answer: CorrectVaccination| {
            let refused = answer.correct_vaccination.user_errors;
            if refused.iter().any(|e| e.code == VaccinationErrorCode::Conflict) {
                self.is_conflict.set(true);
                return reload.run(());
            }
            let mut wrong = FieldErrors::default();
            for error in &refused {
                wrong.add(control_of(&error.field), Problem::Vaccination(error.code));
            }
            let is_done = wrong.is_empty();
            self.errors.set(wrong);
            if is_done {
                done.run(());
            }
        });
    }
}

#[component]
fn Form(record: Signal<Record>, first: Vaccination) -> impl IntoView {
    let i18n = use_i18n();
    let (id, dose_id, kind) = (record.with_untracked(|r| r.id), first.id, Kind::of(&first));
    let (topic, toasts) = (use_topic(id), use_toasts());
    let controls = Controls::new(&first, i18n);
    let untouched = StoredValue::new(untrack(|| controls.read()));
    let correction = Correction {
        record,
        on_screen: RwSignal::new(first),
        controls,
        errors: FormErrors::new(i18n),
        sending: use_sending(),
        is_conflict: RwSignal::new(false),
    };
    let is_changed = Signal::derive(move || untouched.with_value(|u| *u != controls.read()));
    let leaving = guard_leaving(is_changed);
    let navigate = use_navigate();
    let go_back = Callback::new(move |()| {
        navigate(&Page::Dose(id, dose_id).href(), NavigateOptions::default())
    });
    let reload = Callback::new(move |()| topic.bump());
    let done = Callback::new(move |()| {
        leaving.done();
        topic.bump();
        toasts.say(untrack(|| t_string!(i18n, correct.done)));
        go_back.run(());
    });
    let send = Callback::new(move |()| correction.send(done, reload));
    use_form_keys(leaving, send, Page::Dose(id, dose_id).href(), None);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        send.run(());
    };

    view! {
        <FormHead record title=t!(i18n, correct.title) />
        <Elsewhere correction send />
        <form class="card narrow-form" novalidate on:submit=submit>
            <ErrorSummary errors=correction.errors.named(move |id| name_of(i18n, id)) />
            <NotSent sending=correction.sending />
            <NoCatalogue catalogue=use_catalogue() />
            <CorrectFields controls kind errors=correction.errors />
            <FormFoot
                back=Page::Dose(id, dose_id).href()
                sending=correction.sending
                hint=view! { {t!(i18n, correct.kept)} }.into_any()
                words=t!(i18n, correct.confirm)
            />
        </form>
    }
}

/// That the dose was changed elsewhere: said while one types, compared once one has sent.
#[component]
fn Elsewhere(correction: Correction, send: Callback<()>) -> impl IntoView {
    let i18n = use_i18n();
    let newer = Memo::new(move |_| {
        let version = correction.on_screen.with(|d| d.version);
        correction.now().filter(|now| version < now.version)
    });
    let take_theirs = Callback::new(move |()| {
        if let Some(now) = newer.get_untracked() {
            correction.controls.show(&now, i18n);
            correction.on_screen.set(now);
            correction.is_conflict.set(false);
        }
    });
    let mine_again = Callback::new(move |()| {
        if let Some(now) = newer.get_untracked() {
            correction.on_screen.set(now);
            correction.is_conflict.set(false);
            send.run(());
        }
    });
    move || {
        let theirs = newer.get()?;
        Some(if correction.is_conflict.get() {
            view! {
                <Conflict mine=correction.controls theirs on_theirs=take_theirs on_mine=mine_again />
            }
            .into_any()
        } else {
            view! {
                <Notice title=t!(i18n, account.contact.changed)>
                    <p>{t!(i18n, account.contact.changed_words)}</p>
                    <p class="actions">
                        <Button is_small=true on_press=move |()| take_theirs.run(())>
                            {t!(i18n, account.contact.show_it)}
                        </Button>
                        <Button is_small=true on_press=move |()| correction.is_conflict.set(true)>
                            {t!(i18n, correct.compare)}
                        </Button>
                    </p>
                </Notice>
            }
            .into_any()
        })
    }
}

//! The page on which a card is copied.

use crate::api::MutationBuilder;
use leptos::{ev::SubmitEvent, prelude::*};
use leptos_router::{NavigateOptions, hooks::use_navigate};
use shared::{RecordId, country};

use super::{
    cells::{Sheet, SheetRow},
    row_view::SheetRowView,
    sheet::{RowValues, check, control_of},
};
use crate::{
    api::{self, ProofKind, RecordAction, live::use_topic},
    browser, dates,
    doctor::{
        changes::{TranscribeVaccinations, TranscribeVaccinationsVariables},
        leaving::guard_leaving,
        queries::Record,
        record::{FormFoot, FormHead, RecordForm, use_form_keys},
        record_doses::{remarks::strange_rows, row::control},
        sending::{NotSent, Sending, use_sending},
    },
    forms::{FieldErrors, FormErrors, Problem},
    i18n::use_i18n,
    routes::Page,
    t, t_string,
    ui::{ErrorSummary, SelectInput, use_toasts},
    vaccinations::product::NoCatalogue,
    vaccine_catalogue::use_catalogue,
    words,
};

/// The countries that stand first: ours, the neighbours, and the one from which most others come.
const FIRST: [&str; 5] = ["LU", "FR", "BE", "DE", "PT"];

/// All countries: the first ones, then the others as the language sorts them.
fn countries(locale: &str) -> Vec<&'static str> {
    let others: Vec<&str> = country::codes().filter(|code| !FIRST.contains(code)).collect();
    let names = browser::countries(&others, locale);
    let mut named: Vec<(&str, String)> = others.into_iter().zip(names).collect();
    browser::sort_by_name(&mut named, |(_, name)| name, locale);
    FIRST.into_iter().chain(named.into_iter().map(|(code, _)| code)).collect()
}

/// What of the card is the same for all rows.
#[derive(Clone, Copy)]
struct Card {
    proof: RwSignal<usize>,
    /// 0 is «not stated»; then those of `countries`.
    country: RwSignal<usize>,
    /// In the order of the language in which the page was opened: what was chosen stays.
    countries: StoredValue<Vec<&'static str>>,
}

impl Card {
    fn proof(self) -> ProofKind {
        ProofKind::ALL.get(self.proof.get_untracked()).copied().unwrap_or(ProofKind::YellowCard)
    }

    fn country(self) -> Option<&'static str> {
        let position = self.country.get_untracked().checked_sub(1)?;
        self.countries.with_value(|codes| codes.get(position).copied())
    }
}

/// Copies a card into one record.
#[component]
pub fn TranscribePage(
    /// Whose.
    id: RecordId,
) -> impl IntoView {
    let form = |record| view! { <Form record /> }.into_any();
    view! { <RecordForm id action=RecordAction::TranscribeVaccination form /> }
}

#[component]
fn Form(record: Signal<Record>) -> impl IntoView {
    let i18n = use_i18n();
    let id = record.with_untracked(|r| r.id);
    let topic = use_topic(id);
    let toasts = use_toasts();
    let sheet = Sheet::new();
    let card = Card {
        proof: RwSignal::new(0),
        country: RwSignal::new(0),
        countries: StoredValue::new(countries(untrack(|| i18n.code()))),
    };
    let errors = FormErrors::new(i18n);
    let sending = use_sending();
    let leaving = guard_leaving(Signal::derive(move || sheet.is_changed()));
    let navigate = use_navigate();
    let done = Callback::new(move |count: usize| {
        leaving.done();
        topic.bump();
        toasts.say(untrack(|| match count {
            1 => t_string!(i18n, copy.done_one).to_owned(),
            n => t_string!(i18n, copy.done, n = n),
        }));
        navigate(&Page::Record(id).href(), NavigateOptions::default());
    });
    let send = Callback::new(move |()| send_sheet(record, sheet, card, errors, sending, done));
    use_form_keys(leaving, send, Page::Record(id).href(), None);
    use_undo_key(sheet);
    request_animation_frame(|| browser::focus(&control("date", 1)));
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        send.run(());
    };

    let summary = errors.by_row(move |key| {
        let position = sheet.rows.with(|rows| rows.iter().position(|row| row.key == key))?;
        Some(t_string!(i18n, copy.row_n, n = position + 1))
    });

    view! {
        <FormHead record title=t!(i18n, copy.title) />
        <form class="transcribe-form" novalidate on:submit=submit>
            <ErrorSummary errors=summary />
            <NotSent sending />
            <NoCatalogue catalogue=use_catalogue() />
            <CardFields card errors />
            <SheetTable record sheet errors />
            <Confirm id sheet sending />
        </form>
    }
}

/// Ctrl+Z goes back one step of the sheet.
fn use_undo_key(sheet: Sheet) {
    let listener = window_event_listener(leptos::ev::keydown, move |event| {
        let is_undo =
            (event.ctrl_key() || event.meta_key()) && !event.shift_key() && event.key() == "z";
        if is_undo && sheet.undo() {
            event.prevent_default();
            let last = sheet.rows.with_untracked(|rows| rows.last().map(|row| row.key));
            if let Some(key) = last {
                browser::focus_drawn(control("date", key));
            }
        }
    });
    on_cleanup(move || listener.remove());
}

fn send_sheet(
    record: Signal<Record>,
    sheet: Sheet,
    card: Card,
    errors: FormErrors,
    sending: Sending,
    done: Callback<usize>,
) {
    let rows = untrack(|| sheet.read());
    let (id, birth) = record.with_untracked(|r| (r.id, r.birth_date.0));
    let people = (birth, dates::today());
    let input = check(sending.key(), id, &rows, (card.proof(), card.country()), people);
    let input = match input {
        Ok(input) => input,
        Err(wrong) => return errors.set(wrong),
    };
    errors.set(FieldErrors::default());
    let filled = rows.iter().filter(|row| !row.is_empty());
    let keys: Vec<u32> = filled.map(|row| row.key).collect();
    let request =
        api::run(TranscribeVaccinations::build(TranscribeVaccinationsVariables { input }));
    sending.send(request, move |answer: TranscribeVaccinations| {
        let payload = answer.transcribe_vaccinations;
        let mut wrong = FieldErrors::default();
        for error in &payload.user_errors {
            wrong.add(control_of(&error.field, &keys), Problem::Vaccination(error.code));
        }
        let is_done = wrong.is_empty();
        errors.set(wrong);
        if is_done {
            done.run(payload.vaccinations.len());
        }
    });
}

/// What the card is, and from where.
#[component]
fn CardFields(card: Card, errors: FormErrors) -> impl IntoView {
    let i18n = use_i18n();
    let proofs = Signal::derive(move || {
        ProofKind::ALL.iter().map(|proof| words::proof(i18n, *proof).to_owned()).collect::<Vec<_>>()
    });
    let countries = Signal::derive(move || {
        let mut names = vec![t_string!(i18n, copy.country_unknown).to_owned()];
        names.extend(card.countries.with_value(|codes| browser::countries(codes, i18n.code())));
        names
    });
    view! {
        <div class="card-fields">
            <SelectInput
                id="proof"
                label=t!(i18n, words.field.proof)
                options=proofs
                value=card.proof
                error=errors.of("proof")
            />
            <SelectInput
                id="country"
                label=t!(i18n, words.field.country)
                options=countries
                value=card.country
                error=errors.of("country")
            />
        </div>
    }
}

#[component]
fn SheetTable(record: Signal<Record>, sheet: Sheet, errors: FormErrors) -> impl IntoView {
    let i18n = use_i18n();
    let strange = strange_rows(record, move || {
        let today = dates::today();
        sheet.read().iter().map(|row| row.typed(today)).collect()
    });
    let position = move |row: SheetRow| {
        sheet.rows.with(|rows| rows.iter().position(|r| r.key == row.key)).unwrap_or(0)
    };

    view! {
        <section class="card entry-card" data-flush>
            <div class="table-scroll entry-scroll" role="region" aria-label=t!(i18n, copy.caption) tabindex="0">
                <table class="table entry stacks">
                    <caption class="visually-hidden">{t!(i18n, copy.caption)}</caption>
                    <thead>
                        <tr>
                            <th scope="col" class="num">
                                {t!(i18n, copy.row)}
                            </th>
                            <th scope="col">{t!(i18n, words.field.occurrence)}</th>
                            <th scope="col">{t!(i18n, words.field.vaccine)}</th>
                            <th scope="col">{t!(i18n, record.against)}</th>
                            <th scope="col">{t!(i18n, words.field.lot)}</th>
                            <th scope="col">{t!(i18n, copy.remark)}</th>
                            <th scope="col">
                                <span class="visually-hidden">{t!(i18n, give.remove_column)}</span>
                            </th>
                        </tr>
                    </thead>
                    <tbody>
                        <For each=move || sheet.rows.get() key=|row| row.key let:row>
                            <SheetRowView
                                sheet
                                row
                                number=Signal::derive(move || position(row) + 1)
                                strange=Memo::new(move |_| {
                                    strange.with(|all| all.get(position(row)).cloned()).unwrap_or_default()
                                })
                                errors
                            />
                        </For>
                    </tbody>
                </table>
            </div>
            <p class="entry-help hint" id="date-hint">
                <span>{t!(i18n, copy.date_hint)}</span>
                <span>{t!(i18n, copy.keys)}</span>
            </p>
        </section>
    }
}

#[component]
fn Confirm(id: RecordId, sheet: Sheet, sending: Sending) -> impl IntoView {
    let i18n = use_i18n();
    let count = move || sheet.read().iter().filter(|row: &&RowValues| !row.is_empty()).count();
    let waits = Signal::derive(move || count() == 0);
    let words = move || match (sending.pending.get(), count()) {
        (true, _) => t_string!(i18n, give.sending).to_owned(),
        (false, 0) => t_string!(i18n, copy.confirm_none).to_owned(),
        (false, 1) => t_string!(i18n, copy.confirm_one).to_owned(),
        (false, n) => t_string!(i18n, copy.confirm, n = n),
    };
    view! {
        <FormFoot
            back=Page::Record(id).href()
            sending
            waits
            described_by="date-hint"
            hint=view! { {t!(i18n, copy.warnings_do_not_hinder)} }.into_any()
            words
        />
    }
}

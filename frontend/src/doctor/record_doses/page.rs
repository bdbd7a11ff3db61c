//! The page on which doses given now are recorded.

use crate::api::MutationBuilder;
use leptos::{ev::SubmitEvent, prelude::*, task::spawn_local};
use leptos_router::{
    NavigateOptions,
    hooks::{use_location, use_navigate},
    location::Location,
};
use shared::{PartialDate, RecordId, VaccineCode};

use super::{
    form::{DosesForm, SameForAll, check, usual_route},
    remarks::strange_rows,
    row::{DoseRow, DoseValues, control, control_of},
    row_view::DoseRowView,
    scan::{PRODUCT, ScanField},
    warnings::Typed,
};
use crate::{
    api::{self, RecordAction, live::use_topic},
    browser, dates,
    doctor::{
        changes::{
            RecordVaccinations, RecordVaccinationsVariables, VoidVaccination, VoidVaccinationInput,
            VoidVaccinationVariables,
        },
        decide::Prefill,
        leaving::guard_leaving,
        queries::{Member, Record},
        record::{FormFoot, FormHead, load_record_and_members, use_form_keys},
        sending::{NotSent, Sending, use_sending},
    },
    forms::{FieldErrors, FormErrors, Problem},
    i18n::use_i18n,
    not_found::NotFoundPage,
    routes::Page,
    session::use_viewer,
    t, t_string,
    ui::{
        DateInput, ErrorSummary, Icon, IconKind, Load, Remote, SelectInput, TextInput, use_toasts,
    },
    vaccinations::changes::DoseRef,
    vaccine_catalogue::{VaccineCatalogue, use_catalogue},
};

/// Records doses given now.
#[component]
pub fn RecordDosesPage(
    /// Whose.
    id: RecordId,
) -> impl IntoView {
    let i18n = use_i18n();
    let topic = use_topic(id);
    let loaded = Remote::new(move || {
        topic.track();
        // The locale is not tracked: names in this form come from the catalogue.
        load_record_and_members(untrack(|| i18n.api_locale()), id)
    });

    view! {
        <Load resource=loaded let:loaded>
            {
                let record = Signal::derive(move || loaded.with(|(record, _)| record.clone()));
                let members = loaded.with_untracked(|(_, members)| members.clone());
                if record.with_untracked(|r| r.may(RecordAction::RecordVaccination)) {
                    view! { <Form record members /> }.into_any()
                } else {
                    view! { <NotFoundPage /> }.into_any()
                }
            }
        </Load>
    }
}

#[component]
fn Form(record: Signal<Record>, members: Vec<Member>) -> impl IntoView {
    let i18n = use_i18n();
    let viewer = use_viewer();
    let own = viewer.with_untracked(|v| v.practitioner.as_ref().map(|p| p.id));
    let own_position = members.iter().position(|member| Some(member.id) == own).unwrap_or(0);
    let form = DosesForm::new(dates::today(), own_position);
    let errors = FormErrors::new(i18n);
    let sending = use_sending();
    let catalogue = use_catalogue();
    let is_changed = Signal::derive(move || {
        form.rows.with(|rows| !rows.is_empty()) || form.product.with(|text| !text.is_empty())
    });
    let leaving = guard_leaving(is_changed);
    let navigate = use_navigate();
    let id = record.with_untracked(|r| r.id);
    let done = use_done(record);
    prefill(form, catalogue);
    let names = members.clone();
    let send = Callback::new(move |()| {
        let members = names.clone();
        let navigate = navigate.clone();
        send_form(record, form, &members, errors, sending, move |doses| {
            leaving.done();
            done.run(doses);
            navigate(&Page::Record(id).href(), NavigateOptions::default());
        });
    });
    use_form_keys(leaving, send, Page::Record(id).href(), Some(PRODUCT));
    if form.rows.with_untracked(Vec::is_empty) {
        request_animation_frame(|| browser::focus(PRODUCT));
    }
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        send.run(());
    };
    let summary = errors.by_row(move |key| {
        let rows = form.rows.get();
        let code = rows.iter().find(|row| row.key == key)?.code;
        catalogue.name(code, i18n)
    });

    view! {
        <FormHead record title=t!(i18n, give.title) />
        <form class="record-form" novalidate on:submit=submit>
            <ErrorSummary errors=summary />
            <NotSent sending />
            <ScanField form errors />
            <Doses record form errors />
            <Same form errors members />
            <Confirm id form sending />
        </form>
    }
}

/// Fills in what the decision tool sends along: the products by their codes in the address, and in
/// the history's state the day and the note. A code that is no product of the catalogue is left out.
fn prefill(form: DosesForm, catalogue: VaccineCatalogue) {
    let Location { query, state, .. } = use_location();
    let codes = query.with_untracked(|query| chosen_codes(query.get_str("vaccine")));
    if codes.is_empty() {
        return;
    }
    let Prefill { day, note } = state.with_untracked(Prefill::of_state);
    form.note.set(note);
    if let Some(on) = day {
        form.given_on.set(Some(PartialDate::Day { on }));
    }
    // The way in comes from the catalogue, which may still be under way.
    let is_done = StoredValue::new(false);
    Effect::new(move || {
        let Some(catalogue) = catalogue.get().filter(|_| !is_done.get_value()) else { return };
        is_done.set_value(true);
        for code in &codes {
            if catalogue.vaccine(*code).is_some() {
                form.add(*code, usual_route(&catalogue, *code), None);
            }
        }
        let lot = form.rows.with_untracked(|rows| rows.first().map(|row| control("lot", row.key)));
        if let Some(lot) = lot {
            // After the page's name has had the focus.
            request_animation_frame(move || browser::focus_drawn(lot));
        }
    });
}

/// `VAC0510,VAC0053`: at most as many as a form takes.
fn chosen_codes(query: Option<&str>) -> Vec<VaccineCode> {
    const MOST: usize = 20;
    let codes = query.unwrap_or_default().split(',').filter_map(|code| code.parse().ok());
    codes.take(MOST).collect()
}

/// What is said after recording, and how it is undone.
fn use_done(record: Signal<Record>) -> Callback<Vec<DoseRef>> {
    let i18n = use_i18n();
    let toasts = use_toasts();
    let id = record.with_untracked(|r| r.id);
    let topic = use_topic(id);
    Callback::new(move |doses: Vec<DoseRef>| {
        let words = untrack(|| {
            let name = record.with_untracked(|r| r.full_name());
            match doses.len() {
                1 => t_string!(i18n, give.done_one, name = name),
                n => t_string!(i18n, give.done, n = n, name = name),
            }
        });
        let reason = untrack(|| t_string!(i18n, give.undo_reason).to_owned());
        let undone = untrack(|| t_string!(i18n, give.undone).to_owned());
        let undo = Callback::new(move |()| {
            let (doses, reason, undone) = (doses.clone(), reason.clone(), undone.clone());
            spawn_local(async move {
                if undo_all(id, doses, reason).await {
                    toasts.say(undone);
                }
            });
        });
        topic.bump();
        toasts.say_with_undo(words, undo);
    })
}

/// Marks doses as entered in error, one after the other. Whether all of them could be.
async fn undo_all(record_id: RecordId, doses: Vec<DoseRef>, reason: String) -> bool {
    let mut is_all = true;
    for dose in doses {
        let input = VoidVaccinationInput {
            idempotency_key: api::new_idempotency_key(),
            record_id,
            vaccination_id: dose.id,
            version: dose.version,
            reason: reason.clone(),
        };
        let answer = api::run(VoidVaccination::build(VoidVaccinationVariables { input })).await;
        is_all &= answer.is_ok_and(|answer| answer.void_vaccination.user_errors.is_empty());
    }
    is_all
}

fn send_form(
    record: Signal<Record>,
    form: DosesForm,
    members: &[Member],
    errors: FormErrors,
    sending: Sending,
    done: impl FnOnce(Vec<DoseRef>) + 'static,
) {
    let doses: Vec<DoseValues> =
        untrack(|| form.rows.get().into_iter().map(DoseRow::read).collect());
    let same = SameForAll {
        unchosen: form.product.get_untracked(),
        given_on: untrack(|| form.given_on.read()),
        performer_id: members.get(form.performer.get_untracked()).map(|member| member.id),
        note: form.note.get_untracked(),
    };
    let (id, birth) = record.with_untracked(|r| (r.id, r.birth_date.0));
    let input = match check(sending.key(), id, &doses, same, (birth, dates::today())) {
        Ok(input) => input,
        Err(wrong) => return errors.set(wrong),
    };
    errors.set(FieldErrors::default());
    let keys: Vec<u32> = doses.iter().map(|dose| dose.key).collect();
    let request = api::run(RecordVaccinations::build(RecordVaccinationsVariables { input }));
    sending.send(request, move |answer: RecordVaccinations| {
        let payload = answer.record_vaccinations;
        let mut wrong = FieldErrors::default();
        for error in &payload.user_errors {
            wrong.add(control_of(&error.field, &keys), Problem::Vaccination(error.code));
        }
        if wrong.is_empty() {
            done(payload.vaccinations);
        }
        errors.set(wrong);
    });
}

/// The doses of the form as a table.
#[component]
fn Doses(record: Signal<Record>, form: DosesForm, errors: FormErrors) -> impl IntoView {
    let i18n = use_i18n();
    let strange = strange_rows(record, move || {
        let (today, date) = (dates::today(), form.day());
        let typed = |row: DoseRow| {
            let expires_on = row.read().expires_on(today);
            Some(Typed { code: row.code, date: date?, expires_on })
        };
        form.rows.get().into_iter().map(typed).collect()
    });
    let strange_of = move |key: u32| {
        let position = form.rows.with(|rows| rows.iter().position(|row| row.key == key));
        position.and_then(|i| strange.with(|all| all.get(i).cloned())).unwrap_or_default()
    };
    let remove = Callback::new(move |key| {
        form.remove(key);
        browser::focus(PRODUCT);
    });

    view! {
        <section class="card" data-flush>
            <div class="table-scroll" role="region" aria-labelledby="given-title" tabindex="0">
                <table class="table record-table stacks">
                    <caption class="table-title" id="given-title">
                        {move || match form.rows.with(Vec::len) {
                            1 => t_string!(i18n, timeline.one_dose).to_owned(),
                            n => t_string!(i18n, timeline.doses, n = n),
                        }}
                        " "
                        <span class="hint">{t!(i18n, give.order)}</span>
                    </caption>
                    <thead>
                        <tr>
                            <th scope="col">{t!(i18n, words.field.vaccine)}</th>
                            <th scope="col">{t!(i18n, words.field.lot)}</th>
                            <th scope="col">{t!(i18n, words.field.expires_on)}</th>
                            <th scope="col">{t!(i18n, words.field.site)}</th>
                            <th scope="col">{t!(i18n, words.field.route)}</th>
                            <th scope="col">
                                <span class="visually-hidden">{t!(i18n, give.remove_column)}</span>
                            </th>
                        </tr>
                    </thead>
                    <tbody>
                        <For each=move || form.rows.get() key=|row| row.key let:row>
                            <DoseRowView
                                row
                                strange=Memo::new(move |_| strange_of(row.key))
                                errors
                                on_remove=remove
                            />
                        </For>
                    </tbody>
                </table>
            </div>
            <Show when=move || form.rows.with(Vec::is_empty)>
                <p class="hint table-foot" id="no-dose">
                    {t!(i18n, give.no_dose)}
                </p>
            </Show>
        </section>
    }
}

/// What is the same for all doses.
#[component]
fn Same(form: DosesForm, errors: FormErrors, members: Vec<Member>) -> impl IntoView {
    let i18n = use_i18n();
    let names: Vec<String> = members.into_iter().map(|member| member.name).collect();
    view! {
        <section class="card same-for-all" aria-labelledby="same-title">
            <h2 id="same-title">{t!(i18n, give.same)}</h2>
            <div class="same-grid">
                <DateInput
                    id="given-on"
                    legend=t!(i18n, give.given_on)
                    fields=form.given_on
                    error=errors.of("given-on")
                />
                <SelectInput
                    id="performer"
                    label=t!(i18n, words.field.performer)
                    options=names
                    value=form.performer
                    error=errors.of("performer")
                />
                <TextInput
                    id="note"
                    label=t!(i18n, give.note)
                    value=form.note
                    error=errors.of("note")
                />
            </div>
        </section>
    }
}

#[component]
fn Confirm(id: RecordId, form: DosesForm, sending: Sending) -> impl IntoView {
    let i18n = use_i18n();
    let waits = Signal::derive(move || form.rows.with(Vec::is_empty));
    let hint = view! {
        <Icon kind=IconKind::Lock size=14 />
        " "
        {t!(i18n, give.nothing_saved)}
    }
    .into_any();
    let words = move || match (sending.pending.get(), form.rows.with(Vec::len)) {
        (true, _) => t_string!(i18n, give.sending).to_owned(),
        (false, 0) => t_string!(i18n, give.confirm_none).to_owned(),
        (false, 1) => t_string!(i18n, give.confirm_one).to_owned(),
        (false, n) => t_string!(i18n, give.confirm, n = n),
    };
    view! {
        <FormFoot
            back=Page::Record(id).href()
            sending
            waits
            described_by="no-dose"
            hint
            words
        />
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_codes_of_products_are_read_from_the_address() {
        let read = |query| chosen_codes(Some(query)).iter().map(ToString::to_string).collect();
        let codes: Vec<String> = read("VAC0510,<b>,VAC0053,");
        assert_eq!(codes, ["VAC0510", "VAC0053"]);
        assert!(chosen_codes(None).is_empty());
    }
}

//! The form of an answer, or of another version of one: yes or no, the number, the days, words.

use leptos::{ev::SubmitEvent, prelude::*};
use shared::PartialDate;

use super::{
    changes::{CorrectFactInput, FactInput, FactPayload, FactsPayload},
    queries::{Fact, FactError, FactQuestion},
    state::{Editing, State, correct},
    values::{Problem, Rules, Said, Values, Wrong, control_of, field, reason_problem},
    words::{problem, question_label, range},
};
use crate::{
    api::FactErrorCode,
    dates,
    doctor::sending::{NotSent, Sending, use_sending},
    i18n::use_i18n,
    t, t_string,
    ui::{Button, ButtonKind, Choice, DateFields, DateInput, ErrorSummary, TextArea, TextInput},
};

/// The signals of the form's controls.
#[derive(Clone, Copy)]
struct Controls {
    answer: RwSignal<Option<bool>>,
    number: RwSignal<String>,
    from: DateFields,
    to: DateFields,
    note: RwSignal<String>,
    reason: RwSignal<String>,
}

impl Controls {
    fn new(fact: Option<&Fact>) -> Self {
        let fields =
            |day: Option<shared::Date>| DateFields::new(day.map(|on| PartialDate::Day { on }));
        let number = fact.and_then(|f| f.number).map(|n| n.to_string());
        Self {
            answer: RwSignal::new(Some(fact.is_none_or(|f| f.answer))),
            number: RwSignal::new(number.unwrap_or_default()),
            from: fields(fact.and_then(|f| f.from)),
            to: fields(fact.and_then(|f| f.to)),
            note: RwSignal::new(fact.and_then(|f| f.note.clone()).unwrap_or_default()),
            reason: RwSignal::new(String::new()),
        }
    }

    fn read(self) -> Values {
        let typed = |fields: DateFields| {
            [fields.day, fields.month, fields.year].map(|part| part.get_untracked())
        };
        Values {
            answer: self.answer.get_untracked().unwrap_or(true),
            number: self.number.get_untracked(),
            from: typed(self.from),
            to: typed(self.to),
            note: self.note.get_untracked(),
        }
    }
}

/// What the form is about. Copy.
#[derive(Clone, Copy)]
struct Form {
    state: State,
    question: StoredValue<FactQuestion>,
    fact: StoredValue<Option<Fact>>,
    controls: Controls,
    wrong: RwSignal<Wrong>,
    sending: Sending,
}

/// The form inside the dialog; nothing for what cannot be said any more.
#[component]
pub fn AnswerForm(
    /// The page's state.
    state: State,
    /// What is written.
    editing: Editing,
) -> impl IntoView {
    let (question, fact) = state.profile.with_untracked(|p| match &editing {
        Editing::New(code) => (p.question(code).cloned(), None),
        Editing::Correct(id) => {
            let fact = p.fact(*id).cloned();
            (fact.as_ref().and_then(|f| p.question(&f.code).cloned()), fact)
        }
    });
    question.map(|question| {
        let form = Form {
            state,
            controls: Controls::new(fact.as_ref()),
            question: StoredValue::new(question),
            fact: StoredValue::new(fact),
            wrong: RwSignal::new(Wrong::new()),
            sending: use_sending(),
        };
        view! { <Fields form /> }
    })
}

impl Form {
    fn is_correction(self) -> bool {
        self.fact.with_value(Option::is_some)
    }

    fn rules(self) -> Rules {
        let birth = self.state.profile.with_untracked(|p| p.birth_date.0);
        self.question.with_value(|q| Rules {
            bounds: q.least.zip(q.most),
            needs_from: q.needs_from,
            birth,
            is_of_the_mother: q.code.starts_with("mother_"),
            today: dates::today(),
        })
    }

    fn unit(self) -> String {
        self.question.with_value(|q| q.unit.clone().unwrap_or_default())
    }

    /// The words under a control.
    fn error(self, control: &'static str) -> Signal<Option<String>> {
        let i18n = use_i18n();
        Signal::derive(move || {
            let wrong = self.wrong.get();
            let found = wrong.iter().find(|(id, _)| *id == control)?;
            Some(problem(i18n, &found.1, &self.unit()))
        })
    }

    fn send(self) {
        let mut wrong = Wrong::new();
        let values = self.controls.read();
        let said = values.check(self.rules()).map_err(|w| wrong.extend(w)).unwrap_or_default();
        let reason = self.controls.reason.get_untracked().trim().to_owned();
        if self.is_correction() {
            wrong.extend(reason_problem(&reason).map(|p| (field::REASON, p)));
        }
        let is_good = wrong.is_empty();
        self.wrong.set(wrong);
        if is_good {
            match self.fact.get_value() {
                None => self.enter(values.answer, said),
                Some(fact) => self.correct(&fact, reason, values.answer, said),
            }
        }
    }

    fn enter(self, answer: bool, said: Said) {
        let code = self.question.with_value(|q| q.code.clone());
        let before = self.state.said();
        let Said { number, from, to, note } = said;
        let fact = FactInput { code: code.clone(), answer, number, from, to, note };
        let request = self.state.enter(self.sending.key(), fact);
        self.sending.send(request, move |payload: FactsPayload| {
            if let Some(fact) = payload.facts.first().copied() {
                self.state.is_editing.set(false);
                self.state.focus_after(&code);
                self.state.saved(before, fact, Some(fact));
            }
            self.refused(&payload.user_errors);
        });
    }

    fn correct(self, fact: &Fact, reason: String, answer: bool, said: Said) {
        let before = self.state.said();
        let input = CorrectFactInput {
            idempotency_key: self.sending.key(),
            record_id: self.state.id,
            fact_id: fact.id,
            version: fact.version,
            reason,
            answer,
            number: said.number,
            from: said.from,
            to: said.to,
            note: said.note,
        };
        self.sending.send(correct(input), move |payload: FactPayload| {
            if let Some(fact) = payload.fact {
                self.state.is_editing.set(false);
                self.state.saved(before, fact, None);
            }
            self.refused(&payload.user_errors);
        });
    }

    fn refused(self, errors: &[FactError]) {
        let bounds = self.rules().bounds;
        let wrong = errors.iter().map(|e| {
            let problem = match (e.code, bounds) {
                (FactErrorCode::NumberOutOfRange, Some((least, most))) => {
                    Problem::Range(least, most)
                }
                (code, _) => Problem::Code(code),
            };
            (control_of(&e.field), problem)
        });
        self.wrong.set(wrong.collect());
        if !errors.is_empty() {
            self.state.reload();
        }
    }
}

#[component]
fn Fields(form: Form) -> impl IntoView {
    let i18n = use_i18n();
    let controls = form.controls;
    let state = form.state;
    let bounds = form.rules().bounds;
    let takes_no = form.question.with_value(|q| q.takes_no);
    let says_answer = form.is_correction() && takes_no;
    let is_yes = move || controls.answer.get() == Some(true);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        form.send();
    };
    let errors = Signal::derive(move || {
        let unit = form.unit();
        let wrong = form.wrong.get();
        wrong.iter().map(|(id, p)| ((*id).to_owned(), problem(i18n, p, &unit))).collect()
    });

    view! {
        <form novalidate on:submit=submit>
            <div class="dialog-body">
                <p>{move || form.question.with_value(|q| question_label(i18n, q))}</p>
                <ErrorSummary errors />
                <NotSent sending=form.sending />
                {says_answer
                    .then(|| {
                        view! {
                            <Choice
                                id=field::ANSWER
                                legend=t!(i18n, facts.answer)
                                options=vec![
                                    (true, t!(i18n, facts.yes)),
                                    (false, t!(i18n, facts.no)),
                                ]
                                value=controls.answer
                                error=form.error(field::ANSWER)
                            />
                        }
                    })}
                {(!says_answer).then(|| view! { <span id=field::ANSWER tabindex="-1"></span> })}
                <Show when=move || bounds.is_some() && is_yes()>
                    <NumberField form />
                </Show>
                <Days form />
                <TextArea
                    id=field::NOTE
                    label=t!(i18n, facts.note)
                    value=controls.note
                    error=form.error(field::NOTE)
                />
                {form
                    .is_correction()
                    .then(|| {
                        view! {
                            <TextInput
                                id=field::REASON
                                label=t!(i18n, record.reason)
                                hint=t!(i18n, record.reason_hint)
                                value=controls.reason
                                error=form.error(field::REASON)
                            />
                        }
                    })}
                <div class="actions dialog-actions">
                    <Button on_press=move |()| state.is_editing.set(false)>
                        {t!(i18n, doctor.back)}
                    </Button>
                    <Button kind=ButtonKind::Primary submits=true pending=form.sending.pending>
                        {t!(i18n, facts.save)}
                    </Button>
                </div>
            </div>
        </form>
    }
}

#[component]
fn NumberField(form: Form) -> impl IntoView {
    let i18n = use_i18n();
    let (least, most) = form.rules().bounds.unwrap_or_default();
    view! {
        <TextInput
            id=field::NUMBER
            label=t!(i18n, facts.number)
            hint=move || range(i18n, least, most, &form.unit())
            value=form.controls.number
            error=form.error(field::NUMBER)
            inputmode="numeric"
            width="w-10"
        />
    }
}

#[component]
fn Days(form: Form) -> impl IntoView {
    let i18n = use_i18n();
    let needs_from = form.rules().needs_from;
    view! {
        <DateInput
            id=field::FROM
            legend=t!(i18n, facts.from)
            hint=move || {
                if needs_from {
                    t_string!(i18n, facts.from_needed)
                } else {
                    t_string!(i18n, facts.from_hint)
                }
            }
            fields=form.controls.from
            error=form.error(field::FROM)
        />
        <DateInput
            id=field::TO
            legend=t!(i18n, facts.to)
            hint=t!(i18n, facts.to_hint)
            fields=form.controls.to
            error=form.error(field::TO)
        />
    }
}

//! The state of a profile on screen, and what is sent from it.

use std::future::Future;

use leptos::prelude::*;
use shared::{FactId, RecordId};

use super::{
    changed::{Change, Said, changes, said, summary},
    changes::{
        ConfirmFact, ConfirmFactInput, ConfirmFactVariables, CorrectFact, CorrectFactInput,
        CorrectFactVariables, EnterFacts, EnterFactsInput, EnterFactsVariables, FactInput,
        FactPayload, FactRef, FactsPayload, ReportFacts, ReportFactsInput, ReportFactsVariables,
        VoidFact, VoidFactInput, VoidFactVariables,
    },
    queries::{Fact, FactQuestion, Profile},
    words::code_words,
};
use crate::{
    api::{
        self, ApiError, MutationBuilder, RecordAction,
        live::{Topic, use_topic},
    },
    browser,
    doctor::sending::{Sending, use_sending},
    i18n::{I18n, use_i18n},
    t_string,
    ui::{Toasts, use_toasts},
};

/// What is being written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Editing {
    /// The answer to a question.
    New(String),
    /// Another version of a fact.
    Correct(FactId),
}

/// What was sent and is not on screen yet.
#[derive(Clone)]
struct Waiting {
    before: Vec<Said>,
    fact: FactRef,
    undo: Option<FactRef>,
}

/// The state of a profile on screen. Copy; make one per page.
#[derive(Clone, Copy)]
pub struct State {
    /// Whose.
    pub id: RecordId,
    /// What is on screen.
    pub profile: Signal<Profile>,
    /// What is being written.
    pub editing: RwSignal<Option<Editing>>,
    /// Whether its form is open.
    pub is_editing: RwSignal<bool>,
    /// What is being marked as an error.
    pub voiding: RwSignal<Option<FactId>>,
    /// Whether its form is open.
    pub is_voiding: RwSignal<bool>,
    /// What is under way outside the forms.
    pub sending: Sending,
    /// What the last answer changed.
    pub changed: RwSignal<Option<Vec<Change>>>,
    /// What can be taken back.
    undo: RwSignal<Option<FactRef>>,
    /// The questions that the reader cannot answer now.
    pub put_off: RwSignal<Vec<String>>,
    waiting: StoredValue<Option<Waiting>>,
    topic: Topic,
    toasts: Toasts,
    i18n: I18n,
}

/// The state of a page; says what an answer changed as soon as it is on screen.
#[must_use]
pub fn use_state(profile: Signal<Profile>) -> State {
    let id = profile.with_untracked(|p| p.id);
    let state = State {
        id,
        profile,
        editing: RwSignal::new(None),
        is_editing: RwSignal::new(false),
        voiding: RwSignal::new(None),
        is_voiding: RwSignal::new(false),
        sending: use_sending(),
        changed: RwSignal::new(None),
        undo: RwSignal::new(None),
        put_off: RwSignal::new(Vec::new()),
        waiting: StoredValue::new(None),
        topic: use_topic(id),
        toasts: use_toasts(),
        i18n: use_i18n(),
    };
    Effect::new(move || {
        let profile = state.profile.get();
        untrack(|| state.look_at(&profile));
    });
    state
}

/// The id of a question's group, which can take the focus.
#[must_use]
pub fn question_id(code: &str) -> String {
    format!("ask-{}", code.replace(':', "-"))
}

impl State {
    /// Whether the viewer may do that now.
    #[must_use]
    pub fn may(self, action: RecordAction) -> bool {
        self.profile.with(|p| p.may(action))
    }

    /// Whether a professional looks at it, who enters what a patient tells.
    #[must_use]
    pub fn is_desk(self) -> bool {
        self.may(RecordAction::EnterFact)
    }

    /// Whether the viewer may change that fact: a patient only what no professional stands for.
    #[must_use]
    pub fn may_change(self, fact: &Fact) -> bool {
        self.may(RecordAction::CorrectFact) && (self.is_desk() || !fact.is_confirmed)
    }

    /// The questions that are worth asking and not put off.
    #[must_use]
    pub fn asked(self) -> Vec<FactQuestion> {
        let put_off = self.put_off.get();
        self.profile.with(|p| {
            let is_open = |q: &&FactQuestion| !q.decides.is_empty() && !put_off.contains(&q.code);
            p.fact_questions.iter().filter(is_open).cloned().collect()
        })
    }

    /// Opens the form of an answer or a correction.
    pub fn edit(self, editing: Editing) {
        self.editing.set(Some(editing));
        self.is_editing.set(true);
    }

    /// Puts a question off: «don't know» is not an answer.
    pub fn put_off(self, code: &str) {
        let next = self.after(code);
        self.put_off.update(|all| all.push(code.to_owned()));
        focus(next);
    }

    /// The question after this one, or the one before.
    fn after(self, code: &str) -> Option<String> {
        let asked = untrack(|| self.asked());
        let at = asked.iter().position(|q| q.code == code)?;
        let next = asked.get(at + 1).or_else(|| asked.get(at.checked_sub(1)?));
        next.map(|q| question_id(&q.code))
    }

    /// Says «no».
    pub fn say_no(self, code: &str) {
        let (next, before) = (self.after(code), self.said());
        let code = code.to_owned();
        let fact =
            FactInput { code, answer: false, number: None, from: None, to: None, note: None };
        self.sending.send(self.enter(self.sending.key(), fact), move |answer: FactsPayload| {
            if self.refused(answer.user_errors.first().map(|e| e.code)) {
                return;
            }
            if let Some(fact) = answer.facts.first() {
                self.saved(before, *fact, Some(*fact));
            }
            focus(next);
        });
    }

    /// What is said about each disease on screen.
    #[must_use]
    pub fn said(self) -> Vec<Said> {
        self.profile.with_untracked(said)
    }

    /// Sends a fact: a professional enters it, a patient tells it.
    pub fn enter(
        self,
        key: String,
        fact: FactInput,
    ) -> impl Future<Output = Result<FactsPayload, ApiError>> + 'static {
        let (record_id, facts) = (self.id, vec![fact]);
        let is_desk = untrack(|| self.is_desk());
        async move {
            let idempotency_key = key;
            if is_desk {
                let input = EnterFactsInput { idempotency_key, record_id, facts };
                let answer = api::run(EnterFacts::build(EnterFactsVariables { input })).await?;
                return Ok(answer.enter_facts);
            }
            let input = ReportFactsInput { idempotency_key, record_id, facts };
            let answer = api::run(ReportFacts::build(ReportFactsVariables { input })).await?;
            Ok(answer.report_facts)
        }
    }

    /// Marks a fact as an error.
    pub fn void(
        self,
        key: String,
        fact: FactRef,
        reason: String,
    ) -> impl Future<Output = Result<FactPayload, ApiError>> + 'static {
        let input = VoidFactInput {
            idempotency_key: key,
            record_id: self.id,
            fact_id: fact.id,
            version: fact.version,
            reason,
        };
        async move {
            let answer = api::run(VoidFact::build(VoidFactVariables { input })).await?;
            Ok(answer.void_fact)
        }
    }

    /// Confirms a fact that was told.
    pub fn confirm(self, fact: FactRef) {
        let before = self.said();
        let input = ConfirmFactInput {
            idempotency_key: self.sending.key(),
            record_id: self.id,
            fact_id: fact.id,
            version: fact.version,
        };
        let request = async move {
            let answer = api::run(ConfirmFact::build(ConfirmFactVariables { input })).await?;
            Ok(answer.confirm_fact)
        };
        self.sending.send(request, move |answer: FactPayload| {
            if self.refused(answer.user_errors.first().map(|e| e.code)) {
                return;
            }
            if let Some(fact) = answer.fact {
                self.saved(before, fact, None);
            }
        });
    }

    /// Takes the last answer back, while that can be done.
    #[must_use]
    pub fn undo(self) -> Option<Callback<()>> {
        let fact = self.undo.get()?;
        Some(Callback::new(move |()| {
            let before = self.said();
            let reason = untrack(|| t_string!(self.i18n, facts.undo_reason).to_owned());
            let request = self.void(self.sending.key(), fact, reason);
            self.sending.send(request, move |answer: FactPayload| {
                if self.refused(answer.user_errors.first().map(|e| e.code)) {
                    return;
                }
                if let Some(fact) = answer.fact {
                    self.saved(before, fact, None);
                }
            });
        }))
    }

    fn refused(self, code: Option<api::FactErrorCode>) -> bool {
        let Some(code) = code else { return false };
        self.toasts.say(untrack(|| code_words(self.i18n, code).to_owned()));
        // What is on screen may be old.
        self.topic.bump();
        true
    }

    /// Loads again, and then says what changed since `before`.
    pub fn saved(self, before: Vec<Said>, fact: FactRef, undo: Option<FactRef>) {
        self.waiting.set_value(Some(Waiting { before, fact, undo }));
        self.topic.bump();
    }

    /// Loads again without saying what changed.
    pub fn reload(self) {
        self.topic.bump();
    }

    fn look_at(self, profile: &Profile) {
        let Some(waiting) = self.waiting.get_value() else { return };
        if profile.fact(waiting.fact.id).is_none_or(|f| f.version < waiting.fact.version) {
            return;
        }
        self.waiting.set_value(None);
        let changes = changes(&waiting.before, &said(profile));
        self.toasts.say(format!(
            "{} {}",
            t_string!(self.i18n, facts.saved),
            summary(self.i18n, &changes)
        ));
        self.changed.set(Some(changes));
        self.undo.set(waiting.undo);
    }
}

/// The focus goes on with the next question, after a dialog has given it back.
pub fn focus(next: Option<String>) {
    if let Some(id) = next {
        request_animation_frame(move || browser::focus(&id));
    }
}

impl State {
    /// As [`focus`], to the question after this one.
    pub fn focus_after(self, code: &str) {
        focus(self.after(code));
    }
}

/// Sends a correction.
///
/// # Errors
/// As [`api::run`].
pub async fn correct(input: CorrectFactInput) -> Result<FactPayload, ApiError> {
    let answer = api::run(CorrectFact::build(CorrectFactVariables { input })).await?;
    Ok(answer.correct_fact)
}

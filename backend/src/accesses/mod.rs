//! Who may see a record, and who did.
//!
//! A practice sees a record because it created or opened it with the patient present, or
//! because the patient showed a code ([`share`], [`redeem`]), or because a doctor opened it
//! in an emergency ([`emergency`]); until a moment, or until the
//! patient ends it. There is one access a practice and record; what was before stands in
//! the log.
//!
//! [`Author`] is who did something, with the names as they were then: names are kept in
//! the row, because a log that changes when someone marries is no log.
//!
//! A reading is logged once per reader and record in ten minutes and node: a page that
//! reloads is one reading.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
    time::Duration,
};

use chrono::{DateTime, Utc};
use shared::{AccessBasis, AccountId, AuthorKind, ClientId, EmergencyReason, PracticeId, RecordId};
use uuid::Uuid;

use crate::{authz::Actor, error::Result, op::OpCtx};

pub mod code;
pub mod emergency;
pub(crate) mod entity;
pub mod graphql;
pub mod log;
mod qr;
pub mod question;
pub mod redeem;
pub mod share;
mod store;
#[cfg(test)]
mod tests;

pub(crate) use entity::{access_code, access_log, access_question, record_access, record_relation};
pub(crate) use store::{end_all, holding, holds_now, open_to, page_of_practice};
pub use store::{grant, log, log_with};

/// That a practice may see a record from now on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grant {
    /// On what ground.
    pub basis: AccessBasis,
    /// The kind of emergency.
    pub reason: Option<EmergencyReason>,
    /// Words given.
    pub note: Option<String>,
    /// Until when; none is until it is ended.
    pub until_at: Option<DateTime<Utc>>,
}

/// Who did something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Author {
    /// What kind of actor.
    pub kind: AuthorKind,
    /// The name at the time.
    pub name: String,
    /// The practice at the time.
    pub practice_id: Option<PracticeId>,
    /// Its name at the time.
    pub practice_name: Option<String>,
    /// The account, if a person.
    pub account_id: Option<AccountId>,
    /// The client, if a machine.
    pub client_id: Option<ClientId>,
}

impl Author {
    /// The actor of an operation as author of what it does.
    #[must_use]
    pub fn of(actor: &Actor) -> Self {
        let practice = actor.practice();
        let (kind, name) = match actor {
            Actor::Account(a) => match &a.practitioner {
                Some(p) if practice.is_some() => (AuthorKind::Practitioner, p.name.clone()),
                _ => (AuthorKind::Patient, a.display_name.clone()),
            },
            Actor::Client(c) => (AuthorKind::Client, c.name.clone()),
            Actor::Anonymous | Actor::System => (AuthorKind::System, "Carnet".to_owned()),
        };
        Self {
            kind,
            name,
            practice_id: practice.map(|p| p.id),
            practice_name: practice.map(|p| p.name.clone()),
            account_id: actor.account_id(),
            client_id: actor.client_id(),
        }
    }
}

/// Who reads: an account or a client, for a practice.
type Reader = (Uuid, Option<PracticeId>);

/// Which readings were logged a moment ago, in this process.
#[derive(Debug)]
pub struct ReadMarks {
    pause: Duration,
    marks: Mutex<HashMap<(Reader, RecordId), DateTime<Utc>>>,
}

impl ReadMarks {
    /// Marks that hold for that long.
    #[must_use]
    pub fn new(pause: Duration) -> Self {
        Self { pause, marks: Mutex::default() }
    }

    /// Whether this reading is to be logged; then it is marked.
    fn is_new(&self, reader: Reader, record_id: RecordId, now: DateTime<Utc>) -> bool {
        let mut marks = self.marks.lock().unwrap_or_else(PoisonError::into_inner);
        let until = |at: &DateTime<Utc>| *at + self.pause;
        if marks.get(&(reader, record_id)).is_some_and(|at| now < until(at)) {
            return false;
        }
        // Marks that no longer hold are dropped before the table grows without end.
        if 50_000 <= marks.len() {
            marks.retain(|_, at| now < until(at));
        }
        marks.insert((reader, record_id), now);
        true
    }

    /// Takes a mark back whose log entry could not be written.
    fn forget(&self, reader: Reader, record_id: RecordId) {
        self.marks.lock().unwrap_or_else(PoisonError::into_inner).remove(&(reader, record_id));
    }
}

/// Logs that the actor read these records, in one statement for all; must succeed before
/// anything is shown.
///
/// # Errors
/// If the log cannot be written: then nothing may be shown.
pub async fn log_readings(op: &OpCtx, ids: &[RecordId]) -> Result<()> {
    if *op.actor == Actor::System {
        return Ok(());
    }
    let reader = (op.actor.key_space(), op.actor.practice().map(|p| p.id));
    let mut new: Vec<RecordId> = ids.to_vec();
    new.sort_unstable();
    new.dedup();
    new.retain(|id| op.app.read_marks.is_new(reader, *id, op.now()));
    if new.is_empty() {
        return Ok(());
    }
    let logged = store::insert_readings(op, &new).await;
    if logged.is_err() {
        new.iter().for_each(|id| op.app.read_marks.forget(reader, *id));
    }
    logged
}

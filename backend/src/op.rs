//! [`OpCtx`]: the first argument of every use case. Who acts, and when. How it writes is
//! in `db::transaction`.

use std::sync::Arc;

use chrono::{DateTime, Timelike, Utc};
use shared::{Date, PracticeId};
use uuid::Uuid;

use crate::{
    accounts::Credential,
    app::App,
    authz::{Action, Actor, Relation},
    db::Connection,
    error::{AppError, Result},
};

/// One operation: one request, one job, one command.
#[derive(Debug, Clone)]
pub struct OpCtx {
    /// The service.
    pub app: Arc<App>,
    /// Who acts.
    pub actor: Arc<Actor>,
    /// What the actor showed; kept to ask again whether it still holds.
    pub credential: Credential,
    now: DateTime<Utc>,
}

impl OpCtx {
    /// An operation of that actor, beginning now.
    #[must_use]
    pub fn new(app: Arc<App>, actor: Actor) -> Self {
        // PostgreSQL keeps microseconds; what is told must equal what is stored.
        let now = app.clock.now();
        let now = now.with_nanosecond(now.nanosecond() / 1_000 * 1_000).unwrap_or(now);
        Self { app, actor: Arc::new(actor), credential: Credential::None, now }
    }

    /// The same, remembering what the actor showed.
    #[must_use]
    pub fn with_credential(self, credential: Credential) -> Self {
        Self { credential, ..self }
    }

    /// The database, outside a transaction.
    #[must_use]
    pub fn db(&self) -> &Connection {
        &self.app.db
    }

    /// The moment at which the operation began, in UTC and whole microseconds.
    #[must_use]
    pub fn now(&self) -> DateTime<Utc> {
        self.now
    }

    /// The civil day in Luxembourg at that moment.
    #[must_use]
    pub fn today(&self) -> Date {
        crate::clock::luxembourg_day(self.now)
    }

    /// A new id.
    #[must_use]
    pub fn new_id(&self) -> Uuid {
        self.app.ids.uuid(self.now)
    }

    /// The practice whose records the actor may read.
    ///
    /// # Errors
    /// `NotFound` if there is none, or the actor may not.
    pub fn reading_practice(&self) -> Result<PracticeId> {
        let practice = self.actor.practice().ok_or(AppError::NotFound)?;
        if self.actor.may(Relation::Practice, Action::Read) {
            Ok(practice.id)
        } else {
            Err(AppError::NotFound)
        }
    }

    /// Whether someone is signed in.
    ///
    /// # Errors
    /// `Unauthenticated` if not.
    pub fn signed_in(&self) -> Result<()> {
        if *self.actor == Actor::Anonymous { Err(AppError::Unauthenticated) } else { Ok(()) }
    }
}

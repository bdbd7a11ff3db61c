//! [`App`]: the only state of the service. Everything else is in the database.

use std::{sync::Arc, time::Duration};

use tokio::sync::Mutex;

use crate::{
    accesses::ReadMarks, clients::Failures, clock::Clock, config::Config, db::Connection,
    events::Events, ids::Ids, sign_in::SignIn,
};

/// What every request needs.
#[derive(Debug)]
pub struct App {
    /// The configuration, checked at start.
    pub config: Config,
    /// SQLite or PostgreSQL.
    pub db: Connection,
    /// On SQLite, which has one writer, whoever writes waits here in turn: waiting in the
    /// database would poll, and hold a connection.
    pub(crate) writing: Mutex<()>,
    /// The time.
    pub clock: Clock,
    /// Ids and secrets.
    pub ids: Ids,
    /// Who is told of changes.
    pub events: Events,
    /// Which readings were logged a moment ago.
    pub read_marks: ReadMarks,
    /// The OpenID provider, and in a demo our own.
    pub sign_in: SignIn,
    /// Which machines showed a wrong secret lately.
    pub client_failures: Failures,
    /// Who typed a wrong code of a patient lately.
    pub code_failures: Failures,
}

impl App {
    /// The service over a database that is migrated.
    #[must_use]
    pub fn new(config: Config, db: Connection, clock: Clock, ids: Ids) -> Arc<Self> {
        Arc::new(Self {
            config,
            db,
            writing: Mutex::new(()),
            clock,
            ids,
            events: Events::new(),
            read_marks: ReadMarks::new(Duration::from_secs(600)),
            sign_in: SignIn::default(),
            client_failures: Failures::default(),
            code_failures: Failures::default(),
        })
    }
}

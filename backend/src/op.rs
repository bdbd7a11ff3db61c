//! [`OpCtx`]: the first argument of every use case. Who acts, when, and how to write.

use std::sync::Arc;

use chrono::{DateTime, Timelike, Utc};
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, SqliteTransactionMode,
    Statement, TransactionOptions, TransactionTrait,
};
use shared::{Date, RecordId};
use uuid::Uuid;

use crate::{
    accounts::Credential,
    app::App,
    authz::Actor,
    error::{AppError, Result},
    events::{self, RecordPart},
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
    pub fn db(&self) -> &DatabaseConnection {
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

    /// Whether someone is signed in.
    ///
    /// # Errors
    /// `Unauthenticated` if not.
    pub fn signed_in(&self) -> Result<()> {
        if *self.actor == Actor::Anonymous { Err(AppError::Unauthenticated) } else { Ok(()) }
    }

    /// Runs the closure in one transaction and tells its events after the commit.
    ///
    /// On SQLite the write lock is taken at the start, so that a transaction that reads
    /// before it writes waits for the lock instead of failing at its first write.
    pub async fn transaction<T, F>(&self, work: F) -> Result<T>
    where
        F: AsyncFnOnce(&mut Tx) -> Result<T>,
    {
        let options = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        let inner = self.app.db.begin_with_options(options).await?;
        let mut tx = Tx { inner, events: Vec::new() };
        match work(&mut tx).await {
            Ok(value) => {
                events::store(self, &tx.inner, &tx.events).await?;
                tx.inner.commit().await?;
                events::tell(&self.app, tx.events);
                Ok(value)
            }
            Err(error) => {
                tx.inner.rollback().await?;
                Err(error)
            }
        }
    }
}

/// A transaction, with the events to tell once it is committed.
#[derive(Debug)]
pub struct Tx {
    inner: DatabaseTransaction,
    events: Vec<(RecordId, Vec<RecordPart>)>,
}

impl Tx {
    /// The transaction as SeaORM's connection.
    #[must_use]
    pub fn db(&self) -> &DatabaseTransaction {
        &self.inner
    }

    /// Lets only one transaction with that name go on at a time, until it ends. SQLite
    /// has one writer anyway.
    ///
    /// # Errors
    /// If the database does not answer.
    pub async fn lock(&self, name: &str) -> Result<()> {
        if self.inner.get_database_backend() == DbBackend::Postgres {
            let sql = "SELECT pg_advisory_xact_lock(hashtextextended($1, 0))";
            let statement = Statement::from_sql_and_values(DbBackend::Postgres, sql, [name.into()]);
            self.inner.execute_raw(statement).await?;
        }
        Ok(())
    }

    /// Notes that these parts of a record changed.
    pub fn changed(&mut self, record_id: RecordId, parts: &[RecordPart]) {
        self.events.push((record_id, parts.to_vec()));
    }
}

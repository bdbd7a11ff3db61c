//! One transaction of one operation, and telling its events once it is committed.

use sea_orm::{
    ConnectionTrait, DatabaseTransaction, DbBackend, SqliteTransactionMode, Statement,
    TransactionOptions, TransactionTrait,
};
use shared::{RecordId, RecordPart};

use crate::{assessments, error::Result, events, op::OpCtx};

impl OpCtx {
    /// Runs the closure in one transaction and tells its events after the commit. What the
    /// recommendations say of the records that it changed is stored with it.
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
        let _turn = match self.app.db.get_database_backend() {
            DbBackend::Sqlite => Some(self.app.writing.lock().await),
            _ => None,
        };
        let inner = self.app.db.begin_with_options(options).await?;
        let mut tx = Tx { inner, events: Vec::new(), is_moving: false };
        match work(&mut tx).await {
            Ok(value) => {
                assessments::keep::keep(self, &mut tx).await?;
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
    is_moving: bool,
}

impl Tx {
    /// Says that this transaction joins records or takes them apart: it alone may change one
    /// that was joined into another.
    pub(crate) fn moves_records(&mut self) {
        self.is_moving = true;
    }

    /// Whether it may change a record that was joined into another.
    #[must_use]
    pub(crate) fn is_moving(&self) -> bool {
        self.is_moving
    }

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

    /// What changed so far.
    #[must_use]
    pub(crate) fn events(&self) -> &[(RecordId, Vec<RecordPart>)] {
        &self.events
    }

    /// Notes that these parts of a record changed; a record is told of once.
    pub fn changed(&mut self, record_id: RecordId, parts: &[RecordPart]) {
        let at = self.events.iter().position(|(id, _)| *id == record_id);
        let at = at.unwrap_or_else(|| {
            self.events.push((record_id, Vec::new()));
            self.events.len() - 1
        });
        let told = &mut self.events[at].1;
        for part in parts {
            if !told.contains(part) {
                told.push(*part);
            }
        }
    }
}

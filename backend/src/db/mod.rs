//! The database: SQLite by default, PostgreSQL by `DATABASE_URL`.

use std::time::Duration;

use anyhow::Context;
use migrations::Migrator;
use sea_orm::{ConnectOptions, Database, DatabaseConnection, DbBackend};
use sea_orm_migration::MigratorTrait;
use sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous};

use crate::config::Config;

pub mod idempotency;
mod insert;
pub mod testing;
#[cfg(test)]
mod tests;
mod transaction;

pub(crate) use insert::insert_all;
pub use sea_orm::ConnectionTrait;
pub use transaction::Tx;

/// The connection to whichever database it is.
pub type Connection = DatabaseConnection;

impl From<sea_orm::DbErr> for crate::error::AppError {
    fn from(error: sea_orm::DbErr) -> Self {
        Self::Internal(error.into())
    }
}

/// Connects as configured; makes the SQLite file if it is not there.
///
/// # Errors
/// If the database cannot be reached, with what to look at.
pub async fn connect(config: &Config) -> anyhow::Result<DatabaseConnection> {
    let url = config.database_url();
    if url.starts_with("sqlite:") {
        // Health data: only for the user of the service.
        use std::os::unix::fs::DirBuilderExt;
        let mut private = std::fs::DirBuilder::new();
        private.recursive(true).mode(0o700).create(&config.storage.data_dir).with_context(
            || format!("cannot make the data folder `{}`", config.storage.data_dir.display()),
        )?;
    }
    connect_to(&url, config.storage.database_connections).await
}

/// Connects to that address.
///
/// SQLite runs with write-ahead log, foreign keys and a busy timeout of ten seconds;
/// `synchronous = FULL`, so that what was acknowledged survives a power cut.
///
/// # Errors
/// If the database cannot be reached.
pub async fn connect_to(url: &str, connections: u32) -> anyhow::Result<DatabaseConnection> {
    let mut options = ConnectOptions::new(url.to_owned());
    options
        .max_connections(connections)
        .acquire_timeout(Duration::from_secs(10))
        .sqlx_logging(false);
    options.test_before_acquire(false);
    options.map_sqlx_sqlite_opts(|o| {
        o.create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(Duration::from_secs(10))
    });
    let kind = if url.starts_with("sqlite:") { "SQLite file" } else { "PostgreSQL server" };
    Database::connect(options)
        .await
        .with_context(|| format!("cannot open the {kind}; look at DATABASE_URL"))
}

/// Brings the tables up to date.
///
/// On PostgreSQL an advisory lock keeps two nodes from migrating at once.
///
/// # Errors
/// If a migration fails; what came before it stays.
pub async fn migrate(db: &DatabaseConnection) -> anyhow::Result<()> {
    if db.get_database_backend() == DbBackend::Postgres {
        let pool = db.get_postgres_connection_pool();
        let mut lock = pool.acquire().await.context("cannot lock the database for migrating")?;
        sqlx::query("SELECT pg_advisory_lock(7203981)").execute(&mut *lock).await?;
        let migrated = Migrator::up(db, None).await;
        sqlx::query("SELECT pg_advisory_unlock(7203981)").execute(&mut *lock).await?;
        migrated?;
    } else {
        Migrator::up(db, None).await?;
    }
    Ok(())
}

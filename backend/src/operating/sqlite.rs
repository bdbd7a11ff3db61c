//! The SQLite file below SeaORM: opening it as it is, and checking a copy.

use std::{
    path::{Path, PathBuf},
    time::Duration,
};

use anyhow::{Context, bail};
use migrations::Migrator;
use sea_orm_migration::MigratorTrait;
use sqlx::{ConnectOptions, Row, SqliteConnection, sqlite::SqliteConnectOptions};

use crate::config::Config;

/// The file of a configuration; `None` if it is another database.
pub(super) fn file_of(config: &Config) -> Option<PathBuf> {
    let url = config.database_url();
    let path = url.strip_prefix("sqlite://")?;
    Some(PathBuf::from(path.split('?').next().unwrap_or(path)))
}

/// Opens a file that is there, changing nothing about it.
pub(super) async fn open(file: &Path) -> anyhow::Result<SqliteConnection> {
    SqliteConnectOptions::new()
        .filename(file)
        .create_if_missing(false)
        .busy_timeout(Duration::from_secs(10))
        .connect()
        .await
        .with_context(|| format!("cannot open `{}` as an SQLite file", file.display()))
}

/// Whether a file is whole and one of Carnet's, not newer than this program.
pub(super) async fn check(db: &mut SqliteConnection) -> anyhow::Result<()> {
    let verdict: String = sqlx::query_scalar("PRAGMA integrity_check(1)")
        .fetch_one(&mut *db)
        .await
        .context("the file cannot be read as a database")?;
    if verdict != "ok" {
        bail!("the file is damaged: {verdict}");
    }
    let orphans = sqlx::query("PRAGMA foreign_key_check").fetch_all(&mut *db).await?.len();
    if orphans != 0 {
        bail!("the file is damaged: {orphans} rows refer to rows that are not there");
    }
    let rows = sqlx::query("SELECT version FROM seaql_migrations").fetch_all(db).await;
    let rows = rows.context("the file is no database of Carnet")?;
    let known: Vec<String> = Migrator::migrations().iter().map(|m| m.name().to_owned()).collect();
    for row in rows {
        let version: String = row.try_get(0)?;
        if !known.contains(&version) {
            bail!("the file is of a newer Carnet (`{version}`); update the program first");
        }
    }
    Ok(())
}

/// Writes to the disk what the system still holds back, file and folder.
pub(super) fn sync(file: &Path) -> std::io::Result<()> {
    std::fs::File::open(file)?.sync_all()?;
    let folder = file.parent().filter(|f| !f.as_os_str().is_empty());
    std::fs::File::open(folder.unwrap_or(Path::new(".")))?.sync_all()
}

/// A name beside a file for what is not finished yet.
pub(super) fn unfinished(file: &Path) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(format!(".unfinished-{}", std::process::id()));
    PathBuf::from(name)
}

//! `carnet doctor`: what is wrong, and what to do about it.
//!
//! It changes nothing, and looks at everything even if the first thing is wrong.

use std::{fmt, path::Path, time::Duration};

use anyhow::Context;
use migrations::Migrator;
use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, Statement};
use sea_orm_migration::MigratorTrait;

use super::sqlite;
use crate::{clock::Clock, config::Config, db};

mod machine;
mod provider;

/// How something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// As it should be.
    Ok,
    /// It works, but look at it.
    Warn,
    /// It will not work.
    Fail,
}

/// One thing that was looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// How it is.
    pub verdict: Verdict,
    /// What was looked at.
    pub what: &'static str,
    /// What was seen, and what to do if it is not as it should be.
    pub words: String,
}

impl Finding {
    fn ok(what: &'static str, words: impl fmt::Display) -> Self {
        Self { verdict: Verdict::Ok, what, words: words.to_string() }
    }

    fn warn(what: &'static str, words: impl fmt::Display) -> Self {
        Self { verdict: Verdict::Warn, what, words: words.to_string() }
    }

    fn fail(what: &'static str, words: impl fmt::Display) -> Self {
        Self { verdict: Verdict::Fail, what, words: words.to_string() }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let verdict = match self.verdict {
            Verdict::Ok => "ok",
            Verdict::Warn => "warn",
            Verdict::Fail => "FAIL",
        };
        write!(f, "{verdict:<5} {:<14} {}", self.what, self.words)
    }
}

/// Looks at everything, in the order in which things depend on each other.
pub async fn examine(config: &Config, clock: &Clock) -> Vec<Finding> {
    let mut findings = configuration(config);
    findings.push(machine::clock(clock));
    findings.push(machine::data_folder(config));
    findings.push(machine::room(config));
    findings.extend(database(config, clock).await);
    findings.push(machine::front_end(config));
    findings.push(machine::port(config).await);
    findings.extend(provider::examine(config, clock).await);
    findings
}

fn configuration(config: &Config) -> Vec<Finding> {
    let faults = config.check();
    if faults.is_empty() {
        return vec![Finding::ok("configuration", "no faults")];
    }
    faults.into_iter().map(|fault| Finding::fail("configuration", fault)).collect()
}

async fn database(config: &Config, clock: &Clock) -> Vec<Finding> {
    const WHAT: &str = "database";
    if let Some(file) = sqlite::file_of(config)
        && !file.exists()
    {
        let words = format!("`{}` is not there yet; the first start makes it", file.display());
        return vec![Finding::warn(WHAT, words)];
    }
    let db = match db::connect_to(&config.database_url(), 1).await {
        Ok(db) => db,
        Err(error) => return vec![Finding::fail(WHAT, format!("{error:#}"))],
    };
    let mut findings = Vec::new();
    match version(&db).await {
        Ok(version) => findings.push(Finding::ok(WHAT, version)),
        Err(error) => findings.push(Finding::fail(WHAT, format!("it does not answer: {error:#}"))),
    }
    findings.push(migrated(&db).await);
    if db.get_database_backend() == DbBackend::Sqlite {
        findings.push(settings(&db, config).await);
    } else {
        findings.push(same_time(&db, clock).await);
    }
    db.close().await.ok();
    findings
}

/// The first column of the first row, as text.
async fn ask(db: &DatabaseConnection, sql: &'static str) -> anyhow::Result<String> {
    let statement = Statement::from_string(db.get_database_backend(), sql);
    let row = db.query_one_raw(statement).await?.context("no answer")?;
    Ok(row.try_get_by_index(0)?)
}

async fn version(db: &DatabaseConnection) -> anyhow::Result<String> {
    Ok(match db.get_database_backend() {
        DbBackend::Sqlite => format!("SQLite {}", ask(db, "SELECT sqlite_version()").await?),
        _ => format!("PostgreSQL {}", ask(db, "SHOW server_version").await?),
    })
}

/// Whether the tables are those of this program. Makes no table, unlike the migrator.
async fn migrated(db: &DatabaseConnection) -> Finding {
    const WHAT: &str = "tables";
    let sql = "SELECT version FROM seaql_migrations ORDER BY version";
    let rows = db.query_all_raw(Statement::from_string(db.get_database_backend(), sql)).await;
    let Ok(rows) = rows else {
        return Finding::warn(WHAT, "none yet; the first start makes them, or `carnet migrate`");
    };
    let applied: Vec<String> = rows.iter().filter_map(|r| r.try_get_by_index(0).ok()).collect();
    let known: Vec<String> = Migrator::migrations().iter().map(|m| m.name().to_owned()).collect();
    if let Some(newer) = applied.iter().find(|v| !known.contains(v)) {
        let words = format!("a newer Carnet was here (`{newer}`); use that program");
        return Finding::fail(WHAT, words);
    }
    let missing = known.len() - applied.len();
    if missing == 0 {
        Finding::ok(WHAT, format!("{} migrations, all applied", known.len()))
    } else {
        let words =
            format!("{missing} migrations to apply; back up, then start or `carnet migrate`");
        Finding::warn(WHAT, words)
    }
}

/// How the SQLite file is set, and whether it is whole.
async fn settings(db: &DatabaseConnection, config: &Config) -> Finding {
    const WHAT: &str = "SQLite file";
    match ask(db, "PRAGMA quick_check(1)").await {
        Ok(verdict) if verdict == "ok" => {}
        Ok(verdict) => {
            let words = format!("it is damaged ({verdict}); stop the server, restore a backup");
            return Finding::fail(WHAT, words);
        }
        Err(error) => return Finding::fail(WHAT, format!("it cannot be read: {error:#}")),
    }
    let mode = ask(db, "PRAGMA journal_mode").await.unwrap_or_default();
    if mode != "wal" {
        let words = format!("its journal is `{mode}`, not `wal`; is the folder on a network disk?");
        return Finding::fail(WHAT, words);
    }
    let folder = sqlite::file_of(config);
    let name = folder.as_deref().map_or(Path::new(""), |f| f).display().to_string();
    Finding::ok(WHAT, format!("whole, write-ahead log: `{name}`"))
}

/// Whether the database server's clock agrees with ours.
async fn same_time(db: &DatabaseConnection, clock: &Clock) -> Finding {
    const WHAT: &str = "database time";
    let sql = "SELECT extract(epoch FROM clock_timestamp())::bigint::text";
    let there = ask(db, sql).await.ok().and_then(|text| text.parse::<i64>().ok());
    let Some(there) = there else { return Finding::warn(WHAT, "the server does not tell") };
    let apart = (clock.now().timestamp() - there).unsigned_abs();
    if Duration::from_secs(apart) <= Duration::from_secs(5) {
        Finding::ok(WHAT, "agrees with ours")
    } else {
        Finding::warn(WHAT, format!("{apart} seconds from ours; both machines need NTP"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{db::testing::each, testing::config};

    fn verdict(findings: &[Finding], what: &str) -> Verdict {
        let found = findings.iter().find(|f| f.what == what);
        found.unwrap_or_else(|| panic!("nothing about {what}: {findings:?}")).verdict
    }

    #[tokio::test]
    async fn a_sound_database_is_ok_and_one_of_a_newer_program_is_not() {
        for database in each().await {
            let mut config = config();
            config.storage.database_url = Some(database.url.clone());
            config.storage.data_dir = std::env::temp_dir();
            config.http.listen.set_port(0);
            let findings = examine(&config, &Clock::System).await;
            for what in ["configuration", "clock", "data folder", "database", "tables", "port"] {
                assert_eq!(verdict(&findings, what), Verdict::Ok, "{what}: {findings:?}");
            }
            let sql = "INSERT INTO seaql_migrations VALUES ('m29991231_000001_later', 0)";
            database.db.execute_unprepared(sql).await.expect("a migration of the future");
            assert_eq!(verdict(&examine(&config, &Clock::System).await, "tables"), Verdict::Fail);
        }
    }

    #[tokio::test]
    async fn it_looks_at_everything_even_if_nothing_is_there() {
        let mut config = config();
        config.is_demo = false;
        config.storage.data_dir = "/proc/carnet".into();
        config.http.web_dir = "/proc/carnet".into();
        config.oidc.issuer = Some("http://127.0.0.1:9".to_owned());
        let findings = examine(&config, &Clock::System).await;
        assert_eq!(verdict(&findings, "data folder"), Verdict::Fail);
        assert_eq!(verdict(&findings, "database"), Verdict::Warn);
        assert_eq!(verdict(&findings, "front end"), Verdict::Fail);
        assert_eq!(verdict(&findings, "sign-in"), Verdict::Fail);
    }
}

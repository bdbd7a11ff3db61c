//! `carnet restore FILE`: puts a backup in the place of the SQLite database.
//!
//! The backup is checked first. A database that a server has open is never replaced; one
//! that is there is replaced with `--force` only, and kept beside under another name.

use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use sqlx::Connection;

use super::{
    backup::without_password,
    sqlite::{check, file_of, open, sync, unfinished},
};
use crate::{clock::Clock, config::Config};

/// What to do with a database that is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Existing {
    /// Refuse.
    Keep,
    /// Put it aside.
    Replace,
}

/// Restores a backup, and tells where the earlier database is now, if there was one.
///
/// # Errors
/// If the backup is damaged or of a newer program, a server has the database open, or a
/// database is there and is to be kept; with what to do.
pub async fn restore(
    config: &Config,
    from: &Path,
    existing: Existing,
    clock: &Clock,
) -> anyhow::Result<Option<PathBuf>> {
    let Some(to) = file_of(config) else { bail!(postgres_words(config, from)) };
    let mut db = open(from).await?;
    check(&mut db).await.with_context(|| format!("`{}` is not restored", from.display()))?;
    db.close().await?;
    if to.exists() {
        if existing == Existing::Keep {
            bail!(
                "there is a database at `{}`; --force puts it aside and takes the backup",
                to.display()
            );
        }
        close_down(&to).await?;
    } else if let Some(folder) = to.parent() {
        std::fs::create_dir_all(folder)?;
    }
    let copy = unfinished(&to);
    let replaced = put(from, &copy, &to, clock);
    std::fs::remove_file(&copy).ok();
    replaced
}

/// Makes the earlier database one single file, which works only if nobody has it open.
async fn close_down(file: &Path) -> anyhow::Result<()> {
    let mut db = open(file).await?;
    let in_use = || format!("a server has `{}` open; stop it first", file.display());
    let mode: String = sqlx::query_scalar("PRAGMA journal_mode = DELETE")
        .fetch_one(&mut db)
        .await
        .with_context(in_use)?;
    if mode != "delete" {
        bail!(in_use());
    }
    db.close().await?;
    Ok(())
}

/// Copies the backup beside the database and lets it take its name in one step.
fn put(from: &Path, copy: &Path, to: &Path, clock: &Clock) -> anyhow::Result<Option<PathBuf>> {
    std::fs::copy(from, copy).context("cannot copy the backup; is there enough room?")?;
    sync(copy)?;
    let aside = if to.exists() {
        let moment = clock.now().format("%Y%m%dT%H%M%SZ");
        let mut name = to.as_os_str().to_owned();
        name.push(format!(".before-restore-{moment}"));
        let aside = PathBuf::from(name);
        std::fs::hard_link(to, &aside).context("cannot put the earlier database aside")?;
        Some(aside)
    } else {
        None
    };
    std::fs::rename(copy, to)?;
    sync(to)?;
    Ok(aside)
}

fn postgres_words(config: &Config, from: &Path) -> String {
    format!(
        "this installation uses PostgreSQL, which has its own tool; stop the server and run\n  pg_restore --clean --if-exists --single-transaction --dbname='{}' {}",
        without_password(&config.database_url()),
        from.display()
    )
}

#[cfg(test)]
mod tests {
    use sea_orm::{ConnectionTrait, EntityTrait, PaginatorTrait};

    use super::*;
    use crate::{
        db,
        operating::backup::backup,
        practices::{manage::create_practice, practice},
        testing::{TestApp, config as default_config},
    };

    struct Folder(PathBuf);

    impl Drop for Folder {
        fn drop(&mut self) {
            std::fs::remove_dir_all(&self.0).ok();
        }
    }

    fn folder(name: &str) -> Folder {
        let path = std::env::temp_dir().join(format!("carnet_{name}_{}", std::process::id()));
        std::fs::create_dir_all(&path).expect("a folder");
        Folder(path)
    }

    fn config_of(url: &str) -> Config {
        let mut config = default_config();
        config.storage.database_url = Some(url.to_owned());
        config
    }

    async fn count(url: &str) -> u64 {
        let db = db::connect_to(url, 1).await.expect("the database opens");
        let count = practice::Entity::find().count(&db).await.expect("a count");
        db.close().await.expect("it closes");
        count
    }

    #[tokio::test]
    async fn a_backup_of_a_running_server_is_restored_when_it_has_stopped() {
        let kept = folder("backup");
        let file = kept.0.join("copy.sqlite");
        let app = TestApp::new().await;
        let url = app.database.url.clone();
        let config = config_of(&url);
        backup(&config, &file).await.expect("a copy is made while it runs");
        let again = backup(&config, &file).await.expect_err("nothing is overwritten");
        assert!(again.to_string().contains("exists already"), "{again}");

        // Written after the backup: a restore loses it.
        let op = app.op(&crate::authz::Actor::System);
        create_practice(&op, op.db(), "Later", None).await.expect("a practice");
        let clock = Clock::manual(op.now());
        let refused = restore(&config, &file, Existing::Keep, &clock).await;
        assert!(refused.expect_err("refused").to_string().contains("--force"));
        let refused = restore(&config, &file, Existing::Replace, &clock).await;
        let refused = refused.expect_err("refused").to_string();
        assert!(refused.contains("stop it first"), "{refused}");
        assert_eq!(practice::Entity::find().count(op.db()).await.expect("a count"), 3);

        app.app.db.clone().close().await.expect("the server stops");
        let aside = restore(&config, &file, Existing::Replace, &clock).await.expect("restored");
        assert_eq!(count(&url).await, 2);
        let aside = format!("sqlite://{}", aside.expect("the earlier one").display());
        assert_eq!(count(&aside).await, 3);
    }

    #[tokio::test]
    async fn what_is_damaged_newer_or_no_database_is_not_restored() {
        let kept = folder("restore");
        let config = config_of(&format!("sqlite://{}", kept.0.join("target.sqlite").display()));
        let clock = Clock::manual("2026-11-24T09:00:00Z".parse().expect("a moment"));
        let refusal = async |file: &Path| {
            let refused = restore(&config, file, Existing::Replace, &clock).await;
            format!("{:#}", refused.expect_err("refused"))
        };
        let text = kept.0.join("text.sqlite");
        std::fs::write(&text, "x".repeat(8192)).expect("a file");
        assert!(refusal(&text).await.contains("cannot be read as a database"));
        assert!(refusal(&kept.0.join("missing.sqlite")).await.contains("cannot open"));

        let app = TestApp::new().await;
        app.app
            .db
            .execute_unprepared("INSERT INTO seaql_migrations VALUES ('m29991231_000001_later', 0)")
            .await
            .expect("a migration of the future");
        let newer = kept.0.join("newer.sqlite");
        let error = backup(&config_of(&app.database.url), &newer).await.expect_err("refused");
        assert!(format!("{error:#}").contains("newer Carnet"), "{error:#}");
        assert!(!newer.exists());
        assert_eq!(std::fs::read_dir(&kept.0).expect("a folder").count(), 1, "nothing is left");
    }

    #[tokio::test]
    async fn postgresql_is_left_to_its_own_tool() {
        let config = config_of("postgres://carnet:secret@db/carnet");
        let error = backup(&config, Path::new("/tmp/x.dump")).await.expect_err("not SQLite");
        assert_eq!(
            error.to_string(),
            "this installation uses PostgreSQL, which has its own tool; run\n  \
             pg_dump --format=custom --file=/tmp/x.dump 'postgres://carnet@db/carnet'"
        );
    }
}

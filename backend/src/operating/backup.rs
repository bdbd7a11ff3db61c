//! `carnet backup FILE`: a copy of the SQLite database while the server runs.
//!
//! The copy is one consistent moment, made by SQLite itself (`VACUUM INTO`), checked,
//! written to the disk, and only then given its name. Nothing is ever overwritten.

use std::{io, path::Path};

use anyhow::{Context, bail};
use sqlx::Connection;

use super::sqlite::{check, file_of, open, sync, unfinished};
use crate::config::Config;

/// Copies the database to a file that is not there yet, and tells its size in bytes.
///
/// # Errors
/// If the file exists, there is no database, or it is not SQLite; with what to do.
pub async fn backup(config: &Config, to: &Path) -> anyhow::Result<u64> {
    let Some(from) = file_of(config) else { bail!(postgres_words(config, to)) };
    if !from.exists() {
        bail!("there is no database at `{}`; look at --data-dir", from.display());
    }
    if to.exists() {
        bail!("`{}` exists already; a backup overwrites nothing", to.display());
    }
    let copy = unfinished(to);
    let copied = copy_checked(&from, &copy).await;
    let named = copied.and_then(|()| name(&copy, to));
    std::fs::remove_file(&copy).ok();
    named?;
    Ok(std::fs::metadata(to)?.len())
}

async fn copy_checked(from: &Path, copy: &Path) -> anyhow::Result<()> {
    private_file(copy).with_context(|| format!("cannot write `{}`", copy.display()))?;
    let mut db = open(from).await?;
    let target = copy.to_str().context("the file's name is not UTF-8")?;
    sqlx::query("VACUUM INTO ?")
        .bind(target)
        .execute(&mut db)
        .await
        .context("cannot copy the database; is there enough room on the disk?")?;
    db.close().await?;
    let mut db = open(copy).await?;
    check(&mut db).await.context("the copy is not sound; the database may be damaged")?;
    db.close().await?;
    sync(copy)?;
    Ok(())
}

/// An empty file that only its owner may read: health data.
fn private_file(path: &Path) -> io::Result<()> {
    use std::os::unix::fs::OpenOptionsExt;
    std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path).map(drop)
}

/// Gives the finished copy its name; a second link fails where a rename would overwrite.
fn name(copy: &Path, to: &Path) -> anyhow::Result<()> {
    match std::fs::hard_link(copy, to) {
        Ok(()) => Ok(sync(to)?),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            bail!("`{}` exists already; a backup overwrites nothing", to.display())
        }
        Err(error) => Err(error).with_context(|| format!("cannot write `{}`", to.display())),
    }
}

fn postgres_words(config: &Config, to: &Path) -> String {
    format!(
        "this installation uses PostgreSQL, which has its own tool; run\n  pg_dump --format=custom --file={} '{}'",
        to.display(),
        without_password(&config.database_url())
    )
}

/// A database's address without its password, which `pg_dump` takes from `PGPASSWORD` or
/// `~/.pgpass`.
pub(super) fn without_password(url: &str) -> String {
    let Some((scheme, rest)) = url.split_once("://") else { return url.to_owned() };
    match rest.split_once('@') {
        Some((user, host)) => {
            let user = user.split(':').next().unwrap_or_default();
            format!("{scheme}://{user}@{host}")
        }
        None => url.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_not_shown() {
        assert_eq!(without_password("postgres://a:secret@h/d?x=1"), "postgres://a@h/d?x=1");
        assert_eq!(without_password("postgres://h/d"), "postgres://h/d");
    }
}

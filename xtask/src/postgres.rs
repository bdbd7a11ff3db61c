//! A PostgreSQL of our own for the length of the tests.
//!
//! It lives in a temporary folder, on a free port of the loopback address, under an
//! unprivileged user where we are root. It hangs on a pipe that we hold: when this process
//! ends, however it ends (done, failed, Ctrl-C, killed), the pipe closes, the server stops
//! and its folder goes.

use std::{
    collections::hash_map::RandomState,
    env, fs,
    hash::{BuildHasher, Hasher},
    net::TcpListener,
    os::unix::process::CommandExt,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};

use crate::process::{describe, output, run};

/// The variable by which tests find the server; if it is set already, that one is used.
pub(crate) const VARIABLE: &str = "CARNET_TEST_POSTGRES";

const PATIENCE: Duration = Duration::from_secs(60);

/// Durability is off: these data die with the tests, and the server itself is never killed.
const SETTINGS: &[&str] = &[
    "-cfsync=off",
    "-cfull_page_writes=off",
    "-cmax_connections=300",
    "-clisten_addresses=127.0.0.1",
    "-clog_min_messages=fatal",
];

/// `$1` PostgreSQL's programs, `$2` the cluster's folder, `$3` the port, then the settings.
const KEEPER: &str = r#"
bin=$1 folder=$2 port=$3
shift 3
"$bin/postgres" -D "$folder/data" -k "$folder" -p "$port" "$@" >"$folder/log" 2>&1 </dev/null &
server=$!
cat >/dev/null
kill -INT $server
wait $server
rm -rf "$folder"
"#;

/// A running server; dropped, it stops.
pub(crate) struct Cluster {
    keeper: Child,
    url: String,
}

impl Cluster {
    /// Makes a cluster with the programs in `bin` and waits until it answers.
    pub(crate) fn start(bin: &Path) -> Result<Self> {
        let user = unprivileged()?;
        let folder = env::temp_dir().join(format!("carnet-pg-{}", random()));
        let password = random();
        make_folder(&folder, user.as_deref())?;
        let made = init(bin, &folder, &password, user.as_deref());
        if let Err(error) = made {
            fs::remove_dir_all(&folder).ok();
            return Err(error);
        }
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let mut keeper = as_user(user.as_deref(), "sh");
        keeper.args(["-c", KEEPER, "keeper"]).arg(bin).arg(&folder).arg(port.to_string());
        // In a group of its own, so that Ctrl-C reaches it by the pipe alone.
        keeper.args(SETTINGS).stdin(Stdio::piped()).current_dir("/").process_group(0);
        let keeper =
            keeper.spawn().with_context(|| format!("cannot start `{}`", describe(&keeper)))?;
        let url = format!("postgres://carnet:{password}@127.0.0.1:{port}/postgres");
        let cluster = Self { keeper, url };
        wait_until_ready(bin, &folder, port)?;
        Ok(cluster)
    }

    /// Where it listens; its user may create databases.
    pub(crate) fn url(&self) -> &str {
        &self.url
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        drop(self.keeper.stdin.take());
        self.keeper.wait().ok();
    }
}

fn init(bin: &Path, folder: &Path, password: &str, user: Option<&str>) -> Result<()> {
    let file = folder.join("password");
    fs::write(&file, password)?;
    if let Some(user) = user {
        run(Command::new("chown").arg(user).arg(&file))?;
    }
    let mut initdb = as_user(user, bin.join("initdb"));
    initdb.args(["-U", "carnet", "-A", "scram-sha-256", "-E", "UTF8", "--locale=C.UTF-8"]);
    initdb.args(["--no-sync", "--pwfile"]).arg(&file).arg("-D").arg(folder.join("data"));
    output(initdb.current_dir("/")).map(drop)
}

fn make_folder(folder: &Path, user: Option<&str>) -> Result<()> {
    let mut install = Command::new("install");
    install.args(["-d", "-m", "700"]);
    if let Some(user) = user {
        install.args(["-o", user]);
    }
    run(install.arg(folder))
}

fn wait_until_ready(bin: &Path, folder: &Path, port: u16) -> Result<()> {
    let started = Instant::now();
    while started.elapsed() < PATIENCE {
        let mut ready = Command::new(bin.join("pg_isready"));
        ready.args(["-q", "-h", "127.0.0.1", "-p", &port.to_string()]);
        if output(&mut ready).is_ok() {
            return Ok(());
        }
        thread::sleep(Duration::from_millis(100));
    }
    let log = fs::read_to_string(folder.join("log")).unwrap_or_default();
    bail!("PostgreSQL does not answer on port {port}: {}", log.trim())
}

/// PostgreSQL refuses to run as root: then it runs as Debian's `postgres`, or as `nobody`.
fn unprivileged() -> Result<Option<String>> {
    if output(Command::new("id").arg("-u"))? != "0" {
        return Ok(None);
    }
    let exists = |user: &&str| output(Command::new("id").args(["-u", user])).is_ok();
    let user = ["postgres", "nobody"].into_iter().find(exists);
    Ok(Some(user.context("neither `postgres` nor `nobody` is a user here")?.to_owned()))
}

fn as_user(user: Option<&str>, program: impl Into<PathBuf>) -> Command {
    let program = program.into();
    let Some(user) = user else { return Command::new(program) };
    let mut command = Command::new("runuser");
    command.args(["-u", user, "--"]).arg(program);
    command
}

/// Sixteen hexadecimal digits nobody can guess: the standard library seeds its hash maps
/// from the system's randomness.
fn random() -> String {
    format!("{:016x}", RandomState::new().build_hasher().finish())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_passwords_are_equal() {
        assert_ne!(random(), random());
        assert_eq!(random().len(), 16);
    }
}

//! The machine: clock, folders, room on the disk, port.

use std::{io, path::Path, process::Command};

use tokio::net::TcpListener;

use super::Finding;
use crate::{clock::Clock, config::Config};

/// Whether the clock can be right: it is not before this program was written.
pub(super) fn clock(clock: &Clock) -> Finding {
    const WHAT: &str = "clock";
    let now = clock.now();
    let words = now.format("%Y-%m-%d %H:%M:%S UTC");
    if now.timestamp() < 1_795_000_000 {
        Finding::fail(WHAT, format!("it says {words}, before this program was written; set it"))
    } else {
        Finding::ok(WHAT, words)
    }
}

/// Whether files can be written into the data folder.
pub(super) fn data_folder(config: &Config) -> Finding {
    const WHAT: &str = "data folder";
    let folder = &config.storage.data_dir;
    let name = folder.display();
    match try_writing(folder) {
        Ok(()) => Finding::ok(WHAT, format!("`{name}` can be written")),
        Err(error) => {
            let user = "give it to the user of the service, or set CARNET_DATA_DIR";
            Finding::fail(WHAT, format!("`{name}` cannot be written ({error}); {user}"))
        }
    }
}

/// Writes a file and removes it; where there is no folder yet, into the one above it.
fn try_writing(folder: &Path) -> io::Result<()> {
    let there = existing(folder);
    let probe = there.join(format!(".carnet-doctor-{}", std::process::id()));
    std::fs::write(&probe, b"")?;
    std::fs::remove_file(probe)
}

/// The folder, or the nearest one above it that is there.
fn existing(folder: &Path) -> &Path {
    let mut folder = folder;
    while !folder.exists() {
        match folder.parent() {
            Some(above) if !above.as_os_str().is_empty() => folder = above,
            _ => return Path::new("."),
        }
    }
    folder
}

/// How much room the disk of the data folder has, as `df` tells it.
pub(super) fn room(config: &Config) -> Finding {
    const WHAT: &str = "disk";
    let output = Command::new("df").arg("-Pk").arg(existing(&config.storage.data_dir)).output();
    let text = output.map(|o| String::from_utf8_lossy(&o.stdout).into_owned()).unwrap_or_default();
    let Some(kilobytes) = free_kilobytes(&text) else {
        return Finding::warn(WHAT, "`df` does not tell how much room there is");
    };
    let words = format!("{} MB free", kilobytes / 1024);
    match kilobytes {
        0..=102_400 => Finding::fail(WHAT, format!("{words}; make room before anything is lost")),
        102_401..=1_048_576 => Finding::warn(WHAT, format!("{words}; make room soon")),
        _ => Finding::ok(WHAT, words),
    }
}

/// The fourth word of the second line of `df -Pk`.
fn free_kilobytes(text: &str) -> Option<u64> {
    text.lines().nth(1)?.split_whitespace().nth(3)?.parse().ok()
}

/// Whether the built front end is where it is looked for.
pub(super) fn front_end(config: &Config) -> Finding {
    const WHAT: &str = "front end";
    let shell = config.http.web_dir.join("index.html");
    if shell.is_file() {
        Finding::ok(WHAT, format!("`{}` is there", shell.display()))
    } else {
        let words = format!(
            "`{}` is not there; build it (`cargo xtask run`), or set CARNET_WEB_DIR",
            shell.display()
        );
        Finding::fail(WHAT, words)
    }
}

/// Whether the address is free.
pub(super) async fn port(config: &Config) -> Finding {
    const WHAT: &str = "port";
    let address = config.http.listen;
    match TcpListener::bind(address).await {
        Ok(_) => Finding::ok(WHAT, format!("{address} is free")),
        Err(error) if error.kind() == io::ErrorKind::AddrInUse => {
            Finding::warn(WHAT, format!("{address} is taken: by Carnet, if it runs already"))
        }
        Err(error) => {
            Finding::fail(WHAT, format!("cannot listen on {address} ({error}); set CARNET_LISTEN"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_room_is_read_from_df() {
        let text = "Filesystem 1024-blocks Used Available Capacity Mounted on\n\
                    /dev/sda1 1000 400 600 40% /\n";
        assert_eq!(free_kilobytes(text), Some(600));
        assert_eq!(free_kilobytes("df: /x: No such file"), None);
    }

    #[test]
    fn a_clock_before_the_program_is_wrong() {
        let at = |text: &str| clock(&Clock::manual(text.parse().expect("a moment"))).verdict;
        assert_eq!(at("1970-01-01T00:00:00Z"), super::super::Verdict::Fail);
        assert_eq!(at("2026-11-24T09:00:00Z"), super::super::Verdict::Ok);
    }
}

//! Debian packages.

use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::{
    console,
    process::{find_on_path, output, run},
};

/// Installs Debian packages; `why` is said to the reader.
pub(super) fn install(packages: &[&str], why: &str) -> Result<()> {
    let list = packages.join(" ");
    if find_on_path("apt-get").is_none() {
        bail!("{why}: install the equivalent of Debian's `{list}` and try again");
    }
    console::say(&format!("installing Debian's {list}: {why}"));
    let by_hand = || format!("install it by hand: apt-get install --no-install-recommends {list}");
    run(as_root("apt-get").with_context(by_hand)?.args(["-q", "update"])).with_context(by_hand)?;
    let mut install = as_root("apt-get")?;
    install.args(["-q", "install", "-y", "--no-install-recommends"]).args(packages);
    run(&mut install).with_context(by_hand)
}

/// A command that has the rights of root, asking for a password where someone can type it.
pub(super) fn as_root(program: &str) -> Result<Command> {
    let mut command = if is_root()? {
        Command::new(program)
    } else if find_on_path("sudo").is_some() {
        let mut sudo = Command::new("sudo");
        if std::env::var_os("CI").is_some() {
            sudo.arg("-n");
        }
        sudo.args(["env", "DEBIAN_FRONTEND=noninteractive", program]);
        sudo
    } else {
        bail!("`{program}` needs root, and there is no `sudo`");
    };
    command.env("DEBIAN_FRONTEND", "noninteractive");
    if std::env::var_os("CI").is_some() {
        command.stdin(Stdio::null());
    }
    Ok(command)
}

/// Whether we are root ourselves.
pub(super) fn is_root() -> Result<bool> {
    Ok(output(Command::new("id").arg("-u"))? == "0")
}

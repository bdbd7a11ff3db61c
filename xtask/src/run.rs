//! `cargo xtask run`: from a fresh clone to a page one can click.

use std::os::unix::process::CommandExt;

use anyhow::{Result, anyhow};

use crate::{
    console,
    process::{describe, run as run_command},
    tools::Toolbox,
    web::{self, Profile},
};

/// What `carnet demo` is told unless the reader says otherwise.
const DEFAULTS: &[(&str, &str)] = &[("--data-dir", "data/demo"), ("--listen", "127.0.0.1:8080")];

/// Builds the front end and the server, then becomes the server.
pub(crate) fn run(toolbox: &Toolbox, arguments: &[String]) -> Result<()> {
    console::heading("front end");
    web::build(toolbox, Profile::Release)?;
    console::heading("server");
    console::say("building carnet");
    run_command(toolbox.command("cargo")?.args(["build", "-p", "backend", "--bin", "carnet"]))?;
    console::heading("demo");
    let mut carnet = toolbox.command("cargo")?;
    carnet.args(["run", "--quiet", "-p", "backend", "--bin", "carnet", "--", "demo"]);
    carnet.args(demo_arguments(arguments)).env("CARNET_WEB_DIR", web::folder(toolbox));
    let words = describe(&carnet);
    // Cargo in turn becomes the server, so that a signal meant for it reaches it.
    let error = carnet.exec();
    Err(anyhow!("cannot start `{words}`: {error}"))
}

fn demo_arguments(given: &[String]) -> Vec<String> {
    let mut all = Vec::new();
    for (flag, value) in DEFAULTS {
        let says = |word: &String| word == flag || word.starts_with(&format!("{flag}="));
        if !given.iter().any(says) {
            all.extend([(*flag).to_owned(), (*value).to_owned()]);
        }
    }
    all.extend_from_slice(given);
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(line: &str) -> Vec<String> {
        line.split_whitespace().map(str::to_owned).collect()
    }

    #[test]
    fn defaults_stand_unless_the_reader_says_otherwise() {
        assert_eq!(demo_arguments(&[]), words("--data-dir data/demo --listen 127.0.0.1:8080"));
        assert_eq!(
            demo_arguments(&words("--listen=127.0.0.1:9000")),
            words("--data-dir data/demo --listen=127.0.0.1:9000")
        );
        assert_eq!(
            demo_arguments(&words("--data-dir /tmp/d --quiet")),
            words("--listen 127.0.0.1:8080 --data-dir /tmp/d --quiet")
        );
    }
}

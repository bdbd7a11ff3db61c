//! The command line, parsed by hand: six commands do not pay for a parser's compile time.

use anyhow::{Result, bail};

use crate::web::Profile;

/// What the reader sees without arguments.
pub(crate) const HELP: &str = "\
cargo xtask COMMAND

  run [-- ARGS]   build everything and start the demo at http://127.0.0.1:8080
  test            every check and every test, on SQLite and PostgreSQL and in Chromium
                    --only STEP    one step (check, format, clippy, clippy-wasm, tidy,
                                   generated, tests, wasm-equal, web, schema, e2e); may be repeated
                    --keep-going   do not stop at the first step that fails
  check           format, clippy, tidy, generated files; takes --only and --keep-going too
  tidy            the invariants of ARCHITECTURE.md, by path and line
  web             build the front end into dist/, precompressed, and weigh it
                    --dev          light profile: quick, large, not compressed
                    --record       write the weight down in docs/bundle-size.txt
  tools           install or find every tool, and say which and where

Tools are kept outside the clone, in $CARNET_TOOLS or ~/.cache/carnet/tools.";

/// One command with its options.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Task {
    Help,
    Run { arguments: Vec<String> },
    Test(Choice),
    Check(Choice),
    Tidy,
    Web { profile: Profile, record: bool },
    Tools,
}

/// Which steps, and whether to go on after one that failed.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Choice {
    pub(crate) only: Vec<String>,
    pub(crate) keep_going: bool,
}

/// Reads the words after `cargo xtask`.
pub(crate) fn parse(words: &[String]) -> Result<Task> {
    let Some((command, rest)) = words.split_first() else { return Ok(Task::Help) };
    match command.as_str() {
        "help" | "--help" | "-h" => Ok(Task::Help),
        "run" => parse_run(rest),
        "test" => Ok(Task::Test(parse_choice(rest)?)),
        "check" => Ok(Task::Check(parse_choice(rest)?)),
        "tidy" => nothing_more(rest, Task::Tidy),
        "web" | "dist" => parse_web(rest),
        "tools" => nothing_more(rest, Task::Tools),
        other => bail!("no such command: `{other}`\n\n{HELP}"),
    }
}

fn parse_run(rest: &[String]) -> Result<Task> {
    match rest.split_first() {
        None => Ok(Task::Run { arguments: Vec::new() }),
        Some((dashes, arguments)) if dashes == "--" => {
            Ok(Task::Run { arguments: arguments.to_vec() })
        }
        Some((other, _)) => bail!("`run` takes arguments for `carnet demo` after `--`: `{other}`"),
    }
}

fn parse_choice(rest: &[String]) -> Result<Choice> {
    let mut choice = Choice::default();
    let mut words = rest.iter();
    while let Some(word) = words.next() {
        match word.as_str() {
            "--keep-going" => choice.keep_going = true,
            "--only" => match words.next() {
                Some(step) => choice.only.push(step.clone()),
                None => bail!("`--only` needs the name of a step"),
            },
            other => bail!("unknown option: `{other}`"),
        }
    }
    Ok(choice)
}

fn parse_web(rest: &[String]) -> Result<Task> {
    let (mut profile, mut record) = (Profile::Release, false);
    for word in rest {
        match word.as_str() {
            "--dev" => profile = Profile::Dev,
            "--record" => record = true,
            other => bail!("unknown option: `{other}`"),
        }
    }
    if record && profile == Profile::Dev {
        bail!("`--record` weighs the release build: leave `--dev` out");
    }
    Ok(Task::Web { profile, record })
}

fn nothing_more(rest: &[String], task: Task) -> Result<Task> {
    match rest.first() {
        None => Ok(task),
        Some(word) => bail!("unknown option: `{word}`"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(line: &str) -> Result<Task> {
        let words: Vec<String> = line.split_whitespace().map(str::to_owned).collect();
        parse(&words)
    }

    #[test]
    fn nothing_at_all_asks_for_help() {
        assert_eq!(parsed("").unwrap(), Task::Help);
    }

    #[test]
    fn what_follows_the_dashes_goes_to_the_demo() {
        let arguments = vec!["--listen".to_owned(), "127.0.0.1:9000".to_owned()];
        assert_eq!(parsed("run -- --listen 127.0.0.1:9000").unwrap(), Task::Run { arguments });
        assert!(parsed("run --listen 127.0.0.1:9000").is_err());
    }

    #[test]
    fn only_may_be_repeated_and_needs_a_name() {
        let only = vec!["web".to_owned(), "e2e".to_owned()];
        let choice = Choice { only, keep_going: true };
        assert_eq!(parsed("test --only web --keep-going --only e2e").unwrap(), Task::Test(choice));
        assert!(parsed("test --only").is_err());
    }

    #[test]
    fn an_unknown_word_is_named() {
        assert!(parsed("fly").unwrap_err().to_string().contains("`fly`"));
        assert!(parsed("tidy --fast").unwrap_err().to_string().contains("`--fast`"));
    }

    #[test]
    fn a_light_build_is_never_recorded() {
        assert!(parsed("web --dev --record").is_err());
    }
}

//! `cargo xtask check`: what must hold before a commit, without a database or a browser.

use anyhow::{Result, bail};

use crate::{
    args::Choice,
    console::{self, Steps},
    process::{find_on_path, output, run},
    tidy,
    tools::Toolbox,
    web,
};

/// A step: its name and what it does; the answer is its note in the summary.
pub(crate) type Step<T> = (&'static str, fn(&T) -> Result<String>);

/// The steps of a check, in order. `generated` compiles the tests it runs, so it is last.
pub(crate) const STEPS: &[Step<Toolbox>] = &[
    ("format", format),
    ("tidy", tidy),
    ("clippy", clippy),
    ("clippy-wasm", clippy_wasm),
    ("generated", generated),
];

/// `cargo xtask check`.
pub(crate) fn check(toolbox: &Toolbox, choice: &Choice) -> Result<()> {
    let steps = chosen(STEPS, choice)?;
    let mut run = Steps::new(choice.keep_going);
    for (name, work) in steps {
        run.step(name, || work(toolbox))?;
    }
    run.finish()
}

/// The steps that were asked for, or all.
pub(crate) fn chosen<T>(all: &[Step<T>], choice: &Choice) -> Result<Vec<Step<T>>> {
    for wanted in &choice.only {
        if !all.iter().any(|(name, _)| name == wanted) {
            let names: Vec<&str> = all.iter().map(|(name, _)| *name).collect();
            bail!("no such step: `{wanted}`; there are {}", names.join(", "));
        }
    }
    let wanted = |name: &str| choice.only.is_empty() || choice.only.iter().any(|n| n == name);
    Ok(all.iter().filter(|(name, _)| wanted(name)).copied().collect())
}

fn format(toolbox: &Toolbox) -> Result<String> {
    toolbox.for_checks()?;
    run(toolbox.command("cargo")?.args(["fmt", "--all", "--check"]))?;
    Ok(String::new())
}

fn tidy(toolbox: &Toolbox) -> Result<String> {
    tidy::report(toolbox.repo())?;
    web::weigh_if_built(toolbox)
}

fn clippy(toolbox: &Toolbox) -> Result<String> {
    toolbox.for_checks()?;
    let mut cargo = toolbox.command("cargo")?;
    cargo.args(["clippy", "--locked", "--workspace", "--exclude", "frontend", "--all-targets"]);
    run(cargo.args(["--", "-D", "warnings"]))?;
    // A workspace build unifies features: alone, the pure crates have neither clock nor rows.
    run(toolbox.command("cargo")?.args(["check", "--locked", "-p", "shared", "-p", "engine"]))?;
    Ok(String::new())
}

fn clippy_wasm(toolbox: &Toolbox) -> Result<String> {
    toolbox.for_checks()?;
    let target = toolbox.for_wasm()?;
    let mut cargo = toolbox.command("cargo")?;
    cargo.args(["clippy", "--locked", "-p", "frontend"]);
    if target.has_clippy() {
        cargo.args(["--target", "wasm32-unknown-unknown"]);
    }
    run(cargo.args(["--", "-D", "warnings"]))?;
    let note = if target.has_clippy() { "" } else { "natively: Debian's Rust has no clippy" };
    Ok(note.to_owned())
}

/// Generated files are compared in tests whose names end in `is_up_to_date`.
fn generated(toolbox: &Toolbox) -> Result<String> {
    if !toolbox.repo().join("schema.graphql").exists() {
        return Ok("nothing is generated yet".to_owned());
    }
    let mut cargo = toolbox.command("cargo")?;
    if has_nextest(toolbox)? {
        cargo.args(["nextest", "run", "--locked", "--workspace", "--exclude", "frontend"]);
        cargo.args(["--no-tests", "fail", "-E", "test(/is_up_to_date$/)"]);
    } else {
        cargo.args(["test", "--locked", "--workspace", "--exclude", "frontend", "is_up_to_date"]);
    }
    if let Err(error) = run(&mut cargo) {
        console::say("to write the generated files anew: UPDATE_EXPECT=1 cargo xtask check");
        return Err(error);
    }
    Ok(String::new())
}

/// Whether cargo-nextest is there; without it `cargo test` does the same, a little slower.
pub(crate) fn has_nextest(toolbox: &Toolbox) -> Result<bool> {
    let found = find_on_path("cargo-nextest").is_some();
    Ok(found && output(toolbox.command("cargo")?.args(["nextest", "--version"])).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn only(names: &[&str]) -> Choice {
        let only = names.iter().map(|name| (*name).to_owned()).collect();
        Choice { only, keep_going: false }
    }

    #[test]
    fn without_a_choice_every_step_runs() {
        assert_eq!(chosen(STEPS, &only(&[])).unwrap().len(), STEPS.len());
    }

    #[test]
    fn steps_keep_their_order_whatever_order_they_are_asked_in() {
        let steps = chosen(STEPS, &only(&["clippy", "format"])).unwrap();
        let names: Vec<&str> = steps.iter().map(|(name, _)| *name).collect();
        assert_eq!(names, ["format", "clippy"]);
    }

    #[test]
    fn an_unknown_step_is_named_with_those_there_are() {
        let error = chosen(STEPS, &only(&["fly"])).unwrap_err().to_string();
        assert!(error.contains("`fly`") && error.contains("clippy-wasm"));
    }
}

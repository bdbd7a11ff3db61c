//! `cargo xtask test`: every check and every test, as CI runs them.

use std::{
    cell::{OnceCell, RefCell},
    env, fs,
    process::Command,
};

use anyhow::{Context, Result};

use crate::{
    args::Choice,
    check::{self, Step, chosen, has_nextest},
    console::{self, Steps},
    postgres::{self, Cluster},
    process::{output, run},
    tools::Toolbox,
    web::{self, Profile},
};

/// The steps after those of the check. `generated` is left out: all tests run anyway.
const STEPS: &[Step<Bench>] = &[
    ("tests", tests),
    ("wasm-equal", wasm_equal),
    ("web", web),
    ("schema", schema),
    ("e2e", journeys),
];

/// What the steps share: the tools, and one database server that starts when first needed.
struct Bench {
    toolbox: Toolbox,
    cluster: OnceCell<Cluster>,
    early: RefCell<Option<web::Early>>,
}

/// `cargo xtask test`.
pub(crate) fn test(toolbox: Toolbox, choice: &Choice) -> Result<()> {
    let (checks, tests) = split(choice)?;
    let bench = Bench { toolbox, cluster: OnceCell::new(), early: RefCell::default() };
    let mut steps = Steps::new(choice.keep_going);
    if choice.only.is_empty() {
        steps.step("tools", || prepare(&bench.toolbox))?;
        bench.early.replace(Some(web::Early::begin(&bench.toolbox)?));
    }
    for (name, work) in checks {
        steps.step(name, || work(&bench.toolbox))?;
    }
    for (name, work) in tests {
        steps.step(name, || work(&bench))?;
    }
    steps.finish()
}

type Chosen = (Vec<Step<Toolbox>>, Vec<Step<Bench>>);

/// Which steps of the check and which tests; `check` stands for all of the former.
fn split(choice: &Choice) -> Result<Chosen> {
    let everything = choice.only.is_empty();
    let is_check = |name: &str| check::STEPS.iter().any(|(step, _)| *step == name);
    let mut of_check = Choice::default();
    let mut of_test = Choice::default();
    for name in &choice.only {
        match name.as_str() {
            "check" => {
                of_check.only.extend(check::STEPS.iter().map(|(step, _)| (*step).to_owned()))
            }
            name if is_check(name) => of_check.only.push(name.to_owned()),
            name => of_test.only.push(name.to_owned()),
        }
    }
    let mut checks = Vec::new();
    if everything || !of_check.only.is_empty() {
        checks = chosen(check::STEPS, &of_check)?;
        checks.retain(|(name, _)| !everything || *name != "generated");
    }
    let mut tests = Vec::new();
    if everything || !of_test.only.is_empty() {
        tests = chosen(STEPS, &of_test)?;
    }
    Ok((checks, tests))
}

/// Installs whatever is missing before anything is compiled, so that it shows at once.
fn prepare(toolbox: &Toolbox) -> Result<String> {
    toolbox.for_checks()?;
    toolbox.for_the_web()?;
    toolbox.for_scripts()?;
    toolbox.chromium()?;
    toolbox.postgres()?;
    Ok(String::new())
}

impl Bench {
    /// A command that knows where the test database, Chromium and Node are.
    fn command(&self, program: &str) -> Result<Command> {
        let mut command = self.toolbox.command(program)?;
        if env::var_os(postgres::VARIABLE).is_none() {
            command.env(postgres::VARIABLE, self.database()?);
        }
        command.env("CARNET_CHROMIUM", self.toolbox.chromium()?);
        Ok(command)
    }

    fn database(&self) -> Result<&str> {
        if self.cluster.get().is_none() {
            console::say("starting PostgreSQL in a temporary folder");
            let started = Cluster::start(&self.toolbox.postgres()?)?;
            self.cluster.set(started).ok();
        }
        self.cluster.get().map(Cluster::url).context("PostgreSQL was not started")
    }
}

/// All of Rust's tests, the front end's natively among them, on both databases.
fn tests(bench: &Bench) -> Result<String> {
    bench.toolbox.for_scripts()?;
    if has_nextest(&bench.toolbox)? {
        run(bench.command("cargo")?.args(["nextest", "run", "--locked", "--workspace"]))?;
        run(bench.command("cargo")?.args(["test", "--locked", "--quiet", "--workspace", "--doc"]))?;
        return Ok("by nextest".to_owned());
    }
    run(bench.command("cargo")?.args(["test", "--locked", "--quiet", "--workspace"]))?;
    Ok("by cargo test: cargo-nextest is not there".to_owned())
}

/// The engine as Wasm answers in Node like the native one, CDC's published cases among it where
/// `CDSI_DATA` says where they are.
fn wasm_equal(bench: &Bench) -> Result<String> {
    let target = bench.toolbox.for_the_web()?;
    let mut build = bench.toolbox.command("cargo")?;
    build.args(["build", "--locked", "-p", "engine-wasm", "--features", "cdsi"]);
    build.args(["--profile", "wasm-release"]);
    build.args(["--target", "wasm32-unknown-unknown"]);
    target.apply(&mut build);
    run(&mut build)?;
    let built = target_folder(&bench.toolbox)?.join("wasm32-unknown-unknown/wasm-release");
    let module = built.join("engine-node");
    let mut bind = bench.toolbox.command("wasm-bindgen")?;
    bind.args(["--target", "nodejs", "--no-typescript", "--out-dir"]).arg(&module);
    run(bind.arg(built.join("engine_wasm.wasm")))?;
    let mut cargo = bench.toolbox.command("cargo")?;
    cargo.env("CARNET_ENGINE_WASM", module.join("engine_wasm.js"));
    cargo.args(["test", "--locked", "-p", "engine", "--features", "cdsi", "--test", "wasm"]);
    run(cargo.args(["--", "--nocapture"]))?;
    Ok(if env::var_os("CDSI_DATA").is_some() {
        "CDC's published cases among it".to_owned()
    } else {
        "CDSI_DATA is not set: CDC's published cases were NOT compared".to_owned()
    })
}

fn web(bench: &Bench) -> Result<String> {
    if let Some(early) = bench.early.take() {
        early.finish()?;
    }
    web::build(&bench.toolbox, Profile::Release)?;
    web::weigh(&bench.toolbox)
}

/// The schema by the rules of `docs/api.md`, and against the last release.
fn schema(bench: &Bench) -> Result<String> {
    let repo = bench.toolbox.repo();
    if !repo.join("schema.graphql").exists() {
        return Ok("there is no schema.graphql yet".to_owned());
    }
    bench.toolbox.for_scripts()?;
    let bin = repo.join("e2e/node_modules/.bin");
    let mut lint = bench.toolbox.command("node")?;
    lint.arg(bin.join("graphql-schema-linter")).args(["-c", "e2e", "-f", "compact"]);
    run(lint.arg("schema.graphql"))?;
    let mut tag = bench.toolbox.command("git")?;
    let last = output(tag.args(["describe", "--tags", "--abbrev=0", "--match", "v[0-9]*"]));
    let Ok(last) = last else { return Ok("linted; no release yet to compare with".to_owned()) };
    let mut show = bench.toolbox.command("git")?;
    let released = output(show.args(["show", &format!("{last}:schema.graphql")]))?;
    let file = repo.join("target/released.graphql");
    fs::write(&file, released)?;
    let mut diff = bench.toolbox.command("node")?;
    run(diff.arg(bin.join("graphql-inspector")).arg("diff").arg(file).arg("schema.graphql"))?;
    Ok(format!("linted; nothing broken since {last}"))
}

/// The browser journeys, against the demo that they start themselves.
fn journeys(bench: &Bench) -> Result<String> {
    let repo = bench.toolbox.repo();
    if !repo.join("e2e/playwright.config.ts").exists() {
        return Ok("there are no journeys yet".to_owned());
    }
    bench.toolbox.for_scripts()?;
    web::build(&bench.toolbox, Profile::Release)?;
    let mut cargo = bench.toolbox.command("cargo")?;
    run(cargo.args(["build", "--locked", "-p", "backend", "--bin", "carnet"]))?;
    let mut playwright = bench.command("node")?;
    playwright
        .arg("node_modules/@playwright/test/cli.js")
        .arg("test")
        .current_dir(repo.join("e2e"))
        .env("CARNET_BIN", target_folder(&bench.toolbox)?.join("debug/carnet"))
        .env("CARNET_WEB_DIR", web::folder(&bench.toolbox));
    run(&mut playwright)?;
    Ok(String::new())
}

/// Where Cargo builds, which the reader may have moved.
fn target_folder(toolbox: &Toolbox) -> Result<std::path::PathBuf> {
    let mut cargo = toolbox.command("cargo")?;
    let text = output(cargo.args(["metadata", "--no-deps", "--format-version", "1"]))?;
    let metadata: serde_json::Value = serde_json::from_str(&text)?;
    let folder = metadata["target_directory"].as_str().context("Cargo names no target folder")?;
    Ok(folder.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(line: &str) -> Result<(Vec<&'static str>, Vec<&'static str>)> {
        let only = line.split_whitespace().map(str::to_owned).collect();
        let (checks, tests) = split(&Choice { only, keep_going: false })?;
        Ok((
            checks.iter().map(|(name, _)| *name).collect(),
            tests.iter().map(|(name, _)| *name).collect(),
        ))
    }

    #[test]
    fn everything_is_every_check_and_every_test_but_nothing_twice() {
        let (checks, tests) = names("").unwrap();
        assert_eq!(checks, ["format", "tidy", "clippy", "clippy-wasm"]);
        assert_eq!(tests, ["tests", "wasm-equal", "web", "schema", "e2e"]);
    }

    #[test]
    fn one_step_is_one_step() {
        assert_eq!(names("web").unwrap(), (vec![], vec!["web"]));
        assert_eq!(names("tidy").unwrap(), (vec!["tidy"], vec![]));
    }

    #[test]
    fn check_stands_for_all_its_steps() {
        assert_eq!(names("check").unwrap().0.len(), check::STEPS.len());
    }

    #[test]
    fn an_unknown_step_is_refused() {
        assert!(names("fly").is_err());
        assert!(names("tidy fly").is_err());
    }
}

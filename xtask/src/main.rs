//! The project's own commands: `cargo xtask run | test | check | …`.
//!
//! It must work on a fresh Debian that has Rust and nothing else of ours, so it depends on
//! next to nothing, installs what is missing itself, and says what it does and why.

mod args;
mod check;
mod console;
mod files;
mod fingerprint;
mod postgres;
mod process;
mod run;
mod test;
mod tidy;
mod tools;
mod web;

use std::process::ExitCode;

use anyhow::Result;

use args::Task;
use tools::Toolbox;

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    match args::parse(&words).and_then(perform) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            console::failure(&error);
            ExitCode::FAILURE
        }
    }
}

fn perform(task: Task) -> Result<()> {
    let toolbox = Toolbox::find()?;
    match task {
        Task::Help => {
            console::plain(args::HELP);
            Ok(())
        }
        Task::Run { arguments } => run::run(&toolbox, &arguments),
        Task::Test(choice) => test::test(toolbox, &choice),
        Task::Check(choice) => check::check(&toolbox, &choice),
        Task::Tidy => tidy::report(toolbox.repo()),
        Task::Web { profile, record } => web::command(&toolbox, profile, record),
        Task::Tools => tools::report(&toolbox),
    }
}

//! `docs/configuration.md` names every flag and variable of the program, as it is.

use std::fmt::Write as _;

use backend::cli::Cli;
use clap::{Arg, Command, CommandFactory};

/// The line of a flag in the table; `None` for what has no variable.
fn line(argument: &Arg) -> Option<String> {
    let variable = argument.get_env()?.to_str()?;
    let flag = argument.get_long().map_or_else(String::new, |long| format!("`--{long}`"));
    let default =
        argument.get_default_values().iter().filter_map(|v| v.to_str()).collect::<String>();
    let default = if default.is_empty() { String::new() } else { format!("`{default}`") };
    let help = argument.get_help().map(ToString::to_string).unwrap_or_default();
    Some(format!("| `{variable}` | {flag} | {default} | {} |\n", help.replace('|', "\\|")))
}

fn table(command: &Command) -> String {
    let mut text = String::from("| variable | flag | default | what |\n|---|---|---|---|\n");
    let own = command.find_subcommand("serve").expect("the command `serve`");
    text.extend(own.get_arguments().chain(command.get_arguments()).filter_map(line));
    text
}

#[test]
fn configuration_md_is_up_to_date() {
    let command = Cli::command();
    let mut text = String::from(
        "# Configuration\n\n\
         Generated from the program: `UPDATE_EXPECT=1 cargo test -p backend --test operations`.\n\n\
         Each setting is a flag or a variable; a flag goes before a variable. They are checked at the\n\
         start, and `carnet doctor` explains what is wrong.\n\n",
    );
    text.push_str(&table(&command));
    text.push_str("\n## Commands\n\n| command | what |\n|---|---|\n");
    for sub in command.get_subcommands() {
        let about = sub.get_about().map(ToString::to_string).unwrap_or_default();
        writeln!(text, "| `carnet {}` | {about} |", sub.get_name()).expect("text takes everything");
    }
    expect_test::expect_file!["../../docs/configuration.md"].assert_eq(&text);
}

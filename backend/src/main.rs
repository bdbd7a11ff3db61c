//! The program `carnet`: arguments, logs, the command.

use std::process::ExitCode;

use backend::cli::Cli;
use clap::Parser;

#[tokio::main]
async fn main() -> ExitCode {
    let cli = Cli::parse();
    let done = match cli.start_logging() {
        Ok(()) => cli.run().await,
        Err(error) => Err(error),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            use std::io::Write;
            writeln!(std::io::stderr(), "carnet: {error:#}").ok();
            ExitCode::FAILURE
        }
    }
}

//! The program `carnet`: arguments, logs, the command.

use std::process::ExitCode;

use backend::cli::Cli;
use clap::Parser;

#[tokio::main]
async fn main() -> ExitCode {
    let cli = Cli::parse();
    tracing_subscriber::fmt().with_writer(std::io::stderr).init();
    match cli.run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            use std::io::Write;
            writeln!(std::io::stderr(), "carnet: {error:#}").ok();
            ExitCode::FAILURE
        }
    }
}

//! Runs CDC's published cases: `engine-cdsi --data DIR --cases FILE.jsonl [--explain ID]`.

use std::{io::Write, path::PathBuf, process::ExitCode};

fn main() -> ExitCode {
    match report() {
        Ok(text) => {
            let written = writeln!(std::io::stdout(), "{text}");
            if written.is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
        }
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

fn report() -> Result<String, String> {
    const USAGE: &str = "usage: engine-cdsi --data DIR --cases FILE.jsonl [--explain ID]";
    let (mut data, mut cases, mut explain) = (None, None, None);
    let mut args = std::env::args().skip(1);
    while let Some(arg) = args.next() {
        let value = args.next().ok_or(USAGE)?;
        match arg.as_str() {
            "--data" => data = Some(PathBuf::from(value)),
            "--cases" => cases = Some(PathBuf::from(value)),
            "--explain" => explain = Some(value),
            _ => return Err(USAGE.to_owned()),
        }
    }
    let (Some(data), Some(cases)) = (data, cases) else { return Err(USAGE.to_owned()) };
    engine::cdsi_cases::run(&data, &cases, explain.as_deref()).map(|report| report.to_string())
}

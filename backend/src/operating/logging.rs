//! Logs: one line an event, to standard error, as text or JSON.
//!
//! What must not be in them: names, numbers, birth dates, tokens, health data. Ids may.

use std::io::IsTerminal;

use clap::{Args, ValueEnum};
use tracing_subscriber::{EnvFilter, layer::SubscriberExt, util::SubscriberInitExt};

/// How it logs.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Logs")]
pub struct LogConfig {
    /// What is logged: `error`, `warn`, `info`, `debug`, or directives such as `warn,backend=debug`.
    #[arg(
        long,
        env = "CARNET_LOG",
        default_value = "info,sea_orm_migration=warn,sqlx=warn",
        global = true
    )]
    pub log: String,
    /// Text for people, JSON for machines.
    #[arg(long, env = "CARNET_LOG_FORMAT", default_value = "text", global = true)]
    pub log_format: LogFormat,
}

/// The form of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum LogFormat {
    /// For people.
    Text,
    /// For machines.
    Json,
}

/// Starts logging. Call it once.
///
/// # Errors
/// If `CARNET_LOG` says nothing that can be understood.
pub fn start(config: &LogConfig) -> anyhow::Result<()> {
    let filter = EnvFilter::try_new(&config.log).map_err(|_| {
        anyhow::anyhow!("CARNET_LOG: write `info`, or directives such as `warn,backend=debug`")
    })?;
    let registry = tracing_subscriber::registry().with(filter);
    let has_colours = std::io::stderr().is_terminal();
    let layer =
        tracing_subscriber::fmt::layer().with_writer(std::io::stderr).with_ansi(has_colours);
    match config.log_format {
        LogFormat::Text => registry.with(layer).try_init()?,
        LogFormat::Json => {
            let json = layer.json().flatten_event(true).with_span_list(false);
            registry.with(json).try_init()?;
        }
    }
    Ok(())
}

//! The commands of those who run an installation.

use std::{io::IsTerminal, path::PathBuf, time::Instant};

use clap::{Args, Subcommand};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::{
    backup::backup,
    doctor::{self, Verdict},
    restore::{Existing, restore},
};
use crate::{
    app::App,
    assessments::job,
    authz::Actor,
    clock::Clock,
    config::Config,
    db,
    ids::Ids,
    op::OpCtx,
    synth::{Plan, generate},
};

/// What to do.
#[derive(Debug, Subcommand)]
pub enum OperatingCommand {
    /// Looks at the configuration, the machine and the database, and explains what is wrong.
    Doctor(DoctorArgs),
    /// Copies the SQLite database to a file, while the server runs.
    Backup(BackupArgs),
    /// Puts a backup in the place of the SQLite database.
    Restore(RestoreArgs),
    /// Adds a plausible invented population, for load.
    Synth(SynthArgs),
}

/// What to look at.
#[derive(Debug, Args)]
pub struct DoctorArgs {
    #[command(flatten)]
    config: Config,
    /// Looks at it as at a demo, which needs no OpenID provider.
    #[arg(long)]
    demo: bool,
}

/// Where to.
#[derive(Debug, Args)]
pub struct BackupArgs {
    #[command(flatten)]
    config: Config,
    /// The file to write; it must not be there.
    file: PathBuf,
}

/// From where.
#[derive(Debug, Args)]
pub struct RestoreArgs {
    #[command(flatten)]
    config: Config,
    /// The backup.
    file: PathBuf,
    /// Puts a database that is there aside.
    #[arg(long)]
    force: bool,
}

/// How many, and which.
#[derive(Debug, Args)]
pub struct SynthArgs {
    #[command(flatten)]
    config: Config,
    /// How many people; the doses follow, some five and a half for each.
    #[arg(long, default_value_t = 34_000, value_parser = clap::value_parser!(u64).range(1..=2_000_000))]
    records: u64,
    /// The same seed on the same day gives the same people.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// The day on which the population is seen, as `2026-11-24`; today by default.
    #[arg(long)]
    as_of: Option<shared::Date>,
}

/// What a command has to say.
#[derive(Debug)]
pub struct Said {
    /// For standard output.
    pub words: String,
    /// Why it counts as failed, although all was said.
    pub failure: Option<String>,
}

impl From<String> for Said {
    fn from(words: String) -> Self {
        Self { words, failure: None }
    }
}

impl OperatingCommand {
    /// Does it, and gives what to print.
    ///
    /// # Errors
    /// What went wrong, for the person at the terminal.
    pub async fn run(self) -> anyhow::Result<Said> {
        match self {
            Self::Doctor(args) => Ok(examine(Config { is_demo: args.demo, ..args.config }).await),
            Self::Backup(args) => {
                let bytes = backup(&args.config, &args.file).await?;
                Ok(format!("{} written, {bytes} bytes, checked", args.file.display()).into())
            }
            Self::Restore(args) => {
                let existing = if args.force { Existing::Replace } else { Existing::Keep };
                let aside = restore(&args.config, &args.file, existing, &Clock::System).await?;
                let aside = aside.map_or_else(String::new, |file| {
                    format!("\nthe earlier database is kept as {}", file.display())
                });
                Ok(format!("{} restored{aside}", args.file.display()).into())
            }
            Self::Synth(args) => Ok(synth(args).await?.into()),
        }
    }
}

async fn examine(config: Config) -> Said {
    let findings = doctor::examine(&config, &Clock::System).await;
    let lines: Vec<String> = findings.iter().map(ToString::to_string).collect();
    let count = findings.iter().filter(|f| f.verdict == Verdict::Fail).count();
    let failure = (count != 0).then(|| format!("to be mended: {count}"));
    Said { words: lines.join("\n"), failure }
}

async fn synth(args: SynthArgs) -> anyhow::Result<String> {
    let db = db::connect(&args.config).await?;
    db::migrate(&db).await?;
    let now = match args.as_of {
        Some(day) => day.naive().and_hms_opt(18, 0, 0).map_or(Clock::System.now(), |m| m.and_utc()),
        None => Clock::System.now(),
    };
    let bar = progress_bar(args.records);
    let start = Instant::now();
    let plan = Plan { records: args.records, seed: args.seed, now };
    let made = generate(&db, plan, |count| bar.set_position(count)).await?;
    let took = start.elapsed().as_secs_f64();
    bar.reset();
    let start = Instant::now();
    let app = App::new(args.config, db, Clock::manual(now), Ids::random());
    let op = OpCtx::new(app.clone(), Actor::System);
    let assessed = job::catch_up(&op, |count| bar.set_position(count)).await?.assessed;
    bar.finish_and_clear();
    let took_assessing = start.elapsed().as_secs_f64();
    app.db.clone().close().await?;
    Ok(format!(
        "{} records, {} doses, {} practices in {took:.1} s (seed {}, as of {}); {assessed} records assessed in {took_assessing:.1} s",
        made.records,
        made.doses,
        made.practices,
        args.seed,
        crate::clock::luxembourg_day(now),
    ))
}

/// A bar on a terminal's standard error; nowhere else.
pub fn progress_bar(length: u64) -> ProgressBar {
    let target = if std::io::stderr().is_terminal() {
        ProgressDrawTarget::stderr()
    } else {
        ProgressDrawTarget::hidden()
    };
    let style = ProgressStyle::with_template("{bar:40} {pos}/{len} records, {eta} left");
    let style = style.unwrap_or_else(|_| ProgressStyle::default_bar());
    ProgressBar::with_draw_target(Some(length), target).with_style(style)
}

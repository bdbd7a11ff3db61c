//! `carnet reminders`: whom a day's run would tell, and why.

use std::fmt::Write;

use anyhow::bail;
use clap::Args;
use shared::Date;

use super::find::dry_run;
use crate::{config::Config, op::OpCtx};

/// Whom to tell on a day.
#[derive(Debug, Args)]
pub struct RemindersArgs {
    /// The configuration.
    #[command(flatten)]
    pub config: Config,
    /// The day; today if not said.
    #[arg(long)]
    on: Option<Date>,
    /// Lists who would be told, and writes nothing. (The service sends by itself.)
    #[arg(long)]
    dry_run: bool,
}

impl RemindersArgs {
    /// The list: ids only, because a terminal keeps what it showed.
    ///
    /// # Errors
    /// If the database does not answer.
    pub async fn run(&self, op: &OpCtx) -> anyhow::Result<String> {
        if !self.dry_run {
            bail!("say --dry-run: `carnet serve` sends reminders by itself");
        }
        let on = self.on.unwrap_or_else(|| op.today());
        let mut told = dry_run(op, on).await?;
        told.sort_by_key(|t| (t.recipient(), t.record_id, t.target.clone()));
        let mut said = String::new();
        let mut recipient = None;
        let mut mails = 0;
        for telling in &told {
            if recipient != Some(telling.recipient()) {
                recipient = Some(telling.recipient());
                mails += 1;
                writeln!(said, "to {} in {}", telling.recipient(), telling.language().code())?;
            }
            let moved = telling.moved_from.map_or_else(String::new, |day| format!(", was {day}"));
            writeln!(
                said,
                "  of {}: {} dose {}, recommended on {}{moved}; to be told from {}",
                telling.record_id,
                telling.target,
                telling.dose_number,
                telling.due_on,
                telling.tell_on
            )?;
        }
        let n = told.len();
        write!(
            said,
            "{on}: {mails} mails with {n} reminders would be queued; nothing was written"
        )?;
        Ok(said)
    }
}

//! `carnet bar-parent` and `carnet lift-bar`.

use clap::Args;
use shared::RecordId;

use super::bar;
use crate::{config::Config, op::OpCtx};

/// Whom, for whom, by which order.
#[derive(Debug, Args)]
pub struct BarArgs {
    /// The configuration.
    #[command(flatten)]
    pub config: Config,
    /// The child's record.
    #[arg(long)]
    child: RecordId,
    /// The parent's record.
    #[arg(long)]
    parent: RecordId,
    /// The court's reference, as it stands on the order.
    #[arg(long)]
    reference: String,
}

impl BarArgs {
    /// Bars the parent.
    ///
    /// # Errors
    /// What is wrong, for the person at the terminal.
    pub async fn bar(&self, op: &OpCtx) -> anyhow::Result<String> {
        bar::bar(op, self.child, self.parent, &self.reference).await?;
        Ok(format!("{} may not act for {} any more", self.parent, self.child))
    }

    /// Lifts the bar.
    ///
    /// # Errors
    /// What is wrong, for the person at the terminal.
    pub async fn lift(&self, op: &OpCtx) -> anyhow::Result<String> {
        bar::lift(op, self.child, self.parent, &self.reference).await?;
        let (parent, child) = (self.parent, self.child);
        Ok(format!("{parent} may be joined to {child} again, by a code of the practice"))
    }
}

//! Keeping the stored assessments true when time passes and when rule sets change.
//!
//! Each batch is one transaction that looks for what is stale when it begins, under a lock:
//! however many nodes run the job, each record is done once; stopped at any point, the next
//! run goes on. A record that was assessed today by the rule set in force is never touched.

use std::{sync::Arc, time::Duration};

use chrono::{DateTime, Utc};
use shared::{RecordId, RecordPart};
use uuid::Uuid;

use super::{
    rule_sets,
    store::{
        keep::reassess,
        stale::{Why, stale},
    },
};
use crate::{app::App, authz::Actor, clock, error::Result, op::OpCtx, operating::metrics};

/// What a run did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Done {
    /// Records that were assessed anew.
    pub assessed: u64,
    /// Those of them whose answer became another.
    pub changed: u64,
}

/// Assesses every record whose stored assessment is missing, has run out, or follows another
/// rule set than the one in force today. `progress` is told how many were done so far.
///
/// # Errors
/// If the database does not answer; what was done stays.
pub async fn catch_up(op: &OpCtx, progress: impl FnMut(u64)) -> Result<Done> {
    assess(op, &Why::ALL, progress).await
}

async fn assess(op: &OpCtx, whys: &[Why], mut progress: impl FnMut(u64)) -> Result<Done> {
    let mut done = Done::default();
    let mut without_end = Vec::new();
    for why in whys {
        let mut after = Uuid::nil();
        loop {
            let (ids, changed) = batch(op, *why, after).await?;
            let Some(last) = ids.last() else { break };
            if after == last.0 {
                // What comes after is none the less looked for.
                without_end.push(*why);
                break;
            }
            after = last.0;
            done.assessed += ids.len() as u64;
            done.changed += changed;
            progress(done.assessed);
        }
    }
    metrics::assessed(done.assessed, done.changed);
    if without_end.is_empty() {
        Ok(done)
    } else {
        Err(anyhow::anyhow!("what was assessed anew does not hold: {without_end:?}").into())
    }
}

/// One batch: the next records that were stale, and how many answers changed.
async fn batch(op: &OpCtx, why: Why, after: Uuid) -> Result<(Vec<RecordId>, u64)> {
    op.transaction(async |tx| {
        tx.lock("assessments").await?;
        let rules = rule_sets::in_force(tx.db(), op.today()).await?;
        let ids = stale(tx.db(), why, after, op.today(), &rules.name).await?;
        let changed = reassess(op, tx.db(), rules, &ids).await?;
        for id in &changed {
            tx.changed(*id, &[RecordPart::Assessment]);
        }
        Ok((ids, changed.len() as u64))
    })
    .await
}

/// Runs the job at the start and after each midnight in Luxembourg, for as long as the
/// service runs; tries again after a minute when the database does not answer. In between
/// it looks each half minute whether another process has published a rule set.
pub async fn run(app: Arc<App>) {
    let mut looked_at_all_on = None;
    loop {
        let op = OpCtx::new(app.clone(), Actor::System);
        let today = op.today();
        let whys = if looked_at_all_on == Some(today) { &Why::OFTEN[..] } else { &Why::ALL[..] };
        let pause = match assess(&op, whys, |_| {}).await {
            Ok(done) => {
                looked_at_all_on = Some(today);
                if done != Done::default() {
                    tracing::info!(done.assessed, done.changed, "assessed what had run out");
                }
                until_midnight(app.clock.now()).min(Duration::from_secs(30))
            }
            Err(error) => {
                tracing::error!(
                    error = error.with_causes(),
                    "cannot assess what has run out; trying again"
                );
                Duration::from_secs(60)
            }
        };
        tokio::time::sleep(pause).await;
    }
}

/// How long it is until the next day begins in Luxembourg, and a second.
fn until_midnight(now: DateTime<Utc>) -> Duration {
    let tomorrow = clock::luxembourg_day(now).plus_days(1);
    let left = clock::midnight(tomorrow).map(|at| at - now);
    let left = left.and_then(|left| left.to_std().ok()).unwrap_or(Duration::from_secs(3_600));
    left + Duration::from_secs(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_changes_at_midnight_in_luxembourg() {
        let left = |now: &str| until_midnight(now.parse().expect("a moment")).as_secs();
        assert_eq!(left("2026-11-24T22:59:50Z"), 11);
        assert_eq!(left("2026-07-01T21:59:50Z"), 11);
        assert_eq!(left("2026-11-24T23:00:00Z"), 24 * 3_600 + 1);
    }
}

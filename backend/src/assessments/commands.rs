//! `carnet recommendations list | publish | diff`: which rule set is in force, and what
//! another would change.

use std::{
    collections::{BTreeMap, HashMap},
    fmt::Write as _,
};

use clap::{Args, Subcommand};
use engine::{Assessor, assessment::Status, rules::RuleSet};
use indicatif::ProgressBar;
use shared::{Date, RecordId};

use super::{
    content::word,
    job, person, rule_sets,
    store::{given, keep, publications, records},
};
use crate::{config::Config, error::Result, facts, op::OpCtx};

/// The rule sets of an installation.
#[derive(Debug, Args)]
pub struct RecommendationsArgs {
    /// Which database.
    #[command(flatten)]
    pub config: Config,
    #[command(subcommand)]
    command: RecommendationsCommand,
}

/// What to do with them.
#[derive(Debug, Subcommand)]
enum RecommendationsCommand {
    /// Lists the rule sets and says which is in force.
    List,
    /// Puts a rule set in force and assesses every record by it; stopped, it goes on when
    /// run again.
    Publish {
        /// The rule set, such as `lu-2026`.
        rules: String,
        /// The first day on which it is in force; today by default. On a later day the
        /// service's job switches by itself.
        #[arg(long)]
        from: Option<Date>,
    },
    /// Derives every assessment anew and compares it with what is stored.
    Check,
    /// Counts what would change for the records if NEW were in force instead of OLD.
    Diff {
        /// The rule set to compare with, such as `lu-2024`.
        old: String,
        /// The rule set, such as `lu-2026`.
        new: String,
    },
}

impl RecommendationsArgs {
    /// Does it and gives what is to be printed. `bar` is told how many records are done.
    ///
    /// # Errors
    /// An unknown rule set; or if the database does not answer.
    pub async fn run(self, op: &OpCtx, bar: &ProgressBar) -> Result<String> {
        match self.command {
            RecommendationsCommand::List => list(op).await,
            RecommendationsCommand::Publish { rules, from } => publish(op, &rules, from, bar).await,
            RecommendationsCommand::Check => check(op, bar).await,
            RecommendationsCommand::Diff { old, new } => diff(op, &old, &new, bar).await,
        }
    }
}

async fn list(op: &OpCtx) -> Result<String> {
    let in_force = rule_sets::in_force(op.db(), op.today()).await?;
    let published = publications::all(op).await?;
    let mut said = String::new();
    for name in rule_sets::names() {
        let mark = if name == in_force.name { "in force today" } else { "" };
        let from = Date::from_days_since_epoch(rule_sets::named(&name)?.valid_from);
        writeln!(said, "{name}  recommended from {from}  {mark}").ok();
    }
    for row in published {
        let at = row.published_at.format("%Y-%m-%d %H:%M UTC");
        writeln!(said, "published {at}: {} in force from {}", row.rules, row.in_force_on).ok();
    }
    Ok(said.trim_end().to_owned())
}

/// Notes that a rule set is in force from a day, and assesses everyone if that day has come.
///
/// # Errors
/// `BadInput` for an unknown rule set.
pub async fn publish(
    op: &OpCtx,
    rules: &str,
    from: Option<Date>,
    bar: &ProgressBar,
) -> Result<String> {
    let rules = rule_sets::named(rules)?;
    let from = from.unwrap_or(op.today());
    let before = rule_sets::in_force(op.db(), from).await?;
    if before.name != rules.name || op.today() < from {
        publications::publish(op, &rules.name, from).await?;
    }
    if op.today() < from {
        return Ok(format!("{} is in force from {from}; the service switches then", rules.name));
    }
    bar.set_length(records::count(op).await?);
    let done = job::catch_up(op, |count| bar.set_position(count)).await?;
    bar.finish_and_clear();
    Ok(format!(
        "{} is in force from {from}: {} records assessed, {} answers changed",
        rules.name, done.assessed, done.changed
    ))
}

async fn check(op: &OpCtx, bar: &ProgressBar) -> Result<String> {
    bar.set_length(records::count(op).await?);
    let found = out_of_step(op, |count| bar.set_position(count)).await?;
    bar.finish_and_clear();
    Ok(match found.as_slice() {
        [] => "every stored assessment is the derived one".to_owned(),
        ids => format!(
            "{} stored assessments are not the derived ones; the job mends those that have run out:\n{}",
            ids.len(),
            ids.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
        ),
    })
}

/// The records whose stored assessment is not what is derived from them today.
///
/// # Errors
/// If the database does not answer.
pub async fn out_of_step(op: &OpCtx, mut progress: impl FnMut(u64)) -> Result<Vec<RecordId>> {
    let (mut found, mut seen) = (Vec::new(), 0);
    let mut after: Option<RecordId> = None;
    while let Some(rows) = records::next(op, after).await? {
        after = rows.last().map(|row| row.id);
        let ids: Vec<RecordId> = rows.iter().map(|row| row.id).collect();
        found.extend(keep::out_of_step(op, &ids).await?);
        seen += rows.len() as u64;
        progress(seen);
    }
    Ok(found)
}

/// How many records change from one status to another, by target.
type Changes = BTreeMap<(String, Status, Status), u64>;

async fn diff(op: &OpCtx, old: &str, new: &str, bar: &ProgressBar) -> Result<String> {
    let (old, new) = (rule_sets::named(old)?, rule_sets::named(new)?);
    bar.set_length(records::count(op).await?);
    let mut changes = Changes::new();
    let (mut seen, mut different) = (0_u64, 0_u64);
    let mut after: Option<RecordId> = None;
    while let Some(rows) = records::next(op, after).await? {
        after = rows.last().map(|row| row.id);
        let ids: Vec<RecordId> = rows.iter().map(|row| row.id).collect();
        let mut doses: HashMap<RecordId, Vec<given::Given>> = HashMap::new();
        for dose in given::given_to(op.db(), &ids).await? {
            doses.entry(dose.record_id).or_default().push(dose);
        }
        let facts = facts::store::current(op.db(), &ids).await?;
        for row in &rows {
            let facts = facts.get(&row.id).map_or(&[][..], Vec::as_slice);
            let doses = doses.remove(&row.id).unwrap_or_default();
            let Some((person, _)) = person::of_record(row, doses, facts) else { continue };
            different += u64::from(compare(old, new, &person, op.today(), &mut changes));
        }
        seen += rows.len() as u64;
        bar.set_position(seen);
    }
    bar.finish_and_clear();
    Ok(words(old, new, seen, different, &changes))
}

/// Whether a person's statuses differ, each counted.
fn compare(
    old: &RuleSet,
    new: &RuleSet,
    person: &engine::person::Person,
    today: Date,
    changes: &mut Changes,
) -> bool {
    let mut assessor = Assessor::new();
    let before = assessor.assess(old, person, today);
    let after = assessor.assess(new, person, today);
    let mut is_different = false;
    let status_of = |targets: &[engine::assessment::TargetAssessment], code: &str| {
        targets.iter().find(|t| &*t.code == code).map_or(Status::NotRecommended, |t| t.status)
    };
    let mut names: BTreeMap<&str, &str> = BTreeMap::new();
    names.extend(before.targets.iter().chain(&after.targets).map(|t| (&*t.code, &*t.target)));
    for (code, name) in names {
        let (from, to) = (status_of(&before.targets, code), status_of(&after.targets, code));
        if from != to {
            is_different = true;
            *changes.entry((name.to_owned(), from, to)).or_default() += 1;
        }
    }
    is_different
}

fn words(old: &RuleSet, new: &RuleSet, seen: u64, different: u64, changes: &Changes) -> String {
    let mut said =
        format!("{} instead of {}: {different} of {seen} records change\n", new.name, old.name);
    let mut rows: Vec<_> = changes.iter().collect();
    rows.sort_by_key(|(key, count)| (std::cmp::Reverse(**count), (*key).clone()));
    for ((target, from, to), count) in rows {
        writeln!(said, "{count:>8}  {target}: {} → {}", word(*from), word(*to)).ok();
    }
    said.trim_end().to_owned()
}

//! Looking at what a mail was derived from again, at the moment it is sent.

use std::collections::HashMap;

use engine::assessment::Status;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use shared::{EntryId, RecordId};

use super::{
    super::{Lead, due_on, entity::reminder, is_near},
    WAITING, cancel_one,
    family::Families,
    of_mails, preference,
};
use crate::{
    assessments::{
        content::{Answer, Target},
        keep,
    },
    db::Tx,
    error::Result,
    mail::{Kind, entity::message},
    op::OpCtx,
    records::record,
};

const HALF_A_YEAR: i32 = 182;

/// What still holds of a mail.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Held {
    /// How long before it comes.
    pub(crate) lead: Lead,
    /// Whether it tells that a date moved.
    pub(crate) has_moved: bool,
}

/// Cancels each reminder of these mails that does not hold any more, with its reason; gives
/// those mails in which something is left to say.
pub(crate) async fn recheck(
    op: &OpCtx,
    tx: &mut Tx,
    mails: &[message::Model],
) -> Result<HashMap<EntryId, Held>> {
    let ids: Vec<EntryId> =
        mails.iter().filter(|m| m.kind == Kind::Reminder.code()).map(|m| m.id).collect();
    let mut held = HashMap::new();
    if ids.is_empty() {
        return Ok(held);
    }
    let mut reminders = of_mails(tx.db(), &ids).await?;
    reminders.retain(|row| row.state == WAITING);
    let mut about: Vec<RecordId> = reminders.iter().map(|row| row.record_id).collect();
    about.sort_unstable();
    about.dedup();
    let records = record::Entity::find().filter(record::Column::Id.is_in(about.iter().copied()));
    let records = records.all(tx.db()).await?;
    let families = Families::of(tx.db(), &records, op.today()).await?;
    let answers = keep::stored(tx.db(), &about).await?;
    let recipients: Vec<RecordId> = reminders.iter().map(|row| row.recipient_id).collect();
    let wants: HashMap<_, _> = preference::of(tx.db(), &recipients).await?.into_iter().collect();
    for row in &reminders {
        let record = records.iter().find(|r| r.id == row.record_id);
        let answer: Option<Answer> = answers
            .get(&row.record_id)
            .and_then(|stored| serde_json::from_str(&stored.content).ok());
        let gone = record
            .filter(|r| r.merged_into.is_none())
            .map_or(Some("no_record"), |r| families.why_not(r, row.recipient_id, op.today()))
            .or_else(|| ended(row, answer.as_ref()));
        match gone {
            Some(reason) => cancel_one(op, tx, row, reason).await?,
            None => {
                let lead = wants.get(&row.recipient_id).map_or(Lead::OneMonth, |w| w.lead);
                let here = held.entry(row.mail_id).or_insert(Held { lead, has_moved: false });
                here.has_moved |= row.moved_from.is_some();
            }
        }
    }
    Ok(held)
}

/// Why a reminder does not hold any more by what the recommendations say now.
fn ended(row: &reminder::Model, answer: Option<&Answer>) -> Option<&'static str> {
    let Some(target) = answer.and_then(|a| a.targets.iter().find(|t| t.code == row.target)) else {
        return Some("not_assessed");
    };
    let dose_number = target.dose_number.map_or(0, i32::from);
    match due_on(target) {
        None => Some(why_ended(target)),
        // The dose was given: now another one is to come, and is told of by itself.
        Some(_) if dose_number != row.dose_number => Some("given"),
        // What comes each season has no number; a year on means that this one's was given.
        Some(due) if HALF_A_YEAR < due.days_since(row.due_on) && dose_number == 0 => Some("given"),
        Some(due) if !is_near(due, row.due_on) => Some("moved"),
        Some(_) => None,
    }
}

fn why_ended(target: &Target) -> &'static str {
    match target.status {
        Status::Complete | Status::Immune => "given",
        Status::Contraindicated => "contraindicated",
        Status::Refused => "refused",
        Status::AgedOut => "aged_out",
        Status::Unknown => "unknown",
        _ => "not_recommended",
    }
}

//! What was written to a person, as the form has it.

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use shared::{Locale, RecordId};

use super::{
    super::form::{Address, Mail, Reminder, ReminderSettings},
    word,
};
use crate::{
    error::Result,
    mail::entity::{address, message},
    reminders::entity::{preference, reminder},
};

/// E-mail addresses.
pub(super) async fn addresses(db: &impl ConnectionTrait, ids: &[RecordId]) -> Result<Vec<Address>> {
    let rows = address::Entity::find()
        .filter(address::Column::RecordId.is_in(ids.iter().copied()))
        .order_by_asc(address::Column::Id)
        .all(db)
        .await?;
    let addresses = rows.into_iter().map(|row| Address {
        record_id: row.record_id,
        id: row.id,
        email: row.email,
        status: row.status,
        created_at: row.created_at,
        confirmed_at: row.confirmed_at,
        ended_at: row.ended_at,
    });
    Ok(addresses.collect())
}

/// Mails.
pub(super) async fn mails(db: &impl ConnectionTrait, ids: &[RecordId]) -> Result<Vec<Mail>> {
    let rows = message::Entity::find()
        .filter(message::Column::RecordId.is_in(ids.iter().copied()))
        .order_by_asc(message::Column::Id)
        .all(db)
        .await?;
    let mails = rows.into_iter().map(|row| {
        Ok(Mail {
            record_id: row.record_id,
            id: row.id,
            kind: row.kind,
            day: row.day,
            address_id: row.address_id,
            language: word("language", &row.language, Locale::from_code)?,
            state: row.state,
            attempts: row.attempts,
            created_at: row.created_at,
            ended_at: row.ended_at,
            reason: row.reason,
        })
    });
    mails.collect()
}

/// What was wanted of reminders.
pub(super) async fn settings(
    db: &impl ConnectionTrait,
    ids: &[RecordId],
) -> Result<Vec<ReminderSettings>> {
    let rows = preference::Entity::find()
        .filter(preference::Column::RecordId.is_in(ids.iter().copied()))
        .order_by_asc(preference::Column::RecordId)
        .all(db)
        .await?;
    let settings = rows.into_iter().map(|row| ReminderSettings {
        record_id: row.record_id,
        version: row.version,
        is_on: row.is_on,
        lead: row.lead,
        copies_other_parent: row.copies_other_parent,
        updated_at: row.updated_at,
    });
    Ok(settings.collect())
}

/// Reminders of the person's vaccinations.
pub(super) async fn reminders(
    db: &impl ConnectionTrait,
    ids: &[RecordId],
) -> Result<Vec<Reminder>> {
    let rows = reminder::Entity::find()
        .filter(reminder::Column::RecordId.is_in(ids.iter().copied()))
        .order_by_asc(reminder::Column::Id)
        .all(db)
        .await?;
    let reminders = rows.into_iter().map(|row| Reminder {
        record_id: row.record_id,
        id: row.id,
        recipient_id: row.recipient_id,
        target: row.target,
        dose_number: row.dose_number,
        due_on: row.due_on,
        tell_on: row.tell_on,
        moved_from: row.moved_from,
        rules: row.rules,
        assessment_version: row.assessment_version,
        mail_id: row.mail_id,
        state: row.state,
        reason: row.reason,
        created_at: row.created_at,
        ended_at: row.ended_at,
    });
    Ok(reminders.collect())
}

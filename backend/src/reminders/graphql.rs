//! Reminders in the schema: what a recipient wants, what was written to them, and why.

use async_graphql::{Context, Enum, InputObject, Object, Result, SimpleObject};
use catalogue::TargetCode;
use chrono::{DateTime, Utc};
use shared::{Date, EntryId, RecordId};

use super::{
    again::{ConfirmAgain, confirm_again},
    entity::reminder,
    preference::{self, ChangeReminders, change_reminders},
};
use crate::{
    authz::Action,
    catalogue_api::{catalogue, graphql::Target},
    error::{AppError, Code, UserError},
    graphql::{
        ContextExt,
        loader::{RecordOf, RemindersOf},
        outcome,
        page::MessageConnection,
        to_graphql,
    },
    mail::{self, address::AddressStatus, entity::message},
    op::OpCtx,
    records::{self, graphql::Record},
};

/// How far the e-mail address of a record is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum AddressState {
    /// There is none.
    Missing,
    /// A link was sent and not followed yet.
    Waiting,
    /// Its reader confirmed it: reminders go there.
    Confirmed,
    /// A mail server says that nobody is there.
    Failed,
}

/// How long before the recommended day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "super::Lead")]
pub enum Lead {
    /// One calendar month.
    OneMonth,
    /// Two weeks.
    TwoWeeks,
    /// One week.
    OneWeek,
}

/// What a recipient wants.
#[derive(Debug, Clone, SimpleObject)]
pub struct ReminderSettings {
    /// Counts the changes, from 0. A change names the version it was made from.
    version: i32,
    /// Whether reminders are sent.
    is_on: bool,
    /// How long before the recommended day.
    lead: Lead,
    /// Whether the other parent of one's children is told too.
    copies_other_parent: bool,
    /// How far the address is; reminders go to a confirmed one only.
    address: AddressState,
}

/// The settings of a record that the viewer may read.
///
/// # Errors
/// If the database does not answer.
pub(crate) async fn settings(ctx: &Context<'_>, id: RecordId) -> Result<ReminderSettings> {
    let op = ctx.op();
    let said = preference::of_one(op.db(), id).await.map_err(to_graphql)?;
    Ok(ReminderSettings {
        version: said.version,
        is_on: said.is_on,
        lead: said.lead.into(),
        copies_other_parent: said.copies_other_parent,
        address: address_state(op, id).await?,
    })
}

/// How far the address of a record is.
///
/// # Errors
/// If the database does not answer.
pub(crate) async fn address_state(op: &OpCtx, id: RecordId) -> Result<AddressState> {
    let address = mail::address::current(op.db(), id).await.map_err(to_graphql)?;
    let status = address.and_then(|row| AddressStatus::from_code(&row.status));
    Ok(match status {
        Some(AddressStatus::Waiting) => AddressState::Waiting,
        Some(AddressStatus::Confirmed) => AddressState::Confirmed,
        Some(AddressStatus::Failed) => AddressState::Failed,
        Some(AddressStatus::Replaced) | None => AddressState::Missing,
    })
}

/// One page of what was written to a record's address; null for whom it is not.
///
/// # Errors
/// `BAD_INPUT` for a cursor or number that is none.
pub(crate) async fn messages(
    ctx: &Context<'_>,
    record: &records::Record,
    first: u64,
    after: Option<&str>,
) -> Result<Option<MessageConnection>> {
    if !ctx.op().actor.may_any(record.relations, Action::ReadAccessLog) {
        return Ok(None);
    }
    let cursor = after.map(|text| text.parse::<EntryId>()).transpose();
    let cursor = cursor.map_err(|_| {
        to_graphql(AppError::BadInput("`after` is no cursor of this list".to_owned()))
    })?;
    let rows = mail::store::of_record(ctx.op().db(), record.id(), first, cursor).await;
    let rows =
        rows.map(|rows| rows.into_iter().map(|row| (row.id.to_string(), Message(row))).collect());
    MessageConnection::page(first, after.is_some(), rows).map(Some)
}

/// What a message is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "mail::Kind")]
pub enum MessageKind {
    /// Whether the address is right.
    ConfirmAddress,
    /// That a vaccination comes.
    Reminder,
    /// That a record was opened in an emergency.
    Emergency,
}

/// How far a message or a reminder is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum MessageState {
    /// It waits, or is on its way.
    Waiting,
    /// A mail server has taken it.
    Sent,
    /// No server would take it.
    Failed,
    /// What it would have said does not hold any more.
    Cancelled,
}

fn state_of(code: &str) -> MessageState {
    match code {
        "sent" => MessageState::Sent,
        "failed" => MessageState::Failed,
        "cancelled" => MessageState::Cancelled,
        _ => MessageState::Waiting,
    }
}

/// Something that was written to a person.
#[derive(Debug, Clone)]
pub struct Message(pub message::Model);

/// Something that was written to a person.
#[Object]
impl Message {
    /// Its id.
    async fn id(&self) -> EntryId {
        self.0.id
    }

    /// What it is for.
    async fn kind(&self) -> MessageKind {
        mail::Kind::from_code(&self.0.kind).unwrap_or(mail::Kind::Reminder).into()
    }

    /// How far it is.
    async fn state(&self) -> MessageState {
        state_of(&self.0.state)
    }

    /// When it was queued.
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }

    /// When it was sent or given up.
    async fn ended_at(&self) -> Option<DateTime<Utc>> {
        self.0.ended_at
    }

    /// Of what it told, as far as the viewer may still read those records.
    #[graphql(complexity = "5 + 6 * child_complexity")]
    async fn reminders(&self, ctx: &Context<'_>) -> Result<Vec<Reminder>> {
        let rows = ctx.load(RemindersOf(self.0.id)).await?.unwrap_or_default();
        let mut shown = Vec::new();
        for row in rows.iter() {
            if let Some(record) = ctx.load(RecordOf(row.record_id)).await? {
                shown.push(Reminder { row: row.clone(), record });
            }
        }
        Ok(shown)
    }
}

/// That someone was told of one vaccination.
#[derive(Debug, Clone)]
pub struct Reminder {
    row: reminder::Model,
    record: records::Record,
}

/// That someone was told of one vaccination.
#[Object]
impl Reminder {
    /// Its id.
    async fn id(&self) -> EntryId {
        self.row.id
    }

    /// Whose vaccination.
    async fn record(&self) -> Record {
        Record(self.record.clone())
    }

    /// The disease.
    async fn target(&self) -> Option<Target> {
        let code: TargetCode = self.row.target.parse().ok()?;
        catalogue().target(code).map(Target)
    }

    /// The number of the dose; null where doses are not counted.
    async fn dose_number(&self) -> Option<i32> {
        Some(self.row.dose_number).filter(|n| 0 < *n)
    }

    /// The recommended day of which was told.
    async fn due_on(&self) -> Date {
        self.row.due_on
    }

    /// The day that had been told before, if it moved.
    async fn moved_from(&self) -> Option<Date> {
        self.row.moved_from
    }

    /// The rule set by which it was derived.
    async fn rules(&self) -> &str {
        &self.row.rules
    }

    /// How far it is.
    async fn state(&self) -> MessageState {
        state_of(&self.row.state)
    }

    /// Why it was cancelled: `given`, `moved`, `refused`, `contraindicated`, `opted_out`, …
    async fn reason(&self) -> Option<&str> {
        self.row.reason.as_deref()
    }
}

/// What a recipient wants from now on.
#[derive(Debug, InputObject)]
pub struct ChangeRemindersInput {
    /// Made by the caller, 8 to 64 characters; the same key twice acts once and answers the same.
    idempotency_key: String,
    /// The record to whose address reminders go.
    record_id: RecordId,
    /// The version of the settings that was on screen; 0 if nothing was said before.
    version: i32,
    /// Whether reminders are sent.
    is_on: bool,
    /// How long before the recommended day.
    lead: Lead,
    /// Whether the other parent of one's children is told too.
    copies_other_parent: bool,
}

/// Which address is asked again.
#[derive(Debug, InputObject)]
pub struct ConfirmAddressAgainInput {
    /// Made by the caller, 8 to 64 characters; the same key twice acts once and answers the same.
    idempotency_key: String,
    /// The record.
    record_id: RecordId,
}

/// The record with its reminders' settings.
#[derive(Debug, SimpleObject)]
pub struct RemindersPayload {
    /// The record; null if there are errors.
    record: Option<Record>,
    /// What the user can mend; empty if it was done.
    user_errors: Vec<ReminderError>,
}

/// Something in the input that the user can mend.
#[derive(Debug, SimpleObject)]
pub struct ReminderError {
    /// What is wrong.
    code: ReminderErrorCode,
    /// The path in the input.
    field: Vec<String>,
    /// For developers, in English; the client translates the code.
    message: String,
}

/// What is wrong with the input.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum ReminderErrorCode {
    /// Not written as it must be.
    Malformed,
    /// Someone else changed it meanwhile.
    Conflict,
    /// The key was used for something else.
    KeyReused,
    /// There is no address, or it is confirmed already.
    NotApplicable,
}

impl From<UserError> for ReminderError {
    fn from(e: UserError) -> Self {
        let code = match e.code {
            Code::Conflict => ReminderErrorCode::Conflict,
            Code::KeyReused => ReminderErrorCode::KeyReused,
            Code::NotApplicable => ReminderErrorCode::NotApplicable,
            _ => ReminderErrorCode::Malformed,
        };
        Self { code, field: e.field, message: e.message }
    }
}

fn payload(result: crate::error::Result<records::Record>) -> Result<RemindersPayload> {
    let (record, faults) = outcome(result)?;
    Ok(RemindersPayload {
        record: record.map(Record),
        user_errors: faults.into_iter().map(Into::into).collect(),
    })
}

/// The reminders' mutations.
#[derive(Debug, Default)]
pub struct ReminderMutation;

#[Object]
impl ReminderMutation {
    /// Changes whether and when reminders are sent to a record's address.
    async fn change_reminders(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is wanted.")] input: ChangeRemindersInput,
    ) -> Result<RemindersPayload> {
        let input = ChangeReminders {
            idempotency_key: input.idempotency_key,
            record_id: input.record_id,
            version: input.version,
            is_on: input.is_on,
            lead: input.lead.into(),
            copies_other_parent: input.copies_other_parent,
        };
        payload(change_reminders(ctx.op(), input).await)
    }

    /// Sends the link that confirms an address again.
    async fn confirm_address_again(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which.")] input: ConfirmAddressAgainInput,
    ) -> Result<RemindersPayload> {
        let input =
            ConfirmAgain { idempotency_key: input.idempotency_key, record_id: input.record_id };
        payload(confirm_again(ctx.op(), input).await)
    }
}

//! How the reader is reached.

use shared::{Date, RecordId};

use crate::api::{
    AddressState, Lead, Locale, MessageKind, MessageState, Moment, RecordErrorCode,
    ReminderErrorCode, schema,
};

/// The contact of a record.
#[derive(cynic::QueryFragment, Debug, Clone)]
#[cynic(graphql_type = "Query", variables = "ContactVariables")]
pub struct ContactQuery {
    /// The record.
    #[arguments(id: $record)]
    pub record: Option<Contact>,
}

/// Which record.
#[derive(cynic::QueryVariables, Debug)]
pub struct ContactVariables {
    /// The record.
    pub record: RecordId,
}

/// How a person is reached.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "Record")]
pub struct Contact {
    /// The record's id.
    pub id: RecordId,
    /// The version a change is made from.
    pub version: i32,
    /// In which language the person is written to.
    pub language: Locale,
    /// E-mail.
    pub email: Option<String>,
    /// Telephone.
    pub phone: Option<String>,
    /// Commune.
    pub commune: Option<String>,
}

/// Changes how a person is reached.
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Mutation", variables = "ChangeContactVariables")]
pub struct ChangeContact {
    /// What came of it.
    #[arguments(input: $input)]
    pub change_contact: ChangeContactPayload,
}

/// The change.
#[derive(cynic::QueryVariables, Debug)]
pub struct ChangeContactVariables {
    /// The change.
    pub input: ChangeContactInput,
}

/// How a person is reached from now on.
#[derive(cynic::InputObject, Debug, Clone)]
pub struct ChangeContactInput {
    /// Makes it happen once.
    pub idempotency_key: String,
    /// Whose.
    pub record_id: RecordId,
    /// The version that was on screen.
    pub version: i32,
    /// In which language the person is written to.
    pub language: Locale,
    /// E-mail.
    pub email: Option<String>,
    /// Telephone.
    pub phone: Option<String>,
    /// Commune.
    pub commune: Option<String>,
}

/// What came of it.
#[derive(cynic::QueryFragment, Debug)]
pub struct ChangeContactPayload {
    /// The contact as it is now.
    pub record: Option<Contact>,
    /// What was refused.
    pub user_errors: Vec<RecordError>,
}

/// What of a record's input is refused.
#[derive(cynic::QueryFragment, Debug)]
pub struct RecordError {
    /// The rule.
    pub code: RecordErrorCode,
    /// The path in the input.
    pub field: Vec<String>,
}

/// The reminders of a record and what was written to its address.
#[derive(cynic::QueryFragment, Debug, Clone)]
#[cynic(graphql_type = "Query", variables = "RemindersVariables")]
pub struct RemindersQuery {
    /// The record.
    #[arguments(id: $record)]
    pub record: Option<RemindersOf>,
}

/// Whose, in which language.
#[derive(cynic::QueryVariables, Debug)]
pub struct RemindersVariables {
    /// The record.
    pub record: RecordId,
    /// The reader's language.
    pub locale: Locale,
}

/// The reminders of a record.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "Record", variables = "RemindersVariables")]
pub struct RemindersOf {
    /// What is wanted.
    pub reminders: ReminderSettings,
    /// What was written, newest first.
    #[arguments(first: 10)]
    pub messages: Option<Messages>,
}

/// What is wanted.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq, Eq)]
pub struct ReminderSettings {
    /// The version a change is made from.
    pub version: i32,
    /// Whether reminders are sent.
    pub is_on: bool,
    /// How long before.
    pub lead: Lead,
    /// Whether the other parent is told too.
    pub copies_other_parent: bool,
    /// How far the address is.
    pub address: AddressState,
}

/// Messages.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "MessageConnection", variables = "RemindersVariables")]
pub struct Messages {
    /// They.
    pub nodes: Vec<Message>,
}

/// Something that was written.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(variables = "RemindersVariables")]
pub struct Message {
    /// What it is for.
    pub kind: MessageKind,
    /// How far it is.
    pub state: MessageState,
    /// When it was queued.
    pub created_at: Moment,
    /// When it was sent or given up.
    pub ended_at: Option<Moment>,
    /// Of what it told.
    pub reminders: Vec<Reminder>,
}

/// That someone was told of one vaccination.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(variables = "RemindersVariables")]
pub struct Reminder {
    /// Whose.
    pub record: Named,
    /// Against what.
    pub target: Option<ToldTarget>,
    /// When it was recommended.
    pub due_on: Date,
    /// How far it is.
    pub state: MessageState,
    /// Why it was cancelled.
    pub reason: Option<String>,
}

/// A person by name.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "Record")]
pub struct Named {
    /// The record.
    pub id: RecordId,
    /// The given name.
    pub given_name: String,
}

/// A disease by name.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "Target", variables = "RemindersVariables")]
pub struct ToldTarget {
    /// Its name.
    #[arguments(locale: $locale)]
    pub name: ToldName,
}

/// A name.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "LocalizedText")]
pub struct ToldName {
    /// As text.
    pub text: String,
}

/// Changes the reminders.
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Mutation", variables = "ChangeRemindersVariables")]
pub struct ChangeReminders {
    /// What came of it.
    #[arguments(input: $input)]
    pub change_reminders: RemindersPayload,
}

/// The change.
#[derive(cynic::QueryVariables, Debug)]
pub struct ChangeRemindersVariables {
    /// The change.
    pub input: ChangeRemindersInput,
}

/// What is wanted from now on.
#[derive(cynic::InputObject, Debug, Clone)]
pub struct ChangeRemindersInput {
    /// Makes it happen once.
    pub idempotency_key: String,
    /// Whose.
    pub record_id: RecordId,
    /// The version that was on screen.
    pub version: i32,
    /// Whether reminders are sent.
    pub is_on: bool,
    /// How long before.
    pub lead: Lead,
    /// Whether the other parent is told too.
    pub copies_other_parent: bool,
}

/// What came of it.
#[derive(cynic::QueryFragment, Debug)]
pub struct RemindersPayload {
    /// What was refused.
    pub user_errors: Vec<ReminderError>,
}

/// What was refused.
#[derive(cynic::QueryFragment, Debug)]
pub struct ReminderError {
    /// The rule.
    pub code: ReminderErrorCode,
}

/// Sends the link again.
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Mutation", variables = "ConfirmAddressAgainVariables")]
pub struct ConfirmAddressAgain {
    /// What came of it.
    #[arguments(input: $input)]
    pub confirm_address_again: RemindersPayload,
}

/// Which.
#[derive(cynic::QueryVariables, Debug)]
pub struct ConfirmAddressAgainVariables {
    /// Which.
    pub input: ConfirmAddressAgainInput,
}

/// Which address is asked again.
#[derive(cynic::InputObject, Debug, Clone)]
pub struct ConfirmAddressAgainInput {
    /// Makes it happen once.
    pub idempotency_key: String,
    /// Whose.
    pub record_id: RecordId,
}
